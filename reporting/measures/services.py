"""Services: sessions, hours and the clients behind them."""

from django.utils.translation import gettext_lazy as _

from reporting.measures.base import Kind, Measure

SBA = _("US SBA, Economic Development Management Information System (form 641)")

SERVICES = (
    Measure(
        code="SES-01",
        label=_("Sessions"),
        unit="sessions",
        row="session",
        counts="sessions",
        definition=_(
            "Reportable counseling sessions held in the period: substantive, specific to one "
            "client, one to one. Group events are training and are not counted here."
        ),
        source=SBA,
    ),
    Measure(
        code="SES-02",
        label=_("Hours with clients"),
        unit="hours",
        row="session",
        counts="minutes",
        parts=60,
        decimals=2,
        definition=_(
            "Minutes of contact and preparation of the reportable sessions, divided by 60. Travel "
            "is kept apart and is never part of client hours."
        ),
        source=SBA,
    ),
    Measure(
        code="CLI-01",
        label=_("Clients served"),
        unit="clients",
        row="session",
        counts="clients",
        kind=Kind.DISTINCT,
        definition=_(
            "Different clients with at least one reportable session in the period. The client is "
            "the business if there is one, else the person. A client seen by two centers counts "
            "once for the country and once for each center, so the centers' figures do not add up "
            "to the country's."
        ),
        source=SBA,
    ),
    Measure(
        code="CLI-02",
        label=_("New clients"),
        unit="clients",
        row="session",
        counts="new_clients",
        kind=Kind.DISTINCT,
        definition=_(
            "Different clients whose first-ever reportable session, over all centers, falls in the "
            "period. The client is new for the center, funder and topic of that first session."
        ),
        source=SBA,
    ),
    Measure(
        code="CLI-03",
        label=_("Long-term clients"),
        unit="clients",
        row="session",
        counts="long_term",
        kind=Kind.DISTINCT,
        definition=_(
            "Different clients with at least 5 hours of contact and preparation inside the period. "
            "Hours are added over all centers of the country: 3 hours at one center and 4 at "
            "another make a long-term client of the country and of neither center."
        ),
        source=SBA,
    ),
)
