"""Outcomes: jobs, sales, exports, capital and the rest, each declared and verified."""

from django.utils.translation import gettext_lazy as _

from clients.models import Outcome
from reporting.measures.base import Kind, Measure

NETWORK = _("The network's own catalogue of results")
SBDC = _("America's SBDC, definitions of economic impact; GIIN IRIS+")


def _measure(code, label, unit, outcome_kind, counts, definition, source=NETWORK, **more):
    return Measure(
        code=code,
        label=label,
        unit=unit,
        row="outcome",
        counts=counts,
        outcome_kind=outcome_kind,
        definition=definition,
        source=source,
        **more,
    )


def _records(code, label, kind):
    """How many claims there are behind a figure."""
    definition = _("Number of claims of this kind that count, whatever their quantity or amount.")
    return _measure(f"{code}.records", label, "records", kind, "records", definition)


def _jobs(code, label, kind, definition):
    """Posts, with those of women, full-time equivalents and the number of claims."""
    women = _("Of these posts, those held by women. Not stated is not counted as a woman's.")
    fte = _("Full-time posts plus half of the part-time posts, where the claim tells them apart.")
    return (
        _measure(code, label, "jobs", kind, "quantity", definition, SBDC),
        _measure(f"{code}.women", _("of which women"), "jobs", kind, "women", women, SBDC),
        _measure(
            f"{code}.fte",
            _("full-time equivalents"),
            "fte",
            kind,
            "half_posts",
            fte,
            SBDC,
            parts=2,
            decimals=1,
        ),
        _records(code, _("claims"), kind),
    )


def _money(code, label, kind, definition):
    """An amount in US dollars at the frozen rate, with the number of claims."""
    return (
        _measure(code, label, "USD", kind, "cents", definition, parts=100, decimals=2),
        _records(code, _("claims"), kind),
    )


def _count(code, label, unit, kind, definition):
    """A number of things, with the number of claims; a claim that gives no number is one thing."""
    return (
        _measure(code, label, unit, kind, "things", definition),
        _records(code, _("claims"), kind),
    )


OUTCOMES = (
    *_jobs(
        "JOB-01",
        _("Jobs created"),
        Outcome.Kind.JOBS_CREATED,
        _(
            "Whole posts created since the baseline, dated in the period. Never net of losses: "
            "jobs lost are a measure of their own."
        ),
    ),
    *_jobs(
        "JOB-02",
        _("Jobs retained"),
        Outcome.Kind.JOBS_RETAINED,
        _("Posts that were really at risk and were kept. Never added to jobs created."),
    ),
    *_jobs(
        "JOB-03",
        _("Jobs lost"),
        Outcome.Kind.JOBS_LOST,
        _("Posts lost between two situations of a client. Shown beside jobs created, not netted."),
    ),
    *_money(
        "SAL-01",
        _("Increase in sales"),
        Outcome.Kind.SALES_INCREASE,
        _(
            "Change in the sales of twelve months between two dated situations of the same client, "
            "never their level. Amounts are in US dollars at the rate frozen when recorded."
        ),
    ),
    *_money(
        "EXP-01",
        _("Export sales"),
        Outcome.Kind.EXPORT_SALES,
        _("Exports won in the period. They are a part of sales and are never added to them."),
    ),
    _measure(
        "EXP-02",
        _("Exporters"),
        "clients",
        Outcome.Kind.EXPORT_SALES,
        "exporters",
        _("Different clients with export sales dated in the period."),
        kind=Kind.DISTINCT,
    ),
    _measure(
        "EXP-03",
        _("First-time exporters"),
        "clients",
        Outcome.Kind.EXPORT_SALES,
        "first_exporters",
        _("Different clients with export sales in the period that had never exported before."),
        kind=Kind.DISTINCT,
    ),
    *_money(
        "CAP-01",
        _("Capital obtained"),
        Outcome.Kind.CAPITAL,
        _(
            "Money approved and received in the period: bank loans, micro-loans, guarantees, "
            "grants, seed, equity and own capital. The date is the day the money came."
        ),
    ),
    _measure(
        "CAP-01.operations",
        _("operations"),
        "operations",
        Outcome.Kind.CAPITAL,
        "things",
        _("Number of loans, grants and other operations behind the capital obtained."),
    ),
    Measure(
        code="BUS-01",
        label=_("Businesses started"),
        unit="businesses",
        row="start",
        counts="starts",
        outcome_kind=Outcome.Kind.BUSINESS_STARTED,
        kind=Kind.DISTINCT,
        definition=_(
            "Different clients that went into business on or after the day of their first session. "
            "Each counts once for ever, with its earliest verified claim or, without one, its "
            "earliest, at the center of the first session."
        ),
        source=SBDC,
    ),
    _records("BUS-01", _("claims"), Outcome.Kind.BUSINESS_STARTED),
    *_count(
        "FOR-01",
        _("Businesses formalized"),
        "formalizations",
        Outcome.Kind.FORMALIZED,
        _("Registrations obtained, by kind: tax number, registry, permit, social security."),
    ),
    *_count(
        "INN-01",
        _("Innovations"),
        "innovations",
        Outcome.Kind.INNOVATION,
        _("New products, certifications, intellectual property and digital sales channels."),
    ),
    *_count(
        "PRO-01",
        _("Public procurement contracts"),
        "contracts",
        Outcome.Kind.PROCUREMENT,
        _("Contracts won from public buyers, dated in the period."),
    ),
    _measure(
        "PRO-01.amount",
        _("amount"),
        "USD",
        Outcome.Kind.PROCUREMENT,
        "cents",
        _("Amount of the public procurement contracts, in US dollars at the frozen rate."),
        parts=100,
        decimals=2,
    ),
)
