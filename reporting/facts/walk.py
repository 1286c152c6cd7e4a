"""From a client's summary to its rows in the cells: the only place where the rule lives."""

from collections import Counter, defaultdict

from clients.models import Outcome
from reporting.facts import codes
from reporting.source import LONG_TERM_MINUTES

# Columns of the two kinds of cells, in the order of the vectors below.
SERVICE_SUMS = ("served", "long_term", "new_clients", "sessions", "minutes")
CLAIM_SUMS = ("records", "quantity", "things", "women", "half_posts", "cents")
CLAIM_SUMS += ("exporters", "first_exporters", "starts")
SERVED, LONG_TERM = (1, 0, 0, 0, 0), (0, 1, 0, 0, 0)


class Cells:
    """Vectors by cell: `services` by the key of a ServiceCell, `claims` by that of a ClaimCell."""

    def __init__(self):
        self.services, self.claims = {}, {}

    def add(self, cells, key, vector, sign=1):
        known = cells.get(key)
        if known is None:
            cells[key] = [sign * part for part in vector]
        else:
            for index, part in enumerate(vector):
                known[index] += sign * part

    def post(self, summary, sign=1):
        """Adds (sign = −1: takes away) all rows of one client."""
        for grain, who, rows in _chains(summary.sessions, summary.who):
            for month, x, vector in _service_rows(rows):
                self.add(self.services, (*grain, month, x, *who), vector, sign)
        for grain, who, rows in _chains(summary.claims, summary.who):
            for month, x, kind, vector in _claim_rows(rows):
                self.add(self.claims, (*grain, month, x, *who, *kind), vector, sign)
        for country, center, funder, month, verified in summary.starts:
            kind = (Outcome.Kind.BUSINESS_STARTED.value, verified)
            for grain, who in grains(country, center, funder, summary.who):
                key = (*grain, month, month, *who, *kind)
                self.add(self.claims, key, (0, 0, 0, 0, 0, 0, 0, 0, 1), sign)

    def drop_zeros(self):
        for cells in (self.services, self.claims):
            for key in [key for key, vector in cells.items() if not any(vector)]:
                del cells[key]


def grains(country, center, funder, who):
    """((grain, country, key), (sex, women_owned, sector, size)) of each grain a row belongs to."""
    sex, owned, _sector, _size = who
    alike = (sex, owned, 0, 0)
    return (
        ((codes.COUNTRY, country, 0), alike),
        ((codes.DETAIL, country, 0), who),
        ((codes.CENTER, country, center), alike),
        ((codes.FUNDER, country, funder), alike),
        ((codes.REGION, "", 0), who),
    )


def _chains(rows, who):
    """The rows of a client gathered by grain: (grain, who, {(month, *rest): vector})."""
    chains = defaultdict(dict)
    for (country, center, funder, *when), vector in rows.items():
        for place in grains(country, center, funder, who):
            known = chains[place].setdefault(tuple(when), [0] * len(vector))
            for index, part in enumerate(vector):
                known[index] += part
    for (grain, alike), gathered in chains.items():
        yield grain, alike, gathered


def _service_rows(months):
    """(month, x, vector) of one chain of {(month,): [sessions, minutes, firsts]}."""
    before = low = reached = spent = 0
    passed, minutes_before = [], []
    start = -1  # index of the last month from which the minutes up to now reach five hours
    for (month,), (sessions, minutes, firsts) in sorted(months.items()):
        yield month, month, (1, 0, firsts, sessions, minutes)
        if before:
            yield month, before, _minus(SERVED)
        passed.append(month)
        minutes_before.append(spent)
        spent += minutes
        while start + 1 < len(passed) and spent - minutes_before[start + 1] >= LONG_TERM_MINUTES:
            start += 1
        reached = passed[start] if start >= 0 else 0
        if reached != low:
            yield month, reached, LONG_TERM
            if low:
                yield month, low, _minus(LONG_TERM)
        before, low = month, reached


def _claim_rows(months):
    """(month, x, (kind, verified), vector) of {(month, kind, verified): [summed claims]}."""
    before, before_first = Counter(), Counter()
    for (month, kind, verified), sums in sorted(months.items()):
        *added, first_exports = sums
        exports = kind == Outcome.Kind.EXPORT_SALES
        first = int(exports and first_exports > 0)
        what = (kind, verified)
        yield month, month, what, (*added, int(exports), first, 0)
        if exports and before[verified]:
            yield month, before[verified], what, (0, 0, 0, 0, 0, 0, -1, 0, 0)
        if first and before_first[verified]:
            yield month, before_first[verified], what, (0, 0, 0, 0, 0, 0, 0, -1, 0)
        if exports:
            before[verified] = month
        if first:
            before_first[verified] = month


def _minus(vector):
    return tuple(-part for part in vector)
