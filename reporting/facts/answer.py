"""Figures from the facts where they can tell, from the source rows where they cannot.

Facts tell: any range of days, broken down and filtered by country, center, funder, sex,
women-owned, sector, size, month, quarter and year, in US dollars. The source rows answer the rest:
other dimensions, center together with funder or sector, several centers or funders as one, local
money.
"""

from dataclasses import replace

from django.db import OperationalError

from centers import replica
from centers.models import Funder
from reporting import source
from reporting.facts import codes, edges, upkeep
from reporting.facts.locks import patience
from reporting.facts.plans import MONTHS
from reporting.facts.reading import Reading
from reporting.facts.summaries import Damaged
from reporting.measures import MEASURES
from reporting.measures.base import ALL, DECLARED, VERIFIED

MOST_MARKS = 5000  # more than this, and the source rows are the quicker exact answer
LOCK_SECONDS = 1  # a reader waits no longer for a writer: the source rows need no lock


def up_to_date(place):
    """Drains the marks of this Place; False where the source is quicker: where too many wait, or
    somebody else writes for long.

    Where a replica is read, the main database drains. A replica that lags behind may hold marks
    still: then its source rows alone are all of one moment.
    """
    countries = place.marked_countries
    with replica.on_primary():
        marks = upkeep.waiting(countries, MOST_MARKS)
        if 0 < marks < MOST_MARKS and not _drained(countries):
            return False
    if replica.has_caught_up():
        return marks < MOST_MARKS
    return not upkeep.waiting(countries, most=1)


def _drained(countries):
    """Whether the marks are drained; what was drained before the lock was lost is kept."""
    try:
        with patience(LOCK_SECONDS):
            upkeep.drain(countries)
    except (OperationalError, Damaged):
        return False
    return True


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
        if found.ends:
            for more in edges.answers(asked, found):
                _merge(figures, more)
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
    reading = Reading(question, found, seen)
    names = _Names(question, found)
    services = [one for one in measures if one.row == "session"]
    width = len(question.by)
    if services:
        sums = sorted({_column(one) for one in services})
        wanted = [(figures[one.code, ALL], width + sums.index(_column(one))) for one in services]
        for row in reading.services(sums):
            _put(wanted, names[row[:width]], row)
    claims = [one for one in measures if one.row != "session"]
    if claims:
        sums = sorted({_column(one) for one in claims})
        by_kind = {}  # (kind, verified): what is wanted of it; what is verified is declared too
        for one in claims:
            kind, index = codes.KINDS[one.outcome_kind], width + 2 + sums.index(_column(one))
            for state, verified in ((DECLARED, False), (DECLARED, True), (VERIFIED, True)):
                by_kind.setdefault((kind, verified), []).append((figures[one.code, state], index))
        for row in reading.claims({kind for kind, _verified in by_kind}, sums):
            _put(by_kind[row[width], bool(row[width + 1])], names[row[:width]], row)
    return figures


def _put(wanted, cell, row):
    for cells, index in wanted:
        if figure := row[index]:
            cells[cell] = cells.get(cell, 0) + figure


def _column(one):
    """The column of the cells where a measure is, which may have another name."""
    return {"clients": "served"}.get(one.counts, one.counts)


class _Names(dict):
    """From keys of cells, in the order of the breakdown, to the names that readers know."""

    def __init__(self, question, found):
        super().__init__()
        self.naming = [self._naming(key, found) for key in question.by]

    def __missing__(self, keys):
        pairs = zip(self.naming, keys, strict=True)
        found = self[keys] = tuple(naming(key) for naming, key in pairs)
        return found

    def _naming(self, dimension, found):
        if dimension in MONTHS:
            return lambda number: _month_key(dimension, number)
        if dimension == "center":
            return found.center_codes.__getitem__
        if dimension == "funder":
            known = {0: "none"} | dict(Funder.objects.values_list("pk", "code"))
            return known.__getitem__
        known = {
            "sector": codes.sector_key,
            "sex": codes.SEX_KEYS.__getitem__,
            "women_owned": codes.WOMEN_OWNED_KEYS.__getitem__,
            "size": codes.SIZE_KEYS.__getitem__,
        }
        return known.get(dimension, str)


def _month_key(key, number):
    year, month = divmod(number, 12)
    return {"month": f"{year}-{month + 1:02}", "quarter": f"{year}-Q{month // 3 + 1}"}.get(
        key, str(year)
    )
