"""An edition as the serializers see it: protected figures and where they come from."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from reporting.disclosure import MARK
from reporting.measures import MEASURES
from reporting.table import headline_state


@dataclass(frozen=True)
class Published:
    """`data`: a protected snapshot (keys start, end, countries, funder, lines, targets, rates)."""

    code: str
    sha256: str
    made_at: datetime
    data: dict
    replaces: str = ""

    @classmethod
    def of(cls, edition):
        return cls(edition.code, edition.sha256, edition.made_at, edition.data)

    @property
    def start(self):
        return date.fromisoformat(self.data["start"])

    @property
    def end(self):
        """The first day that counts no more."""
        return date.fromisoformat(self.data["end"])

    @property
    def countries(self):
        return [country["code"] for country in self.data["countries"]]

    @property
    def place(self):
        return ", ".join(country["name"] for country in self.data["countries"])

    @cached_property
    def lines(self):
        """{(measure, state, breakdown as a frozenset of pairs): line}"""
        return {
            (line["measure"], line["state"], frozenset(line["by"].items())): line
            for line in self.data["lines"]
        }

    def value(self, measure, state="", **by):
        """The figure as text of an exact number; None where it is hidden or was not asked for.

        A place in a breakdown that is not listed had nothing to count; its total says if it was
        asked for.
        """
        state = state or headline_state(measure)
        line = self.lines.get((measure, state, frozenset(by.items())))
        if line is None:
            return None
        return None if line["value"] == MARK else line["value"]

    def groups(self, measure, dimension):
        """[(value of the dimension, text of the figure)] of the shown cells of one breakdown."""
        state = headline_state(measure)
        found = []
        for (code, in_state, by), line in self.lines.items():
            if (code, in_state) == (measure, state) and {name for name, _value in by} == {
                dimension
            }:
                found.append((line["by"][dimension], line["value"]))
        return [(group, value) for group, value in found if value != MARK]

    def target(self, measure):
        """Text of the target of the period, or None."""
        targets = {one["measure"]: one["target"] for one in self.data.get("targets", ())}
        return targets.get(measure)

    def year_before(self, measure):
        """(year, figure) of the calendar year before, where the edition holds it and shows it."""
        year = self.start.year - 1
        whole_year = self.start == date(year + 1, 1, 1) and self.end == date(year + 2, 1, 1)
        value = self.value(measure, year=str(year)) if whole_year else None
        return (year, value) if value is not None else None


def parts_of_women(published, measure):
    """[(dimension, group, figure)] of the family by which a measure tells women: never mixed.

    Posts by who holds them; services and starts by the contact's sex; money and exporters by who
    owns the firm.
    """
    women = f"{measure}.women"
    if women in MEASURES:
        return _posts(published, measure, women)
    by_owner = MEASURES[measure].is_money or measure.startswith("EXP")
    dimension = "women_owned" if by_owner else "sex"
    return [(dimension, group, value) for group, value in published.groups(measure, dimension)]


def _posts(published, measure, women):
    total, part = published.value(measure), published.value(women)
    if total is None or part is None:
        return []
    rest = Decimal(total) - Decimal(part)
    return [("sex", "woman", part), ("sex", "man_or_not_stated", str(rest))]
