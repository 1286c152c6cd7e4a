"""Results: declare, read, attach evidence, list."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.dates import local_today
from centers.keys import uuid7
from centers.roles import Permission
from clients import actions, files
from clients.attribution import situations_in_words
from clients.filters import OutcomeFilter
from clients.forms.outcome import ClaimForm, EvidenceForm, OutcomeForm, fields_by_kind
from clients.forms.plans import ReasonForm
from clients.models import Client, Evidence, Outcome
from clients.views.put_aside import put_aside_page, put_back


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
        except (actions.NotAllowed, actions.PeriodClosed) as refusal:
            form.add_error("occurred_on", str(refusal))
        else:
            messages.success(request, _("Result recorded. It counts once it is verified."))
            return redirect(outcome)
    context = {"form": form, "client": client, "fields_by_kind": fields_by_kind()}
    return render(request, "clients/outcome_add.html", context)


@requires(Permission.CLIENT_EDIT)
def outcome_edit(request, uuid):
    """Mends a claim; a verified one waits for verification again."""
    editable = Outcome.objects.for_user(request.user, Permission.CLIENT_EDIT)
    outcome = get_object_or_404(
        editable.select_related("client__center", "client__country", "center"), uuid=uuid
    )
    form = ClaimForm(request.POST or None, client=outcome.client, instance=outcome)
    if form.is_valid():
        try:
            form.mend(outcome=Outcome.objects.get(pk=outcome.pk), by=request.user)
        except (actions.NotAllowed, actions.PeriodClosed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Result saved."))
            return redirect(outcome)
    context = {
        "form": form,
        "outcome": outcome,
        "delete_form": ReasonForm(),
        "fields_by_kind": fields_by_kind(),
    }
    return render(request, "clients/outcome_edit.html", context)


@require_POST
@requires(Permission.CLIENT_EDIT)
def outcome_restore(request, uuid):
    return put_back(
        request, Outcome, uuid, lambda row, by: actions.restore_outcome(outcome=row, by=by)
    )


@require_POST
@requires(Permission.CLIENT_EDIT)
def outcome_situations(request, uuid):
    """A change whose figures a person decided: keep them, or take those of its situations."""
    editable = Outcome.objects.for_user(request.user, Permission.CLIENT_EDIT)
    rows = editable.select_related("client", "center", "from_situation", "to_situation")
    outcome = get_object_or_404(rows, uuid=uuid)
    if not actions.is_computed(outcome):  # its page does not ask
        return redirect(outcome)
    if request.POST.get("take") != "situations":
        actions.keep_figures(outcome=outcome, by=request.user)
        messages.success(request, _("The result keeps its figures."))
        return redirect(outcome)
    try:
        actions.take_situations_figures(outcome=outcome, by=request.user)
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The result follows its situations again."))
    return redirect(outcome)


@require_POST
@requires(Permission.CLIENT_EDIT)
def outcome_delete(request, uuid):
    """Puts a claim aside with its reason."""
    editable = Outcome.objects.for_user(request.user, Permission.CLIENT_EDIT)
    outcome = get_object_or_404(editable.select_related("client", "center"), uuid=uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the result is taken away."))
        return redirect("clients:outcome-edit", outcome.uuid)
    try:
        actions.delete_outcome(outcome=outcome, by=request.user, **form.cleaned_data)
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        messages.error(request, str(refusal))
        return redirect(outcome)
    messages.success(request, _("The result is taken away; its record is kept."))
    return redirect(outcome)


@requires(Permission.CLIENT_VIEW)
def outcome_detail(request, uuid):
    """The claim, its evidence, and the form to attach more (with the edit right)."""
    if gone := Outcome.objects.put_aside_for(request.user).filter(uuid=uuid).first():
        return put_aside_page(request, gone, "clients:outcome-restore")
    outcomes = Outcome.objects.for_user(request.user).for_list()
    outcome = get_object_or_404(
        outcomes.select_related(
            "verified_by", "recorded_by", "changed_by", "from_situation", "to_situation"
        ),
        uuid=uuid,
    )
    editable = Outcome.objects.for_user(request.user, Permission.CLIENT_EDIT)
    may_edit = editable.filter(pk=outcome.pk).exists()
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not may_edit:
            raise Http404
        if form.is_valid() and _attach(request, form, outcome):
            return redirect(outcome)
    context = {
        "outcome": outcome,
        "form": form,
        "may_edit": may_edit and not outcome.client.erased_at,
        "said": situations_in_words(outcome),
        "closed": actions.is_closed(outcome.center, outcome.occurred_on),
        "may_restate": request.user.holds(Permission.PERIOD_CLOSE),
    }
    return render(request, "clients/outcome_detail.html", context)


def _attach(request, form, outcome):
    try:
        form.attach(outcome=outcome, by=request.user)
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
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
    context = {
        "filter_form": filter_form,
        "page": page,
        "may_load_rates": request.user.holds(Permission.RATE_EDIT),
    }
    return render(request, "clients/outcome_list.html", context)
