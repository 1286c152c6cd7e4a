"""Results: declare, read, attach evidence, list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.dates import local_today
from centers.keys import uuid7
from centers.roles import Permission
from clients import actions, files
from clients.filters import OutcomeFilter
from clients.forms.outcome import EvidenceForm, OutcomeForm
from clients.models import Client, Evidence, Outcome


@requires(Permission.CLIENT_EDIT)
def outcome_add(request, client_pk):
    editable = Client.objects.for_user(request.user, Permission.CLIENT_EDIT)
    client = get_object_or_404(editable.select_related("center", "country"), pk=client_pk)
    first = {"uuid": uuid7(), "occurred_on": local_today(client.center)}
    kind = request.GET.get("kind", "")
    form = OutcomeForm(
        request.POST or None,
        request.FILES or None,
        client=client,
        initial=first | ({"kind": kind} if kind else {}),
    )
    if request.method == "POST" and form.is_valid():
        try:
            outcome = form.declare(by=request.user)
        except actions.PeriodClosed as refusal:
            form.add_error("occurred_on", str(refusal))
        else:
            messages.success(request, _("Result recorded. It counts once it is verified."))
            return redirect(outcome)
    return render(request, "clients/outcome_add.html", {"form": form, "client": client})


@requires(Permission.CLIENT_VIEW)
def outcome_detail(request, uuid):
    """The claim, its evidence, and the form to attach more (with the edit right)."""
    outcomes = Outcome.objects.for_user(request.user).for_list()
    outcome = get_object_or_404(outcomes.select_related("verified_by", "recorded_by"), uuid=uuid)
    editable = Outcome.objects.for_user(request.user, Permission.CLIENT_EDIT)
    may_edit = editable.filter(pk=outcome.pk).exists()
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not may_edit:
            raise Http404
        if form.is_valid() and _attach(request, form, outcome):
            return redirect(outcome)
    context = {"outcome": outcome, "form": form, "may_edit": may_edit}
    return render(request, "clients/outcome_detail.html", context)


def _attach(request, form, outcome):
    try:
        form.attach(outcome=outcome, by=request.user)
    except actions.PeriodClosed as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Evidence attached."))
    return True


@require_safe
@requires(Permission.CLIENT_VIEW)
def evidence_file(request, uuid):
    """The file itself, through the scope of its claim."""
    outcomes = Outcome.objects.for_user(request.user)
    evidence = get_object_or_404(Evidence.objects.filter(outcome__in=outcomes), uuid=uuid)
    if not evidence.file:
        raise Http404
    return files.serve(evidence.file, evidence.content_type or "application/octet-stream")


@require_safe
@requires(Permission.CLIENT_VIEW)
def outcome_list(request):
    filter_form = OutcomeFilter(request.GET, user=request.user)
    outcomes = filter_form.apply(Outcome.objects.for_user(request.user).for_list())
    page = Paginator(outcomes, per_page=50).get_page(request.GET.get("page"))
    context = {"filter_form": filter_form, "page": page}
    return render(request, "clients/outcome_list.html", context)
