import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from clients.imports.cells.refused import Refused
from clients.imports.cells.text import clean, fold

_LINK_WORDS = """
    a al au da das de del des do dos du e el em en et in la las le les los of the y
"""
_LINKS = frozenset(_LINK_WORDS.split())
ALIKE = 78  # ratio from which a spelling is offered as the one meant


def _stems(folded):
    """The words of a spelling in any order, without links and endings of gender and number."""
    words = (re.sub(r"[aoe]?s?$", "", one) if len(one) > 3 else one for one in folded.split())
    return frozenset(one for one in words if one not in _LINKS)


def _unambiguous(pairs):
    """{stems: value} of the stems that mean one value only."""
    found = {}
    for stems, value in pairs:
        found[stems] = value if found.get(stems, value) == value else None
    return {stems: value for stems, value in found.items() if stems and value}


class Choices:
    """Spellings of the values of one column, compared folded, then by the stems of their words.

    >>> Choices({"woman": ("mujer", "F")}, cause="unknown_sex").read(" MUJER ")
    'woman'
    """

    def __init__(self, spellings, *, cause):
        self.cause = cause
        self.values = {
            fold(spelling): value for value, many in spellings.items() for spelling in many
        }
        self.stems = _unambiguous((_stems(fold(one)), value) for value, many in spellings.items()
                                  for one in many)  # fmt: skip
        self.written = {fold(one): one for many in spellings.values() for one in many}
        self.read = lru_cache(maxsize=4096)(self._read)
        self.nearest = lru_cache(maxsize=4096)(self._nearest)

    def find(self, cell):
        """The value of a cell, or None when its spelling is not known."""
        folded = fold(clean(cell))
        found = self.values.get(folded) or self.values.get(folded.replace(" ", ""))
        return found or self.stems.get(_stems(folded))

    def _nearest(self, cell):
        """The value of a spelling that is one slip away from a known one, or None."""
        folded = fold(clean(cell))
        best = process.extractOne(folded, self.values.keys(), scorer=fuzz.ratio, score_cutoff=90)
        return self.values[best[0]] if best and len(folded) >= 5 else None

    def _read(self, cell):
        value = self.find(cell)
        if value is None:
            raise Refused(self.cause, suggestion=self.suggest(cell))
        return value

    def suggest(self, cell):
        """The known spelling closest to a misspelt cell, or ""."""
        folded = fold(clean(cell))
        if len(folded) < 3:
            return ""
        best = process.extractOne(folded, self.values.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        return self.written[best[0]] if best else ""
