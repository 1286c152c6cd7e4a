"""Figures from the facts where they can tell, from the source rows where they cannot.

Facts tell: any range of days, broken down and filtered by country, center, funder, sex,
women-owned, sector, size, month, quarter and year, in US dollars. The source rows answer the rest:
other dimensions, center together with funder or sector, several centers or funders as one, local
money.
"""

from dataclasses import replace

from django.db.models import F, Sum
from django.db.models.functions import Greatest

from centers import replica
from centers.models import Funder
from reporting import source
from reporting.facts import codes, upkeep
from reporting.facts.plans import MONTHS
from reporting.measures import MEASURES
from reporting.measures.base import ALL, DECLARED, VERIFIED
from reporting.models import ClaimCell, ServiceCell

MOST_MARKS = 5000  # more than this, and the source rows are the quicker exact answer
CODES = {"sex": codes.SEXES, "women_owned": codes.WOMEN_OWNED, "size": codes.SIZES}
KEYS_OF_CODES = {
    "sex": codes.SEX_KEYS,
    "women_owned": codes.WOMEN_OWNED_KEYS,
    "size": codes.SIZE_KEYS,
}
COLUMN_OF = {"clients": "served"}  # where a measure's word differs from the column's


def up_to_date(place):
    """Drains the marks of this Place; False where so many wait that the source is quicker.

    Where a replica is read, the main database drains. A replica that lags behind may hold marks
    still: then its source rows alone are all of one moment.
    """
    with replica.on_primary():
        marks = upkeep.waiting(place.countries, MOST_MARKS)
        if 0 < marks < MOST_MARKS:
            upkeep.drain(place.countries)
    if replica.has_caught_up():
        return marks < MOST_MARKS
    return not upkeep.waiting(place.countries, most=1)


def answer(question, found, seen=None):
    """As source.answer, and the same figures; `found`: a Plan, or None for the source rows.

    `seen`: a dict that keeps what was read, for further questions with the same filters.
    """
    told = [code for code in question.measures if found and found.tells(code, question.by)]
    others = [code for code in question.measures if code not in told]
    figures = {}
    if told:
        asked = replace(question, measures=tuple(told))
        figures = _from_cells(asked, found, {} if seen is None else seen)
        for end in found.ends:
            _merge(figures, source.answer(replace(asked, period=end)))
    if others:
        figures |= source.answer(replace(question, measures=tuple(others)))
    return figures


def totals_of(figures):
    """The totals of figures whose breakdown puts each client in one cell."""
    return {name: {(): sum(cells.values())} for name, cells in figures.items()}


def _merge(figures, more):
    for name, cells in more.items():
        for cell, figure in cells.items():
            figures[name][cell] = figures[name].get(cell, 0) + figure


def _from_cells(question, found, seen):
    measures = [MEASURES[code] for code in question.measures]
    figures = {(one.code, state): {} for one in measures for state in one.states}
    names = _Names(question, found)

    def read(model, sums, kinds=()):
        key = model, question.period, question.by, sums, kinds
        if key not in seen:
            seen[key] = list(_rows(model, sums, question, found, kinds))
        return seen[key]

    services = [one for one in measures if one.row == "session"]
    claims = [one for one in measures if one.row != "session"]
    if services:
        for row in read(ServiceCell, _columns(services)):
            cell = names.cell(row)
            for one in services:
                _put(figures, one, ALL, cell, row)
    if claims:
        by_kind = {}
        for one in claims:
            by_kind.setdefault(codes.KINDS[one.outcome_kind], []).append(one)
        for row in read(ClaimCell, _columns(claims), tuple(by_kind)):
            state = VERIFIED if row["verified"] else DECLARED
            cell = names.cell(row)
            for one in by_kind.get(row["kind"], ()):
                _put(figures, one, state, cell, row)
    return figures


def _put(figures, one, state, cell, row):
    figure = int(row["sum_" + _column(one)] or 0)
    if figure:
        figures[one.code, state][cell] = figure


def _column(one):
    return COLUMN_OF.get(one.counts, one.counts)


def _columns(measures):
    return tuple(sorted({_column(one) for one in measures}))


def _rows(model, sums, question, found, kinds=()):
    """The cells' sums by the question's breakdown, and for claims by kind and state."""
    first, last = (codes.month_number(day) for day in (found.whole.start, found.whole.last_day))
    # Countries and keys are always named, so that the index leads to the months; without them
    # SQLite reads every cell.
    cells = model.objects.filter(grain=found.grain, month__range=(first, last))
    cells = cells.filter(country__in=found.countries, key__in=found.keys)
    for key, values in question.filters.chosen:
        if key in CODES or key == "sector":
            cells = cells.filter(**{f"{key}__in": [_code(key, value) for value in values]})
    groups = {}
    part = next((MONTHS[key] for key in question.by if key in MONTHS), None)
    if part:
        begin = F("month") - F("month") % part if part > 1 else F("month")
        groups["part"] = begin
        cells = cells.filter(x__gte=Greatest(begin, first) if part > 1 else begin)
    else:
        cells = cells.filter(x__gte=first)
    columns = [COLUMNS.get(key, key) for key in question.by if key not in MONTHS]
    groups_by = [*columns, *groups]
    if kinds:
        cells = cells.filter(kind__in=kinds)
        groups_by += ["kind", "verified"]
    totals = {f"sum_{name}": Sum(name) for name in sums}
    if not groups_by:
        return [cells.aggregate(**totals)]
    return cells.order_by().annotate(**groups).values(*groups_by).annotate(**totals)


COLUMNS = {"center": "key", "funder": "key"}


def _code(key, value):
    """The number of a value in the cells; −1, which no cell has, for one that does not exist."""
    if key == "sector":
        section = "" if value == "unknown" else value
        return codes.sector_code(section) if value and len(section) < 2 else -1
    known = {name or "unknown": code for name, code in CODES[key].items()}
    return known.get(value, -1)


class _Names:
    """From columns of cells to the keys of a breakdown."""

    def __init__(self, question, found):
        self.by = question.by
        self.keys = {}
        if "center" in self.by:
            self.keys = found.center_codes
        elif "funder" in self.by:
            self.keys = {0: "none"} | dict(Funder.objects.values_list("pk", "code"))

    def cell(self, row):
        return tuple(self._key(key, row) for key in self.by)

    def _key(self, key, row):
        if key in MONTHS:
            return _month_key(key, row["part"])
        if key in COLUMNS:
            return self.keys[row["key"]]
        if key == "sector":
            return codes.sector_key(row["sector"])
        return KEYS_OF_CODES[key][row[key]] if key in KEYS_OF_CODES else row[key]


def _month_key(key, number):
    year, month = divmod(number, 12)
    return {"month": f"{year}-{month + 1:02}", "quarter": f"{year}-Q{month // 3 + 1}"}.get(
        key, str(year)
    )
