"""Figures of several countries beside those of some of them: what is left is the others'.

A report of two countries and one of the larger give the smaller away by subtraction, in whatever
order they were made. So what is left is protected like a cell, though no page shows it.
"""

from collections import defaultdict

from reporting.disclosure import Cell, Table


def countries_apart(tables):
    """Table of what figures of several countries leave beside each part of them that is known.

    `tables`: those of all editions that readers hold, oldest first.
    """
    known = {cell.key: cell for table in tables for cell in table.cells if cell.value is not None}
    places = defaultdict(dict)
    for name in known:
        if name.get("country"):
            places[name.without("country")][frozenset(name.get("country").split("+"))] = name
    cells, families = {}, []
    for named in places.values():
        for whole, part in _nested(named):
            name = _of(named[whole], whole - part)
            rest = known.get(name) or cells.get(name) or _rest(name, known, named, whole, part)
            if rest and known[named[part]].value + rest.value == known[named[whole]].value:
                if name not in known:
                    cells[name] = rest
                dim = f"country {name.get('country')}"
                families.append((named[whole], dim, (named[part], name)))
    return Table("countries apart", list(cells.values()), families=families)


def _nested(named):
    """(whole, part) pairs of sets of countries, in a fixed order."""
    ordered = sorted(named, key=lambda places: (len(places), sorted(places)))
    return [(whole, part) for whole in ordered for part in ordered if part < whole]


def _of(name, countries):
    """The same figure of other countries."""
    dims = dict(name.dims) | {"country": "+".join(sorted(countries))}
    return name._replace(dims=tuple(sorted(dims.items())))


def _rest(name, known, named, whole, part):
    """The figure of the others, who are different clients; None after a correction."""
    total, known_part = known[named[whole]], known[named[part]]
    value, clients = total.value - known_part.value, total.contributors - known_part.contributors
    if not total.signed and (value < 0 or clients < 0):
        return None
    greatest = total.second if total.largest == known_part.largest else total.largest
    return Cell(
        key=name,
        value=value,
        kind=total.kind,
        contributors=max(1, clients) if value else 0,
        largest=_at_most(greatest, value),
        second=_at_most(total.second, value),
        gross=None if total.gross is None else total.gross - (known_part.gross or 0),
        signed=total.signed,
        flow=total.flow,
        published=False,
    )


def _at_most(contribution, value):
    return min(contribution or 0, abs(value))
