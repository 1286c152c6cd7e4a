"""How a client stands: record a situation, correct it, put it aside with a reason."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from centers.access import requires
from centers.dates import local_today
from centers.keys import uuid7
from centers.roles import Permission
from clients import actions
from clients.forms.plans import ReasonForm
from clients.forms.situation import SituationForm
from clients.models import Client, Situation


@requires(Permission.CLIENT_EDIT)
def situation_add(request, client_pk):
    editable = Client.objects.for_user(request.user, Permission.CLIENT_EDIT)
    client = get_object_or_404(editable.select_related("center", "country"), pk=client_pk)
    first = not client.situations.alive().exists()
    initial = {
        "uuid": uuid7(),
        "as_of": local_today(client.center),
        "currency": client.country.currency,
        "wave": Situation.Wave.BASELINE if first else Situation.Wave.OTHER,
    }
    form = SituationForm(request.POST or None, client=client, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            form.record(by=request.user)
        except (actions.NotAllowed, actions.PeriodClosed) as refusal:
            form.add_error("as_of", str(refusal))
        else:
            messages.success(request, _("Situation recorded. What changed waits for evidence."))
            _tell_doubts(request, client)
            return redirect(client)
    return render(request, "clients/situation_add.html", {"form": form, "client": client})


def _editable(user):
    situations = Situation.objects.for_user(user, Permission.CLIENT_EDIT).alive()
    return situations.select_related("client__center", "client__country", "center")


@requires(Permission.CLIENT_EDIT)
def situation_edit(request, uuid):
    """Corrects a situation; what changed from it and to it is computed anew."""
    situation = get_object_or_404(_editable(request.user), uuid=uuid)
    client = situation.client
    form = SituationForm(request.POST or None, client=client, instance=situation)
    if request.method == "POST" and form.is_valid():
        try:
            form.correct(situation=_editable(request.user).get(uuid=uuid), by=request.user)
        except (actions.NotAllowed, actions.PeriodClosed) as refusal:
            form.add_error("as_of", str(refusal))
        else:
            messages.success(request, _("Situation corrected. What changed is computed anew."))
            _tell_doubts(request, client)
            return redirect(client)
    context = {
        "form": form,
        "client": client,
        "situation": situation,
        "closed": actions.is_closed(situation.center, situation.as_of),
        "may_restate": request.user.holds(Permission.PERIOD_CLOSE),
        "delete_form": ReasonForm(),
    }
    return render(request, "clients/situation_edit.html", context)


@require_POST
@requires(Permission.CLIENT_EDIT)
def situation_delete(request, uuid):
    """Puts a situation aside with its reason."""
    situation = get_object_or_404(_editable(request.user), uuid=uuid)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why the situation is taken away."))
        return redirect("clients:situation-edit", uuid)
    try:
        actions.delete_situation(situation=situation, by=request.user, **form.cleaned_data)
    except (actions.NotAllowed, actions.PeriodClosed) as refusal:
        messages.error(request, str(refusal))
        return redirect("clients:situation-edit", uuid)
    messages.success(request, _("The situation is taken away; its record is kept."))
    _tell_doubts(request, situation.client)
    return redirect(situation.client)


def _tell_doubts(request, client):
    """Says which results kept figures that the situations no longer bear out."""
    if count := client.outcomes.alive().filter(in_doubt=True).count():
        sentence = ngettext(
            "%(count)d result keeps its figures although its situations say something else now. "
            "It stands under what is pending.",
            "%(count)d results keep their figures although their situations say something else "
            "now. They stand under what is pending.",
            count,
        )
        messages.warning(request, sentence % {"count": count})
