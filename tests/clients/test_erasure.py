"""A person asks to be erased: nothing of them is found again, and no figure changes."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from clients import actions
from clients.models import (
    Client,
    ClientKey,
    Contact,
    Document,
    ImportRun,
    Merge,
    RecheckItem,
    Restatement,
    SearchKey,
    Session,
)
from reporting.impact import impact, reference
from reporting.periods import Period
from tests import routes
from tests.columns import places_of
from tests.factories import (
    field_payload,
    make_advisor,
    make_appointment,
    make_center,
    make_client,
    make_consent,
    make_contact,
    make_coordinator,
    make_country,
    make_director,
    make_evidence,
    make_followup,
    make_import,
    make_merge,
    make_outcome,
    make_recheck_sample,
    make_session,
    make_situation,
    make_training,
)

pytestmark = pytest.mark.django_db

MARKER = "Zorrilla"
BREAKDOWNS = [
    (), ("sex",), ("women_owned",), ("women_led",), ("sector",), ("size",), ("stage",), ("area",),
    ("municipality",), ("month",), ("center",), ("topic",), ("mode",), ("attribution",),
]  # fmt: skip


@pytest.fixture
def center():
    return make_center(make_country("SV"))


@pytest.fixture
def firm(center):
    """A client whose every text holds the marker, with all that can hang on a client."""
    firm = make_client(
        center,
        name=f"Tienda {MARKER}",
        national_sector=MARKER,
        document=MARKER,
        email=f"{MARKER}@example.org",
        phone="7777-1234",
        municipality="Ilobasco",
        rural=True,
        women_owned="yes",
        contact_sex="woman",
    )
    owner = make_contact(
        firm, surname=MARKER, document=MARKER, email=f"{MARKER}@example.org", birth_year=1980,
        share=60,
    )  # fmt: skip
    make_training(center, present=[owner])
    make_session(firm, note=MARKER, next_step=MARKER, contact_minutes=400)
    jobs = make_outcome(firm, note=MARKER, attribution_by=MARKER, state="verified")
    make_outcome(firm, kind="business_started", returned_note=MARKER)
    make_outcome(firm, kind="export_sales", state="verified", first_export=True)
    make_evidence(jobs, label=MARKER)
    make_evidence(jobs, label="", file=ContentFile(MARKER.encode(), f"{MARKER}.pdf"))
    Document.objects.create(
        client=firm, center=center, country=center.country, title=MARKER,
        file=ContentFile(MARKER.encode(), f"{MARKER}.pdf"),
    )  # fmt: skip
    make_situation(firm, figures_from=MARKER)
    make_appointment(firm, note=MARKER, place=MARKER)
    make_followup(firm, answers={"word": MARKER})
    make_consent(firm)
    ClientKey.objects.create(client=firm, source="x", key=MARKER)
    make_traces(firm)
    actions.refresh_client(firm)
    return firm


def make_traces(firm):
    """What a merge, an import, a transfer, a re-check and a restatement keep of the client."""
    center = firm.center
    merge = make_merge(firm)
    Merge.objects.filter(pk=merge.pk).update(before={"name": MARKER}, after={"name": MARKER})
    run = make_import(
        center, state="stored", stored_at=timezone.now(), result={"rows": [MARKER]},
        fixes=[["a", "b", MARKER, MARKER]], file=ContentFile(MARKER.encode(), "upload"),
        stored_rows={"before": {str(firm.pk): {"client": {"name": MARKER}}}},
    )  # fmt: skip
    assert run.file
    actions.transfer_client(client=firm, by=None, center=center, reason=MARKER)
    sample = make_recheck_sample(center.country)
    RecheckItem.objects.create(sample=sample, outcome=firm.outcomes.first(), note=MARKER)
    session = firm.sessions.get()
    Restatement.objects.create(
        client=firm, center=center, country=center.country, record="session",
        record_uuid=session.uuid, day=session.held_on, reason=MARKER, applied_at=timezone.now(),
        changes={"note": [MARKER, ""], "contact_minutes": ["40", "400"]},
    )  # fmt: skip


def erase(firm, by=None):
    return actions.erase_client(client=firm, by=by, reason="By letter of 3 May")


def figures(country, ask):
    """Every measure of 2024 in all, and by each breakdown that it has."""
    user, year = make_coordinator(country), Period(date(2024, 1, 1), date(2025, 1, 1))
    return {
        (by, cell.measure, cell.state, *sorted(cell.by.items())): cell.figure
        for by in BREAKDOWNS
        for cell in ask(user, year, by=by)
    }


@pytest.mark.postgres
def test_nothing_personal_is_left_in_any_table_and_no_file(
    firm, django_capture_on_commit_callbacks
):
    before = places_of(MARKER)
    files = [row.file.name for row in (Document.objects.get(), ImportRun.objects.get())]
    files += [row.file.name for row in firm.outcomes.get(women=1).evidence.exclude(file="")]
    with django_capture_on_commit_callbacks(execute=True):
        erase(firm, make_director(firm.center))

    assert {"clients_client.name", "clients_session.note", "clients_contact.surname"} <= before
    assert places_of(MARKER) == set()
    assert places_of("77771234") == set()
    assert len(files) == 3
    assert not any(map(default_storage.exists, files))
    assert not SearchKey.objects.filter(client=firm).exists()
    assert not firm.consents.filter(withdrawn_on=None).exists()
    assert Restatement.objects.get().changes == {"contact_minutes": ["40", "400"]}
    assert Contact.objects.get().birth_year is None


@pytest.mark.postgres
@pytest.mark.parametrize("closed", [False, True])
def test_every_figure_stays_the_same_also_of_closed_periods(
    firm, center, closed, django_capture_on_commit_callbacks
):
    other = make_client(center)
    make_session(other)
    if closed:
        center.locked_through = date(2024, 12, 31)
        center.save()
    before = figures(center.country, reference)

    with django_capture_on_commit_callbacks(execute=True):
        erase(firm)

    assert figures(center.country, reference) == before
    assert figures(center.country, impact) == before
    assert before[(), "CLI-01", "all"] == 2
    assert before[(), "EXP-01", "verified"] > 0
    assert places_of(MARKER) == set()


def test_a_person_who_belongs_to_another_client_stays_there_and_leaves_here(firm, center):
    other = make_client(center, name="Panadería Luz")
    person = make_contact(other, surname="Luz", sex="woman")
    firm.links.create(contact=person, role="manager", share=40)

    erase(firm)

    person.refresh_from_db()
    assert (person.surname, person.erased_at) == ("Luz", None)
    assert [link.client for link in person.links.all()] == [other]
    stand_in = firm.links.get(role="manager")
    assert (stand_in.share, stand_in.contact.sex, stand_in.contact.surname) == (40, "woman", "")


def test_a_phone_that_did_not_know_yet_keeps_the_minutes_only(client, firm, center):
    advisor = make_advisor(center)
    client.force_login(advisor)
    sent = field_payload(firm, note=MARKER, next_step=MARKER)
    sent |= {"rev": 1, "user": str(advisor.uuid)}
    address = reverse("api:session-detail", args=[uuid4()])
    early = client.put(address, json.dumps(sent), "application/json")
    erase(firm)

    later = client.put(address, json.dumps(sent | {"rev": 2, "note": f"{MARKER} dos"}),
                       "application/json")  # fmt: skip
    address = reverse("api:session-detail", args=[uuid4()])
    new = client.put(address, json.dumps(sent), "application/json")

    assert (early.status_code, later.status_code, new.status_code) == (201, 410, 410)
    assert Session.objects.filter(client=firm, contact_minutes=45).count() == 2
    assert places_of(MARKER) == set()
    assert not firm.followups.filter(closed_at=None).exists()


def test_the_page_says_what_goes_asks_why_and_for_the_name_and_erases(client, firm, center):
    client.force_login(make_director(center))
    address = reverse("clients:client-erase", args=[firm.pk])
    edit = client.get(reverse("clients:client-edit", args=[firm.pk])).content.decode()
    page = client.get(address).content.decode()
    wrong = client.post(address, {"reason": "By letter", "name": "Otra"})
    unsaid = client.post(address, {"reason": "", "name": firm.name})
    still = Client.objects.get(pk=firm.pk).name
    done = client.post(address, {"reason": "By letter", "name": f"tienda {MARKER}"}, follow=True)

    assert address in edit
    assert "Every figure stays as it is" in page
    assert "not the client&#x27;s name" in wrong.content.decode()
    assert "By letter" in wrong.content.decode()
    assert "reason" in unsaid.context["form"].errors
    assert still == firm.name
    assert done.redirect_chain == [(reverse("clients:client-list"), 302)]
    assert "personal data are erased" in done.content.decode()
    assert MARKER not in done.content.decode()
    old = client.get(firm.get_absolute_url())
    assert (old.status_code, MARKER in old.content.decode()) == (410, False)
    assert client.get(address).status_code == 404
    row = Client.objects.get(pk=firm.pk)
    assert row.deleted_reason == "By letter"
    assert not Client.objects.for_user(make_director(center)).filter(pk=firm.pk).exists()


def test_an_advisor_is_refused_and_sees_no_link_and_a_foreign_client_is_not_found(client, firm):
    advisor = make_advisor(firm.center)
    address = reverse("clients:client-erase", args=[firm.pk])
    client.force_login(advisor)
    refused = client.post(address, {"reason": "By letter", "name": firm.name}).status_code
    edit = client.get(reverse("clients:client-edit", args=[firm.pk])).content.decode()
    client.force_login(make_director(make_center(make_country("GT"))))
    foreign = client.post(address, {"reason": "By letter", "name": firm.name}).status_code

    assert (refused, foreign, address in edit) == (403, 404, False)
    assert Client.objects.get(pk=firm.pk).erased_at is None


def test_an_erased_client_is_not_erased_twice_and_its_merge_not_undone(firm):
    erase(firm)
    merge = Merge.objects.get()

    with pytest.raises(actions.NotAllowed):
        erase(firm)
    assert not actions.can_be_undone(merge, merge.made_at + timedelta(days=1))
    assert Client.objects.get(pk=merge.loser_id).erased_at


def test_no_page_falls_over_an_erased_client_or_names_it(client, center):
    place = routes.Place("Mercadito", center)
    everywhere = [one for one in routes.all_routes() if one.name not in routes.WITHOUT_GATE]
    addresses = [one.fill(place) for one in everywhere if "logout" not in one.name]
    actions.change_client(client=place.client, by=None, name=f"Tienda {MARKER}")
    actions.change_contact(contact=place.contact, by=None, surname=MARKER, phone="7777-1234")
    erase(place.client)
    client.raise_request_exception = False
    client.force_login(make_director(center))

    answers = {address: client.get(address) for address in addresses}

    assert [one for one, answer in answers.items() if answer.status_code >= 500] == []
    assert [one for one, answer in answers.items() if MARKER.encode() in body(answer)] == []
    assert answers[place.client.get_absolute_url()].status_code == 410


def body(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def erased(firm):
    """The client of all that can hang on one, with a change between two situations, erased."""
    by = make_advisor(firm.center)
    actions.record_situation(client=firm, by=by, as_of=date(2024, 9, 1), women_full_time=9)
    erase(firm)
    return Client.objects.get(pk=firm.pk)


def test_nothing_is_written_about_an_erased_client_any_more(erased, center):
    by = make_advisor(center)
    claim = erased.outcomes.filter(to_situation=None).first()
    change = erased.outcomes.exclude(to_situation=None).first()
    session, situation = erased.sessions.first(), erased.situations.first()
    before = figures(center.country, impact)
    steps = [
        lambda: actions.declare_outcome(
            client=erased, by=by, kind="capital", occurred_on=date(2024, 5, 1), amount=1
        ),
        lambda: actions.change_outcome(outcome=claim, by=by, quantity=99),
        lambda: actions.delete_outcome(outcome=claim, by=by, reason="wrong"),
        lambda: actions.attach_evidence(outcome=claim, by=by, label=MARKER),
        lambda: actions.verify_outcome(outcome=change, by=make_director(center)),
        lambda: actions.answer_attribution(
            outcome=claim, answer="yes", answered_by=MARKER, question=MARKER
        ),
        lambda: actions.keep_figures(outcome=change, by=by),
        lambda: actions.take_situations_figures(outcome=change, by=by),
        lambda: actions.record_situation(client=erased, by=by, as_of=date(2024, 10, 1)),
        lambda: actions.change_situation(situation=situation, by=by, women_full_time=1),
        lambda: actions.delete_situation(situation=situation, by=by, reason="wrong"),
        lambda: actions.delete_session(session=session, by=by, reason="wrong"),
    ]

    for step in steps:
        with pytest.raises(actions.NotAllowed, match="asked to have their data erased"):
            step()

    assert figures(center.country, impact) == before
    assert places_of(MARKER) == set()


def test_the_pages_of_an_erased_clients_records_refuse_with_the_sentence(client, erased, center):
    client.force_login(make_director(center))
    claim, session = erased.outcomes.first(), erased.sessions.first()
    facts = {"kind": "jobs_created", "occurred_on": "2024-05-15", "quantity": "7"}
    held = {"held_on": "2024-05-15", "minutes": "30", "mode": "center", "note": MARKER}
    held |= {"topics": ["finance"]}

    detail = client.get(claim.get_absolute_url())
    edit = reverse("clients:outcome-edit", args=[claim.uuid])
    answers = [
        client.post(edit, facts),
        client.post(reverse("clients:outcome-delete", args=[claim.uuid]), {"reason": "x"},
                    follow=True),
        client.post(reverse("clients:session-edit", args=[session.uuid]), held),
        client.post(reverse("clients:session-delete", args=[session.uuid]), {"reason": "x"}),
    ]  # fmt: skip

    assert edit not in detail.text
    assert ["asked to have their data erased" in one.text for one in answers] == [True] * 4
    assert client.get(reverse("clients:outcome-add", args=[erased.pk])).status_code == 404
    assert client.get(reverse("clients:situation-add", args=[erased.pk])).status_code == 404
    assert places_of(MARKER) == set()


def test_the_api_refuses_to_change_what_an_erased_client_was_given(client, erased, center):
    client.force_login(make_director(center))
    for route, record, facts in (
        ("outcome", erased.outcomes.first(), {"quantity": 9}),
        ("session", erased.sessions.first(), {"note": MARKER}),
        ("situation", erased.situations.first(), {"figures_from": MARKER}),
    ):
        address = reverse(f"api:{route}-detail", args=[record.uuid])
        etag = client.get(address)["ETag"]
        answer = client.patch(address, facts, "application/json", headers={"if-match": etag})
        assert (route, answer.status_code) == (route, 409)
        assert "asked to have their data erased" in answer.json()["detail"]
    assert places_of(MARKER) == set()


def test_a_waiting_claim_of_an_erased_client_leaves_the_queue_returned(erased, center):
    waiting = erased.outcomes.filter(state="declared").first()

    returned = actions.return_outcome(
        outcome=waiting, by=make_director(center), reason="no_evidence"
    )

    assert returned.state == "returned"
