"""5,000 items: the search page takes at most 80 ms in 95 of 100 cases."""

import random
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from centers.keys import uuid7
from cooperation.indexing import index_items
from cooperation.models import Item, ItemText, ItemTheme, TargetGroup, Theme
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST = 0.080  # seconds
SYLLABLES = [
    "ca",
    "de",
    "fin",
    "gra",
    "lo",
    "mer",
    "nu",
    "pro",
    "ran",
    "so",
    "tec",
    "vi",
    "zo",
    "cre",
    "mu",
    "jer",
    "ex",
    "por",
    "ta",
    "ción",
]
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
NAMED = sorted({word for query in QUERIES for word in query.split()})


def make_words(rng):
    """1,500 invented words, the first ones used far more often than the last."""
    invented = {"".join(rng.choices(SYLLABLES, k=rng.choice([2, 3, 4]))) for _n in range(1500)}
    words = NAMED + sorted(invented)
    rng.shuffle(words)
    return words, [1 / (place + 3) for place in range(len(words))]


def load_items(number):
    """Published items in one or two languages, written in bulk past the actions."""
    rng, now = random.Random(5), timezone.now()
    words, weights = make_words(rng)

    def text(length):
        return " ".join(rng.choices(words, weights, k=length))

    countries = [factories.make_country(code) for code in ("SV", "GT", "BZ", "JM", "CR", "HT")]
    items = []
    for _number in range(number):
        key = uuid7()
        items.append(
            Item(
                uuid=key,
                slug=f"item-{key.hex[-12:]}",
                kind=rng.choice(Item.Kind.values[:3]),
                country=rng.choice(countries),
                target_group=rng.choice(TargetGroup.values),
                women_focus=rng.random() < 0.3,
                state="published",
                published_at=now,
            )
        )
    Item.objects.bulk_create(items)
    ItemText.objects.bulk_create(
        ItemText(item=item, language=code, title=text(4), summary=text(8), done=text(6))
        for item in items
        for code in ["es", "en"][: rng.choice([1, 2])]
    )
    ItemTheme.objects.bulk_create(
        ItemTheme(item=item, theme=theme)
        for item in items
        for theme in rng.sample(Theme.values, rng.choice([1, 2, 3]))
    )
    loaded = Item.objects.select_related("country").prefetch_related("texts", "theme_rows")
    index_items(list(loaded))
    Item.objects.update(updated_at=now - timedelta(hours=1))


def test_search_among_5000_items_is_quick(client):
    """Measured in the time of this process, which a busy machine does not lengthen."""
    load_items(5000)
    client.get("/library/?q=empresa")  # a process reads the lists of words and facts once
    times = []
    for query in QUERIES * 4:
        start = time.process_time()
        page = client.get("/library/", {"q": query})
        times.append(time.process_time() - start)
        assert page.status_code == 200
    times.sort()
    median, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
    assert p95 <= MOST, f"median {median * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"
