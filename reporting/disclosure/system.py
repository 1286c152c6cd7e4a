"""Everything an attacker knows about how the figures hang together, as one linear system.

A variable is a figure: a (key, true value) pair, so that a figure repeated in another table or in
an earlier edition is one variable, and a corrected one is another. A row is a sum that is zero
(a total and its parts) or never negative (a whole and its part).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from reporting.disclosure.cells import Cell, Kind
from reporting.disclosure.primary import is_sensitive


class Row(NamedTuple):
    coefficients: tuple[tuple[int, float], ...]  # (variable, coefficient), by variable
    exact: bool  # the sum is zero; else it is at least zero


@dataclass
class System:
    cells: list[Cell] = field(default_factory=list)
    number: dict = field(default_factory=dict)
    rows: set[Row] = field(default_factory=set)

    def variable(self, cell):
        """Number of the variable of this cell; a published twin replaces an unpublished one."""
        name = (cell.key, cell.value)
        if name not in self.number:
            self.number[name] = len(self.cells)
            self.cells.append(cell)
        elif cell.published and not self.cells[self.number[name]].published:
            self.cells[self.number[name]] = cell
        return self.number[name]

    def add_row(self, terms, *, exact):
        """terms: (cell, coefficient) pairs; a figure that stands on both sides cancels out."""
        coefficients = defaultdict(float)
        for cell, coefficient in terms:
            coefficients[self.variable(cell)] += coefficient
        kept = tuple(sorted((n, c) for n, c in coefficients.items() if c))
        if kept:
            self.rows.add(Row(kept, exact))

    def components(self, variables):
        """Sets of the given variables that are linked by rows, each with its rows."""
        rows_of = defaultdict(list)
        for row in self.rows:
            for number, _ in row.coefficients:
                rows_of[number].append(row)
        left = set(variables)
        while left:
            todo, members, rows = [left.pop()], set(), set()
            while todo:
                number = todo.pop()
                members.add(number)
                for row in rows_of[number]:
                    rows.add(row)
                    linked = {other for other, _ in row.coefficients} & left
                    left -= linked
                    todo.extend(linked)
            yield sorted(members), sorted(rows)


def add_edition(system, tables, rules):
    """Put the tables of one edition into the system and infer their rows from the keys.

    Returns {Key: Cell} of the edition.
    """
    cells = _cells_by_key(tables)
    for cell in cells.values():
        system.variable(cell)
    link(system, cells, tables, rules)
    return cells


def link(system, cells, tables, rules, *, strict=True):
    """Rows between these cells. Not strict: figures of several editions need not agree."""
    overlapping = frozenset().union(*(table.overlapping for table in tables))
    for (parent, dim), parts in _families(cells, tables).items():
        total, overlaps = cells[parent], dim in overlapping
        surplus = sum(part.value for part in parts) - total.value
        if total.kind is Kind.CLIENTS and surplus and (overlaps or surplus > 0):
            _link_overlapping(system, total, parts, surplus)
        elif surplus <= 0 or total.signed:
            _link_parts(system, total, parts, rules, surplus)
        elif strict:
            raise ValueError(f"The parts of {total.key} sum to {surplus} more than their total.")
    for part, whole in sorted({pair for table in tables for pair in table.within}):
        _link_within(system, cells, part, whole)


def _cells_by_key(tables):
    cells = {}
    for table in tables:
        for cell in table.cells:
            known = cells.setdefault(cell.key, cell)
            if known.value != cell.value:
                raise ValueError(f"{cell.key} has two values: {known.value} and {cell.value}.")
            if cell.published and not known.published:
                cells[cell.key] = cell
    return {name: cell for name, cell in cells.items() if cell.value is not None}


def _families(cells, tables):
    families = defaultdict(dict)
    for name, cell in cells.items():
        for dim, _ in name.dims:
            parent = name.without(dim)
            if parent in cells:
                families[parent, dim][name] = cell
    for table in tables:
        for parent, dim, parts in table.families:
            if parent in cells:
                found = {name: cells[name] for name in parts if name in cells}
                families[parent, dim].update(found)
    return {family: list(parts.values()) for family, parts in families.items() if parts}


def _link_overlapping(system, total, parts, surplus):
    """Clients may be in several parts: the total lies between the largest part and the sum.

    Each half is used if it is true of the figures at hand: an attacker can only use what is, and
    hours or thresholds counted per center need not fulfil both.
    """
    if all(part.value <= total.value for part in parts):
        for part in parts:
            system.add_row([(total, 1), (part, -1)], exact=False)
    if surplus >= 0:
        system.add_row([*((part, 1) for part in parts), (total, -1)], exact=False)


def _link_parts(system, total, parts, rules, surplus):
    if surplus:
        parts = [*parts, _remainder(total, parts)]
    system.add_row([(total, 1), *((part, -1) for part in parts)], exact=True)
    _link_small_cells(system, total, parts, rules)


def _remainder(total, parts):
    """What the shown parts leave of the total: nobody shows it, everybody can work it out."""
    value = total.value - sum(part.value for part in parts)
    contributors = value
    if total.kind is not Kind.CLIENTS:
        contributors = max(1, total.contributors - sum(part.contributors for part in parts))
    return Cell(
        key=total.key._replace(measure=f"{total.key.measure} rest of {_names(parts)}"),
        value=value,
        kind=total.kind,
        contributors=int(contributors),
        largest=total.largest or 0,
        second=total.second or 0,
        signed=total.signed,
        published=False,
    )


def _names(cells):
    places = sorted(cell.key.dims for cell in cells)
    return "+".join(",".join(f"{dim}={value}" for dim, value in dims) for dims in places)


def _link_small_cells(system, total, parts, rules):
    """The small cells of one row also need protection together.

    Two hidden cells of one client each, whose sum can be worked out, let either client compute
    the other: so the sum is treated as a cell that nobody publishes.
    """
    small = [part for part in parts if is_sensitive(part, rules)]
    if total.kind is not Kind.CLIENTS and 1 < len(small) < len(parts):
        together = _together(total, small)
        system.add_row([(together, 1), *((part, -1) for part in small)], exact=True)


def _together(total, parts):
    top = sorted((part.largest or part.total for part in parts), reverse=True)
    return Cell(
        key=total.key._replace(measure=f"{total.key.measure} sum of {_names(parts)}"),
        value=sum(part.value for part in parts),
        kind=total.kind,
        contributors=sum(part.contributors for part in parts),
        largest=top[0],
        second=top[1],
        gross=sum(part.total for part in parts),
        signed=total.signed,
        published=False,
    )


def _link_within(system, cells, part, whole):
    """A part is not above its whole. Where it is, as with claims of one year verified by a claim of
    the next, nobody can count on it and it is no knowledge.
    """
    for name, cell in cells.items():
        container = cells.get(name._replace(measure=whole)) if name.measure == part else None
        if container is not None and cell.value <= container.value:
            system.add_row([(container, 1), (cell, -1)], exact=False)
