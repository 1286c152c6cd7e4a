"""From a client's summary to its rows in the cells: the only place where the rule lives."""

import struct
from collections import defaultdict

from clients.models import Outcome
from reporting.facts import codes
from reporting.source import LONG_TERM_MINUTES

# Columns of the two kinds of cells, in the order of the vectors below.
SERVICE_SUMS = ("served", "long_term", "new_clients", "sessions", "minutes")
CLAIM_SUMS = ("records", "quantity", "things", "women", "half_posts", "cents")
CLAIM_SUMS += ("exporters", "first_exporters", "starts")
SERVICES, CLAIMS = "services", "claims"
LANE = 64  # bits


def unpacked(number, columns):
    """The columns of a packed vector, signs included."""
    # Adding the top bit of each lane makes all lanes positive, so that none borrows from the next;
    # taking the bits off again leaves each lane as a signed whole number.
    tops = TOPS[len(columns)]
    lanes = ((number + tops) ^ tops).to_bytes(LANE // 8 * len(columns), "little")
    return list(struct.unpack(f"<{len(columns)}q", lanes))


TOPS = {
    len(columns): sum(1 << LANE * place + LANE - 1 for place in range(len(columns)))
    for columns in (SERVICE_SUMS, CLAIM_SUMS)
}
# A vector is one whole number with a lane of bits for each column, so that it adds in one step.
SERVED, LONG_TERM, NEW, SESSION, MINUTE = (1 << LANE * place for place in range(5))
CLAIM_UNITS = [1 << LANE * place for place in range(len(CLAIM_SUMS))]
EXPORTER, FIRST_EXPORTER, STARTED = CLAIM_UNITS[-3:]


def rows_of(summary):
    """The client's rows: a set of (what, (grain, country, key), month, x, more, packed vector).

    `more` is (kind, verified) of claims. The grains are those that no other can be added up from.
    """
    rows = set()
    for place, months in _chains(summary.sessions):
        rows.update((SERVICES, place, *row) for row in _service_rows(months))
    for place, months in _chains(summary.claims):
        rows.update((CLAIMS, place, *row) for row in _claim_rows(months))
    for country, center, funder, month, verified in summary.starts:
        more = (Outcome.Kind.BUSINESS_STARTED.value, verified)
        for place in _places(country, center, funder):
            rows.add((CLAIMS, place, month, month, more, STARTED))
    return rows


def _places(country, center, funder):
    return (
        (codes.DETAIL, country, 0),
        (codes.CENTER, "", center),
        (codes.FUNDER, country, funder),
    )


def _chains(rows):
    """A client's months gathered by place: (place, {(month, *more): vector})."""
    chains = defaultdict(dict)
    for (country, center, funder, *when), vector in rows.items():
        when = tuple(when)
        for place in _places(country, center, funder):
            known = chains[place].get(when)
            chains[place][when] = (
                [one + more for one, more in zip(known, vector, strict=True)] if known else vector
            )
    return chains.items()


def _service_rows(months):
    """(month, x, (), vector) of one chain of {(month,): [sessions, minutes, firsts]}."""
    before = low = spent = 0
    passed, minutes_before = [], []
    start = -1  # index of the last month from which the minutes up to now reach five hours
    for (month,), (sessions, minutes, firsts) in sorted(months.items()):
        counted = SERVED + firsts * NEW + sessions * SESSION + minutes * MINUTE
        yield month, month, (), counted
        if before:
            yield month, before, (), -SERVED
        passed.append(month)
        minutes_before.append(spent)
        spent += minutes
        while start + 1 < len(passed) and spent - minutes_before[start + 1] >= LONG_TERM_MINUTES:
            start += 1
        reached = passed[start] if start >= 0 else 0
        if reached != low:
            yield month, reached, (), LONG_TERM
            if low:
                yield month, low, (), -LONG_TERM
        before, low = month, reached


def _claim_rows(months):
    """(month, x, (kind, verified), vector) of {(month, kind, verified): [summed claims]}."""
    before = {}
    for (month, kind, verified), (*sums, first_exports) in sorted(months.items()):
        more = (kind, verified)
        counted = sum(one * unit for one, unit in zip(sums, CLAIM_UNITS, strict=False))
        if kind == Outcome.Kind.EXPORT_SALES:
            exporting = [EXPORTER] + [FIRST_EXPORTER] * (first_exports > 0)
            for one in exporting:
                counted += one
                if earlier := before.get((one, verified)):
                    yield month, earlier, more, -one
                before[one, verified] = month
        yield month, month, more, counted


class Cells:
    """Sums by cell; `finished` gives them by the keys of the stored cells."""

    def __init__(self):
        self.sums = {SERVICES: defaultdict(int), CLAIMS: defaultdict(int)}

    def change(self, before, after):
        """Takes away the rows of one summary and adds those of another (None = no rows)."""
        old = rows_of(before) if before else set()
        new = rows_of(after) if after else set()
        same = before and after and before.who == after.who
        for row in old - new if same else old:
            self._add(row, before.who, -1)
        for row in new - old if same else new:
            self._add(row, after.who, 1)

    def _add(self, row, who, sign):
        what, place, month, x, more, vector = row
        alike = who if place[0] == codes.DETAIL else (who[0], who[1], 0, 0)
        self.sums[what][(*place, month, x, *alike, *more)] += sign * vector

    def finished(self, what):
        """{key of a stored cell: vector}, of all grains, without those that are zero."""
        sums = defaultdict(int, self.sums[what])
        for key, number in list(sums.items()):
            if key[0] == codes.DETAIL:
                sums[(codes.COUNTRY, *key[1:7], 0, 0, *key[9:])] += number
                sums[(codes.REGION, "", *key[2:])] += number
        for (grain, country, place, month, x, *rest), number in list(sums.items()):
            quarters = (month - month % 3, x - x % 3)
            sums[(grain + codes.BY_QUARTER, country, place, *quarters, *rest)] += number
        columns = SERVICE_SUMS if what == SERVICES else CLAIM_SUMS
        return {key: unpacked(number, columns) for key, number in sums.items() if number}
