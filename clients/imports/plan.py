"""A workbook planned against what is stored: who is new, what repeats, what is returned.

Nothing is written here; clients.imports.store does that in one transaction.
"""

from dataclasses import dataclass, field

from centers.dates import local_today
from clients.imports.by_hand import KIND, headings_of, lacking, table_as
from clients.imports.cells.style import Style, decimal_mark_of
from clients.imports.likely import likely_same
from clients.imports.matching import ClientIndex, stored_clients
from clients.imports.recognising import recognise
from clients.imports.reports import Returned, SheetReport
from clients.imports.row_kinds import RowKinds
from clients.imports.rows import (
    client_rows,
    contact_rows,
    outcome_rows,
    session_rows,
    situation_rows,
)
from clients.imports.rows.reader import RowReader
from clients.imports.sorting import ClientSorter, OutcomeSorter, SessionSorter
from clients.imports.sorting_people import ContactSorter, SituationSorter
from clients.resources import ClientResource

KINDS = {
    "clients": (client_rows, ClientSorter),
    "contacts": (contact_rows, ContactSorter),
    "situations": (situation_rows, SituationSorter),
    "sessions": (session_rows, SessionSorter),
    "outcomes": (outcome_rows, OutcomeSorter),
}


@dataclass
class Plan:
    center: object
    user: object
    sheets: list = field(default_factory=list)
    unrecognised: list = field(default_factory=list)
    by_hand: list = field(default_factory=list)  # {"sheet", "headings"} of those one may explain
    index: ClientIndex = None
    clients: list = field(default_factory=list)  # drafts to create
    changed: list = field(default_factory=list)  # drafts of stored clients with `filled`
    sessions: list = field(default_factory=list)  # (uuid, draft, values)
    outcomes: list = field(default_factory=list)
    people: list = field(default_factory=list)  # (draft, person, values, new roles)
    situations: list = field(default_factory=list)  # (draft, values)
    wishes: object = None
    likely: list = field(default_factory=list)  # new clients that look like stored ones

    @property
    def returned(self):
        return [line for sheet in self.sheets for line in sheet.returned]

    def total(self, name):
        return sum(sheet.figures()[name] for sheet in self.sheets)


@dataclass(frozen=True)
class Wishes:
    """What the user decided: columns by sheet, replacements of cells, clients told apart.

    columns: {sheet: {field: column index or None}}, with by_hand.KIND where somebody said what the
    sheet holds; fixes: {(kind, field, folded cell): replacement}; same: {(sheet, row): id of the
    stored client, or "other"}; recall(table): the columns chosen earlier for files of this shape;
    recall_kind(headings): what such a file was said to hold.
    """

    columns: dict = field(default_factory=dict)
    fixes: dict = field(default_factory=dict)
    same: dict = field(default_factory=dict)
    recall: object = None
    recall_kind: object = None


def make_plan(
    workbook, *, center, user=None, wishes=None, today=None, progress=None, look_for_likely=False
):
    """The Plan of a workbook for `center`; `user` None is the command line.

    `progress(report)` is called every 500 lines; `look_for_likely` lists new clients that
    resemble stored ones.
    """
    wishes = wishes or Wishes()
    resource = ClientResource(user=user, center=center)
    drafts, aliases, taken = stored_clients(resource)
    plan = Plan(center, user, index=ClientIndex(center, drafts), wishes=wishes)
    plan.index.uuids |= taken
    for alias, target in aliases:
        plan.index.name(target, alias.firm, alias.person, alias.documents)
    tables = _tables(workbook, plan, wishes)
    style = _style(workbook, center, today)
    for kind, (_rows, sort) in KINDS.items():
        mine = [(sheet, table) for sheet, table in tables if table.kind == kind]
        sorter = sort(plan) if mine else None
        for sheet, table in mine:
            _plan_sheet(plan, sorter, sheet, table, style, progress)
    if look_for_likely:
        plan.likely = likely_same(plan)
    return plan


def _style(workbook, center, today):
    mark = "," if workbook.decimal_comma else decimal_mark_of(center.country.locale)
    return Style(
        today=today or local_today(center),
        currency=center.country.currency,
        decimal_mark=mark,
        date1904=workbook.date1904,
    )


def _tables(workbook, plan, wishes):
    tables = []
    for sheet in workbook.sheets:
        table = None if sheet.hidden else _table_of(sheet, wishes)
        if table is None:
            plan.unrecognised.append(sheet.name)
            _number, headings = headings_of(sheet)
            if headings and not sheet.hidden:
                plan.by_hand.append({"sheet": sheet.name, "headings": headings})
            continue
        tables.append((sheet, table))
    return tables


def _table_of(sheet, wishes):
    """The Table of a sheet with the user's columns: recognised, or as somebody explained it."""
    chosen = wishes.columns.get(sheet.name) or {}
    table = recognise(sheet)
    if table is None:
        kind = chosen.get(KIND)
        if not kind and wishes.recall_kind:
            kind = wishes.recall_kind(headings_of(sheet)[1])
        table = table_as(sheet, kind)
    if table is None:
        return None
    table.choose(chosen or (wishes.recall(table) if wishes.recall else {}))
    return None if lacking(table.kind, table.columns) else table


def _plan_sheet(plan, sorter, sheet, table, style, progress):
    report = SheetReport(sheet.name, table.kind, table)
    plan.sheets.append(report)
    body = sheet.rows[table.first_row :]
    fixes = {key[1:]: new for key, new in plan.wishes.fixes.items() if key[0] == table.kind}
    reader = RowReader(table, KINDS[table.kind][0], body, style, fixes)
    kinds = RowKinds(table)
    for number, cells in enumerate(body, table.first_row + 1):
        what = kinds.kind_of(cells)
        if what != "data":
            report.left_out[what] = report.left_out.get(what, 0) + 1
            continue
        report.rows += 1
        line = reader.read(number, cells)
        if not line.faults:
            sorter.sort(report, reader, line)
        if line.faults:
            report.returned.append(Returned(sheet.name, number, line.faults, cells))
            sorter.note_returned(line)
        if progress and not report.rows % 500:
            progress(report)
    report.check()
