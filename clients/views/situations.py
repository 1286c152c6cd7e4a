"""How a client stands: record a situation."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from centers.access import requires
from centers.dates import local_today
from centers.keys import uuid7
from centers.roles import Permission
from clients import actions
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
        except actions.PeriodClosed as refusal:
            form.add_error("as_of", str(refusal))
        else:
            messages.success(request, _("Situation recorded. What changed waits for evidence."))
            return redirect(client)
    return render(request, "clients/situation_add.html", {"form": form, "client": client})
