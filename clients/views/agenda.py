"""The advisor's agenda: a list of days, book, move, cancel, and the private calendar feed."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from centers.access import public, requires
from centers.roles import Permission
from clients import actions
from clients.calendars import feed_of
from clients.filters import AgendaFilter
from clients.forms.plans import AppointmentForm, ReasonForm
from clients.models import Appointment, CalendarFeed, Client

EDIT = Permission.CLIENT_EDIT


@require_safe
@requires(EDIT)
def agenda(request):
    """The week from `?from=` (default today): the user's own appointments, day by day."""
    week = AgendaFilter(request.GET, user=request.user)
    appointments = week.apply(Appointment.objects.for_user(request.user, EDIT))
    first = week.first
    days = [{"day": first + timedelta(days=n), "appointments": []} for n in range(7)]
    for appointment in appointments.select_related("client", "session"):
        local = appointment.starts_at.astimezone(week.zone)
        appointment.local = local
        days[(local.date() - first).days]["appointments"].append(appointment)
    feed = CalendarFeed.objects.filter(user=request.user).first()
    context = {
        "days": days,
        "today": week.today,
        "first": first,
        "before": first - timedelta(days=7),
        "after": first + timedelta(days=7),
        "feed": feed,
    }
    return render(request, "clients/agenda.html", context)


@requires(EDIT)
def appointment_add(request, client_pk):
    """Books a time with a client of the scope; an overlap is told, not refused."""
    client = get_object_or_404(Client.objects.for_user(request.user, EDIT), pk=client_pk)
    center = request.user.home_center or client.center
    form = AppointmentForm(request.POST or None, center=center)
    if form.is_valid():
        made = form.book(client=client, advisor=request.user, by=request.user)
        _tell(request, made, _("Appointment booked."))
        return redirect("clients:agenda")
    context = {"form": form, "client": client}
    return render(request, "clients/appointment_form.html", context)


def _tell(request, made, sentence):
    """Says that it was saved, and warns where another appointment touches it."""
    messages.success(request, sentence)
    for other in actions.overlapping(made.advisor, made.starts_at, made.minutes, besides=made):
        messages.warning(
            request, _("It overlaps with your appointment with %(name)s.") % {"name": other.client}
        )


def _mine(request, uuid):
    ahead = Appointment.objects.for_user(request.user, EDIT).select_related("client", "center")
    return get_object_or_404(ahead, uuid=uuid)


@requires(EDIT)
def appointment_move(request, uuid):
    appointment = _mine(request, uuid)
    form = AppointmentForm(request.POST or None, instance=appointment, center=appointment.center)
    if form.is_valid():
        _tell(request, form.move(by=request.user), _("Appointment changed."))
        return redirect("clients:agenda")
    context = {"form": form, "client": appointment.client, "appointment": appointment}
    return render(request, "clients/appointment_form.html", context)


@requires(EDIT)
def appointment_cancel(request, uuid):
    """Takes it off the agenda with a reason."""
    appointment = _mine(request, uuid)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.cancel_appointment(appointment=appointment, by=request.user, reason=reason)
        messages.success(request, _("Appointment cancelled."))
        return redirect("clients:agenda")
    context = {"form": form, "appointment": appointment, "client": appointment.client}
    return render(request, "clients/appointment_cancel.html", context)


@require_POST
@requires(EDIT)
def calendar_feed_renew(request):
    """Makes the feed's address, or a new one that ends the old."""
    CalendarFeed.objects.filter(user=request.user).delete()
    CalendarFeed.objects.create(user=request.user)
    messages.success(request, _("Your calendar has a new address. The old one no longer works."))
    return redirect("clients:agenda")


@require_safe
@public
def calendar_feed(request, secret):
    """The appointments of whoever owns the secret address."""
    feed = get_object_or_404(CalendarFeed.objects.select_related("user"), secret=secret)
    response = HttpResponse(feed_of(feed.user), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    return response
