"""Changing a client's record, section by section."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.dates import local_today
from centers.roles import Permission
from clients import actions, standing
from clients.actions.clients import current_links
from clients.forms.edit import BusinessForm, ConsentForm, PersonForm, RegistrationsForm
from clients.models import Client, Consent, Contact

EDIT = Permission.CLIENT_EDIT
SECTIONS = {
    "business": gettext_lazy("The business"),
    "people": gettext_lazy("People and ownership"),
    "registrations": gettext_lazy("Registrations"),
    "consent": gettext_lazy("Consent"),
}


def _editable(request, pk):
    clients = Client.objects.for_user(request.user, EDIT).select_related("center", "country")
    return get_object_or_404(clients, pk=pk)


@require_safe
@requires(EDIT)
def client_edit(request, client_pk):
    """The sections as a task list; what is missing is marked."""
    client = _editable(request, client_pk)
    missing = {fact["section"] for fact in standing.missing_facts(client, current_links(client))}
    sections = [
        {"name": name, "label": label, "missing": name in missing}
        for name, label in SECTIONS.items()
    ]
    erasable = Client.objects.for_user(request.user, Permission.CLIENT_MERGE).filter(pk=client.pk)
    context = {"client": client, "sections": sections, "may_erase": erasable.exists()}
    return render(request, "clients/client_edit.html", context)


@requires(EDIT)
def client_edit_section(request, client_pk, section):
    """One section. People have a page each; consent is added to and withdrawn, never rewritten."""
    client = _editable(request, client_pk)
    if section == "people":
        people = current_links(client)
        return render(
            request, "clients/person_list.html", {"client": client, "people": _persons(people)}
        )
    form = _form_of(section, request.POST or None, client)
    if form is None:
        return redirect("clients:client-edit", client.pk)
    if request.method == "POST" and form.is_valid():
        form.save_for(by=request.user)
        messages.success(request, _("Saved."))
        return redirect("clients:client-edit", client.pk)
    context = {"client": client, "form": form, "title": SECTIONS[section]}
    name = "consent_list" if section == "consent" else "client_edit_section"
    return render(request, f"clients/{name}.html", context)


def _form_of(section, data, client):
    if section == "business":
        return BusinessForm(data, instance=client)
    if section == "registrations":
        return RegistrationsForm(data, client=client)
    if section == "consent":
        initial = {"given_on": local_today(client.center)}
        return ConsentForm(data, client=client, initial=initial)
    return None


def _persons(links):
    """[(contact, its roles with shares)], in the order of the first role."""
    people = {}
    for link in links:
        people.setdefault(link.contact, []).append(link)
    return people.items()


@requires(EDIT)
def person_edit(request, client_pk, contact_pk=None):
    """A new person of the client, or one whom this client knows."""
    client = _editable(request, client_pk)
    contact = None
    if contact_pk:
        known = Contact.objects.filter(links__client=client, links__ends_on=None).distinct()
        contact = get_object_or_404(known, pk=contact_pk)
    form = PersonForm(request.POST or None, client=client, instance=contact)
    if request.method == "POST" and form.is_valid():
        form.save_for(by=request.user)
        messages.success(request, _("Saved."))
        return redirect("clients:client-edit-section", client.pk, "people")
    context = {"client": client, "form": form, "title": _("Person")}
    return render(request, "clients/client_edit_section.html", context)


@require_POST
@requires(EDIT)
def consent_withdraw(request, consent_pk):
    clients = Client.objects.for_user(request.user, EDIT)
    consents = Consent.objects.filter(client__in=clients, withdrawn_on=None)
    consent = get_object_or_404(consents.select_related("client__center"), pk=consent_pk)
    day = local_today(consent.client.center)
    actions.withdraw_consent(consent=consent, by=request.user, day=day)
    messages.success(request, _("The consent is withdrawn from today on."))
    return redirect("clients:client-edit-section", consent.client_id, "consent")
