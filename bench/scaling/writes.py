"""python -m bench.scaling.writes COUNTRY …: one write path, and every figure afterwards, as JSON.

Works on the database of DATABASE_URL and always does the same.
"""

import json
import statistics
import sys
import time
from datetime import date

import django

django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.db import IntegrityError, transaction  # noqa: E402

from bench.scaling.measures import FIVE, PLAIN, YEAR, figures  # noqa: E402
from centers.models import Center, User  # noqa: E402
from centers.system import SYSTEM  # noqa: E402
from clients import actions  # noqa: E402
from clients.models import Client, Outcome, Session  # noqa: E402
from reporting.facts import upkeep  # noqa: E402
from reporting.impact import reference  # noqa: E402

CLIENTS = 40  # of each country, and as many of countries that did not move
DAY = date(2024, 6, 3)
times = {}


def timed(name, call):
    begun = time.perf_counter()
    result = call()
    times.setdefault(name, []).append((time.perf_counter() - begun) * 1000)
    return result


def work(client, recorder, verifier):
    """A session, its correction, a claim with evidence, and its verification."""
    session = timed(
        "a session saved",
        lambda: actions.record_session(
            client=client, by=recorder, center=client.center, held_on=DAY, contact_minutes=90
        ),
    )
    timed(
        "a session corrected",
        lambda: actions.change_session(session=session, by=recorder, contact_minutes=75),
    )
    claim = timed(
        "a claim declared",
        lambda: actions.declare_outcome(
            client=client, by=recorder, center=client.center, kind="jobs_created",
            occurred_on=DAY, quantity=3, women=2,
        ),
    )  # fmt: skip
    paper = SimpleUploadedFile("payroll.pdf", b"%PDF-1.7 payroll")
    timed(
        "evidence attached",
        lambda: actions.attach_evidence(outcome=claim, by=recorder, file=paper, kind="payroll"),
    )
    timed("the claim verified", lambda: actions.verify_outcome(outcome=claim, by=verifier))


def refused(countries):
    """What the database does not let happen: a closed period changed, a claim twice the same."""
    found = []
    for country in countries:
        session = Session.objects.filter(country=country).order_by("pk")[0]
        Center.objects.filter(pk=session.center_id).update(locked_through=session.held_on)
        for name, call in {
            "closed": lambda one=session: Session.objects.filter(pk=one.pk).update(
                contact_minutes=1
            ),
            "the same uuid again": lambda one=session: Session.objects.bulk_create(
                [
                    Session(
                        uuid=one.uuid, client=one.client, center=one.center, country=one.country,
                        held_on=DAY, contact_minutes=5,
                    )
                ]
            ),
        }.items():  # fmt: skip
            try:
                with transaction.atomic():
                    call()
            except IntegrityError:
                found.append(f"{country}: {name}")
        Center.objects.filter(pk=session.center_id).update(locked_through=None)
    return found


def main(countries):
    recorder, verifier = User.objects.filter(memberships__role="advisor").order_by("pk")[:2]
    chosen = [Client.objects.filter(country=one).order_by("pk")[:CLIENTS] for one in countries]
    chosen.append(Client.objects.exclude(country__in=countries).order_by("pk")[:CLIENTS])
    for client in (one for clients in chosen for one in clients):
        work(client, recorder, verifier)
    timed("facts brought up to date", upkeep.drain)
    found = timed("all figures from facts", figures)
    rows = timed(
        "all figures from the source rows",
        lambda: {
            (period.start.year, by): reference(SYSTEM, period, None, by, measures=PLAIN).as_json()
            for period in (YEAR, FIVE)
            for by in (("country",), ("country", "sex"))
        },
    )
    answer = {
        "figures": {f"{year} {by}": lines for (year, by), lines in found.items()},
        "from the source rows": {f"{year} {by}": lines for (year, by), lines in rows.items()},
        "refused": refused(countries),
        "wrong": len(upkeep.differences()),
        "rows": [Session.objects.count(), Outcome.objects.count()],
        "times": {name: statistics.median(spent) for name, spent in times.items()},
    }
    json.dump(answer, sys.stdout)


main(sys.argv[1:])
