"""Snapshots of figures, as a report or a funder's page freezes them, made safe to hand out.

The one way from true lines (`reporting.impact`, `reporting.contributors`) to protected ones.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reporting import disclosure, people, periods
from reporting.countries_apart import countries_apart
from reporting.disclosure import Cell, Kind, Table, key
from reporting.measures import MEASURES
from reporting.measures.base import DECLARED, VERIFIED
from reporting.periods import Period

TIME = ("month", "quarter", "year")
PRIVATE = ("clients", "largest", "second", "gross", "signed", "rest", "waiting")
LIGHT = 0.02  # declared figures stand beside the verified ones, which make the headlines
# A part is never above its whole: an attacker may use that.
PARTS = {"EXP-02": ("EXP-03",), "CLI-01": ("CLI-02", "CLI-03")}


@dataclass(frozen=True)
class Readers:
    """Who will see a snapshot: the rules that hold for them, and what they hold already.

    held: (true snapshot, the same as it was handed out) pairs, oldest first
    """

    rules: disclosure.Rules
    held: tuple = ()


def protect_snapshot(data, *readers):
    """The snapshot with the mark in place of every figure that may not be shown to all readers.

    `data`: keys start, end, countries ([{"code"}]), funder (or None), lines, each with its
    contributors, and the counts of `reporting.people`. Lines lose what is private.
    """
    hidden = people.handfuls(data, *_where(data))
    for group in readers:
        held = [handed_out(true, shown) for true, shown in group.held]
        table = table_of(data)
        apart = countries_apart([one for edition in held for one in edition.tables] + [table])
        hidden |= disclosure.protect([table], group.rules, held, [apart], hide=hidden).hidden
    counts = people.protected_counts(data, hidden, *_where(data))
    return data | counts | {"lines": [_shown(line, hidden, data) for line in data["lines"]]}


def handed_out(true, shown):
    """What readers hold of an earlier snapshot: its figures and which of them were hidden."""
    marked = (line for line in shown["lines"] if line["value"] == disclosure.MARK)
    hidden = [line_key(one, shown) for one in marked]
    # Editions were once frozen without the true counts: what they show is known of them.
    true = {section: shown.get(section) for section in people.PARTS} | true
    for name, (section, count) in people.counts(true, *_where(true)).items():
        if shown[section][count] == disclosure.MARK:
            hidden.append(name)
    return disclosure.ProtectedTables([table_of(true)], hidden)


def table_of(data):
    """All figures of a snapshot as one table of disclosure control."""
    lines = {line_key(line, data): line for line in data["lines"]}
    cells = [_cell(name, line) for name, line in lines.items()]
    families = _places(lines, data)
    for name, line in lines.items():
        if "rest" in line:
            _add_rest(name, line, lines, cells, families)
        if "waiting" in line:
            _add_waiting(name, line, lines, cells, families)
    counts, parts = people.cells_and_families(data, *_where(data))
    cells, families = [*cells, *counts], [*families, *parts]
    return Table("lines", cells, within=list(_pairs(lines)), families=families)


def _add_rest(name, line, lines, cells, families):
    """The posts that are not women's: their number is the total less the women's."""
    total, rest = (_sister(name, part) for part in ("", ".rest"))
    left = Decimal(lines[total]["value"]) - Decimal(line["value"]) if total in lines else -1
    if left >= 0:  # more women than posts is a fault in the data, and no knowledge
        cells.append(_cell(rest, line | line["rest"] | {"value": str(left)}, published=False))
        families.append((total, "held by", (name, rest)))


def _add_waiting(name, line, lines, cells, families):
    """What is declared and not verified: the declared less the verified."""
    code = line["measure"]
    verified = name._replace(measure=f"{code}@{VERIFIED}")
    if verified in lines:
        waiting = name._replace(measure=f"{code}.waiting@{line['state']}")
        left = Decimal(line["value"]) - Decimal(lines[verified]["value"])
        cells.append(_cell(waiting, line | line["waiting"] | {"value": str(left)}, published=False))
        families.append((name, "verified", (verified, waiting)))


def _sister(name, part):
    """Key of the total or the rest beside the key of posts held by women."""
    code, _at, state = name.measure.partition("@")
    return name._replace(measure=f"{code.removesuffix('.women')}{part}@{state}")


def line_key(line, data):
    """Key of a line: the same figure has the same key in every snapshot.

    A month, quarter or year is a period of its own. A center's code is enough to know its country.
    """
    by, period = dict(line["by"]), Period(_day(data["start"]), _day(data["end"]))
    for name in TIME:
        if name in by:
            part = periods.parse(by.pop(name))
            start = part.start if name == "year" else max(part.start, period.start)
            period = Period(start, min(part.end, period.end))
    scope = {} if "center" in by else {"country": by.pop("country", None) or _place(data)}
    if data.get("funder") and "funder" not in by:
        scope["funder"] = data["funder"]["code"]
    return key(f"{line['measure']}@{line['state']}", str(period), **scope, **by)


def _where(data):
    """(countries, period) of a snapshot as keys name them."""
    return _place(data), str(Period(_day(data["start"]), _day(data["end"])))


def _place(data):
    return "+".join(sorted(country["code"] for country in data["countries"]))


def _day(text):
    return date.fromisoformat(text)


def _cell(name, line, **more):
    one = MEASURES[line["measure"]]
    if not one.additive:
        return Cell(name, int(Decimal(line["value"])))
    kind = Kind.TALLY
    if one.is_money or one.unit in ("jobs", "fte"):
        kind = Kind.MONEY if one.is_money else Kind.JOBS
    return Cell(
        name,
        _exact(one, line["value"]),
        kind,
        line["clients"],
        _exact(one, line["largest"]),
        _exact(one, line["second"]),
        _exact(one, line["gross"]) if line["signed"] else None,
        signed=line["signed"],
        weight=LIGHT if line["state"] == DECLARED else 1,
        **more,
    )


def _exact(one, text):
    """The figure in numbers that add up: money in units, hours back in whole minutes."""
    if one.is_money:
        return Decimal(text)
    figure = (Decimal(text) * one.parts).to_integral_value()
    return int(figure) if one.parts == 1 else figure


def _pairs(lines):
    """(part, whole): verified in declared, first exporters in exporters."""
    measures = {name.measure for name in lines}
    for name in sorted(measures):
        code, _at, state = name.partition("@")
        wholes = [f"{code}@declared"] if state == "verified" else []
        wholes += [f"{whole}@{state}" for whole, parts in PARTS.items() if code in parts]
        yield from ((name, whole) for whole in wholes if whole in measures)


def _places(lines, data):
    """Centers and countries add up to the whole although their keys do not carry it."""
    parts = defaultdict(list)
    for name, line in lines.items():
        for dim in ("center", "country"):
            if dim in line["by"]:
                by = {key: value for key, value in line["by"].items() if key != dim}
                parts[line_key(line | {"by": by}, data), dim].append(name)
    return [(total, dim, tuple(names)) for (total, dim), names in parts.items()]


def _shown(line, hidden, data):
    kept = {name: value for name, value in line.items() if name not in PRIVATE}
    return kept | {"value": disclosure.MARK} if line_key(line, data) in hidden else kept
