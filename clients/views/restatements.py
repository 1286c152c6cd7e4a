"""Restatements: the only change of closed records, and the list of them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.roles import Permission
from clients import actions
from clients.forms.restatement import read_lines, restate_form
from clients.models import Outcome, Restatement, Session, Situation, Training

RECORDS = {
    "session": Session,
    "outcome": Outcome,
    "situation": Situation,
    "training": Training,
}


@require_safe
@requires(Permission.CLIENT_VIEW)
def restatement_list(request):
    """What was changed after closing: old → new, who and why."""
    rows = Restatement.objects.for_user(request.user).select_related(
        "client", "center", "restated_by"
    )
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    for row in page:
        row.lines = read_lines(row)
    return render(request, "clients/restatement_list.html", {"page": page})


@requires(Permission.PERIOD_CLOSE)
def record_restate(request, record, record_uuid):
    """The form for a closed record; an open one is sent to where it can be changed."""
    if record not in RECORDS:
        raise Http404
    rows = RECORDS[record].objects.for_user(request.user, Permission.PERIOD_CLOSE)
    row = get_object_or_404(rows.select_related("center", "country"), uuid=record_uuid)
    form = restate_form(row, request.POST or None)
    if form.is_valid():
        try:
            with transaction.atomic():
                form.keep(by=request.user)
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        except IntegrityError:
            form.add_error(None, _("These figures contradict each other. Check them."))
        else:
            messages.success(request, _("Restated. The old figures stay visible beside the new."))
            return redirect("clients:restatement-list")
    context = {"form": form, "record": row, "client": getattr(row, "client", None)}
    return render(request, "clients/record_restate.html", context)
