"""Untidy workbooks for tests, written cell by cell."""

import io

from openpyxl import Workbook

from clients.imports.plan import make_plan
from clients.imports.reading import read_workbook
from clients.imports.store import store_plan


def book(**sheets):
    """The bytes of an xlsx: book(Clientes=[[...], [...]], Sesiones=[...])."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(workbook)


def saved(workbook):
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def plan_of(data, center, **options):
    return make_plan(read_workbook(data), center=center, **options)


def load(data, center, **options):
    """Plans and stores; the plan comes back."""
    plan = plan_of(data, center, **options)
    store_plan(plan)
    return plan


def causes(plan):
    return [(line.row, line.cause) for line in plan.returned]
