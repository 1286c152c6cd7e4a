"""How far a replica lags behind, and what a page costs that is read from it."""

import statistics
import time
from datetime import date

from django.test import Client as Browser

from bench.scaling.measures import _ms
from centers import replica
from centers.models import Membership, User
from centers.roles import Role
from clients.actions import record_session
from clients.models import Client, Session

PAGE = "/dashboard/data/?country=SV&start=2024-01-01&end=2024-12-31"


def run(main_server, copy, rounds):
    """`copy`: a Cluster that was not started, whose address is REPLICA_URL already."""
    spent = _ms(lambda: copy.start_as_replica(main_server.folder))
    print(f"copied and started in {spent / 1000:.1f} s")
    person = User.objects.filter(memberships__role="advisor").first()
    lags = []
    for client in Client.objects.order_by("-pk").select_related("center")[:100]:
        more = {"held_on": date(2025, 12, 1), "contact_minutes": 60}
        record_session(client=client, by=person, **more)
        lags.append(_ms(_until_there))
    print(f"after a session is saved: {_told(lags)}")
    rows = [
        Session(
            client=one,
            center_id=one.center_id,
            country_id=one.country_id,
            held_on=date(2025, 12, 2),
            contact_minutes=60,
        )
        for one in Client.objects.order_by("pk")[:10_000]
    ]
    Session.objects.bulk_create(rows, batch_size=1000)
    print(f"after {len(rows):,} sessions are inserted: {_ms(_until_there):.0f} ms")
    browser = Browser(headers={"host": "127.0.0.1"})
    everywhere = User.objects.create_user("measuring@example.org", "only for measuring")
    Membership.objects.create(user=everywhere, role=Role.ADMINISTRATOR)
    browser.force_login(everywhere, "django.contrib.auth.backends.ModelBackend")
    for name, rest in (("replica", False), ("main database", True)):
        if rest:
            replica.give_rest()
        pages = [_ms(lambda: browser.get(PAGE)) for _ in range(rounds + 1)][1:]
        as_of = browser.get(PAGE).headers.get("X-As-Of", "now")
        print(f"the dashboard's figures from the {name}: {_told(pages)}; as of {as_of}")


def _until_there():
    target = replica.position()
    until = time.monotonic() + 60
    with replica.reading(replica.Reading(None)):
        while not replica.has_caught_up():
            if time.monotonic() > until:
                raise TimeoutError(f"The replica never reached {target}.")


def _told(times):
    late = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times):.1f} ms, p95 {late:.1f} ms ({len(times)} times)"
