"""Forgiving words: accents, plurals, beginnings of words and slips of the finger are forgiven.

One way for every database: the words of the query are compared with the list of all words in
memory, and the rows of the words found are added up.
"""

from collections import Counter
from threading import Lock

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cooperation.models import SearchPosting, SearchWord
from cooperation.words import words_of

BEGINNING, SLIP = 0.8, 0.6  # what a word found so is worth beside one found as written
MOST_BEGINNINGS, MOST_SLIPS = 20, 10


class Vocabulary:
    """All words of the index, read once by each process and added to when it grows."""

    def __init__(self):
        self.words, self.keys, self.lock = [], {}, Lock()

    def refresh(self):
        """Reads what is new; reads everything where the list is not the one known before."""
        with self.lock:
            last = self.keys[self.words[-1]] if self.words else 0
            tail = list(
                SearchWord.objects.filter(pk__gte=last).order_by("pk").values_list("pk", "word")
            )
            same = bool(self.words) and tail[:1] == [(last, self.words[-1])]
            if same and len(self.words) + len(tail) - 1 == SearchWord.objects.count():
                self._add(tail[1:])
                return
            self.words, self.keys = [], {}
            self._add(SearchWord.objects.order_by("pk").values_list("pk", "word").iterator())

    def _add(self, rows):
        for key, word in rows:
            self.words.append(word)
            self.keys[word] = key

    def near(self, word):
        """{key of a known word: what it is worth} for one word of a query."""
        found = {}
        if len(word) >= 4:
            slips = 1 if len(word) < 8 else 2
            for known, _distance, _place in process.extract(
                word, self.words, scorer=OSA.distance, score_cutoff=slips, limit=MOST_SLIPS
            ):
                found[self.keys[known]] = SLIP
        if len(word) >= 3:
            begun = (known for known in self.words if known.startswith(word))
            for known, _number in zip(begun, range(MOST_BEGINNINGS), strict=False):
                found[self.keys[known]] = BEGINNING
        if word in self.keys:
            found[self.keys[word]] = 1
        return found


vocabulary = Vocabulary()


def scores(text):
    """{item id: (words of the query found, score)} for the items that match best.

    Items with every word of the query win; only where there is none, those with most of them.
    """
    vocabulary.refresh()
    hits, total = Counter(), Counter()
    for word in dict.fromkeys(words_of(text)):
        worth = vocabulary.near(word)
        best = {}
        rows = SearchPosting.objects.filter(word__in=worth)
        for item, key, weight in rows.values_list("item_id", "word_id", "weight"):
            value = weight * worth[key]
            if value > best.get(item, 0):
                best[item] = value
        hits.update(best.keys())
        total.update(best)
    most = max(hits.values(), default=0)
    return {item: total[item] for item, number in hits.items() if number == most}
