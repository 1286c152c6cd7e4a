"""Names as they sound: the words that tell a name apart, keys to find it by, and what fits it.

Pure functions on text; nothing here reads the database. The rules of sound are those in which
spellings of Spanish and Portuguese names vary: z/s/c, b/v/w, y/ll/i, a silent h, g/j, doubled
letters.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from centers.folding import fold

LITTLE_WORDS = frozenset(
    ["de", "del", "la", "las", "los", "el", "y", "e", "da", "do", "dos", "das", "di"]
    + ["the", "of", "and", "et", "le", "du", "vda", "viuda"]
)
SHORT_FOR = {
    "ma": "maria",
    "fco": "francisco",
    "gpe": "guadalupe",
    "fdez": "fernandez",
    "glez": "gonzalez",
    "gzlez": "gonzalez",
    "hdez": "hernandez",
    "mtz": "martinez",
    "mtnez": "martinez",
    "rdz": "rodriguez",
    "rguez": "rodriguez",
}
MARRIED = re.compile(r"^(.*\w) (?:vda |viuda )?de (\w+)$")
SOUNDS = [
    (re.compile(pattern), by)
    for pattern, by in [
        ("ph", "f"),
        ("sh|ch", "x"),
        ("ce", "se"),
        ("ci", "si"),
        ("qu?|ck|c", "k"),
        ("gue", "ge"),
        ("gui", "gi"),
        ("ge", "je"),
        ("gi", "ji"),
        ("h", ""),
        ("v|w", "b"),
        ("z", "s"),
        ("ll|y", "i"),
        (r"(.)\1+", r"\1"),
    ]
]
LETTERS = 4
MOST_WORDS = 5
SHORT, LONG = 4, 8  # letters from which one, and two, of them may be wrong
ONE_SLIP, ONE_MISSING, JOINED = 5, 4, 3  # what they take from a likeness of 100


@dataclass(frozen=True)
class Fit:
    """How one name fits another: likeness 0-100, the words of the second that the first has."""

    score: int
    words: tuple
    slips: int
    missing: int


@lru_cache(maxsize=50_000)
def sound(word):
    """How a folded word sounds in Spanish and its neighbors: 'zuniga', 'suniga' -> 'suniga'."""
    for pattern, by in SOUNDS:
        word = pattern.sub(by, word)
    return word


@lru_cache(maxsize=5_000)
def words_of(name):
    """The folded words of a name that tell it apart, at most five, short forms written out."""
    found = [SHORT_FOR.get(word, word) for word in fold(name).split() if len(word) > 1]
    return tuple(word for word in found if word not in LITTLE_WORDS)[:MOST_WORDS]


def spellings(name):
    """The name's words; those of 'Ana Gómez de Pérez' also without the husband's surname."""
    found = [words_of(name)]
    if (married := MARRIED.match(fold(name))) and len(words_of(married[1])) > 1:
        found.append(words_of(married[1]))
    return [one for one in found if one]


def pair_keys(words):
    """Every two words by their first letters, by sound; the word itself where it is alone."""
    sounds = {sound(word) for word in words} - {""}
    if len(sounds) == 1:
        return {f"={one[:12]}" for one in sounds}
    return {f"{a}|{b}" for a, b in combinations(sorted(one[:LETTERS] for one in sounds), 2)}


def keys_of(name):
    """The search keys of one name. Short names also get endings: one slip does not hide them."""
    words = words_of(name)
    keys, sounds = pair_keys(words), {sound(word) for word in words} - {""}
    if len(sounds) in (2, 3):
        endings = sorted(one[-LETTERS:] for one in sounds)
        keys |= {f"${a}|{b}" for a, b in combinations(endings, 2)}
    return keys


def fit(asked, stored):
    """How the words of one name fit those of another, order aside; None: they do not.

    A name that is a part of the other fits it (a second name or surname is left out); two names
    that each have a word the other lacks do not. Slips of a letter or two are allowed.
    """
    mine, theirs = [sound(word) for word in asked], [sound(word) for word in stored]
    if "".join(mine) == "".join(theirs):
        return Fit(100 if len(mine) == len(theirs) else 100 - JOINED, stored, 0, 0)
    least = min(len(asked), len(stored))
    if not least or least == 1 < max(len(asked), len(stored)):
        return None
    shared, slips = [], []
    for place, word in enumerate(mine):
        if word in theirs:
            shared.append(stored[_taken(theirs, theirs.index(word))])
        else:
            slips.append(asked[place])
    wrong = 0
    for word in slips:
        near = next(
            (at for at, other in enumerate(stored) if theirs[at] and _near(word, other)), None
        )
        if near is not None:
            shared.append(stored[_taken(theirs, near)])
            wrong += 1
    if len(shared) < least or (wrong and wrong >= least > 1):
        return None
    missing = max(len(asked), len(stored)) - least
    return Fit(100 - ONE_SLIP * wrong - ONE_MISSING * missing, tuple(shared), wrong, missing)


def _taken(words, place):
    """`place`, whose word is taken out so that it fits once."""
    words[place] = ""
    return place


def best_fit(asked, names):
    """The best Fit between the names asked for and the stored ones, or None."""
    fits = [
        found
        for mine in asked
        for left in spellings(mine)
        for theirs in names
        for right in spellings(theirs)
        if (found := fit(left, right))
    ]
    return max(fits, key=lambda one: (one.score, len(one.words)), default=None)


def likeness(asked, names):
    """0 to 100: the best likeness between one of `asked` and one of `names`."""
    found = best_fit(asked, names)
    return found.score if found else 0


@lru_cache(maxsize=20_000)
def _near(one, other):
    """Whether two folded words differ, as written or as they sound, by a slip of the hand."""
    longest = max(len(one), len(other))
    if longest < SHORT or one[0] != other[0] and longest < LONG:
        return False
    allowed = 2 if longest > LONG else 1
    return any(
        OSA.distance(a, b, score_cutoff=allowed) <= allowed
        for a, b in ((one, other), (sound(one), sound(other)))
    )
