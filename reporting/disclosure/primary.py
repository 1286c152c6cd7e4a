"""Rules 1 and 2: which cells say too much about few clients, and how wide they must be hidden."""

from math import ceil

from reporting.disclosure.cells import Kind


def is_sensitive(cell, rules):
    """Few contributors, or a sum in which one or two clients can be estimated too closely."""
    if cell.empty:
        return False
    if cell.contributors < rules.least_contributors:
        return True
    if cell.kind not in (Kind.JOBS, Kind.MONEY):
        return False
    return cell.contributors < rules.least_in_totals or is_dominated(cell, rules.p_percent)


def is_dominated(cell, p_percent):
    """p % rule: the second contributor could estimate the first to within p %."""
    rest = float(cell.total) - float(cell.largest) - float(cell.second)
    return rest < p_percent / 100 * float(cell.largest)


def needed_interval(cell, rules):
    """(low, high) that must both be possible for an attacker, as floats.

    Clients: one at most, and as many as would have been shown. Sums: p % to either side, and for
    small whole numbers the same as for clients.
    """
    value, least = float(cell.value), rules.least_contributors
    if cell.kind is Kind.CLIENTS:
        return min(1.0, value), float(max(least, value))
    margin = max(1.0, rules.p_percent / 100 * float(cell.total))
    low, high = value - margin, value + margin
    if cell.whole:
        low, high = value - ceil(margin), value + ceil(margin)
        if 0 <= value < least:
            low, high = min(1.0, value), max(float(least), high)
    return (low if cell.floor is None else max(low, float(cell.floor))), high
