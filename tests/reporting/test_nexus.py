"""SBA Nexus files: valid by the schemas, complete, and honest about what is not known."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from lxml import etree

from clients.exports import runs
from clients.models import Client, Export, Outcome, Session, Topic
from clients.models import Training as Event
from reporting.nexus import codes
from reporting.nexus.gather import gather
from reporting.nexus.records import Training
from reporting.nexus.trainings import gather_trainings
from reporting.nexus.xml import counseling_xml, training_xml
from reporting.periods import quarter
from tests import factories as make

SCHEMAS = Path(settings.BASE_DIR).parent / "shared" / "schemas" / "sba-nexus"
FORM_641 = SCHEMAS / "SBA_NEXUS_Counseling-2-14.xsd"
FORM_888 = SCHEMAS / "SBA_NEXUS_Training-2-25-2025.xsd"
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.exists(), reason="The Nexus schemas are not stored beside the project."
)
SPRING = quarter(2024, 2)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def errors(content, schema):
    checked = etree.XMLSchema(etree.parse(schema))
    checked.validate(etree.fromstring(content))
    return [error.message for error in checked.error_log]


def words_of(schema, element):
    """The values that a schema allows for an element of this name."""
    tree, xs = etree.parse(schema), "{http://www.w3.org/2001/XMLSchema}"
    return {
        value.get("value")
        for found in tree.iter(f"{xs}element")
        if found.get("name") == element
        for value in found.iter(f"{xs}enumeration")
    }


@pytest.fixture
def director(db):
    return make.make_director(make.make_center())


@pytest.fixture
def center(director):
    return director.home_center


def full_session(center, **fields):
    client = make.make_client(
        center,
        name="Panadería <Karla> & Hijas",
        stage=Client.Stage.IN_BUSINESS,
        sector="C",
        contact_sex="woman",
        declared_women_share=Decimal("60.00"),
        municipality="Ilobasco",
        rural=True,
        email="karla@example.org",
    )
    contact = make.make_contact(client, surname="Mejía")
    make.make_consent(client)
    session = make.make_session(
        client,
        held_on=date(2024, 5, 2),
        topic=Topic.EXPORT,
        mode=Session.Mode.VIDEO,
        contact_minutes=90,
        prep_minutes=20,
        travel_minutes=0,
        **fields,
    )
    return client, contact, session


@needs_schemas
def test_sessions_of_a_quarter_are_valid_by_form_641(director, center):
    client, contact, _session = full_session(center)
    make.make_outcome(
        client,
        kind=Outcome.Kind.CAPITAL,
        detail="bank_loan",
        amount=Decimal("5000.50"),
        state="verified",
        occurred_on=date(2024, 6, 1),
    )
    bare = make.make_client(center, stage=Client.Stage.START_UP)
    make.make_session(bare, held_on=date(2024, 4, 1), mode=Session.Mode.OTHER, topic="")

    records, _gaps = gather(director, center, SPRING, 1234567)
    content = counseling_xml(records)

    assert errors(content, FORM_641) == []
    last = etree.fromstring(content)[-1]
    assert last.findtext("ClientRequest/ClientNamePart1/Last") == "Mejía"
    assert last.findtext("ClientIntake/CompanyName") == "Panadería <Karla> & Hijas"
    assert last.findtext("CounselorRecord/CounselingHours/Contact") == "1.50"
    assert last.findtext("CounselorRecord/CounselingHours/Prepare") == "0.33"
    assert last.findtext("CounselorRecord/CounselingProvided/Code") == "International Trade"
    loans = "CounselorRecord/ResourcePartnerServiceContributed/NonSBALoanAmount"
    assert last.findtext(loans) == "5000.50"


@needs_schemas
def test_a_faulty_file_is_found_by_the_schema(director, center):
    full_session(center)
    records, _gaps = gather(director, center, SPRING, 1234567)
    wrong = counseling_xml(records).replace(b"International Trade", b"Trade")

    assert errors(wrong, FORM_641)


@needs_schemas
def test_an_event_is_valid_by_form_888():
    event = Training(
        "T1", 12, date(2024, 5, 2), "Costos", 2, Decimal("4.5"), 20, "Business Plan", "In-person",
        women=12, men=8, city="Ilobasco", country="El Salvador", language="Spanish",
    )  # fmt: skip

    assert errors(training_xml([event]), FORM_888) == []
    assert errors(training_xml([]), FORM_888)


@needs_schemas
def test_every_code_is_a_word_of_the_schema():
    from reporting.nexus.gather import country_name

    assert set(codes.TOPICS.values()) <= words_of(FORM_641, "CounselingProvided")
    assert set(codes.MODES.values()) <= words_of(FORM_641, "SessionType")
    assert set(codes.SECTORS.values()) <= words_of(FORM_641, "BusinessType")
    assert set(codes.LANGUAGES.values()) <= words_of(FORM_641, "Language")
    known = set(re.findall(r'enumeration value="([^"]+)"', FORM_641.read_text("utf-8-sig")))
    network = "AG AR BB BS BZ BO BR CL CO CR CU DM DO EC SV GD GT GY HT HN JM KN LC NI PA PE PY"
    assert {country_name(code) for code in network.split()} <= known


def test_what_is_not_on_record_is_listed_with_its_record(director, center):
    client = make.make_client(center, stage=Client.Stage.START_UP, email="ñandú@example.org")
    session = make.make_session(client, held_on=date(2024, 4, 1), mode=Session.Mode.OTHER, topic="")

    records, gaps = gather(director, center, SPRING, 1)

    said = {(gap.record, gap.because.split(":")[0]) for gap in gaps}
    assert (client, "Race is not asked") in said
    assert (client, "The e-mail has characters that Nexus refuses") in said
    assert (session, "The session has no topic") in said
    assert records[0].email == "" and records[0].in_business == "Undetermined"


def test_only_reportable_sessions_of_the_center_and_quarter_are_taken(director, center):
    client, _contact, session = full_session(center)
    make.make_session(client, held_on=date(2024, 7, 1))
    make.make_session(client, held_on=date(2024, 5, 1), reportable=False)
    make.make_session(client, held_on=date(2024, 5, 1), center=make.make_center())

    records, _gaps = gather(director, center, SPRING, 1)

    assert [one.session_number for one in records] == [str(session.pk)]


def test_the_page_lists_what_is_missing_and_gives_the_file(client, director, center):
    full_session(center)
    client.force_login(director)
    asked = {"center": center.pk, "quarter": "2024-Q2", "location": "77"}

    page = client.get(reverse("reporting:nexus"), asked)
    file = client.post(reverse("reporting:nexus"), asked)

    assert "Race is not asked" in page.content.decode()
    assert file["Content-Type"] == "application/xml"
    assert etree.fromstring(file.content).findtext("*/Location/LocationCode") == "77"


def test_each_upload_is_logged_and_under_the_days_limit(client, director, center, monkeypatch):
    full_session(center)
    client.force_login(director)
    asked = {"center": center.pk, "quarter": "2024-Q2", "location": "77"}
    monkeypatch.setitem(runs.A_DAY, "director", 1)

    file = client.post(reverse("reporting:nexus"), asked)
    refused = client.post(reverse("reporting:nexus"), asked)

    logged = Export.objects.get()
    assert file["Content-Type"] == "application/xml"
    assert (logged.what, logged.rows, logged.state) == ("nexus", 1, "ready")
    assert center.code in logged.reason and "641" in logged.reason
    assert "You have reached the 1 exports of a day" in refused.content.decode()


def test_what_the_records_lack_can_be_had_as_a_file(client, director, center):
    full_session(center)
    client.force_login(director)
    asked = {"center": center.pk, "quarter": "2024-Q2", "location": "77", "as": "csv"}

    answer = client.get(reverse("reporting:nexus"), asked)

    assert "Race is not asked" in b"".join(answer.streaming_content).decode()


def test_another_centers_sessions_are_no_choice(client, director):
    client.force_login(director)
    foreign = make.make_center(make.make_country("GT"))

    asked = {"center": foreign.pk, "quarter": "2024-Q2", "location": "1"}
    page = client.get(reverse("reporting:nexus"), asked)

    assert "Select a valid choice" in page.content.decode()


def spring_training(center, **fields):
    """Two women, one of them not in business, and one man nobody knows more about."""
    shop = make.make_client(center, stage=Client.Stage.IN_BUSINESS)
    idea = make.make_client(center, stage=Client.Stage.PRE_VENTURE)
    unclear = make.make_client(center, stage=Client.Stage.START_UP)
    people = [
        make.make_contact(shop),
        make.make_contact(idea),
        make.make_contact(unclear, sex="man"),
    ]
    return make.make_training(center, present=people, held_on=date(2024, 5, 2), **fields)


@needs_schemas
@pytest.mark.parametrize("mode", Event.Mode.values)
@pytest.mark.parametrize("topic", ["finance", "women"])
def test_trainings_of_a_quarter_are_valid_by_form_888(director, center, mode, topic):
    spring_training(center, mode=mode, topic=topic, minutes=135, title="Costos & <precios>")

    records, _gaps = gather_trainings(director, center, SPRING, 1234567)
    content = training_xml(records)

    assert errors(content, FORM_888) == []
    (one,) = etree.fromstring(content)
    assert one.findtext("TotalTrainingHours") == "2.25"
    assert one.findtext("TrainingTitle") == "Costos & <precios>"
    counted = {part.tag: part.text for part in one.find("NumberTrained")}
    assert counted == {
        "Total": "3",
        "CurrentlyInBusiness": "1",
        "NotYetInBusiness": "1",
        "Female": "2",
        "Male": "1",
    }


@needs_schemas
def test_every_format_is_a_word_of_form_888():
    assert set(codes.FORMATS) == set(Event.Mode)
    assert set(codes.FORMATS.values()) <= words_of(FORM_888, "ProgramFormatType")
    assert set(codes.TOPICS.values()) <= words_of(FORM_888, "TrainingTopic")


def test_an_event_without_anybody_is_left_out_and_listed(director, center):
    empty = make.make_training(center)
    held = spring_training(center)
    make.make_training(center, held_on=date(2024, 7, 1))
    make.make_training()

    records, gaps = gather_trainings(director, center, SPRING, 1)

    assert [one.number for one in records] == [str(held.pk)]
    said = {(gap.record, gap.because.split(":")[0]) for gap in gaps}
    assert (empty, "Nobody came by the list") in said
    assert (held, "Not known whether in business on the day, in the total only") in said


def test_the_page_gives_form_888(client, director, center):
    spring_training(center)
    client.force_login(director)
    asked = {"report": "888", "center": center.pk, "quarter": "2024-Q2", "location": "77"}

    page = client.get(reverse("reporting:nexus"), asked)
    file = client.post(reverse("reporting:nexus"), asked)

    assert "1 training" in page.content.decode()
    assert "The language of the event is not asked" in page.content.decode()
    assert "nexus-888-" in file["Content-Disposition"]
    assert etree.fromstring(file.content).findtext("*/NumberTrained/Total") == "3"
