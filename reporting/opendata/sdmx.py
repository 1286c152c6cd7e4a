"""SDMX-CSV 2.0 of a public edition: https://github.com/sdmx-twg/sdmx-csv

Code lists of the cross-domain guidelines: CL_SEX (F, M, _O, _U, _T), CL_OBS_STATUS (A, Q: missing
value, suppressed), CL_CONF_STATUS (F: free, C: confidential).
"""

import csv
import io
from datetime import date

from reporting.opendata.rows import CONFIDENTIAL, breakdowns, rows

STRUCTURE = ("dataflow", "SBDC:RESULTS(1.0)", "R")  # R: replaces what was there
SEX = {"woman": "F", "man": "M", "other": "_O", "not_stated": "_U", "unknown": "_U"}
TOTAL = "_T"


def to_sdmx_csv(published):
    """Text of the file: one observation a row, a column for each dimension."""
    groups = breakdowns(published)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    columns = [name.upper() for name in groups if name != "country"]
    writer.writerow(
        ["STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "MEASURE", "STATE", *columns]
        + ["TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "CONF_STATUS"]
    )
    place = "+".join(published.countries)
    for line, (start, end), by, value, status in rows(published):
        codes = [_code(name, by.get(name)) for name in groups if name != "country"]
        hidden = status == CONFIDENTIAL
        writer.writerow(
            [*STRUCTURE, by.get("country", place), line["measure"], line["state"], *codes]
            + [time_period(start, end), value, line["unit"]]
            + (["Q", "C"] if hidden else ["A", "F"])
        )
    return text.getvalue()


def _code(dimension, group):
    if group is None:
        return TOTAL
    return SEX.get(group, group) if dimension == "sex" else group


def time_period(start, end):
    """`2024`, `2024-Q2`, `2024-05`, or first day and length: `2024-04-01/P1Y`, `…/P45D`."""
    first, after = date.fromisoformat(start), date.fromisoformat(end)
    months = (after.year - first.year) * 12 + after.month - first.month
    if first.day != 1 or after.day != 1:
        return f"{start}/P{(after - first).days}D"
    if months == 1:
        return f"{first:%Y-%m}"
    if months == 3 and first.month % 3 == 1:
        return f"{first.year}-Q{first.month // 3 + 1}"
    if months % 12 == 0:
        return f"{first.year}" if months == 12 and first.month == 1 else f"{start}/P{months // 12}Y"
    return f"{start}/P{months}M"
