"""The lines of an edition as rows for data files: one row a figure, hidden ones without value."""

from reporting.disclosure import MARK
from reporting.protection import TIME, line_key

CONFIDENTIAL, SHOWN = "confidential", "shown"


def rows(published):
    """(line, period as (first day, first day after), breakdown without time, value, status).

    A figure that the edition holds twice, as its total and as one of the years, comes once.
    """
    seen = set()
    for line in published.data["lines"]:
        key = line_key(line, published.data)
        if key in seen:
            continue
        seen.add(key)
        start, _slash, end = key.period.partition("/")
        by = {name: group for name, group in line["by"].items() if name not in TIME}
        hidden = line["value"] == MARK
        value, status = ("", CONFIDENTIAL) if hidden else (line["value"], SHOWN)
        yield line, (start, end), by, value, status


def breakdowns(published):
    """The dimensions that occur, without time, in the order of their first line."""
    found = (name for line in published.data["lines"] for name in line["by"])
    return [name for name in dict.fromkeys(found) if name not in TIME]
