"""One folding of names for search and matching: accents, case, spaces and company suffixes."""

import re
import unicodedata

# Legal forms at the end of a firm's name say nothing about who it is.
SUFFIXES = re.compile(
    r"\s(s\s?a(\s?de\s?c\s?v)?|s\s?a\s?s|srl|s\s?de\s?r\s?l(\s?de\s?c\s?v)?|ltda|cia|ltd|limited|"
    r"inc|corp|llc|eirl|me|epp|mei|sarl)$"
)


def fold(text):
    """`text` without accents, case, punctuation, double spaces ('Ñandú, S.A.' -> 'nandu s a')."""
    flat = unicodedata.normalize("NFKD", text or "")
    flat = "".join(char for char in flat if not unicodedata.combining(char)).casefold()
    return " ".join(re.sub(r"[^\w]+|_", " ", flat).split())


def fold_firm(text):
    """The folded name of a firm without its legal form."""
    folded = fold(text)
    while (shorter := SUFFIXES.sub("", folded)) != folded and shorter:
        folded = shorter
    return folded


def phone_key(phone):
    """The last eight digits: what stays the same whatever the way a number is written."""
    return "".join(char for char in phone or "" if char.isdigit())[-8:]


def document_key(document):
    """Letters and digits of a document, in lower case."""
    return "".join(char for char in document or "" if char.isalnum()).casefold()


def is_number(text):
    """Whether `text` is a phone or document number: six digits or more, and no word beside them."""
    digits = sum(char.isdigit() for char in text or "")
    return digits >= 6 and not any(w.isalpha() and len(w) > 4 for w in fold(text).split())
