"""What it costs to write: a session through the application, and 10,000 at once."""

import statistics
from datetime import timedelta

from bench.impact.compare import milliseconds
from centers.models import User
from clients.actions import record_session
from clients.models import Client, Session
from reporting.facts import upkeep
from reporting.impact import impact

SAVED, LOADED = 200, 10_000


def tell(asked, user):
    upkeep.drain()
    last = Session.objects.order_by("-pk").values_list("pk", flat=True)[0]
    _one_by_one(asked, user)
    _at_once(asked)
    print("differences between facts and source:", upkeep.differences() or "none", flush=True)
    # The next run finds what the other engines' files hold.
    Session.objects.filter(pk__gt=last).delete()
    upkeep.drain()


def _one_by_one(asked, user):
    """Each session is saved with its marks; the next answer brings it up to date."""
    advisor = User.objects.filter(memberships__role="advisor").first()
    saved, answered = [], []
    for client in Client.objects.order_by("-pk")[:SAVED]:
        saved.append(
            milliseconds(
                lambda one=client: record_session(
                    client=one,
                    by=advisor,
                    center=one.center,
                    held_on=asked.end,
                    contact_minutes=60,
                )
            )[0]
        )
        place = {"country": client.country_id}
        answered.append(
            milliseconds(lambda one=place: impact(user, asked.period, one, measures=["CLI-01"]))[0]
        )
    for words, times in (("saved with its marks", saved), ("seen in the next answer", answered)):
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"a session {words}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms")


def _at_once(asked):
    rows = [
        Session(
            client=client,
            center_id=client.center_id,
            country_id=client.country_id,
            held_on=asked.start + timedelta(days=client.pk % 300),
            contact_minutes=45,
        )
        for client in Client.objects.order_by("pk")[:LOADED]
    ]
    load = milliseconds(lambda: Session.objects.bulk_create(rows, batch_size=1000))[0] / 1000
    drain = milliseconds(upkeep.drain)[0] / 1000
    print(
        f"{len(rows):,} sessions of as many clients: loaded in {load:.1f} s, up to date in "
        f"{drain:.1f} s, together {load + drain:.1f} s",
        flush=True,
    )
