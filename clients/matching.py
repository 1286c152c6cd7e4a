"""Who is this like? Keys by sound narrow 200,000 clients to a few; distances rank those few.

Three answers: *exact* (same document or phone), *likely* (ask), and nothing: weak likeness is not
shown. Clients outside the asker's scope are told by their center alone.
"""

import re
from dataclasses import dataclass
from itertools import combinations

from django.db.models import Count, Q
from rapidfuzz import fuzz

from centers.folding import document_key, fold, fold_firm, phone_key
from clients.models import Client, ClientContact, Contact, DifferentPair, SearchKey

LITTLE_WORDS = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "los",
        "el",
        "y",
        "e",
        "da",
        "do",
        "dos",
        "das",
        "di",
        "the",
        "of",
        "and",
        "et",
        "le",
        "du",
    ]
)
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
CANDIDATES = 60
MOST_WORDS = 5
LIKELY = 90
LIKELY_OTHER_PHONE = 95  # two different phone numbers speak against one person
LIKELY_ELSEWHERE = 95
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


def sound(word):
    """How a folded word sounds in Spanish and its neighbors: 'zuniga', 'suniga' -> 'suniga'."""
    for pattern, by in SOUNDS:
        word = pattern.sub(by, word)
    return word


def words_of(name):
    """The folded words of a name that tell it apart, at most five."""
    found = [word for word in fold(name).split() if word not in LITTLE_WORDS and len(word) > 1]
    return found[:MOST_WORDS]


def keys_of(name):
    """The search keys of one name: every two of its words by their first letters, by sound.

    Two-word names also get their endings, so that one slip does not hide them.
    """
    sounds = sorted({sound(word) for word in words_of(name)} - {""})
    if len(sounds) < 2:
        return {f"={one[:12]}" for one in sounds}
    keys = {f"{a}|{b}" for a, b in combinations(sorted(one[:LETTERS] for one in sounds), 2)}
    if len(sounds) == 2:
        keys.add("$" + "|".join(sorted(one[-LETTERS:] for one in sounds)))
    return keys


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
            for key in sorted(set().union(*map(keys_of, names_of(client, people[client.pk]))))
        ),
        batch_size=2000,
    )


def find(user, *, country, person="", firm="", phone="", document="", besides=None, limit=5):
    """Matches in the whole country, best first, at most `limit`.

    `country`: a Country; `besides`: a client that is not compared with itself nor with those it
    was found to differ from.
    """
    found = {}
    for match in (
        *_exact(country, phone, document),
        *_by_name(country, person, firm, phone, document),
    ):
        if match.key not in found:
            found[match.key] = match
    for key in _excluded(besides):
        found.pop(key, None)
    mine = Client.objects.for_user(user).in_bulk(list(found))
    told = [_seen_by(match, mine) for match in found.values()]
    kept = [match for match in told if match]
    return sorted(kept, key=lambda match: (match.level != EXACT, -match.score))[:limit]


def _seen_by(match, mine):
    if match.key in mine:
        return match
    if match.level != EXACT and match.score < LIKELY_ELSEWHERE:
        return None
    return Match(match.key, match.level, match.reason, match.score, None, match.center)


def _excluded(client):
    if client is None:
        return set()
    pairs = DifferentPair.objects.filter(Q(first=client) | Q(second=client))
    return {client.pk, *(key for pair in pairs.values_list("first", "second") for key in pair)}


def _exact(country, phone, document):
    """Clients whose own, or whose people's, document or phone is the one asked for."""
    clients = Client.objects.alive().filter(country=country).select_related("center")
    people = Contact.objects.filter(country=country)
    for reason, key, of_client, of_person in [
        ("document", document_key(document), "document", "document_key"),
        ("phone", phone_key(phone), "phone_key", "phone_key"),
    ]:
        if len(key) < 6:
            continue
        owners = people.filter(**{of_person: key}).values("links__client")
        value = document.strip() if of_client == "document" else key
        same = clients.filter(Q(**{of_client: value}) | Q(pk__in=owners))
        for client in same[:10]:
            yield Match(client.pk, EXACT, reason, 100, client, client.center)


def _by_name(country, person, firm, phone, document):
    asked = [name for name in (fold(person), fold_firm(firm)) if name]
    keys = set().union(*map(keys_of, asked)) if asked else set()
    if not keys:
        return
    shared = SearchKey.objects.filter(country=country.pk, key__in=keys).values("client")
    ranked = shared.annotate(shared=Count("pk")).order_by("-shared", "client")[:CANDIDATES]
    candidates = Client.objects.alive().select_related("center").prefetch_related("links__contact")
    for client in candidates.filter(pk__in=[row["client"] for row in ranked]):
        people = [link.contact for link in client.links.all()]
        score = likeness(asked, names_of(client, people))
        if _contradicted(document, [client.document, *(one.document for one in people)]):
            continue
        numbers = {phone_key(one) for one in [client.phone, *(p.phone for p in people)]} - {""}
        other_phone = phone_key(phone) and numbers and phone_key(phone) not in numbers
        if score >= (LIKELY_OTHER_PHONE if other_phone else LIKELY):
            yield Match(client.pk, PROBABLE, "name", score, client, client.center)


def _contradicted(document, others):
    """Both have a document, and they are not the same one."""
    known = {document_key(other) for other in others} - {""}
    return bool(document_key(document) and known and document_key(document) not in known)


def likeness(asked, names):
    """0 to 100: the best likeness between one of `asked` and one of `names` (folded)."""
    return max((_alike(a, b) for a in asked for b in names), default=0)


def _alike(left, right):
    """Likeness of two names by sound, word order aside.

    A name of which the other is a part (a second name left out) is like it if two words are shared.
    """
    a, b = ([sound(word) for word in words_of(name)] for name in (left, right))
    whole = fuzz.token_sort_ratio(" ".join(a), " ".join(b))
    shorter, longer = sorted((a, b), key=len)
    if len(shorter) >= 2 and len(longer) > len(shorter):
        best = [max(fuzz.ratio(word, other) for other in longer) for word in shorter]
        part = sum(best) / len(best) - 4 * (len(longer) - len(shorter))
        return max(whole, part if min(best) >= 80 else 0)
    return whole


def remember_different(client, matches, *, by):
    """The person said that `client` is none of `matches`: they are not proposed again."""
    pairs = {tuple(sorted((client.pk, match.key))) for match in matches if match.key != client.pk}
    DifferentPair.objects.bulk_create(
        (DifferentPair(first_id=a, second_id=b, decided_by=by) for a, b in sorted(pairs)),
        ignore_conflicts=True,
    )
