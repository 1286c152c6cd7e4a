"""Searching the information centre: matches in order of worth, facets with counts, neighbours."""

from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Count, Q

from cooperation.finding.facts import FACETS, PLACE, facts
from cooperation.finding.vocabulary import scores
from cooperation.models import Item
from cooperation.words import words_of


@dataclass
class Found:
    """Ids in order of worth, and for each facet how many items each of its values would leave."""

    ids: list
    facets: dict = field(default_factory=dict)


def search(items, text="", chosen=None):
    """Found: those of the queryset `items` that match `text` and the `chosen` {facet: value}."""
    chosen = {facet: value for facet, value in (chosen or {}).items() if value not in ("", None)}
    order = list(items.order_by("-published_at", "-pk").values_list("pk", flat=True))
    if words_of(text):
        worth = scores(text)
        order = sorted((key for key in order if key in worth), key=lambda key: (-worth[key], -key))
    rows = facts.of(order)
    ids, counted = [], {facet: [] for facet in FACETS}
    for key in order:
        row = rows[key]
        failed = [facet for facet, value in chosen.items() if value not in row[PLACE[facet]]]
        if not failed:
            ids.append(key)
        if len(failed) <= 1:
            for facet in failed or FACETS:
                counted[facet].append(row[PLACE[facet]])
    return Found(ids, {facet: Counter(chain(*values)) for facet, values in counted.items()})


def related(item, number=4):
    """Public items that share most with `item`: themes first, then group and kind."""
    shared = Q(theme_rows__theme__in=item.themes)
    near = (
        Item.objects.published()
        .exclude(pk=item.pk)
        .annotate(shared=Count("theme_rows", filter=shared))
        .filter(shared__gt=0)
    )
    close = sorted(
        near.values_list("pk", "shared", "target_group", "kind", "country_id"),
        key=lambda row: (
            -(2 * row[1] + (row[2] == item.target_group) + (row[3] == item.kind)),
            row[4] == item.country_id,
            -row[0],
        ),
    )
    keys = [row[0] for row in close[:number]]
    found = Item.objects.for_list().in_bulk(keys)
    return [found[key] for key in keys]
