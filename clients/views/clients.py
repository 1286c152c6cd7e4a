"""Clients: search, page, registration."""

from decimal import Decimal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers.access import requires
from centers.dates import local_today
from centers.keys import uuid7
from centers.roles import Permission
from clients import matching, presets, standing, timeline
from clients.actions.clients import current_links
from clients.filters import ClientFilter
from clients.forms.client import NewClientForm
from clients.models import Client, Consent

SHOWN = 30


@require_safe
@requires(Permission.CLIENT_VIEW)
def client_list(request):
    """The scope's clients; a number that is one client's opens it, unless the list is narrowed."""
    alike = _alike(request)
    exact = [match.client for match in alike if match.level == matching.EXACT]
    if set(request.GET) == {"q"} and len(exact) == 1 and exact[0]:
        return redirect(exact[0])
    filter_form = ClientFilter(request.GET, user=request.user)
    clients = filter_form.apply(Client.objects.for_user(request.user).for_list())
    page = Paginator(clients, per_page=50).get_page(request.GET.get("page"))
    context = {
        "filter_form": filter_form,
        "page": page,
        "text": _searched(request),
        "alike": [match for match in alike if match.client not in page],
        "may_add": request.user.holds(Permission.CLIENT_EDIT),
    }
    return render(request, "clients/client_list.html", context)


def _searched(request):
    return request.GET.get("q", "").strip()


def _alike(request):
    """Who in the country has the number searched for, or a name like it in another spelling."""
    text = _searched(request)
    if len(text) < 3 or not request.user.holds(Permission.CLIENT_EDIT):
        return []
    center = presets.place_of_work(request.user)
    return matching.find_by_text(request.user, country=center.country, text=text) if center else []


@require_safe
@requires(Permission.CLIENT_VIEW)
def client_suggest(request):
    """The palette's hits as JSON: name, a line to tell namesakes apart, address."""
    text = _searched(request)
    clients = Client.objects.for_user(request.user)
    found = clients.matching(text).best_first(text)[:8] if len(text) > 2 else []
    results = [
        {
            "id": client.pk,
            "name": client.name,
            "detail": " · ".join(filter(None, [client.municipality, client.get_stage_display()])),
            "url": client.get_absolute_url(),
        }
        for client in found
    ]
    return JsonResponse({"results": results})


@require_safe
@requires(Permission.CLIENT_VIEW)
def client_detail(request, pk):
    scope = Client.objects.for_user(request.user)
    clients = timeline.with_page_facts(scope, request.user).filter(pk=pk)
    client = clients.select_related("center__country", "advisor").first()
    if client is None:
        return _erased(request, pk) or _moved(request, scope, pk)
    timeline.load(client)
    show = request.GET.get("show", "")
    found = timeline.events(client, request.user)
    listed = [event for event in found if not show or event.kind == show]
    people = current_links(client)
    today = local_today(client.center)
    context = {
        "client": client,
        "people": people,
        "page": Paginator(listed, per_page=SHOWN).get_page(request.GET.get("page")),
        "chips": timeline.chips(found, show),
        "compared": standing.before_and_now(client),
        "pending": standing.pending(client, request.user, today),
        "missing": standing.missing_facts(client, people),
        "may_edit": client.may_edit,
        "summary": _summary(client, people),
    }
    return render(request, "clients/client_detail.html", context)


def _erased(request, pk):
    """The page that says that a client of the scope was erased, and nothing of who it was."""
    client = Client.objects.put_aside_for(request.user).exclude(erased_at=None).filter(pk=pk)
    client = client.select_related("center").first()
    return client and render(request, "clients/client_erased.html", {"client": client}, status=410)


def _moved(request, scope, pk):
    """A merged client leads to the one it was merged into; else the page is not found."""
    old = Client.objects.filter(pk=pk, deleted_at=None).exclude(merged_into=None).first()
    survivor = old and scope.filter(pk=old.survivor.pk).first()
    if survivor is None:
        raise Http404
    messages.info(request, _("This record was merged into the one you see."))
    return redirect(survivor)


def _summary(client, people):
    """Facts of the page's head: consent, hours, who to call."""
    minutes = sum(
        one.contact_minutes + one.prep_minutes for one in client.sessions.all() if one.reportable
    )
    phone = client.phone or next((link.contact.phone for link in people if link.contact.phone), "")
    digits = "".join(char for char in phone if char.isdigit())
    return {
        "minutes": minutes,
        "hours": Decimal(minutes) / 60,
        "consent": next((one for one in client.consents.all() if _in_force(one)), None),
        "phone": phone,
        "chat": digits if phone.startswith("+") else "",
        "formal": list(client.formalizations.all()),
    }


def _in_force(consent):
    return consent.kind == Consent.Kind.SERVICE and consent.withdrawn_on is None


@requires(Permission.CLIENT_EDIT)
def client_add(request):
    center = presets.place_of_work(request.user)
    form = NewClientForm(
        request.POST or None,
        user=request.user,
        center=center,
        initial=NewClientForm.guess(request.GET.get("q", "")) | {"uuid": uuid7()},
    )
    if request.method == "POST" and form.is_valid():
        client = form.register()
        messages.success(request, _("Client registered."))
        return redirect(client)
    return render(request, "clients/client_add.html", {"form": form, "center": center})
