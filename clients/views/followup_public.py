"""The client's own page: five questions by a signed link, no login, no script."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from centers import formats
from centers.access import public
from centers.throttle import address_of, over_limit
from clients import actions, followup_messages
from clients.forms.followup import (
    QUESTIONS,
    concerns,
    doubts,
    keep,
    last_situation,
    next_step,
)


@require_http_methods(["GET", "HEAD", "POST"])
@public
def followup_public(request, token):
    """Nothing but the first name and the firm is shown.

    In ten minutes a link opens 60 times, and an address may try 40 that have ended: many clients
    share the address of their telephone company.
    """
    try:
        followup = actions.followup_of(token)
    except actions.LinkEnded:
        if over_limit("follow-up", address_of(request), 40, 600):
            return render(request, "clients/followup_limit.html", status=429)
        return render(request, "clients/followup_ended.html", status=410)
    if over_limit("follow-up-link", followup.uuid, 60, 600):
        return render(request, "clients/followup_limit.html", status=429)
    here = reverse("clients:followup-public", args=[token])
    with (
        translation.override(followup_messages.language(followup)),
        formats.country(followup.client.country_id),
    ):
        response = ask(request, followup, here, "clients/followup_public.html", by=None)
    add_never_cache_headers(response)
    return response


def ask(request, followup, here, template, *, by):
    """Shows the question `?n=` (default: the first open one), keeps its answer, goes on."""
    last = last_situation(followup)
    context = {
        "followup": followup,
        "client": followup.client,
        "first_name": followup_messages.first_name(followup),
        "currency": followup.client.country.currency,
        "total": len(QUESTIONS),
        "here": here,
    }
    number = _number(request.GET.get("n"), next_step(followup.answers))
    if number > len(QUESTIONS) or followup.answered_at:
        return render(request, template, {**context, "done": True})
    form = QUESTIONS[number - 1](
        request.POST or None, last=last, initial=followup.answers, label_suffix=""
    )
    if form.is_valid():
        confirmed = request.POST.getlist("asked")
        keep(followup=followup, by=by, given=form.cleaned_data, confirmed=confirmed, last=last)
        return redirect(here)
    asked = []
    if number in followup.answers.get("doubted", ()):
        open_doubts = doubts(followup, followup.answers, last)
        asked = [one for one in open_doubts if concerns(one, number)]
    return render(request, template, {**context, "form": form, "number": number, "asked": asked})


def _number(text, default):
    """A question that was already reached; anything else is the first open one."""
    number = int(text) if (text or "").isdigit() else default
    return number if 1 <= number <= default else default
