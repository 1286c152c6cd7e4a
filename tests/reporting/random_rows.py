"""Random little networks: rows of every kind, with every fault that figures must survive."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from clients.models import Client, Known, Outcome, Sex
from tests import factories as make

FIRST = date(2023, 11, 1)
DAYS = 240  # November 2023 to June 2024


def network(random, *, centers=3, clients=12):
    """Centers in El Salvador and Guatemala with clients, sessions and claims; returns clients."""
    make.make_rate("GTQ", 2023, "7.81")
    make.make_rate("GTQ", 2024, "7.79")
    countries = [make.make_country("SV"), make.make_country("GT")]
    places = [make.make_center(random.choice(countries)) for _ in range(centers)]
    funders = [None, make.make_funder(), make.make_funder()]
    made = []
    for _ in range(clients):
        client = make.make_client(random.choice(places), **client_fields(random))
        made.append(client)
        near = [place for place in places if place.country_id == client.country_id]
        for _ in range(random.choice([0, 1, 2, 3, 6])):
            make.make_session(client, **session_fields(random, near, funders))
        for _ in range(random.choice([0, 0, 1, 2, 4])):
            make.make_outcome(client, **outcome_fields(random, near, funders, client))
    for _ in range(4):
        people = [make.make_contact(sex=random.choice(Sex.values)) for _ in range(3)]
        _training(random, places, funders, people)
        _training(random, places, funders, people)
    return made


def _training(random, places, funders, people):
    came = [one for one in people if random.random() < 0.7]
    make.make_training(
        random.choice(places),
        present=came,
        absent=[one for one in people if one not in came],
        held_on=day(random),
        topic=random.choice(["finance", "legal"]),
        funder=random.choice(funders),
    )


def day(random):
    return FIRST + timedelta(days=random.randrange(DAYS))


def client_fields(random):
    return {
        "contact_sex": random.choice(Sex.values),
        "women_owned": random.choice(Known.values),
        "size": random.choice(Client.Size.values),
        "stage": random.choice(Client.Stage.values),
        "sector": random.choice(["", "C", "G"]),
        "deleted_at": timezone.now() if random.random() < 0.08 else None,
    }


def session_fields(random, centers, funders):
    return {
        "center": random.choice(centers),
        "held_on": day(random),
        "contact_minutes": random.choice([0, 20, 60, 150, 300]),
        "prep_minutes": random.choice([0, 15]),
        "topic": random.choice(["", "finance", "legal"]),
        "funder": random.choice(funders),
        "reportable": random.random() > 0.1,
        "deleted_at": timezone.now() if random.random() < 0.1 else None,
    }


def outcome_fields(random, centers, funders, client):
    kind = random.choice(Outcome.Kind.values)
    fields = {
        "kind": kind,
        "center": random.choice(centers),
        "occurred_on": day(random),
        "state": random.choice(Outcome.State.values),
        "funder": random.choice(funders),
        "reportable": random.random() > 0.1,
        "deleted_at": timezone.now() if random.random() < 0.1 else None,
        "first_export": random.random() < 0.3,
        "verified_by": None,
        "source": "import",
    }
    if kind in Outcome.JOB_KINDS:
        quantity = random.randrange(6)
        women = random.choice([None, random.randint(0, quantity)])
        fields |= {"quantity": quantity, "women": women, "full_time": random.choice([None, 2])}
    elif kind in Outcome.MONEY_KINDS:
        fields |= money(random, client)
    else:
        fields["quantity"] = random.choice([1, 1, 2])
    return fields


def money(random, client):
    cents = random.randrange(100_000_000)
    amount = Decimal(cents) / 100
    if client.country_id == "SV" or random.random() < 0.2:
        return {"amount": amount, "currency": "USD"}
    usd = None if random.random() < 0.1 else (amount / Decimal("7.80")).quantize(Decimal("0.01"))
    return {"amount": amount, "currency": "GTQ", "amount_usd": usd, "quantity": None}
