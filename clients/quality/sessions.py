"""Rules about sessions."""

from datetime import timedelta

from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, ExtractHour, ExtractMinute, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from clients.models import Session
from clients.quality.base import Owner, Rule, fix_center, fix_session

LOADED = ("import", "demo")  # recorded long after by their nature
SILENT_AFTER = timedelta(days=14)


def _reportable():
    return Session.objects.reportable().filter(client__deleted_at=None)


def _alike(sessions):
    """Same client and day, and hours that overlap or, where a time is missing, equal minutes."""
    start = ExtractHour("started_at") * 60 + ExtractMinute("started_at")
    timed = {"start": start, "end": start + F("contact_minutes")}
    others = _reportable().filter(client=OuterRef("client"), held_on=OuterRef("held_on"))
    others = others.exclude(pk=OuterRef("pk")).annotate(**timed)
    overlapping = others.filter(start__lt=OuterRef("end"), end__gt=OuterRef("start"))
    equal = others.filter(contact_minutes=OuterRef("contact_minutes"))
    return sessions.annotate(**timed).filter(
        Exists(overlapping)
        | Exists(equal.filter(started_at=None))
        | Q(started_at=None) & Exists(equal)
    )


def _out_of_time(sessions):
    """After today, or recorded later than its center's limit (imports of old books excepted)."""
    today, late = timezone.localdate(), Q()
    for limit, centers in _centers_by_limit().items():
        last = ExpressionWrapper(
            TruncDate("recorded_at") - timedelta(days=limit), output_field=DateField()
        )
        sessions = sessions.annotate(**{f"last_{limit}": last})
        late |= Q(center__in=centers, held_on__lt=F(f"last_{limit}"))
    return sessions.filter(late & ~Q(source__in=LOADED) | Q(held_on__gt=today))


def _centers_by_limit():
    """{days: centers whose sessions are late after so many}: their own limit or the country's."""
    limit = Coalesce("late_after_days", "country__late_after_days")
    limits = Center.objects.annotate(limit=limit)
    return {
        days: limits.filter(limit=days).values("pk")
        for days in limits.order_by("limit").values_list("limit", flat=True).distinct()
    }


def _silent(centers):
    since = timezone.localdate() - SILENT_AFTER
    held = Session.objects.alive().filter(center=OuterRef("pk"), held_on__lte=timezone.localdate())
    latest = Subquery(held.order_by("-held_on").values("held_on")[:1])
    centers = centers.annotate(last_heard=Coalesce(latest, F("opened_on")))
    return centers.filter(~Exists(held.filter(held_on__gte=since)))


def _open_centers():
    return Center.objects.open_on(timezone.localdate())


RULES = [
    Rule(
        "Q01",
        _("Reportable session with zero contact time"),
        Owner.ADVISOR,
        _reportable,
        lambda rows: rows.filter(contact_minutes=0),
        "held_on",
        fix_session,
        _("Write the minutes with the client, or mark that it does not count."),
    ),
    Rule(
        "Q11",
        _("Two sessions alike: same client, same day, equal or overlapping"),
        Owner.ADVISOR,
        _reportable,
        _alike,
        "held_on",
        fix_session,
        _("Delete the one that was recorded twice."),
    ),
    Rule(
        "Q13",
        _("Session dated after today, or recorded later than the center allows"),
        Owner.ADVISOR,
        _reportable,
        _out_of_time,
        "held_on",
        fix_session,
        _("Correct the date."),
    ),
    Rule(
        "Q17",
        _("Center without any session for 14 days"),
        Owner.DIRECTOR,
        _open_centers,
        _silent,
        "last_heard",
        fix_center,
        _("Ask the center whether its sessions are recorded."),
    ),
]
