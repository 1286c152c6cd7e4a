"""From text to search words: folded, without filler words, without the plural's s."""

from centers.folding import fold

LONGEST = 40
# Words that say nothing about a text in Spanish, English, Portuguese or French.
FILLERS = frozenset(
    fold(
        "a al con da das de del des do dos du e el em en et for from in la las le les lo los na no "
        "o of on os ou para par por pour que se sin sur the to um uma un una une with y and or its "
        "su sus ses son sa au aux ao aos as is are it que qui como com sem dans entre"
    ).split()
)


def trim(word):
    """The word without the s of a plural: 'créditos', 'microfirms', 'empresas'."""
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def words_of(text):
    """The search words of `text` in their order, repeats included."""
    found = (word for word in fold(text).split() if word not in FILLERS)
    return [trim(word)[:LONGEST] for word in found if len(word) > 1 or word.isdigit()]
