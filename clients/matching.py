"""Who is this like? Three answers: *exact* (same document or phone), *likely* (ask), and nothing.

Weak likeness is not shown. Clients outside the asker's scope are told by their center alone.
"""

from dataclasses import dataclass

from django.db.models import Q

from centers.folding import document_key, fold, fold_firm, is_number, phone_key
from clients import names, namesakes
from clients.models import Client, ClientContact, DifferentPair, SearchKey

ASKED = ("person", "firm", "phone", "document", "municipality")
SHORTEST_NUMBER, MOST_SAME = 6, 10
LIKELY_ELSEWHERE = 95  # of 100, for a name of which only the center is told
EXACT, PROBABLE = "exact", "likely"


@dataclass(frozen=True)
class Match:
    """A client like the one asked for. `client` is None outside the asker's scope."""

    key: int
    level: str
    reason: str  # "document", "phone" or "name"
    score: float
    client: Client | None
    center: object


def names_of(client, people):
    return {fold_firm(client.name), *(fold(str(person)) for person in people)} - {""}


def index(clients):
    """Writes the search keys of `clients` (any number) anew, from their names and people's."""
    clients = list(clients)
    people = {client.pk: [] for client in clients}
    links = ClientContact.objects.filter(client__in=people).select_related("contact")
    for link in links:
        people[link.client_id].append(link.contact)
    SearchKey.objects.filter(client__in=people).delete()
    SearchKey.objects.bulk_create(
        (
            SearchKey(client=client, country=client.country_id, key=key)
            for client in clients
            for key in sorted(set().union(*map(names.keys_of, names_of(client, people[client.pk]))))
        ),
        batch_size=2000,
    )


def find(user, *, country, besides=None, limit=5, **asked):
    """Matches in the whole country, best first, at most `limit`.

    `country`: a Country; `besides`: a client that is not compared with itself nor with those it
    was found to differ from; `asked`: person, firm, phone, document, municipality, as far as known.
    """
    asked = dict.fromkeys(ASKED, "") | asked
    found = {key: (PROBABLE, "name", score) for key, score in namesakes.likely(country, asked)}
    found |= {key: (EXACT, reason, 100) for key, reason in _exact(country, asked)}
    for key in _excluded(besides):
        found.pop(key, None)
    clients = Client.objects.alive().select_related("center").prefetch_related("links__contact")
    clients = clients.in_bulk(list(found))
    mine = set(Client.objects.for_user(user).filter(pk__in=clients).values_list("pk", flat=True))
    matches = [_told(client, *found[key], key in mine) for key, client in clients.items()]
    kept = [match for match in matches if match]
    return sorted(kept, key=lambda match: (match.level != EXACT, -match.score))[:limit]


def find_by_text(user, *, country, text, **options):
    """Matches for what somebody wrote in a search box: a phone or document number, else a name."""
    if is_number(text):
        return find(user, country=country, phone=text, document=text, **options)
    return find(user, country=country, person=fold_firm(text), **options)


def _told(client, level, reason, score, is_mine):
    if is_mine:
        return Match(client.pk, level, reason, score, client, client.center)
    if level != EXACT and score < LIKELY_ELSEWHERE:
        return None
    return Match(client.pk, level, reason, score, None, client.center)


def _excluded(client):
    if client is None:
        return set()
    pairs = DifferentPair.objects.filter(Q(first=client) | Q(second=client))
    return {client.pk, *(key for pair in pairs.values_list("first", "second") for key in pair)}


def _exact(country, asked):
    """(client id, reason) of clients whose own, or whose people's, phone or document it is."""
    for field, reason, key in [
        ("phone_key", "phone", phone_key(asked["phone"])),
        ("document_key", "document", document_key(asked["document"])),
    ]:
        if len(key) < SHORTEST_NUMBER:
            continue
        own = Client.objects.alive().filter(country=country, **{field: key})
        people = ClientContact.objects.filter(
            contact__country=country, **{f"contact__{field}": key}
        )
        for found in (own.values_list("pk"), people.values_list("client")):
            yield from ((client, reason) for (client,) in found[:MOST_SAME])


def remember_different(client, matches, *, by):
    """The person said that `client` is none of `matches`: they are not proposed again."""
    pairs = {tuple(sorted((client.pk, match.key))) for match in matches if match.key != client.pk}
    DifferentPair.objects.bulk_create(
        (DifferentPair(first_id=a, second_id=b, decided_by=by) for a, b in sorted(pairs)),
        ignore_conflicts=True,
    )
