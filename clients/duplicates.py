"""Pairs of clients that look alike, for the review list."""

from itertools import combinations

from clients import matching, names
from clients.models import ClientContact, DifferentPair, SearchKey

CROWD = 40  # a key shared by more clients is a common name, not a sign
SHOWN = 200
LIKELY = 86


def pairs(clients, limit=SHOWN):
    """Likely duplicates within the queryset: [(score 0-100, client, client)], best first.

    Pairs that somebody called different are left out.
    """
    counts = _shared(SearchKey.objects.filter(client__in=clients).values_list("key", "client"))
    for field in ("phone_key", "document_key"):
        known = clients.exclude(**{field: ""}).values_list(field, "pk")
        for pair, weight in _shared(known).items():
            counts[pair] = counts.get(pair, 0) + 5 * weight
    different = set(DifferentPair.objects.values_list("first", "second"))
    ranked = sorted(counts, key=lambda pair: (-counts[pair], pair))
    candidates = [pair for pair in ranked if pair not in different][: limit * 5]
    scored = [row for row in _scored(clients, candidates) if row[0] >= LIKELY]
    return sorted(scored, key=lambda row: (-row[0], row[1].pk))[:limit]


def _shared(keyed):
    """{(id, id): how many keys both have}, keys of a crowd left out."""
    groups, counts = {}, {}
    for key, pk in keyed:
        groups.setdefault(key, set()).add(pk)
    for members in groups.values():
        if 1 < len(members) <= CROWD:
            for pair in combinations(sorted(members), 2):
                counts[pair] = counts.get(pair, 0) + 1
    return counts


def _scored(clients, candidates):
    ids = {pk for pair in candidates for pk in pair}
    rows = clients.select_related("center", "advisor").in_bulk(ids)
    people = {}
    for link in ClientContact.objects.filter(client__in=ids).select_related("contact"):
        people.setdefault(link.client_id, []).append(link.contact)
    for one, two in candidates:
        score = _score(rows[one], people.get(one, []), rows[two], people.get(two, []))
        yield round(score), rows[one], rows[two]


def _score(one, mine, two, theirs):
    """100 for the same number or document, else the likeness of the names."""
    if _numbers(one, mine) & _numbers(two, theirs):
        return 100
    return names.likeness(list(matching.names_of(one, mine)), list(matching.names_of(two, theirs)))


def _numbers(client, people):
    numbers = {("phone", one.phone_key) for one in [client, *people] if one.phone_key}
    return numbers | {
        ("document", one.document_key) for one in [client, *people] if one.document_key
    }


def mark_different(one, two, *, by):
    """Remembered for ever: these two are not the same."""
    first, second = sorted((one.pk, two.pk))
    DifferentPair.objects.get_or_create(
        first_id=first, second_id=second, defaults={"decided_by": by}
    )
