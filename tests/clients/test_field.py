"""What the phone is given, and what becomes of the sessions it sends."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clients import actions
from clients.models import FieldDevice, Session, SessionFlag, Transfer
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def advisor(center, client):
    user = factories.make_advisor(center)
    client.force_login(user)
    return user


@pytest.fixture
def firm(center):
    return factories.make_client(center, name="Panadería La Espiga")


def payload(user, firm, **changes):
    return {
        "rev": 1,
        "user": str(user.uuid),
        "device_time": timezone.now().isoformat(),
        "clock_offset": 0,
        "app_version": "test",
        "client": firm.pk,
        "contact_minutes": 45,
        "mode": "visit",
        "topics": ["credit", "legal"],
        "held_on": timezone.localdate().isoformat(),
        "held_now": False,
        "started_at": "",
        "note": "Trae el contrato",
        "next_step": "",
        "next_step_on": "",
    } | changes


def put(client, sent, uuid=None, **headers):
    url = reverse("api:session-detail", args=[uuid or uuid4()])
    return client.put(url, json.dumps(sent), content_type="application/json", headers=headers)


def test_new_session_is_201_and_the_same_again_200_with_one_row(client, advisor, firm):
    uuid, sent = uuid4(), payload(advisor, firm)

    first = put(client, sent, uuid)
    again = put(client, sent | {"device_time": "2020-01-01T00:00:00Z", "clock_offset": 9}, uuid)

    session = Session.objects.get()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["uuid"] == again.json()["uuid"] == str(uuid)
    assert (session.client, session.contact_minutes, session.source) == (firm, 45, "field")
    assert (session.topic, session.further_topics) == ("credit", ["legal"])


def test_higher_revision_of_the_author_updates_within_a_day(client, advisor, firm, center):
    uuid, other = uuid4(), factories.make_client(center)
    put(client, payload(advisor, firm), uuid)

    edit = put(client, payload(advisor, other, rev=2, contact_minutes=60), uuid)
    stale = put(client, payload(advisor, firm, rev=2, contact_minutes=15), uuid)
    Session.objects.update(recorded_at=timezone.now() - timedelta(hours=25))
    late = put(client, payload(advisor, firm, rev=3), uuid)

    session = Session.objects.get()
    firm.refresh_from_db()
    assert (edit.status_code, stale.status_code, late.status_code) == (200, 409, 409)
    assert (session.client, session.contact_minutes, session.revision) == (other, 60, 2)
    assert firm.first_session_on is None
    assert stale.json()["contact_minutes"] == 60


def test_uuid_of_somebody_else_is_a_conflict_that_tells_nothing(client, advisor, firm):
    theirs = factories.make_session(factories.make_client(), note="secreto")

    answer = put(client, payload(advisor, firm), theirs.uuid)

    assert answer.status_code == 409
    told = answer.json()
    assert [one["code"] for one in told.pop("notices")] == ["author"]
    assert told == {"uuid": str(theirs.uuid), "replaceable": False}


@pytest.mark.parametrize(
    "change, field",
    [
        ({"contact_minutes": 0}, "contact_minutes"),
        ({"contact_minutes": "soon"}, "contact_minutes"),
        ({"contact_minutes": 1441}, "contact_minutes"),
        ({"mode": "telepathy"}, "mode"),
        ({"topics": []}, "topics"),
        ({"topics": "credit"}, "topics"),
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"held_on": None}, "held_on"),
        ({"client": 10**9}, "client"),
        ({"client": "1"}, "client"),
        ({"next_step_on": "never"}, "next_step_on"),
    ],
)
def test_refusal_is_422_with_the_field_and_stores_nothing(client, advisor, firm, change, field):
    uuid = uuid4()

    answer = put(client, payload(advisor, firm, **change), uuid)

    assert answer.status_code == 422
    assert field in answer.json()["errors"] and answer.json()["uuid"] == str(uuid)
    assert not Session.objects.exists()


@pytest.mark.parametrize("body", ["", "[]", "{", '{"rev": "1"}', '{"rev": 0}'])
def test_unreadable_body_is_400(client, advisor, body):
    url = reverse("api:session-detail", args=[uuid4()])

    assert client.put(url, body, content_type="application/json").status_code == 400


def test_client_never_known_in_another_center_is_refused(client, advisor):
    assert put(client, payload(advisor, factories.make_client())).status_code == 422


def test_merged_client_moves_the_session_to_the_survivor(client, advisor, firm, center):
    survivor = factories.make_client(center, name="La Espiga")
    firm.merged_into = survivor
    firm.save()

    answer = put(client, payload(advisor, firm))

    assert answer.json()["notices"][0]["text"] == "Panadería La Espiga was merged with La Espiga."
    assert Session.objects.get().client == survivor


def test_transferred_client_is_accepted_at_the_giving_center_and_flagged(client, advisor, firm):
    elsewhere = factories.make_center(firm.country)
    Transfer.objects.create(
        client=firm, from_center=firm.center, to_center=elsewhere, reason="Se mudó"
    )
    given = firm.center
    firm.center = elsewhere
    firm.save()

    answer = put(client, payload(advisor, firm))

    session = Session.objects.get()
    assert answer.status_code == 201 and answer.json()["notices"][0]["code"] == "moved"
    assert session.center == given
    assert session.flags.get().kind == SessionFlag.Kind.MOVED


def test_both_directors_see_a_session_given_after_a_transfer(client, advisor, firm):
    """The giving center opens and settles it; the center that has the client now is told."""
    given, elsewhere = firm.center, factories.make_center(firm.country)
    factories.make_session(firm, advisor=advisor)
    put_by = payload(advisor, firm)
    firm.center = elsewhere
    firm.save()
    put(client, put_by)
    session = Session.objects.latest("pk")
    pages = {}
    for place in (given, elsewhere):
        client.force_login(factories.make_director(place))
        quality = client.get("/quality/").content.decode()
        listed = client.get("/sessions/to-check/").content.decode()
        client_page = client.get(firm.get_absolute_url())
        pages[place] = (quality, listed, client_page)
    stranger = factories.make_director(factories.make_center(firm.country))
    client.force_login(stranger)
    nothing = client.get("/sessions/to-check/").content.decode()

    for quality, listed, _client_page in pages.values():
        assert "1 session from a phone asks for a look." in quality
        assert "Given after the client went to another center" in listed
    assert session.get_absolute_url() in pages[given][1]
    assert firm.get_absolute_url() in pages[elsewhere][1]
    told = pages[elsewhere][2].content.decode()
    assert "Given after the client went to another center" in told
    assert session.get_absolute_url() not in told  # it would not open
    assert "No session asks for a look." in nothing
    client.force_login(factories.make_director(given))
    client.post(reverse("clients:session-settle", args=[session.uuid]))
    assert "No session asks for a look." in client.get("/sessions/to-check/").content.decode()


def test_session_of_a_client_that_went_to_another_advisor_meanwhile_is_flagged(
    client, advisor, firm
):
    other = factories.make_advisor(firm.center)
    firm.advisor = advisor
    firm.save()
    saved = payload(advisor, firm)
    actions.transfer_client(
        client=firm, by=advisor, center=firm.center, advisor=other, reason="On leave"
    )
    after = payload(advisor, firm, held_on="2024-05-06")

    passed_on, knowingly = put(client, saved), put(client, after)

    assert [one.status_code for one in (passed_on, knowingly)] == [201, 201]
    assert [one["code"] for one in passed_on.json()["notices"]] == ["passed_on"]
    assert str(other) in passed_on.json()["notices"][0]["text"]
    assert knowingly.json()["notices"] == []
    assert SessionFlag.objects.get().kind == "passed_on"


def test_erased_client_keeps_minutes_and_drops_words(client, advisor, firm):
    firm.deleted_at = timezone.now()
    firm.save()
    uuid, sent = uuid4(), payload(advisor, firm)

    first, again = put(client, sent, uuid), put(client, sent, uuid)

    session = Session.objects.get()
    assert (first.status_code, again.status_code) == (410, 410)
    assert first.json()["notices"][0]["code"] == "erased"
    assert (session.contact_minutes, session.note) == (45, "")


@pytest.mark.parametrize(
    "first, second, flagged",
    [("10:00", "10:30", True), ("10:00", "10:45", False), ("", "10:45", True)],
)
def test_overlapping_sessions_are_kept_and_flagged(client, advisor, firm, first, second, flagged):
    put(client, payload(advisor, firm, started_at=first))

    answer = put(client, payload(advisor, firm, started_at=second))

    assert answer.status_code == 201
    assert [one["code"] for one in answer.json()["notices"]] == ["repeated"] * flagged
    assert SessionFlag.objects.count() == int(flagged)


def test_flagged_session_asks_on_its_page_until_somebody_has_looked(client, advisor, firm):
    for _ in range(2):
        put(client, payload(advisor, firm))
    session = SessionFlag.objects.get().session

    asked = client.get(session.get_absolute_url()).content.decode()
    client.post(reverse("clients:session-settle", args=[session.uuid]))

    assert "Possibly the same session twice" in asked
    assert SessionFlag.objects.get().settled_by == advisor
    assert not client.get(session.get_absolute_url()).context["flags"]


def test_closed_period_accepts_as_late(client, advisor, firm, center):
    center.locked_through = timezone.localdate()
    center.save()

    answer = put(client, payload(advisor, firm))

    assert answer.status_code == 201 and answer.json()["late"]
    assert answer.json()["notices"][0]["code"] == "late"


def test_phones_wrong_clock_is_set_right(client, advisor, firm):
    ahead = timezone.now() + timedelta(days=2)
    behind = timezone.now() - timedelta(days=2)

    put(client, payload(advisor, firm, held_now=True, device_time=ahead.isoformat()))
    put(
        client,
        payload(
            advisor,
            firm,
            held_now=True,
            device_time=behind.isoformat(),
            clock_offset=2 * 86400,
        ),
    )

    today = timezone.now().date()
    assert {one.held_on for one in Session.objects.all()} <= {today, today - timedelta(days=1)}
    assert Session.objects.count() == 2


def test_not_signed_in_is_401_and_another_persons_session_403(client, advisor, firm):
    sent = payload(advisor, firm)
    foreign = put(client, sent | {"user": str(uuid4())})
    client.logout()

    assert foreign.status_code == 403
    assert put(client, sent).status_code == 401
    assert client.get("/field/token/").status_code == 401


def test_put_needs_the_csrf_token(advisor, firm):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(advisor)

    refused = put(strict, payload(advisor, firm))
    token = strict.get("/field/token/").json()["csrf"]
    accepted = put(strict, payload(advisor, firm), **{"X-CSRFToken": token})

    assert (refused.status_code, accepted.status_code) == (403, 201)


def test_shell_and_worker_hold_nobodys_name(client, advisor, firm):
    factories.make_appointment(firm, advisor=advisor, starts_at=timezone.now())

    shell = client.get("/field/")
    worker = client.get("/field/sw.js")

    text = shell.content.decode() + worker.content.decode()
    assert firm.name not in text and advisor.name not in text and advisor.email not in text
    assert shell.headers["X-Field-Shell"] == "1"
    assert worker.headers["Cache-Control"] == "no-cache"
    assert "/field/app-" in worker.content.decode()


def test_directory_holds_little_and_says_it_once(client, advisor, firm, center):
    firm.advisor, firm.phone, firm.document = advisor, "7012 3456", "0614-1"
    firm.save()
    factories.make_session(firm, advisor=advisor, mode="phone", topic="legal", note="secreto")
    factories.make_client(name="Ajeno")

    full = client.get("/field/directory/")
    known = client.get(f"/field/directory/?known={full.json()['version']}")

    only = full.json()["keep"]["clients"]
    assert [(one["name"], one["phone"], one["topic"]) for one in only] == [
        ("Panadería La Espiga", "456", "legal")
    ]
    text = full.content.decode()
    assert not any(word in text for word in ("secreto", "0614", "70123456", "Ajeno"))
    assert known.json()["keep"] is None
    assert "no-store" in full.headers["Cache-Control"]


def test_revoked_device_is_told_to_forget(client, advisor, firm):
    device = str(uuid4())
    client.get("/field/directory/", headers={"X-Device": device})
    client.post(reverse("clients:device-revoke", args=[device]))

    answers = [
        client.get(url, headers={"X-Device": device}).status_code
        for url in ("/field/token/", "/field/directory/")
    ]

    assert answers == [410, 410]
    assert put(client, payload(advisor, firm), **{"X-Device": device}).status_code == 401
    assert FieldDevice.objects.get().revoked_at


def test_device_of_another_person_cannot_be_revoked(client, advisor):
    theirs = FieldDevice.objects.create(
        uuid=uuid4(), user=factories.make_user(), last_seen_at=timezone.now()
    )

    client.post(reverse("clients:device-revoke", args=[theirs.uuid]))
    theirs.refresh_from_db()

    assert theirs.revoked_at is None


def test_signing_out_clears_storage_only_when_asked(client, advisor):
    kept = client.post("/logout/")
    client.force_login(advisor)
    cleared = client.post("/logout/", {"clear": "1"})

    assert "Clear-Site-Data" not in kept.headers
    assert cleared.headers["Clear-Site-Data"] == '"storage"'


def test_shell_is_not_sent_twice(client, advisor):
    tag = client.get("/field/").headers["ETag"]

    assert client.get("/field/", headers={"If-None-Match": tag}).status_code == 304


def test_field_page_asks_few_queries(client, advisor, firm, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get("/field/")
