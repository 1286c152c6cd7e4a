"""New clients that phones send, answers to questions, and versions put over the server's."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from clients.models import Client, Session, SessionFlag
from tests import factories
from tests.clients.test_field import payload as session_payload
from tests.clients.test_field import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def advisor(client):
    user = factories.make_advisor(factories.make_center())
    client.force_login(user)
    return user


@pytest.fixture
def firm(advisor):
    return factories.make_client(advisor.home_center)


def newcomer(user, **changes):
    return {
        "rev": 1,
        "user": str(user.uuid),
        "held_on": "2026-05-06",
        "names": "Karla",
        "surnames": "Zúniga",
        "business": "",
        "phone": "7012 3456",
        "sex": "woman",
        "municipality": "Ilobasco",
        "stage": "start_up",
        "consent": "on",
        "consent_method": "spoken",
        "consent_version": "2024-1",
        "consent_language": "es",
    } | changes


def send(client, sent, uuid):
    url = reverse("clients:field-client", args=[uuid])
    return client.put(url, json.dumps(sent), content_type="application/json")


def test_new_client_is_201_and_the_same_again_200_with_one_row(client, advisor):
    uuid = uuid4()

    first, again = (send(client, newcomer(advisor), uuid) for _twice in range(2))

    made = Client.objects.get()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"] == made.pk
    assert (made.name, made.advisor, made.center) == ("Karla Zúniga", advisor, advisor.home_center)
    consent = made.consents.get()
    assert (str(consent.given_on), consent.language) == ("2026-05-06", "es")


def test_a_correction_after_a_lost_answer_is_kept_within_a_day(client, advisor):
    """The phone did not hear that the client had arrived; the advisor mended it meanwhile."""
    uuid = uuid4()
    send(client, newcomer(advisor), uuid)
    mended = newcomer(
        advisor, rev=2, surnames="Zúniga Paz", phone="7012 9999", municipality="Cojutepeque"
    )

    wrong = send(client, mended | {"phone": "12"}, uuid)
    answer = send(client, mended, uuid)
    made = Client.objects.get()
    Client.objects.update(created_at=timezone.now() - timedelta(hours=25))
    late = send(client, mended | {"rev": 3, "municipality": "Otro"}, uuid)

    person = made.links.get().contact
    assert (wrong.status_code, answer.status_code, late.status_code) == (422, 200, 200)
    assert (made.name, made.phone, made.municipality) == (
        "Karla Zúniga Paz",
        "+503 7012 9999",
        "Cojutepeque",
    )
    assert (person.surname, person.phone) == ("Zúniga Paz", "+503 7012 9999")
    assert made.consents.count() == 1
    assert [one["code"] for one in late.json()["notices"]] == ["registered"]
    assert Client.objects.get().municipality == "Cojutepeque"


def test_a_session_may_name_the_client_by_the_phones_uuid(client, advisor):
    uuid = uuid4()
    send(client, newcomer(advisor), uuid)
    made = Client.objects.get()

    answer = put(client, session_payload(advisor, made, client=str(uuid)))
    unknown = put(client, session_payload(advisor, made, client=str(uuid4())))

    assert (answer.status_code, unknown.status_code) == (201, 422)
    assert Session.objects.get().client == made


def test_what_is_missing_is_named_and_nothing_is_stored(client, advisor):
    answer = send(client, newcomer(advisor, consent=None, municipality=""), uuid4())

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"consent", "municipality"}
    assert not Client.objects.exists()


def test_a_client_elsewhere_is_told_by_the_center_alone(client, advisor):
    sibling = factories.make_center(advisor.home_center.country)
    factories.make_client(sibling, name="Secreta", phone="+50370123456", phone_key="70123456")

    asked = send(client, newcomer(advisor), uuid4())
    key = asked.json()["alike"][0]["key"]
    different = send(client, newcomer(advisor, different=str(key)), uuid4())

    assert asked.status_code == 409
    assert "Secreta" not in asked.content.decode() and asked.json()["alike"][0]["id"] is None
    assert different.status_code == 201


def test_a_phone_sends_for_the_person_signed_in_only(client, advisor):
    other = factories.make_advisor(advisor.home_center)

    assert send(client, newcomer(other), uuid4()).status_code == 403
    assert not Client.objects.exists()


def test_a_session_changed_here_is_replaced_only_by_who_saw_it(client, advisor, firm):
    uuid = uuid4()
    put(client, session_payload(advisor, firm), uuid)
    Session.objects.update(revision=2, note="changed here")

    unseen = put(client, session_payload(advisor, firm, rev=9, note="phone"), uuid)
    kept = Session.objects.get().note
    seen = put(client, session_payload(advisor, firm, rev=3, replaces=2, note="phone"), uuid)

    assert (unseen.status_code, seen.status_code) == (409, 200)
    assert unseen.json()["replaceable"] and unseen.json()["rev"] == 2
    assert (kept, Session.objects.get().note) == ("changed here", "phone")


@pytest.mark.parametrize("same, left", [(True, 1), (False, 2)])
def test_the_answer_to_two_sessions_at_once_is_kept(client, advisor, firm, same, left):
    today = timezone.localdate()
    twin = factories.make_session(firm, advisor=advisor, held_on=today)
    session = factories.make_session(firm, advisor=advisor, held_on=today, recorded_by=advisor)
    SessionFlag.objects.create(session=session, kind="repeated", other=twin)
    url = reverse("clients:field-answer", args=[session.uuid])

    unreadable = client.post(url, "{}", content_type="application/json")
    answer = client.post(url, {"same": same}, content_type="application/json")

    assert (unreadable.status_code, answer.status_code) == (400, 200)
    assert Session.objects.alive().count() == left
    assert not SessionFlag.objects.filter(settled_at=None).exists()
