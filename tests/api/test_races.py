"""The same write arriving twice at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from clients.models import Session
from tests import factories
from tests.api.conftest import Caller

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def at_once(call, times=4):
    """What `call` returns in so many threads, each with a connection of its own."""

    def alone(_number):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(alone, range(times)))


def test_a_key_sent_at_once_by_several_makes_one_record():
    firm = factories.make_client()
    caller = Caller(factories.make_advisor(firm.center))
    facts = {"client": str(firm.uuid), "held_on": "2024-05-06", "contact_minutes": 60}
    facts |= {"mode": "visit", "topic": "finance"}

    answers = at_once(lambda: caller.post("sessions/", facts, idempotency_key="visit-1"))

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["uuid"] for answer in answers}) == 1
    assert Session.objects.count() == 1


def test_of_several_changes_of_one_version_one_wins():
    session = factories.make_session()
    caller = Caller(factories.make_advisor(session.center))
    path = f"sessions/{session.uuid}/"
    version = caller.get(path)["ETag"]

    answers = at_once(lambda: caller.patch(path, {"note": "mine"}, if_match=version))

    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
