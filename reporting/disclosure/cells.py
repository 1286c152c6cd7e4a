"""The figures to be protected: a cell, what is derived from cells, and the table they stand in."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a cell adds up; it decides which of the rules hold."""

    CLIENTS = "clients"  # distinct clients or people: the value is the number of contributors
    TALLY = "tally"  # sessions, hours, events
    JOBS = "jobs"  # posts: rule 2 holds
    MONEY = "money"  # amounts of one currency: rule 2 holds


class Key(NamedTuple):
    """Names a cell. Two cells with the same key are the same figure, whatever table they are in."""

    measure: str
    period: str = ""
    dims: tuple[tuple[str, str], ...] = ()

    def without(self, dim):
        return self._replace(dims=tuple(pair for pair in self.dims if pair[0] != dim))

    def get(self, dim, default=None):
        return dict(self.dims).get(dim, default)


def key(measure, period="", **dims):
    """Key of a cell: measure code, period as "start/end" (ISO days, half open), and its place.

    A dimension that is absent or None means "all of them": `key("JOB-01", p, country="SV")` is the
    total of `key("JOB-01", p, country="SV", sex="woman")` and its sisters.
    """
    pairs = sorted((name, str(value)) for name, value in dims.items() if value is not None)
    return Key(measure, period, tuple(pairs))


@dataclass(frozen=True, slots=True)
class Cell:
    """One true figure with what the rules need to know about who is behind it.

    value: int for clients, jobs, sessions; Decimal for money and hours; None where nothing is known
    contributors: distinct clients (for CLIENTS the value itself may be left out)
    largest, second: the two greatest contributions of one client, absolute (JOBS and MONEY)
    gross: sum of the absolute contributions; needed only where some are negative
    signed: contributions may be negative, as in a change in sales
    flow: False for levels, such as the sales of the last 12 months, which do not add up over time
    published: False for a figure that no table shows but that others would let be worked out
    weight: what its loss weighs beside others as large: below 1 for what is shown in support
    """

    key: Key
    value: int | Decimal | None
    kind: Kind = Kind.CLIENTS
    contributors: int | None = None
    largest: int | Decimal | None = None
    second: int | Decimal | None = None
    gross: int | Decimal | None = None
    signed: bool = False
    flow: bool = True
    published: bool = True
    weight: float = 1.0

    def __post_init__(self):
        if self.contributors is None:
            if self.kind is not Kind.CLIENTS and self.value:
                raise ValueError(f"{self.key}: say how many clients contribute to this figure.")
            object.__setattr__(self, "contributors", int(self.value or 0))
        if self.value and not self.contributors:
            raise ValueError(f"{self.key}: {self.value} without a contributing client.")
        if self.value and self.value < 0 and not self.signed:
            raise ValueError(f"{self.key}: {self.value} is negative, but the cell is not signed.")
        if self.needs_dominance and (self.largest is None or self.second is None):
            raise ValueError(f"{self.key}: give the largest and second largest contribution.")

    @property
    def needs_dominance(self):
        """Rule 2 looks at who dominates the sum; below three contributors it need not."""
        return self.kind in (Kind.JOBS, Kind.MONEY) and (self.contributors or 0) >= 3

    @property
    def whole(self):
        """True when the figure can only be a whole number, which an attacker knows too."""
        return isinstance(self.value, int)

    @property
    def total(self):
        """Sum of absolute contributions: what the rules about dominance are measured against."""
        return abs(self.value) if self.gross is None else self.gross

    @property
    def empty(self):
        """Nothing known, or a true zero: shown as it is (rule 1)."""
        return self.value is None or not self.contributors

    @property
    def floor(self):
        """Least value an attacker has to reckon with when the cell is hidden; None if none.

        Zeros are shown, so a hidden whole number is at least one.
        """
        if self.signed:
            return None
        return min(1, self.value) if self.whole and self.published else 0


@dataclass(frozen=True, slots=True)
class Derived:
    """A share, mean or growth: `value` as computed from the cells named in `needs` (rule 3)."""

    key: Key
    value: Decimal | None
    needs: tuple[Key, ...]


OVERLAPPING = frozenset(
    {"center", "month", "quarter", "topic", "mode", "funder", "advisor", "kind"}
)


@dataclass(frozen=True, slots=True)
class Table:
    """Cells shown together, in order.

    within: pairs (part, whole) of measure codes; a part is never above its whole at the same place
    families: (total, dimension, parts) keys that belong together although the parts' keys do not
        merely add a dimension to the total's, as centers named by their code alone
    overlapping: dimensions over which one client may be counted in several cells, so that CLIENTS
        do not add up: the total lies between the largest part and the sum. All other kinds add up.
    """

    name: str
    cells: Iterable[Cell]
    derived: Iterable[Derived] = ()
    within: Iterable[tuple[str, str]] = ()
    families: Iterable[tuple[Key, str, tuple[Key, ...]]] = ()
    overlapping: frozenset[str] = OVERLAPPING


@dataclass(frozen=True, slots=True)
class Rules:
    """least_contributors: cells with fewer clients are hidden: 5 for funders, 10 on the open web.

    p_percent is private to the deployment: whoever knows it can narrow hidden amounts down.
    """

    least_contributors: int = 5
    p_percent: float = 15
    least_in_totals: int = 3
