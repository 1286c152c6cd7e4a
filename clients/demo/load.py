"""Stores invented lives, a few hundred clients at a time."""

import itertools
from datetime import datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from centers.dates import zone_of
from centers.models import ExchangeRate
from clients import matching
from clients.demo.claims import add_claims
from clients.demo.lives import add_people, add_situations, invent
from clients.demo.network import WEIGHTS, make_logins, make_places
from clients.demo.trainings import make_trainings
from clients.models import (
    Appointment,
    Client,
    ClientContact,
    Consent,
    Contact,
    Evidence,
    FollowUp,
    Formalization,
    Outcome,
    Session,
    Situation,
)

# scale: (sessions, centers, advisors a center)
SCALES = {"small": (3_000, 18, 2), "medium": (30_000, 60, 4), "large": (300_000, 200, 6)}
YEARS = 2
CLIENTS_AT_A_TIME = 400


@transaction.atomic
def load(*, scale, seed, today=None):
    """Fills the database; returns (counts by name, logins). Same seed and day, same data."""
    sessions, centers, advisors = SCALES[scale]
    today = today or timezone.localdate()
    random = Random(seed)  # noqa: S311 - invented data, not a secret
    places = make_places(random, centers=centers, advisors=advisors, today=today)
    logins = make_logins(places)
    start = today - timedelta(days=365 * YEARS)
    counts = {"clients": 0, "sessions": 0, "outcomes": 0}
    everybody = lives(random, places, start, today, sessions)
    while chunk := list(itertools.islice(everybody, CLIENTS_AT_A_TIME)):
        store(chunk)
        counts["clients"] += len(chunk)
        counts["sessions"] += sum(len(life.sessions) for life in chunk)
        counts["outcomes"] += sum(len(life.outcomes) for life in chunk)
    make_agenda(random, places[0], today)
    # Chances of their own: the other data stay what they were for this seed.
    counts["trainings"] = make_trainings(Random(seed + 1), places, start, today)  # noqa: S311
    return counts, logins


def lives(random, places, start, today, sessions, *, weights=WEIGHTS, lean=False):
    """Clients until they have `sessions` sessions together. Lean: without people and situations."""
    by_country = {}
    for place in places:
        by_country.setdefault(place.center.country_id, []).append(place)
    weights = [weights[code] for code in by_country]
    rates = _rates()
    while sessions > 0:
        near = random.choices(list(by_country.values()), weights)[0]
        life = invent(random, near, start, today, most_sessions=sessions)
        sessions -= len(life.sessions)
        life.rates = rates
        currency = life.client.country.currency
        if (currency, today.year) in rates:
            life.per_usd = rates[currency, today.year][0]
        if not lean:
            add_people(random, life)
            add_situations(random, life, today)
        add_claims(random, life, today)
        yield life


def _rates():
    rows = ExchangeRate.objects.filter(month=None)
    return {(row.currency, row.year): (row.per_usd, str(row.year), row.source) for row in rows}


def store(chunk):
    """Writes the rows of these lives, owners before what hangs on them."""

    def gathered(name):
        return [row for life in chunk for row in getattr(life, name)]

    Client.objects.bulk_create(life.client for life in chunk)
    for model, name in (
        (Contact, "contacts"),
        (ClientContact, "links"),
        (Consent, "consents"),
        (Session, "sessions"),
        (Situation, "situations"),
        (Outcome, "outcomes"),
        (Evidence, "evidence"),
        (FollowUp, "followups"),
    ):
        model.objects.bulk_create(gathered(name), batch_size=500)
    matching.index([life.client for life in chunk])
    Formalization.objects.bulk_create(
        (
            Formalization(client=one.client, kind=one.detail, since=one.occurred_on)
            for one in gathered("outcomes")
            if one.kind == Outcome.Kind.FORMALIZED
        ),
        ignore_conflicts=True,
    )


def make_agenda(random, place, today):
    """Appointments of the demonstration's advisor: today and in the days after, and one past due.

    Of the follow-ups that are open, the first eight come due around today.
    """
    advisor, zone = place.advisors[0], zone_of(place.center)
    mine = list(Client.objects.filter(center=place.center).order_by("pk")[:40])
    hours = (time(9), time(10, 30), time(14), time(16))
    slots = [(today, hour) for hour in hours]
    slots += [(today + timedelta(days=day), hour) for day in (1, 2, 5) for hour in hours[:2]]
    Appointment.objects.bulk_create(
        Appointment(
            client=client,
            center=place.center,
            country=place.center.country,
            advisor=advisor,
            starts_at=datetime.combine(day, hour, tzinfo=zone),
            mode=random.choice(("center", "visit", "video")),
        )
        for client, (day, hour) in zip(
            random.sample(mine, min(len(mine), len(slots))), slots, strict=False
        )
    )
    Client.objects.filter(pk__in=[client.pk for client in mine]).update(advisor=advisor)
    ahead = FollowUp.objects.open().filter(center=place.center, sent_at=None).order_by("due_on")
    for number, followup in enumerate(ahead.filter(client__in=mine)[:8]):
        followup.due_on = today + timedelta(days=3 * number - 9)
        followup.save(update_fields=["due_on"])
