"""A plan as plain data for the page: problems by cause, columns, counts. Kept with the run."""

from collections import defaultdict

from clients.imports.cells.text import clean, fold
from clients.imports.doubts import doubtful_numbers
from clients.imports.faults import Fault

SHOWN_ROWS = 30
_OPTIONAL = """
    sex birth_year phone email municipality department sector formal women_share currency
    national_sales export_sales women_full_time women_part_time men_full_time men_part_time
    registered_on started_on document prep_hours travel_hours people_present women state evidence
    note stage
"""
OPTIONAL = frozenset(_OPTIONAL.split())  # fields whose cell may be left empty


def summarise(plan):
    """{sheets, groups, likely, doubtful, women, left_out, notes} of a plan."""
    return {
        "sheets": [_sheet(report) for report in plan.sheets],
        "unrecognised": plan.unrecognised,
        "by_hand": plan.by_hand,
        "groups": _groups(plan),
        "likely": plan.likely,
        "doubtful": doubtful_numbers(plan),
        "women": _women(plan),
        "left_out": sum(sum(report.left_out.values()) for report in plan.sheets),
        "notes": [
            [report.name, note.row, note.code, note.detail]
            for report in plan.sheets
            for note in report.notes
            if note.code != "stored"
        ][:500],
    }


def _sheet(report):
    table = report.table
    return {
        **report.figures(),
        "heading_row": table.heading_row,
        "headings": table.all_headings,
        "columns": table.columns,
        "left_out": report.left_out,
    }


def _groups(plan):
    """Problems by cause and cell: one entry holds all the rows that one fix mends."""
    groups = defaultdict(list)
    for report in plan.sheets:
        for line in report.returned:
            for fault in line.faults:
                groups[_group_key(report.kind, fault)].append((report, line, fault))
    data = [_group(key, members) for key, members in groups.items()]
    return sorted(data, key=lambda group: (-group["count"], group["kind"], group["rows"][0]["row"]))


def _group_key(kind, fault):
    """Month-first days are one problem whatever the day; else the same cell is the same problem."""
    if fault.cause == "unreadable_date" and fault.suggestion:
        return kind, fault.cause, fault.params["field"], "month_first"
    return kind, fault.cause, fault.params["field"], fold(fault.value)


def _group(key, members):
    kind, cause, name, cell = key
    report, _line, fault = members[0]
    month_first = cell == "month_first" and cause == "unreadable_date"
    suggestions = {fold(f.value): f.suggestion for _r, _l, f in members if f.suggestion}
    rows = {(r.name, line.row): line for r, line, _f in members}
    return {
        "key": "|".join(key),
        "kind": kind,
        "cause": cause,
        "field": name,
        "column": fault.column,
        "value": fault.value,
        "params": {k: v for k, v in fault.params.items() if isinstance(v, str | int)},
        "month_first": month_first,
        "suggestions": suggestions,
        "suggestion": fault.suggestion,
        "count": len(rows),
        "optional": name in OPTIONAL,
        "rows": [
            {"sheet": sheet, "row": row, "cells": _shown(line)}
            for (sheet, row), line in list(rows.items())[:SHOWN_ROWS]
        ],
    }  # fmt: skip


def _shown(line):
    """The first cells of a line, enough to know it by."""
    return [text[:60] for text in map(clean, line.cells) if text][:6]


def sentence_of(group):
    """The sentence of a group's fault, in the language that is active now."""
    fault = Fault(group["cause"], group["column"], group["value"], params=group["params"])
    return fault.sentence()


def _women(plan):
    """Share of women among the clients' lines that state a sex, in percent, or None."""
    sexes = [draft.values["sex"] for draft in plan.clients if draft.values["sex"]]
    known = [sex for sex in sexes if sex in ("woman", "man", "other")]
    return round(100 * known.count("woman") / len(known)) if known else None
