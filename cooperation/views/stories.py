"""Stories from cases, for the advisor who starts one and the client who answers."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import public, requires
from centers.roles import Permission
from clients.models import Client
from cooperation import desk, markup
from cooperation.actions import stories
from cooperation.actions.items import NotAllowed
from cooperation.forms.items import ApprovalForm, FiguresForm, ItemLanguageForm, ItemTextForm
from cooperation.models import Attachment, ItemText, StoryApproval
from cooperation.views.editorial import changeable_item, own_item
from cooperation.views.pages import form_page, send_file, step

EDIT = Permission.CONTENT_EDIT


@requires(Permission.CLIENT_EDIT)
def story_add(request, client_pk):
    """An advisor starts a story from a client, with the verified results it tells."""
    editable = Client.objects.for_user(request.user, Permission.CLIENT_EDIT)
    client = get_object_or_404(editable, pk=client_pk)
    outcomes = stories.open_outcomes(client, request.user)
    words = ItemTextForm(request.POST or None, language="")
    figures = FiguresForm(request.POST or None, outcomes=outcomes)
    language = ItemLanguageForm(request.POST or None, initial={"language": client.language or "es"})
    if request.method == "POST" and all(
        [words.is_valid(), figures.is_valid(), language.is_valid()]
    ):
        item = stories.start_story(
            client=client,
            by=request.user,
            language=language.cleaned_data["language"],
            texts=words.cleaned_data,
            outcomes=figures.cleaned_data["outcomes"],
        )
        return redirect(desk.manage_address(item))
    context = {"client": client, "words": words, "figures": figures, "language": language}
    return render(request, "cooperation/story_add.html", context)


@requires(EDIT)
def story_figures(request, uuid):
    item = _own_story(request, uuid, changeable_item)
    outcomes = stories.open_outcomes(item.client, request.user)
    chosen = {"outcomes": [figure.outcome_id for figure in item.figures.all()]}
    return form_page(
        request,
        FiguresForm(request.POST or None, outcomes=outcomes, initial=chosen),
        save=lambda form: stories.set_figures(
            item=item, outcomes=form.cleaned_data["outcomes"], by=request.user
        ),
        title=_("Figures of “%(item)s”") % {"item": item},
        done=_("Saved. The client must approve the story anew."),
        back=desk.manage_address(item),
    )


@require_POST
@requires(EDIT)
def story_ask(request, uuid):
    item = _own_story(request, uuid, own_item)
    return step(
        request,
        lambda: stories.ask_approval(item=item, by=request.user),
        done=_("The link is ready: hand it to the client."),
        back=desk.manage_address(item),
    )


@require_POST
@requires(EDIT)
def story_consent_withdraw(request, uuid):
    item = _own_story(request, uuid, own_item)
    return step(
        request,
        lambda: stories.withdraw_consent(client=item.client, by=request.user),
        done=_("The consent was withdrawn: the story left the site, the bulletins and reports."),
        back=desk.manage_address(item),
    )


def _own_story(request, uuid, find):
    item = find(request, uuid)
    if not item.is_story:
        raise Http404
    return item


@public
def story_answer(request, token):
    """The client reads the story and answers; later the same link withdraws the consent."""
    approval = stories.approval_of(token)
    if approval is None:
        raise Http404
    with translation.override(approval.language):
        if request.method == "POST" and "withdraw" in request.POST:
            stories.withdraw_consent(client=approval.item.client)
            approval.refresh_from_db()
        form = None
        if approval.state == StoryApproval.State.ASKED:
            form = ApprovalForm(request.POST or None, absent=_absent(approval.item))
        if request.method == "POST" and form and form.is_valid():
            return _answered(request, approval, form, token)
        return render(request, "cooperation/story_answer.html", _context(approval, form))


@require_safe
@public
def story_photo(request, token):
    """The photo, for the client who holds the link, while the story waits for the answer."""
    approval = stories.approval_of(token)
    if approval is None or approval.state != "asked":
        raise Http404
    photos = approval.item.attachments.filter(role=Attachment.Role.PHOTO)
    return send_file(get_object_or_404(photos[:1]), inline=True)


def _answered(request, approval, form, token):
    data = form.cleaned_data
    try:
        stories.answer(approval=approval, **{**data, "agrees": data["agrees"] == "yes"})
    except NotAllowed as refused:
        messages.error(request, str(refused))
    return redirect("cooperation:story-answer", token)


def _absent(item):
    has = {
        "photo": item.attachments.filter(role=Attachment.Role.PHOTO).exists(),
        "figures": bool(stories.standing_figures(item)),
    }
    return [name for name, there in has.items() if not there]


def _context(approval, form):
    item, shown = approval.item, approval.shown
    readable = approval.state in (StoryApproval.State.ASKED, StoryApproval.State.APPROVED)
    return {
        "approval": approval,
        "form": form,
        "told": _told(shown) if readable else None,
        "translations": [
            (language, _told(words)) for language, words in shown.get("translations", {}).items()
        ]
        if form
        else [],
        "figures": _figures(item, form) if readable else [],
        "photo": item.attachments.filter(role=Attachment.Role.PHOTO).first() if form else None,
        "public": item if item.is_public and not form else None,
    }


def _figures(item, form):
    return stories.standing_figures(item) if form else stories.approved_figures(item)


def _told(words):
    """The words as the public page will show them."""
    parts = [(ItemText._meta.get_field(name).verbose_name, name) for name in ItemText.BODY]
    return {
        "title": words.get("title", ""),
        "summary": words.get("summary", ""),
        "parts": [(label, markup.to_html(words.get(name, ""))) for label, name in parts],
    }
