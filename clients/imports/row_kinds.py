"""What a row below the headings is: a line of data, or something people put between them."""

import re

from clients.imports.cells.text import fold, is_blank

_TOTAL = re.compile(
    r"((sub|sous|grand?) ?total|total(es|s)?|totaux|sumas?|soma|somme|promedio|average|media)\b"
)
_REMARK = re.compile(
    r"(notas?|notes?|fuente|source|fonte|elaborado|firma|observaci|obs|prepared|revisado)\b"
)
_IDENTITY = ("business_name", "contact_name", "first_name", "document", "kind")
_DAYS = ("registered_on", "held_on", "occurred_on")


class RowKinds:
    """Tells the rows of one table apart: kind_of(row) is "data", "blank", "total", …"""

    def __init__(self, table):
        self.known = frozenset(table.columns.values())
        self.headings = {index: fold(table.headings[n]) for n, index in table.columns.items()}
        self.identity = [table.columns[name] for name in _IDENTITY if name in table.columns]
        self.days = [table.columns[name] for name in _DAYS if name in table.columns]

    def kind_of(self, row):
        if self._is_plainly_data(row):
            return "data"
        filled = [index for index, cell in enumerate(row) if not is_blank(cell)]
        if not filled:
            return "blank"
        mine = [index for index in filled if index in self.known]
        texts = {index: fold(row[index]) for index in filled if isinstance(row[index], str)}
        unnamed = self._names_nobody(row, texts)
        if unnamed and (not texts or any(_TOTAL.match(text) for text in texts.values())):
            return "total"
        if not mine or (len(filled) == 1 and self._says_nothing(filled[0], texts)):
            return "remark" if texts else "blank"
        return "heading" if len(mine) >= 3 and self._repeats_headings(texts) else "data"

    def _is_plainly_data(self, row):
        """The usual line: a day that is not the heading again, and a name."""
        width = len(row)
        for day in self.days:
            if day < width and not is_blank(row[day]):
                cell = row[day]
                if isinstance(cell, str) and not cell[:1].isdigit():
                    return False
                return any(at < width and not is_blank(row[at]) for at in self.identity)
        return False

    def _says_nothing(self, index, texts):
        """A single cell: a record only where it names somebody and is no footnote."""
        return index not in self.identity or bool(_REMARK.match(texts.get(index, "")))

    def _names_nobody(self, row, texts):
        """No day, and nothing that names anybody beside the word for total."""
        places = (*self.days, *self.identity)
        filled = [at for at in places if at < len(row) and not is_blank(row[at])]
        return all(_TOTAL.match(texts.get(at, "")) for at in filled)

    def _repeats_headings(self, texts):
        same = sum(1 for at, heading in self.headings.items() if texts.get(at) == heading)
        return same >= max(3, len(self.headings) // 2)
