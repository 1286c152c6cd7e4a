"""The network to measure on: invented with numpy, stored by COPY or executemany.

35 countries by Zipf's law, five years, a heavy tail of sessions per client, 3 % of the sessions at
another center of the country. Same seed, same data.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

import numpy
import pyarrow
from django.db import connection
from pyarrow import compute

from bench.impact.loading import stored
from centers.models import Country
from clients.demo.network import make_places
from clients.models import Client, Outcome, Session
from reporting.facts import triggers
from reporting.models import ClaimCell, Posted, ServiceCell

START, TODAY = date(2021, 1, 1), date(2026, 1, 1)  # 60 months
DAYS = (TODAY - START).days
SOURCE = (Session, Outcome, Client)
FACTS = (ServiceCell, ClaimCell, Posted)
MOMENT = "2026-01-01 00:00:00+00"
SEXES = {"woman": 0.52, "man": 0.42, "other": 0.01, "not_stated": 0.05}
OWNED = {"yes": 0.45, "no": 0.45, "unknown": 0.1}
SIZES = {"": 0.1, "micro": 0.7, "small": 0.15, "medium": 0.05}
STAGES = {"pre_venture": 0.25, "start_up": 0.25, "in_business": 0.5}
MODES = {"center": 0.5, "visit": 0.2, "phone": 0.1, "video": 0.1, "chat": 0.1}
STATES = {"verified": 0.7, "evidenced": 0.1, "declared": 0.14, "returned": 0.06}
JOBS = {"jobs_created": 0.24, "jobs_retained": 0.12, "jobs_lost": 0.04}
MONEY = {"sales_increase": 0.2, "export_sales": 0.06, "capital": 0.12, "procurement": 0.02}
KINDS = JOBS | MONEY | {"business_started": 0.06, "formalized": 0.08, "innovation": 0.06}
LETTERS = "ABCDEFGHIJKLMNOPQRSTU"


@dataclass(frozen=True)
class Scale:
    clients: int
    sessions: int
    outcomes: int
    centers: int
    advisors: int  # a center


SCALES = {
    "small": Scale(20_000, 200_000, 50_000, 300, 2),
    "S": Scale(200_000, 2_000_000, 500_000, 1_500, 2),
    "L": Scale(1_000_000, 10_000_000, 2_500_000, 1_500, 6),
}


def fill(scale, seed):
    """Invents and stores everything; returns the number of rows by table."""
    chance = numpy.random.default_rng(seed)
    places = _Places(scale, seed)
    clients = _clients(chance, scale, places)
    first_day, place = clients.pop("first_day"), clients.pop("place")
    triggers.drop()  # everything is built at once afterwards
    stored(Client, clients)
    stored(Session, _sessions(chance, scale, places, place, first_day))
    stored(Outcome, _outcomes(chance, scale, clients, first_day))
    triggers.install()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {model.__name__: model.objects.count() for model in SOURCE}


class _Places:
    """Ids of centers in the order of their countries, and what goes with each."""

    def __init__(self, scale, seed):
        codes = Country.objects.order_by("pk").values_list("pk", flat=True)
        order = ["SV", *(code for code in codes if code != "SV")]
        weights = {code: 1000 / (rank + 1) ** 0.9 for rank, code in enumerate(order)}
        made = make_places(
            Random(seed),
            centers=scale.centers,
            advisors=scale.advisors,
            today=TODAY,
            weights=weights,
        )
        made.sort(key=lambda place: (place.center.country_id, place.center.pk))
        self.center = numpy.array([place.center.pk for place in made])
        self.country = numpy.array([place.center.country_id for place in made])
        self.advisors = numpy.array([[one.pk for one in place.advisors] for place in made])
        self.funders = numpy.array([[one.pk for one in place.funders] for place in made])
        of, self.first, self.many = numpy.unique(
            self.country, return_index=True, return_counts=True
        )
        shares = numpy.array([weights[code] for code in of])
        self.chances = shares / shares.sum()

    def choose(self, chance, number):
        """Indexes of places: a country by its weight, then any of its centers."""
        country = chance.choice(len(self.chances), number, p=self.chances)
        return self.first[country] + (chance.random(number) * self.many[country]).astype(int)

    def neighbors(self, chance, places):
        """Another (or the same) place of the same country for each of `places`."""
        country = numpy.searchsorted(self.first, places, side="right") - 1
        order = (chance.random(len(places)) * self.many[country]).astype(int)
        return self.first[country] + order


def _pick(chance, shares, number):
    names = list(shares)
    weights = numpy.array(list(shares.values()))
    codes = chance.choice(len(names), number, p=weights / weights.sum())
    return _words(codes, names)


def _words(codes, names):
    return pyarrow.DictionaryArray.from_arrays(codes.astype("int32"), list(names)).cast("string")


def _days(offsets):
    """Days after START as dates."""
    since = numpy.datetime64(START) - numpy.datetime64("1970-01-01")
    return pyarrow.array((offsets + since.astype(int)).astype("int32")).cast("date32")


def _clients(chance, scale, places):
    number = scale.clients
    place = places.choose(chance, number)
    early = chance.random(number) < 0.15  # were there when the records begin
    first = (chance.random(number) * numpy.where(early, DAYS / 4, DAYS - 5)).astype(int)
    ids = numpy.arange(1, number + 1)
    return {
        "id": ids,
        "place": place,
        "first_day": first,
        "center_id": places.center[place],
        "country_id": places.country[place],
        "advisor_id": places.advisors[place, ids % scale.advisors],
        "name": compute.binary_join_element_wise("Empresa", pyarrow.array(ids).cast("string"), " "),
        "folded_name": pyarrow.array(ids).cast("string"),
        "stage": _pick(chance, STAGES, number),
        "sector": _pick(
            chance, {"": 0.08} | {one: 1 / (2 + n) for n, one in enumerate(LETTERS)}, number
        ),
        "size": _pick(chance, SIZES, number),
        "contact_sex": _pick(chance, SEXES, number),
        "women_owned": _pick(chance, OWNED, number),
        "women_led": _pick(chance, OWNED, number),
        "registered_on": _days(first),
        "first_session_on": _days(first),
        "created_at": MOMENT,
        "updated_at": MOMENT,
    }


def _sessions(chance, scale, places, home, first_day):
    """Each client has one on its first day; the rest follow a heavy tail, ever rarer."""
    appetite = chance.lognormal(0, 1.1, scale.clients)
    share = numpy.floor(appetite / appetite.sum() * (scale.sessions - scale.clients)).astype(int)
    share[: scale.sessions - scale.clients - share.sum()] += 1
    client = numpy.repeat(numpy.arange(scale.clients), share + 1)
    number = len(client)
    begins = numpy.cumsum(share + 1) - share - 1
    span = numpy.minimum(chance.exponential(300, scale.clients), DAYS - 1 - first_day)
    after = (chance.random(number) ** 1.6 * span[client]).astype(int)
    after[begins] = 0
    own = home[client]
    at = numpy.where(chance.random(number) < 0.03, places.neighbors(chance, own), own)
    advisor = places.advisors[at, client % scale.advisors]
    return {
        "client_id": client + 1,
        "center_id": places.center[at],
        "country_id": places.country[at],
        "advisor_id": advisor,
        "recorded_by_id": advisor,
        "held_on": _days(first_day[client] + after),
        "contact_minutes": chance.choice([20, 30, 45, 60, 90, 120], number),
        "prep_minutes": chance.choice([0, 0, 0, 15, 30], number),
        "mode": _pick(chance, MODES, number),
        "topic": _pick(chance, {"finance": 0.4, "marketing": 0.4, "": 0.2}, number),
        "funder_id": _some(chance, 0.75, places.funders[at, chance.integers(0, 3, number)]),
        "reportable": chance.random(number) > 0.015,
        "recorded_at": MOMENT,
        "updated_at": MOMENT,
    }


def _some(chance, share, values):
    """The values with nulls in between: `share` of them stay."""
    return pyarrow.array(values, mask=chance.random(len(values)) >= share)


def _outcomes(chance, scale, clients, first_day):
    number = scale.outcomes
    client = chance.integers(0, scale.clients, number)
    kind = _pick(chance, KINDS, number)
    jobs, money = (
        compute.is_in(kind, pyarrow.array(list(kinds))).to_numpy(zero_copy_only=False)
        for kinds in (JOBS, MONEY)
    )
    quantity = numpy.where(jobs, 1 + chance.poisson(1.2, number), 1)
    cents = chance.lognormal(12.5, 1.1, number).astype("int64") + 1
    amount = _amounts(cents, money)
    state = _pick(chance, STATES, number)
    verified = compute.equal(state, "verified")
    returned = compute.equal(state, "returned")
    day = first_day[client] + (chance.random(number) * (DAYS - first_day[client])).astype(int)
    women = (chance.random(number) * (quantity + 1)).astype(int)
    return {
        "client_id": client + 1,
        "center_id": clients["center_id"][client],
        "country_id": clients["country_id"][client],
        "kind": kind,
        "occurred_on": _days(day),
        "quantity": pyarrow.array(quantity, mask=money),
        "women": pyarrow.array(women, mask=~jobs),
        "full_time": pyarrow.array(quantity, mask=~jobs),
        "amount": amount,
        "amount_usd": amount,
        "currency": compute.if_else(pyarrow.array(money), "USD", ""),
        "first_export": chance.random(number) < 0.3,
        "state": state,
        "verified_at": compute.if_else(verified, MOMENT, None),
        "returned_reason": compute.if_else(returned, "number", ""),
        "source": "import",
        "recorded_at": MOMENT,
        "updated_at": MOMENT,
    }


def _amounts(cents, money):
    """Dollars and cents as text, null where `money` is false."""
    dollars = pyarrow.array(cents // 100).cast("string")
    rest = _words(cents % 100, [f"{one:02}" for one in range(100)])
    return compute.if_else(
        pyarrow.array(money), compute.binary_join_element_wise(dollars, rest, "."), None
    )


def sizes():
    """{table: bytes} with indexes, and the sums of the source tables and of the facts."""
    found = {model._meta.db_table: _bytes(model._meta.db_table) for model in (*SOURCE, *FACTS)}
    for name, models in (("source", SOURCE), ("facts", FACTS)):
        found[name] = sum(found[model._meta.db_table] for model in models)
    return found


def _bytes(table):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT SUM(pgsize) FROM dbstat WHERE name IN "
                "(SELECT name FROM sqlite_master WHERE tbl_name = %s) AND aggregate = 1",
                [table],
            )
        return cursor.fetchone()[0] or 0


def tidy():
    """Leaves the tables as a database in use has them: statistics, and no room of old rows."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
