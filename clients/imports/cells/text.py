import unicodedata
from functools import lru_cache

from centers.folding import fold as centers_fold

_NOTHING = """
    - -- --- . n/a na n/d nd s/d sd s/n null none nan n.d. n.a. s.d. #n/a
"""
NOTHING = {
    *_NOTHING.split(), "no aplica", "sin dato", "sin datos", "no disponible", "not available",
    "não se aplica",
}  # fmt: skip
_SPOKEN = str.maketrans({"%": " percent ", "✓": "si", "✔": "si", "√": "si"})
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"), None)


@lru_cache(maxsize=65536)
def _tidy(text):
    return " ".join(unicodedata.normalize("NFC", text).translate(_INVISIBLE).split())


def clean(value):
    """The cell as text: NFC, without invisible marks, runs of blanks (also no-break) as one."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _tidy(value if isinstance(value, str) else str(value))


def is_blank(value):
    """True for an empty cell and for the signs people write for "nothing here"."""
    return value is None or value == "" or (isinstance(value, str) and _says_nothing(value))


@lru_cache(maxsize=65536)
def _says_nothing(text):
    text = _tidy(text).lower()
    return text == "" or text in NOTHING or not text.strip("-–—_ ")


@lru_cache(maxsize=65536)
def fold(text):
    """Folded as everywhere (centers.folding), with the signs headings live by kept as words.

    >>> fold("  % Propiedad  de mujeres ")
    'percent propiedad de mujeres'
    """
    return centers_fold(text.translate(_SPOKEN))
