"""Erasing a client at the person's own wish."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from centers.access import requires
from centers.roles import Permission
from clients.forms.erasure import EraseForm
from clients.models import Client

MERGE = Permission.CLIENT_MERGE


@requires(MERGE)
def client_erase(request, client_pk):
    """Says what goes and what stays; asks why, and for the name once more."""
    clients = Client.objects.for_user(request.user, MERGE).filter(merged_into=None)
    client = get_object_or_404(clients.select_related("center"), pk=client_pk)
    form = EraseForm(request.POST or None, client=client)
    if request.method == "POST" and form.is_valid():
        form.erase(by=request.user)
        messages.success(request, _("The client's personal data are erased. The time counts on."))
        return redirect("clients:client-list")
    return render(request, "clients/client_erase.html", {"client": client, "form": form})
