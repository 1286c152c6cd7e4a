"""The client's own word on a claim: asked by signed link, or taken down from a signed paper."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from centers import formats
from centers.access import public, requires
from centers.roles import Permission
from centers.throttle import address_of, over_limit
from clients import actions, attribution
from clients.followup_messages import language, opening, ways
from clients.forms.attribution import SignedPaperForm
from clients.forms.verification import AnswerForm
from clients.models import Evidence, Outcome

EDIT = Permission.CLIENT_EDIT


@require_http_methods(["GET", "HEAD", "POST"])
@public
def attribution_public(request, token):
    """One question about one claim; first name, firm and claim are all that is shown."""
    if over_limit("attribution", address_of(request), 30, 600):
        return render(request, "clients/followup_limit.html", status=429)
    try:
        outcome = attribution.outcome_of(token)
    except attribution.AttributionLinkEnded:
        return render(request, "clients/followup_ended.html", status=410)
    language = outcome.client.language or outcome.client.country.language
    with translation.override(language), formats.country(outcome.country_id):
        response = _ask(request, outcome, token)
    add_never_cache_headers(response)
    return response


def _ask(request, outcome, token):
    question = attribution.question_about(outcome)
    form = AnswerForm(request.POST or None)
    if not outcome.attribution and form.is_valid():
        outcome = actions.answer_attribution(
            outcome=outcome,
            answer=form.cleaned_data["answer"],
            answered_by="client",
            question=question,
        )
        return redirect("clients:attribution-public", token)
    context = {"outcome": outcome, "question": question, "form": form}
    return render(request, "clients/attribution_public.html", context)


@requires(EDIT)
def outcome_attribution(request, uuid):
    """The link to send to the client, or the answer from a paper that the client has signed."""
    outcomes = Outcome.objects.for_user(request.user, EDIT)
    outcome = get_object_or_404(outcomes.select_related("client__country", "center"), uuid=uuid)
    form = SignedPaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            form.keep(outcome=outcome, by=request.user)
        except (actions.NotAllowed, actions.PeriodClosed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The client's answer is kept with the result."))
            return redirect(outcome)
    path = reverse("clients:attribution-public", args=[attribution.token_for(outcome)])
    link = request.build_absolute_uri(path)
    context = {
        "outcome": outcome,
        "form": form,
        "claim": attribution.claim_in_words(outcome),
        "link": link,
        "ways": [] if outcome.attribution else _ways(outcome, link),
        "signed": outcome.evidence.filter(kind=Evidence.Kind.SIGNED).exists(),
    }
    return render(request, "clients/outcome_attribution.html", context)


def _ways(outcome, link):
    """[(way, address)]: WhatsApp, SMS and mail open with the question in the client's language."""
    with translation.override(language(outcome)), formats.country(outcome.country_id):
        question = attribution.question_about(outcome)
    body, subject = f"{question} {link}", outcome.center.name
    return [(way, opening(outcome, way, subject, body)) for way in ways(outcome)]
