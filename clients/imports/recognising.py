"""Which sheet holds what, which row is its heading row, which column is which field."""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache

from django.conf import settings
from django.utils import translation
from rapidfuzz import fuzz, process

from clients.imports.cells.currencies import currency_in_heading
from clients.imports.cells.text import clean, fold
from clients.imports.vocabulary.kinds import FIELDS, NEEDED, SHEET_NAMES
from clients.imports.vocabulary.labels import LABELS

HEADING_ROWS = 60  # titles and notes above a table are never longer
LEAST = 0.5  # share of a heading's words that a phrase must explain
_STOP_WORDS = """
    de la el los las del da do das dos des du le les of the in en con para por a o as os y e and
    au aux s n si un una is esta it ultimos ultimo 12 doce twelve meses months month mois
    past previous anteriores ano anos year años doze derniers l d no nro dia mes
"""
# Staff: in the feminine the women, in the masculine all, or the men beside a column of women.
_STAFF = re.compile(r"(?:emplead|empregad|funcionari|trabajador|trabalhador)(as?|[oe]?s?)")
_ALL_STAFF = "staff all or men"
_NUMBER_OF = re.compile(r"\b(contact\w*|tel\w*|phone|cell\w*|mobile)\.? ?(?:no\b\.?|#)", re.I)
_CLIENT_NAME = frozenset({"client", "nombr", "nam", "nom"})
_STOP = frozenset(_STOP_WORDS.split())
# Days, names and figures alone are dated figures: as clients, all but the first would be merged.
_EDGE = {"situations": 0.5}
_SECOND_CHOICE = {
    "business_name": {"client": 0.9, "customer": 0.9},
    "department": {"parish": 0.9, "parroqui": 0.9, "distrit": 0.9, "district": 0.9},
    "municipality": {"parish": 0.95},  # the larger of the two where it stands beside a district
    "topic": {"are": 0.9},
}
# Words that only a French heading has; there "Nombre" is the number, not the Spanish name.
_FRENCH = frozenset(
    ["entreprise", "montant", "valeur", "resultat", "femmes", "dont", "devise", "preuve"]
)


@dataclass
class Table:
    """One recognised sheet. `columns`: field to column index; `headings`: field to its heading."""

    kind: str
    sheet: str
    heading_row: int
    columns: dict
    headings: dict
    ignored: list = field(default_factory=list)
    first_row: int = 0
    all_headings: list = field(default_factory=list)

    def choose(self, columns):
        """Puts the user's own columns ({field: index or None}) over the recognised ones."""
        known, width = FIELDS[self.kind], len(self.all_headings)
        wanted = {name: at for name, at in (columns or {}).items() if name in known}
        for name in [name for name, at in self.columns.items() if at in wanted.values()]:
            del self.columns[name]
        for name, at in wanted.items():
            self.columns.pop(name, None)
            if isinstance(at, int) and 0 <= at < width:
                self.columns[name] = at
                self.headings[name] = self.all_headings[at]

    def currency_of(self, name):
        return currency_in_heading(self.headings.get(name, ""))


@lru_cache(maxsize=8192)
def _words(text):
    """The telling words of a heading, without plural and gender endings, in order."""
    text = re.sub(r"[(\[][^)\]]{1,5}[)\]]", " ", text)  # (USD), (a), (S/N)
    text = re.sub(r"\b(?:\w\.){2,}", lambda found: found[0].replace(".", ""), text)  # C.I., R.U.C.
    text = _NUMBER_OF.sub(r"\1 number", text)
    words = [word for word in fold(text).split() if word not in _STOP] or fold(text).split()
    return tuple(map(_stem, words))


def _stem(word):
    """Without the ending of gender and number, but where the gender is what the word tells."""
    if found := _STAFF.fullmatch(word):
        return "staff women" if found[1].startswith("a") else _ALL_STAFF
    return re.sub(r"[aoe]?s?$", "", word) if len(word) > 3 else word


@cache
def _phrases(kind):
    """[(field, words, weight)] of a kind of sheet; our own labels count in every language."""
    return tuple(
        (name, frozenset(words), _weight(name, words))
        for name, phrases in FIELDS[kind].items()
        for words in dict.fromkeys(_words(text) for text in (*phrases, *_own_labels(name)))
    )


def _own_labels(name):
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield str(LABELS[name])


def _weight(name, words):
    """Some words name a field only where no better column does: "cliente" the firm, "parish" the
    department."""
    second = _SECOND_CHOICE.get(name, {})
    return min((second[word] for word in words if word in second), default=1.0)


@lru_cache(maxsize=16384)
def _candidates(kind, heading):
    """[(score, field)] a heading may stand for, best first."""
    words = _words(heading)
    if not words or len(words) > 12:
        return ()
    best = {}
    for name, phrase, weight in _phrases(kind):
        if phrase <= set(words):
            score = len(phrase) / len(set(words)) * weight
            score += 0.05 if words[0] in phrase else 0
            best[name] = max(best.get(name, 0), score)
    if "client" in words and set(words) <= _CLIENT_NAME:  # beside a column of the firm's name
        best.setdefault("contact_name", 0.55)
    if not best and len(" ".join(words)) >= 5:
        table = {" ".join(sorted(phrase)): name for name, phrase, _weight in _phrases(kind)}
        alike = process.extractOne(
            " ".join(sorted(words)), table.keys(), scorer=fuzz.ratio, score_cutoff=86
        )
        if alike:
            best[table[alike[0]]] = alike[1] / 100 * 0.8
    return tuple(sorted(((s, n) for n, s in best.items() if s >= LEAST), reverse=True))


def match_headings(kind, headings):
    """{field: column index} for a heading row; each column and each field at most once."""
    offers = sorted(
        (-score, index, name)
        for index, heading in enumerate(headings)
        if isinstance(heading, str) and heading.strip()
        for score, name in _candidates(kind, heading)
    )
    columns, used = {}, set()
    for _score, index, name in offers:
        if name not in columns and index not in used:
            columns[name] = index
            used.add(index)
    _make_room(columns, used, {(index, name): -score for score, index, name in offers})
    if kind == "outcomes" and "quantity" not in columns and _is_french(headings):
        named = columns.get("contact_name")
        if named is not None and fold(headings[named]) == "nombre":
            columns["quantity"] = columns.pop("contact_name")
    for women, men in (("women_full_time", "men_full_time"), ("women_part_time", "men_part_time")):
        if men in columns and women not in columns and _ALL_STAFF in _words(headings[columns[men]]):
            del columns[men]  # all of the staff, and how many are men is not said
    return columns


def _is_french(headings):
    words = {word for text in headings if isinstance(text, str) for word in fold(text).split()}
    return len(words & _FRENCH) >= 2


def _make_room(columns, used, scores):
    """Moves a column to its second meaning where another then finds its first and both fit better.

    "Parish" alone is the municipality; beside "Town" it is the department.
    """
    for (index, name), score in scores.items():
        if index in used or name not in columns:
            continue
        holder = columns[name]
        rooms = [(s, n) for (at, n), s in scores.items() if at == holder and n not in columns]
        second, room = max(rooms, default=(0, ""))
        if room and score**2 + second**2 > scores[holder, name] ** 2:
            columns[room], columns[name] = holder, index
            used.add(index)


def _is_complete(kind, columns):
    return all(any(name in columns for name in group) for group in NEEDED[kind])


def _heading_texts(row):
    return [clean(cell) if isinstance(cell, str) else "" for cell in row]


def _with_groups(above, row):
    """Headings under merged group headings: "Mujeres" over "Fijas" becomes "Mujeres Fijas"."""
    group, joined = "", []
    for index, heading in enumerate(row):
        group = (above[index] if index < len(above) else "") or group
        joined.append(f"{group} {heading}".strip() if heading else group)
        if not heading:
            group = ""
    return joined


def _name_bonus(kind, sheet_name):
    words = set(_words(sheet_name))
    return 2 if any(set(_words(name)) <= words for name in SHEET_NAMES[kind]) else 0


def recognise(sheet):
    """The Table of a sheet, or None when no row has the headings of a known kind."""
    best, best_score = None, 0
    above = []
    for number, row in enumerate(sheet.rows[:HEADING_ROWS]):
        plain = _heading_texts(row)
        if sum(map(bool, plain)) >= 2:
            layouts = [plain]
            if above and sum(map(bool, above)) >= 2:
                layouts.append(_with_groups(above, plain))
            for headings in layouts:
                for kind in FIELDS:
                    columns = match_headings(kind, headings)
                    score = len(columns) + _name_bonus(kind, sheet.name)
                    score += _EDGE.get(kind, 0)
                    if score > best_score and len(columns) >= 3 and _is_complete(kind, columns):
                        best, best_score = _table(kind, sheet, number, columns, headings), score
        above = plain
    return best


def _table(kind, sheet, number, columns, headings):
    names = {name: headings[index] for name, index in columns.items()}
    taken = set(columns.values())
    ignored = [text for index, text in enumerate(headings) if text and index not in taken]
    return Table(kind, sheet.name, number + 1, columns, names, ignored, number + 1, list(headings))
