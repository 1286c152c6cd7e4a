"""From clients' months to signed rows in the cells: the only place where the rule lives."""

import numpy

from clients.models import Outcome
from reporting.facts import codes
from reporting.facts.arrays import summed
from reporting.facts.summaries import CLAIM_SUMS as CLAIM_PARTS
from reporting.facts.summaries import SERVICE_SUMS as SERVICE_PARTS
from reporting.source import LONG_TERM_MINUTES

SERVICES, CLAIMS = "services", "claims"
# Columns of the two kinds of cells, in the order of the sums below.
SERVICE_SUMS = ("served", "long_term", "new_clients", "sessions", "minutes")
CLAIM_SUMS = ("records", "quantity", "things", "women", "half_posts", "cents")
CLAIM_SUMS += ("exporters", "first_exporters", "starts")
WHO = ("sex", "women_owned", "sector", "size")
ALIKE, DETAILS = WHO[:2], WHO[2:]
MORE = {SERVICES: (), CLAIMS: ("kind", "verified")}
# Where a client's months are followed, and which grains' cells come of it. What a grain's columns
# leave out is 0 = all of them.
CHAINS = {
    ("country",): {
        codes.DETAIL: ("country", *WHO),
        codes.COUNTRY: ("country", *ALIKE),
        codes.REGION: WHO,
    },
    ("center",): {codes.CENTER: ("center", *ALIKE), codes.CENTER_TOTAL: ("center",)},
    ("country", "funder"): {codes.FUNDER: ("country", "funder", *ALIKE)},
}


def columns_of(what, grain):
    """The key columns that tell the cells of this grain apart."""
    grain %= 10  # whatever its step
    columns = next(grains[grain] for grains in CHAINS.values() if grain in grains)
    return (*columns, "month", "x", *MORE[what])


def cells_of(months):
    """{(what, grain): (key columns, sums)} of these clients' Months, by month only."""
    found = {}
    for chain, grains in CHAINS.items():
        for what, rows in (
            (SERVICES, _service_rows(months, chain)),
            (CLAIMS, _claim_rows(months, chain)),
        ):
            keys, sums = rows
            for name, column in zip(WHO, months.who.T, strict=True):
                keys[name] = column[keys["of"]]
            # The grain with most columns comes first: the others are added up from it.
            for grain in grains:
                names = columns_of(what, grain)
                columns, sums_of_grain = added(([keys[name] for name in names], sums))
                found[what, grain] = columns, sums_of_grain
                if grain == next(iter(grains)):
                    keys, sums = dict(zip(names, columns, strict=True)), sums_of_grain
    return found


def added(*cells):
    """Cells (key columns, sums) of one grain added up, without those that come to nothing."""
    columns = [
        numpy.concatenate(some) for some in zip(*(keys for keys, _sums in cells), strict=True)
    ]
    columns, sums = summed(columns, numpy.concatenate([sums for _keys, sums in cells]))
    kept = sums.any(axis=1)
    return [column[kept] for column in columns], sums[kept]


def difference(before, after):
    """What takes the stored cells from the Months `before` to those `after`."""
    old, new = cells_of(before), cells_of(after)
    return in_steps({place: added(new[place], (old[place][0], -old[place][1])) for place in new})


def in_steps(cells):
    """{(what, stored grain): cells}: these cells by months, quarters and years."""
    found = {}
    for (what, grain), (columns, sums) in cells.items():
        names = columns_of(what, grain)
        for step in codes.STEPS[grain]:
            columns = [
                column - column % step if name in ("month", "x") else column
                for name, column in zip(names, columns, strict=True)
            ]
            columns, sums = added((columns, sums))
            found[what, codes.stored(grain, step)] = columns, sums
    return found


class _Chains:
    """Rows in the order of their chains and months; a chain is one client at one place."""

    def __init__(self, names, columns, sums):
        columns, self.sums = summed([columns[name] for name in names], sums)
        self.keys = dict(zip(names, columns, strict=True))
        self.month = self.keys["month"]
        # The month is the last of the names: what stands before it is the chain.
        changed = numpy.zeros(len(self.month), bool)
        changed[:1] = True
        for name in names[:-1]:
            changed[1:] |= numpy.diff(self.keys[name]) != 0
        self.new = changed
        self.begin = numpy.maximum.accumulate(numpy.where(changed, numpy.arange(len(changed)), 0))

    def earlier(self, values):
        """The value of the chain's row before, 0 for its first."""
        if not len(values):
            return values
        return numpy.where(self.new, 0, numpy.roll(values, 1))

    def emitted(self, *parts):
        """(key columns with x, sums) of parts (rows, x, sums)."""
        rows = numpy.concatenate([rows for rows, _x, _sums in parts])
        keys = {name: column[rows] for name, column in self.keys.items()}
        keys["x"] = numpy.concatenate([x for _rows, x, _sums in parts])
        return keys, numpy.concatenate([sums for _rows, _x, sums in parts])


def _unit(rows, names, **values):
    """For each of `rows` the same sums: `values` by name, else 0."""
    one = numpy.array([values.get(name, 0) for name in names], "i8")
    return numpy.broadcast_to(one, (len(rows), len(names)))


def _stack(months, rows, of, names):
    columns = {name: rows[name].astype("i8") for name in rows.dtype.names if name not in names}
    sums = [rows[name].astype("i8") for name in names]
    return columns | {"of": of}, numpy.stack(sums, axis=1)


def _service_rows(months, chain):
    columns, sums = _stack(months, months.services, months.service_of, SERVICE_PARTS)
    chains = _Chains(("of", *chain, "month"), columns, sums)
    month = chains.month
    sessions, minutes, firsts = chains.sums.T
    every = numpy.arange(len(month))
    before = chains.earlier(month)
    again = numpy.flatnonzero(before)
    # The last month from which the minutes up to this one reach five hours: minutes counted
    # through all chains never fall, so the search finds it, or leaves the chain if there is none.
    spent = numpy.cumsum(minutes)
    start = numpy.searchsorted(spent - minutes, spent - LONG_TERM_MINUTES, side="right") - 1
    reached = numpy.where(start >= chains.begin, month[start], 0) if len(month) else month
    low = chains.earlier(reached)
    rises = numpy.flatnonzero(reached != low)
    falls = rises[low[rises] > 0]
    counted = numpy.stack(
        [numpy.ones_like(every), numpy.zeros_like(every), firsts, sessions, minutes], axis=1
    )
    return chains.emitted(
        (every, month, counted),
        (again, before[again], _unit(again, SERVICE_SUMS, served=-1)),
        (rises, reached[rises], _unit(rises, SERVICE_SUMS, long_term=1)),
        (falls, low[falls], _unit(falls, SERVICE_SUMS, long_term=-1)),
    )


def _claim_rows(months, chain):
    columns, sums = _stack(months, months.claims, months.claim_of, CLAIM_PARTS)
    # What is verified counts twice: as verified, and as declared like all others.
    twice = numpy.concatenate((numpy.arange(len(sums)), numpy.flatnonzero(columns["verified"])))
    columns = {name: column[twice] for name, column in columns.items()}
    columns["verified"] = numpy.arange(len(twice)) >= len(sums)
    columns["verified"] = columns["verified"].astype("i8")
    names = ("of", *chain, "kind", "verified", "month")
    chains = _Chains(names, columns, sums[twice])
    parts = dict(zip(CLAIM_PARTS, chains.sums.T, strict=True))
    exports = chains.keys["kind"] == codes.KINDS[Outcome.Kind.EXPORT_SALES]
    parts["exporters"] = exports.astype("i8")
    parts["first_exporters"] = (exports & (parts["first_exports"] > 0)).astype("i8")
    counted = numpy.stack([parts[name] for name in CLAIM_SUMS], axis=1)
    emitted = [(numpy.arange(len(counted)), chains.month, counted)]
    for name in ("exporters", "first_exporters"):
        rows = numpy.flatnonzero(parts[name])
        same = chains.begin[rows[1:]] == chains.begin[rows[:-1]]
        again, before = rows[1:][same], chains.month[rows[:-1][same]]
        emitted.append((again, before, _unit(again, CLAIM_SUMS, **{name: -1})))
    return _apart(*chains.emitted(*emitted))


def _apart(keys, sums):
    """Takes what is verified away from what is declared: most cells of the rest are nothing then.

    Readers add both for what is declared.
    """
    rest = numpy.flatnonzero(keys["verified"])
    every = numpy.concatenate((numpy.arange(len(sums)), rest))
    keys = {name: column[every] for name, column in keys.items()}
    keys["verified"][len(sums) :] = 0
    return keys, numpy.concatenate((sums, -sums[rest]))
