"""Reading and writing records: versions, keys, pages, filters, refusals."""

import uuid
from datetime import date
from decimal import Decimal

import pytest

from centers.models import IdempotentRequest
from clients.models import Client, Outcome, Session
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def session_of(firm, **facts):
    return {
        "client": str(firm.uuid),
        "held_on": "2024-05-06",
        "contact_minutes": 60,
        "mode": "visit",
        "topic": "finance",
    } | facts


def fields_of(answer):
    return {one["field"] for one in answer.json()["errors"]}


def test_a_session_is_recorded_by_the_pages_action(advisor, firm, center):
    answer = advisor.post("sessions/", session_of(firm))

    assert answer.status_code == 201
    session = Session.objects.get()
    assert (session.center, session.advisor, session.source) == (center, advisor.user, "api")
    assert (answer.json()["center"], answer.json()["country"]) == ("SV-01", "SV")
    firm.refresh_from_db()
    assert str(firm.first_session_on) == "2024-05-06"


def test_the_same_uuid_sent_again_is_the_same_record(advisor, firm):
    made = session_of(firm, uuid=str(uuid.uuid4()))

    codes = [advisor.post("sessions/", made).status_code for _ in range(2)]

    assert codes == [201, 200]
    assert Session.objects.count() == 1


def test_a_uuid_that_stands_for_something_else_is_refused(advisor, firm):
    made = session_of(firm, uuid=str(uuid.uuid4()))
    advisor.post("sessions/", made)

    assert advisor.post("sessions/", made | {"contact_minutes": 30}).status_code == 409


def test_a_uuid_of_another_center_tells_nothing(advisor, firm):
    foreign = factories.make_session()

    answer = advisor.post("sessions/", session_of(firm, uuid=str(foreign.uuid)))

    assert answer.status_code == 409
    assert set(answer.json()) == {"type", "title", "status", "detail"}


def test_a_client_out_of_scope_reads_like_one_that_does_not_exist(advisor):
    foreign = advisor.post("sessions/", session_of(factories.make_client()))
    missing = advisor.post("sessions/", session_of(Client(uuid=uuid.uuid4())))

    assert foreign.status_code == missing.status_code == 422
    assert foreign.json()["errors"] == missing.json()["errors"]
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"held_on": "yesterday"}, "held_on"),
        ({"contact_minutes": 0}, "contact_minutes"),
        ({"contact_minutes": 1000, "prep_minutes": 600}, "prep_minutes"),
        ({"mode": "pigeon"}, "mode"),
        ({"further_topics": ["finance", "gossip"]}, "further_topics.1"),
        ({"note": "a\u0000b"}, "note"),
    ],
)
def test_bad_input_names_the_field_and_stores_nothing(advisor, firm, facts, field):
    answer = advisor.post("sessions/", session_of(firm, **facts))

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert field in fields_of(answer)
    assert not Session.objects.exists()


def test_what_is_no_json_is_400(advisor):
    answer = advisor.browser.post(
        "/api/v1/sessions/", "{", content_type="application/json", headers=advisor.headers
    )

    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_write_under_a_key_is_done_once(advisor, firm):
    answers = [
        advisor.post("sessions/", session_of(firm), idempotency_key="visit-1") for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["uuid"] == answers[1].json()["uuid"]
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert Session.objects.count() == 1
    assert "Panad" not in str(list(IdempotentRequest.objects.values()))


def test_steps_under_a_key_are_done_once_though_the_version_has_moved_on(advisor, director, firm):
    claim = factories.make_outcome(firm, recorded_by=advisor.user)
    path, proof = f"outcomes/{claim.uuid}/", {"label": "Payroll of May"}

    proofs = [advisor.post(f"{path}evidence/", proof, idempotency_key="e") for _ in range(2)]
    version = {"if_match": director.get(path)["ETag"], "idempotency_key": "v"}
    verified = [director.post(f"{path}verify/", **version) for _ in range(2)]
    version = {"if_match": director.get(path)["ETag"], "idempotency_key": "d"}
    gone = [director.post(f"{path}delete/", {"reason": "Twice"}, **version) for _ in range(2)]

    assert [one.status_code for one in (*proofs, *verified, *gone)] == [201] * 2 + [200] * 2 + [
        204
    ] * 2
    assert proofs[0].json() == proofs[1].json()
    assert all(two["Idempotency-Replayed"] == "true" for _one, two in (proofs, verified, gone))
    assert claim.evidence.count() == 1


def test_a_key_used_for_something_else_is_refused(advisor, firm):
    advisor.post("sessions/", session_of(firm), idempotency_key="visit-1")

    again = advisor.post("sessions/", session_of(firm, mode="phone"), idempotency_key="visit-1")

    assert again.status_code == 422
    assert Session.objects.count() == 1


def test_a_refused_write_may_be_mended_under_the_same_key(advisor, firm):
    refused = advisor.post("sessions/", session_of(firm, mode="x"), idempotency_key="visit-1")
    mended = advisor.post("sessions/", session_of(firm), idempotency_key="visit-1")

    assert (refused.status_code, mended.status_code) == (422, 201)


def test_a_lost_update_is_refused(advisor, firm):
    session = factories.make_session(firm)
    path = f"sessions/{session.uuid}/"
    version = advisor.get(path)["ETag"]

    first = advisor.patch(path, {"note": "first"}, if_match=version)
    second = advisor.patch(path, {"note": "second"}, if_match=version)
    blind = advisor.patch(path, {"note": "third"})

    assert (first.status_code, second.status_code, blind.status_code) == (200, 412, 428)
    assert second.json()["current"] == first["ETag"]
    session.refresh_from_db()
    assert session.note == "first"


def test_what_the_caller_has_is_not_sent_again(advisor, firm):
    path = f"clients/{firm.uuid}/"

    answer = advisor.get(path, if_none_match=advisor.get(path)["ETag"])

    assert (answer.status_code, answer.content) == (304, b"")


def test_a_closed_period_is_a_conflict(advisor, firm, center):
    session = factories.make_session(firm)
    center.locked_through = session.held_on
    center.save()

    answer = advisor.patch(f"sessions/{session.uuid}/", {"note": "x"}, if_match="*")

    assert answer.status_code == 409
    assert "restatement" in answer.json()["detail"]


def test_sessions_are_put_aside_with_a_reason_and_taken_back(advisor, firm):
    session = factories.make_session(firm)
    path = f"sessions/{session.uuid}/"

    gone = advisor.post(f"{path}delete/", {"reason": "entered twice"}, if_match="*")

    assert (gone.status_code, advisor.get(path).status_code) == (204, 404)
    assert advisor.post(f"{path}restore/").status_code == 200
    assert advisor.get(path).status_code == 200


def test_many_sessions_are_recorded_together_or_not_at_all(advisor, firm):
    known = session_of(firm, uuid=str(uuid.uuid4()))
    advisor.post("sessions/", known)
    good = {"sessions": [known, session_of(firm, mode="phone")]}
    bad = {"sessions": [session_of(firm), session_of(firm, contact_minutes=-1)]}

    refused, stored = advisor.post("sessions/bulk/", bad), advisor.post("sessions/bulk/", good)

    assert fields_of(refused) == {"sessions.1.contact_minutes"}
    assert [one["is_new"] for one in stored.json()["sessions"]] == [False, True]
    assert Session.objects.count() == 2


def test_pages_follow_a_cursor_and_repeat_nothing(advisor, firm):
    made = {str(factories.make_session(firm).uuid) for _ in range(5)}
    seen, address = [], "/api/v1/sessions/?page_size=2"
    while address:
        page = advisor.browser.get(address, headers=advisor.headers).json()
        seen += [one["uuid"] for one in page["results"]]
        factories.make_session(firm)
        address = page["next"]

    assert len(seen) == 5
    assert set(seen) == made


@pytest.mark.parametrize("cursor", ["x", "cD1hYmM=", "cD0xZTk5OTk="])
def test_an_unknown_cursor_is_400(advisor, firm, cursor):
    assert advisor.get("sessions/", {"cursor": cursor}).status_code == 400


def test_only_the_fields_asked_for_are_sent(advisor, firm):
    rows = advisor.get("clients/", {"fields": "uuid,name"}).json()["results"]

    assert [set(row) for row in rows] == [{"uuid", "name"}]
    assert advisor.get("clients/", {"fields": "uuid,secret"}).status_code == 400


def test_the_filters_are_the_pages_filters(advisor, firm, center):
    factories.make_session(firm, mode="visit")
    other = factories.make_session(factories.make_client(center), mode="phone")

    by_mode = advisor.get("sessions/", {"mode": "phone", "center": "SV-01"}).json()["results"]
    by_client = advisor.get("sessions/", {"client": str(other.client.uuid)}).json()["results"]

    assert [one["uuid"] for one in by_mode] == [one["uuid"] for one in by_client]
    assert advisor.get("sessions/", {"mode": "pigeon"}).status_code == 400
    assert advisor.get("sessions/", {"start": "2024-02-01", "end": "2024-01-01"}).status_code == 400


def test_what_changed_since_a_moment(advisor, firm):
    assert (
        advisor.get("clients/", {"updated_since": "2999-01-01T00:00:00Z"}).json()["results"] == []
    )
    assert advisor.get("clients/", {"updated_since": "2001-01-01T00:00:00Z"}).json()["results"]
    assert advisor.get("clients/", {"updated_since": "soon"}).status_code == 400


@pytest.mark.parametrize("rows", [1, 12])
def test_a_list_asks_the_database_no_more_for_more_rows(
    advisor, firm, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        factories.make_outcome(firm)
        factories.make_session(firm)

    for path in ["sessions/", "outcomes/"]:
        with django_assert_max_num_queries(12):
            assert advisor.get(path).status_code == 200


def new_client(**facts):
    return {
        "center": "SV-01",
        "name": "Taller Rivas",
        "contact": {"name": "Marta", "surname": "Rivas", "sex": "woman", "phone": "7012 3456"},
        "consent": {"given_on": "2024-05-04", "text_version": "2024-1", "language": "es"},
    } | facts


def test_a_client_comes_with_its_contact_and_consent(advisor):
    answer = advisor.post("clients/", new_client())

    client = Client.objects.get(uuid=answer.json()["uuid"])
    assert answer.status_code == 201
    assert (client.contact_sex, client.consents.count(), client.links.count()) == ("woman", 1, 1)


def test_without_consent_nobody_is_registered(advisor):
    facts = new_client()
    del facts["consent"]

    assert fields_of(advisor.post("clients/", facts)) == {"consent"}
    assert not Client.objects.exists()


def test_somebody_registered_already_is_shown_before_anything_is_stored(advisor):
    known = advisor.post("clients/", new_client()).json()["uuid"]

    again = advisor.post("clients/", new_client())
    other = advisor.post("clients/", new_client(different_from=[known]))

    assert (again.status_code, again.json()["alike"]) == (409, [known])
    assert other.status_code == 201


def test_a_client_moves_by_a_transfer_only(director, firm, center):
    there = factories.make_center(center.country)
    factories.make_user("director", center=there)
    director.user.memberships.create(role="director", center=there)
    path = f"clients/{firm.uuid}/"

    refused = director.patch(path, {"center": there.code}, if_match="*")
    moved = director.post(
        f"{path}transfer/", {"center": there.code, "reason": "moved house"}, if_match="*"
    )

    assert (refused.status_code, moved.status_code) == (422, 200)
    assert moved.json()["center"] == there.code


def test_contacts_show_links_within_scope_only(advisor, firm):
    person = factories.make_contact(firm, share=60)
    foreign = factories.make_client()
    foreign.links.create(contact=person, role="owner", share=10)

    links = advisor.get(f"contacts/{person.uuid}/").json()["links"]

    assert [one["client"] for one in links] == [str(firm.uuid)]


def test_a_contact_joins_a_client_and_its_labels_follow(advisor, firm):
    facts = {"name": "Marta", "sex": "woman", "link": {"client": str(firm.uuid), "role": "owner"}}
    facts["link"]["share"] = "60.00"

    made = advisor.post("contacts/", facts)
    firm.refresh_from_db()
    owned = firm.women_owned
    advisor.patch(f"contacts/{made.json()['uuid']}/", {"sex": "man"}, if_match="*")

    firm.refresh_from_db()
    assert (made.status_code, owned, firm.women_owned) == (201, "yes", "no")


def test_a_situation_declares_what_grew(advisor, firm):
    factories.make_situation(firm)
    facts = {"client": str(firm.uuid), "as_of": "2024-11-15", "sales_national": "15000.50"}
    facts |= {"women_full_time": 4, "women_part_time": 0, "men_full_time": 1, "men_part_time": 0}

    answer = advisor.post("situations/", facts)

    assert answer.status_code == 201
    assert answer.json()["sales_national"] == "15000.50"
    assert Outcome.objects.get(kind="jobs_created").women == 2


def test_an_outcome_is_declared_proved_and_verified_by_somebody_else(advisor, director, firm):
    facts = {"client": str(firm.uuid), "kind": "jobs_created", "occurred_on": "2024-05-20"}
    made = advisor.post("outcomes/", facts | {"quantity": 3, "women": 2}).json()
    path = f"outcomes/{made['uuid']}/"

    early = director.post(f"{path}verify/", if_match="*")
    proof = advisor.post(f"{path}evidence/", {"kind": "payroll", "label": "Planilla ISSS"})
    own = advisor.post(f"{path}verify/", if_match="*")
    verified = director.post(f"{path}verify/", if_match="*")

    assert (early.status_code, proof.status_code, own.status_code) == (409, 201, 403)
    assert (verified.status_code, verified.json()["state"]) == (200, "verified")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "jobs_created"}, "quantity"),
        ({"kind": "jobs_created", "quantity": 1, "women": 2}, "women"),
        ({"kind": "sales_increase", "amount": "100.00"}, "currency"),
        ({"kind": "capital", "amount": "100.00", "currency": "USD"}, "detail"),
        ({"kind": "sales_increase", "amount": "1e3", "currency": "ZZZ"}, "currency"),
    ],
)
def test_an_outcome_says_what_its_kind_needs(advisor, firm, facts, field):
    answer = advisor.post(
        "outcomes/", {"client": str(firm.uuid), "occurred_on": "2024-05-20"} | facts
    )

    assert answer.status_code == 422
    assert field in fields_of(answer)


def test_a_claim_is_returned_with_a_reason(director, firm):
    outcome = factories.make_outcome(firm)

    answer = director.post(
        f"outcomes/{outcome.uuid}/return/", {"reason": "number", "note": "3, not 2"}, if_match="*"
    )

    assert (answer.status_code, answer.json()["state"]) == (200, "returned")


def test_follow_ups_are_sent_and_closed(advisor, firm):
    path = f"follow-ups/{factories.make_followup(firm).uuid}/"

    assert advisor.post(f"{path}sent/", {"way": "whatsapp"}, if_match="*").json()["sent_at"]
    assert advisor.post(f"{path}close/", {"reason": "moved away"}, if_match="*").json()["closed_at"]
    assert advisor.get("follow-ups/", {"open": "on"}).json()["results"] == []


ANSWERS = {
    "in_business": "yes", "women_full_time": 4, "women_part_time": 1, "men_full_time": 1,
    "men_part_time": 0, "sales_national": "15000.00", "sales_export": "0.00",
    "attribution": "in_part",
}  # fmt: skip


def test_a_follow_up_is_answered_as_on_the_clients_page(advisor, firm):
    factories.make_situation(firm, as_of=date(2024, 5, 15))  # three jobs; 12,000.00
    path = f"follow-ups/{factories.make_followup(firm).uuid}/answer/"

    part = advisor.post(path, {"in_business": "yes"}, if_match="*")
    rest = advisor.post(path, ANSWERS, if_match="*", idempotency_key="a")
    again = advisor.post(path, ANSWERS, if_match="*", idempotency_key="a")
    same = advisor.post(path, ANSWERS, if_match="*")
    other = advisor.post(path, {**ANSWERS, "sales_national": "1.00"}, if_match="*")

    assert (part.status_code, part.json()["answered_at"]) == (200, None)
    assert rest.json()["answered_at"] and rest.json()["situation"]
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (same.status_code, other.status_code) == (200, 409)
    claims = firm.outcomes.values_list("kind", "quantity", "amount", "attribution", "state")
    assert sorted(claims) == [
        ("jobs_created", 3, None, "in_part", "declared"),
        ("sales_increase", None, Decimal("3000.00"), "in_part", "declared"),
    ]
    assert firm.situations.get(source="followup").figures_from == "telephone"


@pytest.mark.parametrize(
    "answers, field",
    [
        ({}, ""),
        ({"in_business": "perhaps"}, "in_business"),
        ({"women_full_time": 4}, "men_full_time"),
        ({"sales_national": "-1"}, "sales_national"),
        ({"sales_national": "150000"}, "confirmed"),
    ],
)
def test_answers_are_checked_as_on_the_clients_page(advisor, firm, answers, field):
    factories.make_situation(firm, as_of=date(2024, 5, 15))
    followup = factories.make_followup(firm)

    answer = advisor.post(f"follow-ups/{followup.uuid}/answer/", answers, if_match="*")

    followup.refresh_from_db()
    assert answer.status_code == 422
    assert field in fields_of(answer)
    assert followup.answers == {}


def test_a_doubted_answer_is_kept_once_its_key_is_sent(advisor, firm):
    factories.make_situation(firm, as_of=date(2024, 5, 15))
    followup = factories.make_followup(firm)
    answers = {"sales_national": "150000", "confirmed": ["jump:sales_national"]}

    answer = advisor.post(f"follow-ups/{followup.uuid}/answer/", answers, if_match="*")

    followup.refresh_from_db()
    assert answer.status_code == 200
    assert followup.answers["sales_national"] == "150000.00"


def test_a_closed_follow_up_takes_no_answers(advisor, firm):
    followup = factories.make_followup(firm)
    advisor.post(f"follow-ups/{followup.uuid}/close/", {"reason": "moved"}, if_match="*")

    answer = advisor.post(f"follow-ups/{followup.uuid}/answer/", ANSWERS, if_match="*")

    assert answer.status_code == 409
    assert not firm.situations.exists()
