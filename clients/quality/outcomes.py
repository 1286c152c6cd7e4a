"""Rules about claims."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clients.models import Outcome, Situation
from clients.quality.base import Owner, Rule, fix_outcome

WAITING_AFTER = timedelta(days=30)
Kind = Outcome.Kind


def _claims():
    return Outcome.objects.counting().filter(client__deleted_at=None)


def _of(*kinds):
    return lambda: _claims().filter(kind__in=kinds)


def _computed():
    return _claims().filter(from_situation__isnull=False, to_situation__isnull=False)


def _started_too_early(outcomes):
    first = F("client__first_session_on")
    return outcomes.filter(
        Q(client__first_session_on=None)
        | Q(occurred_on__lt=first)
        | Q(client__started_on__lt=first)
    )


def _without_facts(outcomes):
    return outcomes.filter(Q(amount=None) | Q(detail=""))


def _other_baseline(outcomes):
    """A situation of the change is gone, another lies between its two, or they say otherwise."""
    between = Situation.objects.alive().filter(
        client=OuterRef("client"),
        as_of__gt=OuterRef("from_situation__as_of"),
        as_of__lt=OuterRef("to_situation__as_of"),
    )
    gone = ~Q(from_situation__deleted_at=None) | ~Q(to_situation__deleted_at=None)
    moved = ~Q(from_situation__client=F("client")) | ~Q(to_situation__client=F("client"))
    return outcomes.filter(Q(in_doubt=True) | gone | moved | Exists(between))


def _part_beyond_whole(outcomes):
    """Women or kinds of posts beyond the jobs; exports beyond the sales last reported."""
    sold = Situation.objects.alive().filter(
        client=OuterRef("client"),
        currency=OuterRef("currency"),
        as_of__gte=OuterRef("occurred_on"),
    )
    sold = sold.annotate(
        sales=Coalesce("sales_national", 0, output_field=Situation.sales_national.field)
        + Coalesce("sales_export", 0, output_field=Situation.sales_export.field)
    )
    outcomes = outcomes.annotate(sales=Subquery(sold.order_by("as_of").values("sales")[:1]))
    posts = Coalesce(F("full_time"), 0) + Coalesce(F("part_time"), 0)
    return outcomes.annotate(posts=posts).filter(
        Q(kind__in=Outcome.JOB_KINDS) & (Q(posts__gt=F("quantity")) | Q(women__gt=F("quantity")))
        | Q(kind=Kind.EXPORT_SALES, amount__gt=F("sales"))
    )


def _waiting():
    return _claims().exclude(state=Outcome.State.RETURNED)


def _waiting_long(outcomes):
    since = timezone.now() - WAITING_AFTER
    return outcomes.exclude(state=Outcome.State.VERIFIED).filter(recorded_at__lt=since)


RULES = [
    Rule(
        "Q04",
        _("Start claimed before the client's first session"),
        Owner.ADVISOR,
        _of(Kind.BUSINESS_STARTED),
        _started_too_early,
        "occurred_on",
        fix_outcome,
        _("Correct the day, log the first session, or take the claim away."),
    ),
    Rule(
        "Q05",
        _("Export sales without a destination country"),
        Owner.ADVISOR,
        _of(Kind.EXPORT_SALES),
        lambda rows: rows.filter(destinations=[]),
        "occurred_on",
        fix_outcome,
        _("Choose the countries the exports went to."),
    ),
    Rule(
        "Q06",
        _("Capital claim without amount or kind"),
        Owner.ADVISOR,
        _of(Kind.CAPITAL),
        _without_facts,
        "occurred_on",
        fix_outcome,
        _("Write the amount received and choose its kind."),
    ),
    Rule(
        "Q07",
        _("Baseline of a change differs from the last reported situation"),
        Owner.ADVISOR,
        _computed,
        _other_baseline,
        "occurred_on",
        lambda outcome: outcome.get_absolute_url(),
        _("Keep the figures or take those of the situations; or take the claim away."),
    ),
    Rule(
        "Q09",
        _("A part is larger than its whole"),
        Owner.ADVISOR,
        _of(*Outcome.JOB_KINDS, Kind.EXPORT_SALES),
        _part_beyond_whole,
        "occurred_on",
        fix_outcome,
        _("Correct the part or the whole."),
    ),
    Rule(
        "Q16",
        _("Claim waiting for verification for more than 30 days"),
        Owner.DIRECTOR,
        _waiting,
        _waiting_long,
        "recorded_at",
        fix_outcome,
        _("Verify it, or return it with a reason."),
    ),
]
