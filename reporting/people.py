"""Counts of people beside the lines of a snapshot: answers to follow-ups, people in trainings.

They are shown from ten people on, and protected together with the lines: two periods, or two
countries and one of them, give a handful away as well as a table does.
"""

from reporting import disclosure
from reporting.disclosure import Cell, Kind, key
from reporting.report.few import is_few

# section: {count: the count that it is a part of}
PARTS = {
    "followup": {
        "due": "",
        "answered": "due",
        "answered_women": "answered",
        "survival_asked": "",
        "surviving": "survival_asked",
        "surviving_women": "surviving",
    },
    "trainings": {"participants": "", "women": "participants"},
}
DISTINCT = "trainings"  # people are counted once a period; follow-ups add up over periods


def counts(data, place, period):
    """{Key: (section, count)} of the counts of a snapshot that are numbers."""
    return {
        _key(data, section, count, place, period): (section, count)
        for section, parts in PARTS.items()
        for count in parts
        if isinstance((data.get(section) or {}).get(count), int)
    }


def _key(data, section, count, place, period):
    """Clients are asked whoever paid; trainings are those that the funder paid for."""
    own = data.get("funder") if section == DISTINCT else None
    funder = {"funder": own["code"]} if own else {}
    return key(f"{section}.{count}@all", period, country=place, **funder)


def cells_and_families(data, place, period):
    """Cells of the counts and of what each part leaves of its whole."""
    named = {where: name for name, where in counts(data, place, period).items()}
    cells, families = [], []
    for (section, count), name in named.items():
        number, whole = data[section][count], named.get((section, PARTS[section][count]))
        cells.append(_cell(section, name, number))
        if whole:
            rest = name._replace(measure=f"{section}.{PARTS[section][count]} less {count}@all")
            left = data[section][PARTS[section][count]] - number
            cells.append(_cell(section, rest, left, published=False))
            families.append((whole, f"part {count}", (name, rest)))
    return cells, families


def _cell(section, name, number, **more):
    kind = Kind.CLIENTS if section == DISTINCT else Kind.TALLY
    return Cell(name, number, kind, contributors=number, **more)


def handfuls(data, place, period):
    """Keys of the counts that are, or leave, a handful of people."""
    found = set()
    for name, (section, count) in counts(data, place, period).items():
        number, whole = data[section][count], PARTS[section][count]
        if is_few(number, data[section][whole] if whole else number):
            found.add(name)
            if whole and not count.endswith("women") or (section, count) == (DISTINCT, "women"):
                found.add(_key(data, section, whole, place, period))
    return found


def protected_counts(data, hidden, place, period):
    """The sections with the mark in place of counts whose keys are hidden, and of their parts."""
    named = {where: name for name, where in counts(data, place, period).items()}
    shown = {}
    for section, parts in PARTS.items():
        if not data.get(section):
            continue
        marked = {}
        for count, whole in parts.items():
            if named.get((section, count)) in hidden or whole in marked:
                marked[count] = disclosure.MARK
        shown[section] = data[section] | marked
    return shown
