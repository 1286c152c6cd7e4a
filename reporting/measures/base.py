"""What an entry of the catalogue carries."""

import enum
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext_lazy as _

from reporting.dimensions import DATES, DIMENSIONS

ALL, DECLARED, VERIFIED = "all", "declared", "verified"
CLAIM_STATES = (DECLARED, VERIFIED)
EVENT_ROWS = ("training", "attendance")
SERVICE_ROWS = ("session", *EVENT_ROWS)  # what was given, counted as it is recorded
UNITS = {
    "sessions": _("sessions"),
    "hours": _("hours"),
    "clients": _("clients"),
    "events": _("events"),
    "people": _("people"),
    "jobs": _("posts"),
    "fte": _("full-time equivalents"),
    "records": _("claims"),
    "USD": _("US dollars"),
    "operations": _("operations"),
    "businesses": _("businesses"),
    "formalizations": _("registrations obtained"),
    "innovations": _("innovations"),
    "contracts": _("contracts"),
}


class Kind(enum.Enum):
    """SUM adds up over disjoint cells; DISTINCT counts something once and never adds up."""

    SUM = "sum"
    DISTINCT = "distinct"


@dataclass(frozen=True)
class Measure:
    """One number: what it is called, which rows make it, how it is counted and shown.

    Figures are whole numbers of the smallest part (minutes, cents, half posts); `parts` of them
    make one `unit`. `row` is the kind of row that counts: a session, a training, an attendance of
    one, an outcome of `outcome_kind`, or a start (an outcome counted at the center of its client's
    first session). `counts` names
    what of the row is added (or, for DISTINCT, which rule tells who counts).
    """

    code: str
    label: str
    unit: str
    row: str
    counts: str
    definition: str
    source: str
    kind: Kind = Kind.SUM
    outcome_kind: str = ""
    parts: int = 1
    decimals: int = 0
    version: str = "1"
    valid_from: date = date(2024, 1, 1)

    @property
    def part_of(self):
        """The code of the measure that this one is a part or another view of, or ''."""
        code, _dot, part = self.code.partition(".")
        return code if part else ""

    @property
    def states(self):
        return (ALL,) if self.is_service else CLAIM_STATES

    @property
    def unit_name(self):
        """The unit in words of the active language; `unit` stands in data files."""
        return UNITS[self.unit]

    @property
    def is_service(self):
        return self.row in SERVICE_ROWS

    @property
    def is_money(self):
        return self.unit == "USD"

    @property
    def additive(self):
        return self.kind is Kind.SUM

    @property
    def date(self):
        """The field whose day places a row in a period."""
        return DATES[self.row]

    @property
    def breakdowns(self):
        """Keys of the dimensions that this measure can be broken down by."""
        return [key for key, one in DIMENSIONS.items() if self.row in one.rows]

    def value(self, figure):
        """The figure in units, an exact Decimal; only hours of odd minutes round, to 0.01."""
        step = Decimal(1).scaleb(-self.decimals)
        return (Decimal(figure) / self.parts).quantize(step, ROUND_HALF_UP)
