"""Making an issue of the bulletin: choose, order, introduce, publish, watch it leave."""

from django.conf import settings
from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from cooperation import bulletin_pages, mail
from cooperation.actions import bulletins as actions
from cooperation.actions.subscribers import reader_counts
from cooperation.forms.bulletins import BulletinForm, EntriesForm
from cooperation.models import Bulletin, Delivery, Reading
from cooperation.tasks import send_bulletin
from cooperation.views.pages import form_page, in_language, step

PUBLISH = Permission.CONTENT_PUBLISH


def _own(request, uuid):
    return get_object_or_404(Bulletin.objects.for_user(request.user, PUBLISH), uuid=uuid)


def _address(bulletin):
    return reverse("cooperation:bulletin-manage", args=[bulletin.uuid])


@require_safe
@requires(PUBLISH)
def bulletin_desk(request):
    issues = Bulletin.objects.for_user(request.user, PUBLISH).select_related("country")
    context = {"issues": issues, "readers": reader_counts()}
    return render(request, "cooperation/bulletin_desk.html", context)


@requires(PUBLISH)
def bulletin_add(request):
    return form_page(
        request,
        BulletinForm(request.POST or None, user=request.user),
        save=lambda form: actions.create_bulletin(**form.facts()),
        title=_("New issue of the bulletin"),
        done=_("The issue was made. Now choose its items."),
        back=_address,
    )


@requires(PUBLISH)
def bulletin_edit(request, uuid):
    issue = _own(request, uuid)
    return form_page(
        request,
        BulletinForm(request.POST or None, instance=issue, user=request.user),
        save=lambda form: actions.change_bulletin(bulletin=issue, **form.facts()),
        title=_("Title and introduction"),
        done=_("Saved."),
        back=_address(issue),
    )


@require_safe
@requires(PUBLISH)
def bulletin_manage(request, uuid):
    issue = _own(request, uuid)
    states = dict(issue.deliveries.values_list("state").annotate(n=Count("pk")))
    context = {
        "issue": issue,
        "codes": settings.LANGUAGES,
        "entries": bulletin_pages.entries_of(issue, request.LANGUAGE_CODE),
        "deliveries": [(label, states.get(state, 0)) for state, label in Delivery.State.choices],
        "waiting": states.get(Delivery.State.QUEUED, 0),
        "readings": _readings(issue),
    }
    return render(request, "cooperation/bulletin_manage.html", context)


@require_safe
@requires(PUBLISH)
@in_language
def bulletin_preview(request, uuid, language):
    """A draft as its readers will get it in one language: the page, and the e-mail as text."""
    issue = _own(request, uuid)
    context = bulletin_pages.context_of(issue, language) | {
        "preview": True,
        "plain": mail.bulletin_text(issue, language),
    }
    return render(request, "cooperation/bulletin_text.html", context)


def _readings(issue):
    """[(language, way, openings)] of an issue, in words."""
    languages, ways = dict(settings.LANGUAGES), dict(Reading.Channel.choices)
    rows = issue.readings.values_list("language", "channel").annotate(total=Sum("count"))
    return [
        (languages.get(language, language), ways[way], total)
        for language, way, total in rows.order_by("language", "channel")
    ]


@requires(PUBLISH)
def bulletin_entries(request, uuid):
    issue = _own(request, uuid)
    form = EntriesForm(
        request.POST or None,
        candidates=actions.candidates(issue),
        chosen=dict(issue.entries.values_list("item_id", "position")),
    )
    return form_page(
        request,
        form,
        save=lambda form: actions.set_entries(bulletin=issue, items=form.ordered()),
        title=_("Items of the issue"),
        hint=_("Number the items in their order; an empty place leaves one out."),
        done=_("Saved."),
        back=_address(issue),
    )


@require_POST
@requires(PUBLISH)
def bulletin_publish(request, uuid):
    """One click: the page in each language opens and the sending begins."""
    issue = _own(request, uuid)

    def publish():
        actions.publish_bulletin(bulletin=issue)
        send_bulletin.enqueue(issue.pk)

    done = _("Published. It is being sent to its readers.")
    return step(request, publish, done=done, back=_address(issue))


@require_POST
@requires(PUBLISH)
def bulletin_send(request, uuid):
    """Goes on with a sending that stopped; who has got the issue does not get it again."""
    issue = _own(request, uuid)
    if issue.state == Bulletin.State.PUBLISHED:
        send_bulletin.enqueue(issue.pk)
    return redirect(_address(issue))
