"""What a row below the headings is: a line of data, or something people put between them."""

import re

from clients.imports.cells.text import fold, is_blank

_TOTAL = re.compile(
    r"(sub ?total|total(es|s)?|totaux|gran total|sumas?|soma|somme|promedio|average|media)\b"
)
_REMARK = re.compile(
    r"(notas?|notes?|fuente|source|fonte|elaborado|firma|observaci|obs|prepared|revisado)\b"
)
_IDENTITY = ("business_name", "contact_name", "first_name", "document", "kind")
_DAYS = ("registered_on", "held_on", "occurred_on")


def row_kind(table, row):
    """What a row below the headings is: "data", "blank", "total", "remark" or "heading"."""
    filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
    if not filled:
        return "blank"
    known = set(table.columns.values())
    mine = [index for index in filled if index in known]
    texts = {index: fold(row[index]) for index in filled if isinstance(row[index], str)}
    if any(_TOTAL.match(text) for text in texts.values()) and _lacks_identity(table, row, texts):
        return "total"
    if not texts and _lacks_identity(table, row, texts):
        return "total"  # sums without the word
    if not mine:
        return "remark" if texts else "blank"
    if len(filled) == 1 and _says_nothing(table, filled[0], texts):
        return "remark" if texts else "blank"
    if len(mine) >= 3 and _repeats_headings(table, row):
        return "heading"
    return "data"


def _places(table, names):
    return {table.columns[name] for name in names if name in table.columns}


def _says_nothing(table, index, texts):
    """A single cell: a record only where it names somebody and is no footnote."""
    return index not in _places(table, _IDENTITY) or _REMARK.match(texts.get(index, ""))


def _lacks_identity(table, row, texts):
    """No day, and nothing that names anybody beside the word for total."""
    places = _places(table, _DAYS) | _places(table, _IDENTITY)
    filled = [index for index in places if index < len(row) and not is_blank(row[index])]
    return all(_TOTAL.match(texts.get(index, "")) for index in filled)


def _repeats_headings(table, row):
    same = sum(
        1
        for name, index in table.columns.items()
        if index < len(row)
        and isinstance(row[index], str)
        and fold(row[index]) == fold(table.headings[name])
    )
    return same >= max(3, len(table.columns) // 2)
