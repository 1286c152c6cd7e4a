"""The queue of claims that wait for a second person: evidence on one side, claim on the other."""

from csp.decorators import csp_update
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.roles import Permission
from clients import actions
from clients.attribution import claim_in_words, situations_in_words
from clients.forms.verification import QueueFilter, ReturnForm
from clients.models import Outcome
from clients.validation import start_problems

VERIFY = Permission.OUTCOME_VERIFY
LONGEST_QUEUE = 1000


def _in_scope(user):
    return Outcome.objects.for_user(user, VERIFY)


@csp_update({"frame-src": ["'self'"]})  # a PDF is read beside the claim
@require_safe
@requires(VERIFY)
def verify(request):
    """`?item=` picks a claim; without it the first one. Own claims wait for somebody else."""
    filter_form = QueueFilter(request.GET, user=request.user)
    everything = filter_form.apply(_in_scope(request.user).waiting())
    waiting = everything.for_verifier(request.user)
    own = everything.count() - waiting.count()
    queue = list(waiting.values_list("uuid", flat=True)[:LONGEST_QUEUE])
    uuids = [str(uuid) for uuid in queue]
    at = uuids.index(request.GET["item"]) if request.GET.get("item") in uuids else 0
    context = {
        "filter_form": filter_form,
        "own": own,
        "total": waiting.count(),
        "place": at + 1,
        "before": uuids[at - 1] if at else None,
        "after": uuids[at + 1] if at + 1 < len(uuids) else None,
        "return_form": ReturnForm(),
        "may_recheck": request.user.holds(Permission.PERIOD_CLOSE),
        **(_claim(request.user, queue[at]) if queue else {}),
    }
    return render(request, "clients/verify.html", context)


def _claim(user, uuid):
    outcomes = _in_scope(user).select_related(
        "client",
        "center",
        "country",
        "recorded_by",
        "changed_by",
        "from_situation",
        "to_situation",
        "funder",
    )
    outcome = outcomes.get(uuid=uuid)
    alike = _in_scope(user).filter(client=outcome.client, kind=outcome.kind)
    return {
        "outcome": outcome,
        "claim": claim_in_words(outcome),
        "said": situations_in_words(outcome),
        "evidence": list(outcome.evidence.all()),
        "alike": alike.exclude(pk=outcome.pk).order_by("-occurred_on")[:5],
        "doubts": start_problems(outcome),
        "closed": actions.is_closed(outcome.center, outcome.occurred_on),
    }


@require_POST
@requires(VERIFY)
def outcome_verify(request, uuid):
    outcome = get_object_or_404(_in_scope(request.user), uuid=uuid)
    try:
        actions.verify_outcome(outcome=outcome, by=request.user)
        messages.success(request, _("Verified."))
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        messages.error(request, str(refusal))
        return redirect(_queue_url(request, str(uuid)))
    return redirect(_queue_url(request, request.POST.get("after", "")))


@require_POST
@requires(VERIFY)
def outcome_return(request, uuid):
    outcome = get_object_or_404(_in_scope(request.user), uuid=uuid)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return render(
            request,
            "clients/outcome_return.html",
            {"form": form, "outcome": outcome, "after": request.POST.get("after", "")},
        )
    try:
        actions.return_outcome(outcome=outcome, by=request.user, **form.cleaned_data)
        messages.success(request, _("Returned to the advisor with its reason."))
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        messages.error(request, str(refusal))
    return redirect(_queue_url(request, request.POST.get("after", "")))


def _queue_url(request, item):
    """The queue at `item`, with the filter it was opened with."""
    kept = {name: request.POST.get(name, "") for name in ("center", "kind")}
    query = {name: value for name, value in ({"item": item} | kept).items() if value}
    return reverse("clients:verify", query=query)
