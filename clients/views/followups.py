"""Follow-ups: due and late ones, sending with one tap, asking by telephone, response rates."""

from decimal import Decimal

from csp.decorators import csp_update
from django.contrib import messages
from django.core.mail import send_mail
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.models import Center
from centers.roles import Permission
from clients import actions, followup_messages
from clients.exports.boards import RESPONSE_COLUMNS
from clients.exports.figures import figures_file, is_asked
from clients.filters import FollowUpFilter
from clients.forms.plans import ReasonForm
from clients.models import FollowUp
from clients.views.followup_public import ask

VIEW, EDIT = Permission.CLIENT_VIEW, Permission.CLIENT_EDIT
OUTSIDE = ["https://wa.me", "sms:", "mailto:"]  # where sending leads, after it is noted


@csp_update({"form-action": OUTSIDE})
@require_safe
@requires(VIEW)
def followup_list(request):
    """Late and due ones first; `?show=` for the others, `?mine=1` for one's own clients."""
    shown = FollowUpFilter(request.GET, user=request.user)
    followups = shown.apply(FollowUp.objects.for_user(request.user))
    followups = followups.select_related("client__country", "center")
    page = Paginator(followups, 50).get_page(request.GET.get("page"))
    for followup in page:
        followup.ways = followup_messages.ways(followup)
    shows = [
        ("", _("Due")),
        ("late", _("Late")),
        ("sent", _("Sent, no answer yet")),
        ("answered", _("Answered")),
        ("all", _("All")),
    ]
    chosen = request.GET.get("show", "")
    chips = [
        {"url": f"?show={key}", "label": name, "current": key == chosen} for key, name in shows
    ]
    return render(request, "clients/followup_list.html", {"page": page, "chips": chips})


def _one(request, uuid, permission=EDIT):
    followups = FollowUp.objects.for_user(request.user, permission)
    return get_object_or_404(
        followups.select_related("client__country", "center__country"), uuid=uuid
    )


@require_POST
@requires(EDIT)
def followup_send(request, uuid, way):
    """Notes the sending and leads to WhatsApp, the SMS app or the mail program with the text."""
    followup = _one(request, uuid)
    link = request.build_absolute_uri(_public_url(followup))
    target = followup_messages.target(followup, way, link)
    if target is None:
        messages.error(request, _("There is no phone or e-mail for this way. Call instead."))
        return redirect("clients:followup-list")
    actions.mark_sent(followup=followup, by=request.user, way=way)
    response = HttpResponse(status=303)
    response["Location"] = target
    return response


def _public_url(followup):
    return reverse("clients:followup-public", args=[actions.token_for(followup)])


@require_POST
@requires(EDIT)
def followup_send_all(request):
    """Mails every due one that has an e-mail address and was not sent yet."""
    due = FollowUp.objects.for_user(request.user, EDIT).due().filter(sent_at=None)
    sent = 0
    for followup in due.select_related("client__country", "center")[:500]:
        address = followup_messages.address(followup)
        if not address:
            continue
        link = request.build_absolute_uri(_public_url(followup))
        with translation.override(followup_messages.language(followup)):
            subject, text = followup_messages.text(followup, link)
            send_mail(subject, text, None, [address])
        actions.mark_sent(followup=followup, by=request.user, way="mail")
        sent += 1
    messages.success(request, _("Sent by e-mail: %(n)d.") % {"n": sent})
    return redirect("clients:followup-list")


@requires(EDIT)
def followup_call(request, uuid):
    """The same five questions, asked by telephone."""
    followup = _one(request, uuid)
    here = reverse("clients:followup-call", args=[followup.uuid])
    return ask(request, followup, here, "clients/followup_call.html", by=request.user)


@requires(EDIT)
def followup_close(request, uuid):
    """Ends one that will not be answered."""
    followup = _one(request, uuid)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.close_followup(followup=followup, by=request.user, reason=reason)
        messages.success(request, _("Follow-up closed."))
        return redirect("clients:followup-list")
    context = {"form": form, "followup": followup, "client": followup.client}
    return render(request, "clients/followup_close.html", context)


@require_safe
@requires(VIEW)
def followup_board(request):
    """Per center: how many were due, sent and answered."""
    rows = FollowUp.objects.for_user(request.user).response_rates()
    centers = Center.objects.in_bulk([row["center"] for row in rows])
    board = [
        {**row, "center": centers[row["center"]], "rate": Decimal(row["answered"]) / row["due"]}
        for row in rows
    ]
    board.sort(key=lambda row: row["center"].name)
    if is_asked(request):
        return figures_file(request, name="response-rates", columns=RESPONSE_COLUMNS, rows=board)
    return render(request, "clients/followup_board.html", {"board": board})
