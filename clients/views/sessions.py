"""Sessions: log, read, change, put aside with a reason, list."""

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import requires
from centers.keys import uuid7
from centers.roles import Permission
from clients import actions, home, presets
from clients.filters import SessionFilter
from clients.forms.plans import ReasonForm
from clients.forms.session import SessionEditForm, SessionForm
from clients.models import Appointment, Client, Session, SessionFlag
from clients.scopes import funders_for
from clients.views.put_aside import put_aside_page, put_away, put_back

UNDO = timedelta(minutes=2)  # ten seconds on the screen, and the time a slow network takes


@requires(Permission.CLIENT_EDIT)
def session_add(request):
    clients = Client.objects.for_user(request.user, Permission.CLIENT_EDIT)
    chosen = _chosen(request, clients)
    center = presets.place_of_work(request.user, chosen)
    form = SessionForm(
        request.POST or None,
        initial=presets.for_client(chosen, request.user) | {"uuid": uuid7(), "client": chosen},
        clients=clients,
        center=center,
        funders=funders_for(center),
    )
    if request.method == "POST" and form.is_valid():
        session = form.record(by=request.user)
        return redirect(f"{session.get_absolute_url()}?saved=1")
    context = {
        "form": form,
        "chosen": chosen,
        "offered": _offered(request, clients, chosen),
        "day": home.day(request.user),
    }
    return render(request, "clients/session_add.html", context)


def _chosen(request, clients):
    """The client asked for, else the one of the next appointment, else the last one seen."""
    wanted = request.POST.get("client") or request.GET.get("client") or ""
    if booked := _booked(request):
        return booked.client
    if wanted:
        return clients.filter(pk=wanted).first() if wanted.isdigit() else None
    upcoming = presets.next_appointment(presets.agenda(request.user))
    return upcoming.client if upcoming else presets.recent_clients(request.user, 1).first()


def _booked(request):
    """The appointment that the address names, where it is the user's own and not yet logged."""
    try:
        uuid = UUID(request.GET.get("appointment", ""))
    except ValueError:
        return None
    mine = Appointment.objects.for_user(request.user, Permission.CLIENT_EDIT).ahead()
    return mine.filter(uuid=uuid, advisor=request.user).select_related("client__center").first()


def _offered(request, clients, chosen):
    """Up to eight clients to choose from: the search's hits, else today's and the recent ones."""
    if text := request.GET.get("q", "").strip():
        found = list(clients.matching(text).for_list()[: presets.RECENT])
    else:
        today = [one.client for one in presets.agenda(request.user) if not one.session_id]
        found = [*today, *presets.recent_clients(request.user)]
    first = [chosen] if chosen else []
    return list(dict.fromkeys([*first, *found]))[: presets.RECENT]


@require_safe
@requires(Permission.CLIENT_VIEW)
def session_detail(request, uuid):
    if gone := Session.objects.put_aside_for(request.user).filter(uuid=uuid).first():
        return put_aside_page(request, gone, "clients:session-restore")
    session = get_object_or_404(Session.objects.for_user(request.user).for_list(), uuid=uuid)
    editable = _editable(request.user).filter(client__erased_at=None)
    context = {
        "session": session,
        "may_edit": editable.filter(pk=session.pk).exists(),
        "may_undo": "saved" in request.GET and _undoable(session, request.user),
        "closed": _closed(session),
        "may_restate": request.user.holds(Permission.PERIOD_CLOSE),
        "flags": session.flags.filter(settled_at=None).select_related("other"),
    }
    return render(request, "clients/session_detail.html", context)


@requires(Permission.CLIENT_EDIT)
def session_edit(request, uuid):
    session = get_object_or_404(_editable(request.user), uuid=uuid)
    form = SessionEditForm(
        request.POST or None, instance=session, funders=funders_for(session.center)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_not_erased(session.client)
            form.change(by=request.user)
        except actions.PeriodClosed as refusal:
            form.add_error("held_on", str(refusal))
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Session saved."))
            return redirect(session)
    context = {"form": form, "session": session, "closed": _closed(session)}
    return render(request, "clients/session_edit.html", context)


@requires(Permission.CLIENT_EDIT)
def session_delete(request, uuid):
    session = get_object_or_404(_editable(request.user), uuid=uuid)
    form = ReasonForm(request.POST or None)
    delete = partial(actions.delete_session, session=session)
    if put_away(request, form, delete, _("The session was put aside. It no longer counts.")):
        return redirect(session)
    return render(request, "clients/session_delete.html", {"form": form, "session": session})


@require_POST
@requires(Permission.CLIENT_EDIT)
def session_restore(request, uuid):
    return put_back(
        request, Session, uuid, lambda row, by: actions.restore_session(session=row, by=by)
    )


@require_POST
@requires(Permission.CLIENT_EDIT)
def session_undo(request, uuid):
    session = get_object_or_404(_editable(request.user), uuid=uuid)
    if _undoable(session, request.user):
        actions.delete_session(session=session, by=request.user, reason="undone")
        messages.success(request, _("The session was taken back."))
        return redirect(f"{reverse('clients:session-add')}?client={session.client_id}")
    messages.warning(request, _("It is too late to undo. Delete the session with a reason."))
    return redirect(session)


@require_safe
@requires(Permission.CLIENT_VIEW)
def session_list(request):
    filter_form = SessionFilter(request.GET, user=request.user)
    sessions = filter_form.apply(Session.objects.for_user(request.user).for_list())
    paginator, totals = Paginator(sessions, per_page=50), filter_form.totals(sessions)
    paginator.count = totals["records"]  # counted already
    context = {
        "filter_form": filter_form,
        "page": paginator.get_page(request.GET.get("page")),
        "totals": totals,
        "flagged": SessionFlag.objects.for_user(request.user).open().count(),
    }
    return render(request, "clients/session_list.html", context)


def _editable(user):
    return Session.objects.for_user(user, Permission.CLIENT_EDIT).for_list()


def _closed(session):
    locked = session.center.locked_through
    return locked if locked and session.held_on <= locked else None


def _undoable(session, user):
    fresh = timezone.now() - session.recorded_at < UNDO
    mine = session.recorded_by_id == user.pk and not session.client.erased_at
    return fresh and mine and not _closed(session)
