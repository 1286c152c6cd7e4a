"""How long a search of the information centre takes, beside a LIKE for every word.

    python bench/library.py [--items 5000] [--postgres]

Items in one or two languages; words follow a long tail (a few are very common). The page is timed
whole: search, facets, cards, template. The plain way finds no misspelling and counts no facet.
"""

# ruff: noqa: E402
import argparse
import sys
from datetime import timedelta
from functools import reduce
from operator import and_
from pathlib import Path
from random import Random
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.scratch import scratch_database, tell, timed

COUNTRIES = ["SV", "GT", "BZ", "JM", "CR", "HT"]
SYLLABLES = str.split("ca de fin gra lo mer nu pro ran so tec vi zo cre mu jer ex por ta ción")
QUERIES = [
    "crédito mujeres",
    "exportasion",
    "formalizacion ventanilla",
    "women export",
    "digit",
    "capacitacion",
    "garantías rurales",
    "finance policy",
    "artesana",
    "compras publicas",
    "xyzzyx",
    "turismo calidad",
]


def make_words(chance):
    """1,500 invented words and those asked for, the first far more often than the last."""
    made = {"".join(chance.choices(SYLLABLES, k=chance.choice([2, 3, 4]))) for _n in range(1500)}
    found = sorted({word for query in QUERIES for word in query.split()} | made)
    chance.shuffle(found)
    return found, [1 / (place + 3) for place in range(len(found))]


def fill(number):
    """Published items in one or two languages, written in bulk past the actions."""
    from django.utils import timezone

    from centers.keys import uuid7
    from centers.models import Country
    from cooperation.indexing import index_items
    from cooperation.models import Item, ItemText, ItemTheme, TargetGroup, Theme

    chance = Random(5)
    words, weights = make_words(chance)

    def text(length):
        return " ".join(chance.choices(words, weights, k=length))

    countries = list(Country.objects.filter(code__in=COUNTRIES))
    keys = [uuid7() for _number in range(number)]
    items = Item.objects.bulk_create(
        Item(
            uuid=key,
            slug=f"item-{key.hex[-12:]}",
            kind=chance.choice(Item.Kind.values[:3]),
            country=chance.choice(countries),
            target_group=chance.choice(TargetGroup.values),
            women_focus=chance.random() < 0.3,
            state="published",
            published_at=timezone.now(),
        )
        for key in keys
    )
    ItemText.objects.bulk_create(
        ItemText(item=item, language=code, title=text(4), summary=text(8), done=text(6))
        for item in items
        for code in ["es", "en"][: chance.choice([1, 2])]
    )
    ItemTheme.objects.bulk_create(
        ItemTheme(item=item, theme=theme)
        for item in items
        for theme in chance.sample(Theme.values, chance.choice([1, 2, 3]))
    )
    index_items(
        list(Item.objects.select_related("country").prefetch_related("texts", "theme_rows"))
    )
    Item.objects.update(updated_at=timezone.now() - timedelta(hours=1))  # not all just written


def plain_like(query):
    """The first page of items whose title or summary has every word somewhere."""
    from django.db.models import Q

    from cooperation.models import Item

    asked = [
        Q(texts__title__icontains=word) | Q(texts__summary__icontains=word)
        for word in query.split()
    ]
    return list(Item.objects.published().filter(reduce(and_, asked)).distinct()[:20])


def worked(call, asked):
    """Milliseconds of processor time for each of `asked`, sorted: a shared machine adds nothing."""
    spent = []
    for one in asked:
        start = process_time()
        call(one)
        spent.append(1000 * (process_time() - start))
    return sorted(spent)


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--items", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--postgres", action="store_true")
    options = parser.parse_args()
    with scratch_database(options.postgres):
        from django.db import connection
        from django.test import Client

        fill(options.items)
        browser = Client(HTTP_HOST="127.0.0.1")
        print(f"{connection.vendor}: {options.items} items")

        def page(query):
            assert browser.get("/library/", {"q": query}).status_code == 200

        page("empresa")  # a process reads the lists of words and facts once
        tell("search page", timed(page, QUERIES * options.rounds))
        tell("search page, work of this process", worked(page, QUERIES * options.rounds))
        tell("LIKE for every word, no page", timed(plain_like, QUERIES * options.rounds))


if __name__ == "__main__":
    main()
