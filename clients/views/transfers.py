"""Moving clients to another center or advisor."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centers.access import requires
from centers.roles import Permission
from clients import actions
from clients.forms.plans import ReassignForm, TransferForm
from clients.models import Client

TRANSFER = Permission.CLIENT_TRANSFER


@requires(TRANSFER)
def client_transfer(request, client_pk):
    """One client to another center of its country."""
    clients = Client.objects.for_user(request.user, TRANSFER).select_related("center", "advisor")
    client = get_object_or_404(clients, pk=client_pk)
    form = TransferForm(request.POST or None, countries=[client.country_id])
    if form.is_valid():
        try:
            form.transfer(clients=[client], by=request.user)
        except actions.NotAllowed as refusal:
            form.add_error("advisor", str(refusal))
        else:
            messages.success(request, _("Client transferred. Its history stays where it was made."))
            return redirect("clients:client-list")
    context = {"form": form, "client": client}
    return render(request, "clients/client_transfer.html", context)


@requires(TRANSFER)
def client_reassign(request):
    """All clients of an advisor who leaves."""
    form = ReassignForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            moved = form.reassign(by=request.user)
        except actions.NotAllowed as refusal:
            form.add_error("advisor", str(refusal))
        else:
            count = len(moved)
            told = ngettext("%(n)d client reassigned.", "%(n)d clients reassigned.", count)
            messages.success(request, told % {"n": count})
            return redirect("clients:client-list")
    return render(request, "clients/client_reassign.html", {"form": form})
