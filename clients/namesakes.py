"""Clients whose name is like one asked for, and too rare to be like it by chance.

Keys by sound narrow 200,000 clients to a few. What fits of their names is weighed by how many
clients would fit as well by chance: a full name seldom has a namesake, "María López" has hundreds.
Other facts make a likeness count for less, or more.
"""

from math import prod
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count

from centers.folding import document_key, fold, fold_firm, phone_key
from clients import names
from clients.models import Client, ClientContact, SearchKey

CANDIDATES = 60
MOST_ROWS = 1500  # of search keys read for one search, beginning with the rarest keys
# How many other clients of the country may be expected to fit as well by chance; and how many
# times rarer a likeness has to be where a fact speaks against it. Set on the seeded pairs and
# strangers of bench/duplicates.py.
BY_CHANCE = 1
OTHER_PHONE, OTHER_PERSON, OTHER_PLACE, SAME_PLACE = 3, 300, 4, 0.1
UNSEEN = 0.25  # of a client, where no other is known to share two words


class Candidate(NamedTuple):
    """What is compared of one client: folded names, keys of numbers, folded municipality."""

    key: int
    names: set
    people: bool
    phones: set
    documents: set
    place: str


def likely(country, asked):
    """[(client id, likeness 0-100)] of clients that may be the one asked for.

    `asked`: person, firm, phone, document, municipality; "" where it is not known.
    """
    asked = asked | {"firm": fold_firm(asked["firm"])}
    fitting = [(one, _fits(one, asked)) for one in _candidates(country, asked)]
    fitting = [(one, fits) for one, fits in fitting if fits]
    expected = _chances(country, {fit for _one, fits in fitting for fit in fits.values()})
    clients = _clients_of(country)
    found = []
    for one, fits in fitting:
        by_chance = clients * prod(expected(fit) / clients for fit in set(fits.values()))
        if by_chance * _against(one, asked, fits) <= BY_CHANCE:
            found.append((one.key, max(fit.score for fit in fits.values())))
    return found


def _fits(candidate, asked):
    """{"person": Fit, "firm": Fit}, what fits of the client's names; {} if documents differ."""
    document = document_key(asked["document"])
    if document and candidate.documents and document not in candidate.documents:
        return {}
    sought = {name: asked[name] for name in ("person", "firm") if asked[name]}
    fits = {name: names.best_fit([text], candidate.names) for name, text in sought.items()}
    return {name: fit for name, fit in fits.items() if fit}


def _against(candidate, asked, fits):
    """By how much other facts speak against the likeness; below 1 where they speak for it."""
    times, phone, place = 1, phone_key(asked["phone"]), fold(asked["municipality"])
    if phone and candidate.phones and phone not in candidate.phones:
        times *= OTHER_PHONE
    if asked["person"] and candidate.people and "person" not in fits:
        times *= OTHER_PERSON
    if place and candidate.place:
        times *= SAME_PLACE if place == candidate.place else OTHER_PLACE
    return times


def _candidates(country, asked):
    """The clients that share the most search keys with the names, by their rarest keys."""
    keys = set()
    for name in filter(None, (asked["person"], asked["firm"])):
        keys |= names.keys_of(name)
    chosen, rows = [], 0
    counts = _counted(country, keys)
    for key in sorted(counts, key=lambda key: (counts[key], key)):
        rows += counts[key]
        if rows > MOST_ROWS:
            break
        chosen.append(key)
    held = SearchKey.objects.filter(country=country.pk, key__in=chosen)
    shared = held.values("client").annotate(shared=Count("client")).order_by("-shared", "client")
    return _read([row["client"] for row in shared[:CANDIDATES]])


def _read(ids):
    """Candidates of these clients, in two queries without making objects of the rows."""
    people = ("client", "contact__name", "contact__surname")
    people += ("contact__phone_key", "contact__document_key")
    found = {}
    for key, name, phone, document, place in Client.objects.filter(pk__in=ids).values_list(
        "pk", "name", "phone_key", "document_key", "municipality"
    ):
        found[key] = Candidate(key, {fold_firm(name)}, False, {phone}, {document}, fold(place))
    for key, name, surname, phone, document in ClientContact.objects.filter(
        client__in=ids
    ).values_list(*people):
        one = found[key]
        one.names.add(fold(f"{name} {surname}"))
        one.phones.add(phone)
        one.documents.add(document)
        found[key] = one._replace(people=True)
    for one in found.values():
        for known in (one.names, one.phones, one.documents):
            known.discard("")
    return found.values()


def _counted(country, keys):
    """{key: how many clients of the country have it}"""
    held = SearchKey.objects.filter(country=country.pk, key__in=keys)
    return dict(held.values_list("key").annotate(held=Count("client")).order_by())


def _chances(country, fits):
    """A function of a Fit: how many other clients of the country would fit as well by chance.

    Taken from how often each two of the shared words occur together, as if a name's words were
    chosen apart from each other. A letter that may be wrong triples the number; two whole names
    that are equal need a tenth of it.
    """
    keys = {one: names.pair_keys(one.words) for one in fits}
    counts = _counted(country, set().union(*keys.values())) if fits else {}
    clients = _clients_of(country)

    def expected(found):
        others = [counts.get(key, 1) - 1 + UNSEEN for key in keys[found]]
        words = len(set(found.words))
        if words > 1:  # the product of all pairs has each word's share words - 1 times
            share = prod(one / clients for one in others) ** (1 / (words - 1))
        else:
            share = others[0] / clients
        equal = not found.slips and not found.missing
        return clients * share * 3**found.slips * (0.1 if equal else 1)

    return expected


def _clients_of(country):
    """How many clients the country has, counted once an hour; at least two."""
    counted = Client.objects.filter(country=country)
    return max(cache.get_or_set(f"clients-of-{country.pk}", counted.count, 3600), 2)
