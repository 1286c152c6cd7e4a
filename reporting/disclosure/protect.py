"""`protect`: from true tables to tables that funders or the public may see."""

import logging

from reporting.disclosure.audit import recoverable
from reporting.disclosure.periods import link_periods
from reporting.disclosure.primary import is_sensitive
from reporting.disclosure.protected import ProtectedTables
from reporting.disclosure.suppress import Suppression
from reporting.disclosure.system import System, add_edition, link

logger = logging.getLogger(__name__)


def protect(tables, rules, previous=(), unpublished=(), hide=()):
    """Apply rules 1 to 6 to tables that are published together.

    tables: every Table that the same reader sees, not one at a time: linked tables protect or
        betray each other
    previous: ProtectedTables of the earlier editions that this reader has or may have
    unpublished: Tables of figures (`published=False`) that nobody shows but that differences of
        editions give away, such as the months between two periods; without them the fewest
        possible clients are assumed behind each difference, and more is hidden than need be
    hide: keys of cells that are hidden already, for other readers of the same tables
    Returns ProtectedTables. Raises ValueError for figures that contradict each other.
    """
    tables, previous = list(tables), list(previous)
    system, public, locked = System(), set(), set()
    latest, every = {}, [*tables, *unpublished]
    for edition in previous:
        latest |= add_edition(system, edition.tables, rules)
        every += edition.tables
        _remember(system, edition, public, locked)
    latest |= add_edition(system, [*tables, *unpublished], rules)
    if previous:
        link(system, latest, every, rules, strict=False)
    link_periods(system, latest)
    current = {
        system.number[cell.key, cell.value]: cell.key
        for table in tables
        for cell in table.cells
        if cell.published and cell.value is not None
    }
    locked = (locked - public).union(
        number for number, cell in enumerate(system.cells) if not cell.published
    )
    asked = {number for number, name in current.items() if name in set(hide)}
    hidden, exposed = _hide(system, rules, public, locked, current, asked - public)
    hidden |= asked
    return ProtectedTables(
        tables,
        [key for number, key in current.items() if number in hidden],
        [key for number, key in current.items() if number in exposed],
    )


def _remember(system, edition, public, locked):
    """What an earlier edition showed is public for ever; what it hid must stay safe."""
    for table in edition.tables:
        for cell in table.cells:
            if cell.value is None or not cell.published:
                continue
            number = system.number[cell.key, cell.value]
            (locked if cell.key in edition.hidden else public).add(number)


def _hide(system, rules, public, locked, current, asked):
    """(hidden, exposed) variables. Exposed: sensitive, hidden, and given away by what is public."""
    small = {n for n, cell in enumerate(system.cells) if is_sensitive(cell, rules)}
    # A cell hidden in an earlier edition and absent from this one cannot be shown any more.
    shown_zero = {n for n, cell in enumerate(system.cells) if cell.empty and n not in locked}
    keep = small | asked | {n for n in locked if n not in current}
    hidden, exposed = set(), small & public
    fixed = public | shown_zero
    open_cells = [n for n in range(len(system.cells)) if n not in fixed]
    for numbers, rows in system.components(open_cells):
        sensitive = small.intersection(numbers)
        if not sensitive:
            hidden |= (locked | asked).intersection(numbers)
            continue
        search = Suppression(
            system.cells, numbers, rows, rules, hidden=keep | locked, fixed=fixed, keep=keep
        )
        search.run(sensitive)
        hidden |= search.hidden
        exposed |= search.exposed
    return _audited(system, rules, hidden, exposed, fixed)


def _audited(system, rules, hidden, exposed, fixed):
    """Close with the audit; if it disagrees, hide all that is linked to the cell in question."""
    failing = recoverable(system, hidden, rules) - exposed
    if failing:
        for numbers, _rows in system.components(set(range(len(system.cells))) - fixed):
            if failing.intersection(numbers):
                hidden |= set(numbers)
        exposed |= recoverable(system, hidden, rules)
        logger.warning("Disclosure audit: %s cells needed their whole table hidden", len(failing))
    if exposed:
        logger.warning("Disclosure: earlier editions give away %s small cells", len(exposed))
    return hidden | exposed, exposed
