"""Columns chosen once are taken again for the next file of the same shape and language."""

import hashlib

from django.utils import translation

from clients.imports.cells.text import fold
from clients.models import ColumnMemory


def shape_of(headings):
    """A hash of the folded headings in their order."""
    return hashlib.sha256("\x1f".join(map(fold, headings)).encode()).hexdigest()


def remember(country_id, sheet, columns):
    """Keeps the columns of a sheet (of clients.imports.summary) for this country and language."""
    ColumnMemory.objects.update_or_create(
        country_id=country_id,
        shape=shape_of(sheet["headings"]),
        kind=sheet["kind"],
        language=translation.get_language() or "",
        defaults={"columns": columns},
    )


def recall(country_id, table):
    """The columns chosen for a table of this shape, else {}; any language's choice will do."""
    found = ColumnMemory.objects.filter(
        country_id=country_id, shape=shape_of(table.all_headings), kind=table.kind
    )
    best = found.filter(language=translation.get_language() or "").first() or found.first()
    return best.columns if best else {}


def recall_kind(country_id, headings):
    """What somebody said that sheets of this shape hold, or ""."""
    if not headings:
        return ""
    found = ColumnMemory.objects.filter(country_id=country_id, shape=shape_of(headings))
    newest = found.order_by("-used_at").first()
    return newest.kind if newest else ""
