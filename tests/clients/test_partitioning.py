"""Sessions and results in partitions by country: same figures, same rules, and the way back."""

from datetime import date
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, models, transaction

from centers.system import SYSTEM
from clients import actions
from clients.models import Client, Evidence, Outcome, Session
from clients.partitioning import catalog
from clients.partitioning.rebuild import TABLES
from reporting.facts import triggers, upkeep
from reporting.impact import impact, reference
from reporting.periods import Period
from tests import factories as make

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Partitions exist on PostgreSQL only."
)


def partition(*words):
    out = StringIO()
    call_command("partition_by_country", *words, stdout=out)
    return out.getvalue()


def figures():
    by = ("country", "sex")
    upkeep.drain()
    ours = impact(SYSTEM, YEAR, None, by).as_json()
    assert ours == reference(SYSTEM, YEAR, None, by).as_json()
    return ours


def schema():
    """Everything of both tables that PostgreSQL can write down, and who points at them."""
    query = """SELECT pg_get_constraintdef(oid), conname, obj_description(oid) FROM pg_constraint
        WHERE conrelid = ANY(%s::regclass[]) OR confrelid = ANY(%s::regclass[]) ORDER BY 2"""
    tables = list(TABLES)
    found = [catalog.read(table) for table in TABLES]
    return catalog.rows(query, [tables, tables]), [(one.indexes, one.triggers) for one in found]


@pytest.fixture
def two_countries(transactional_db):
    """Clients of two countries with sessions and results, in partitions until the test ends."""
    found = {}
    for code in ("SV", "GT"):
        found[code] = client = make.make_client(make.make_center(make.make_country(code)))
        make.make_contact(client)
        make.make_session(client)
        make.make_outcome(client, state="verified")
    before = figures(), schema()
    partition()
    found["before"] = before
    yield found
    partition("--undo")


def test_sqlite_is_refused_in_a_sentence(db):
    if connection.vendor == "postgresql":
        pytest.skip("On PostgreSQL nothing is refused.")

    with pytest.raises(CommandError, match="SQLite has no partitions. They need a PostgreSQL"):
        partition()


@on_postgresql
@pytest.mark.postgres
def test_a_dry_run_says_what_would_be_done_and_does_nothing(transactional_db):
    make.make_session()
    before = schema()

    said = partition("--dry-run")

    assert "clients_session: 1 rows into" in said
    assert "clients_session_pkey: PRIMARY KEY (id, country_id)" in said
    assert "clients_evidence.outcome_id: kept by a trigger" in said
    assert schema() == before


@on_postgresql
@pytest.mark.postgres
def test_figures_and_rows_are_the_same_and_undoing_brings_everything_back(two_countries):
    figures_before, schema_before = two_countries["before"]

    assert figures() == figures_before
    for table in TABLES:
        places = catalog.partitions(table)
        assert {"SV", "GT", None} <= set(places)
        assert catalog.rows_by_country(places["SV"]) == {"SV": 1}
        assert catalog.rows_by_country(places[None]) == {}
    assert partition() == "clients_session: nothing to do.\nclients_outcome: nothing to do.\n"

    partition("--undo")

    assert schema() == schema_before
    assert figures() == figures_before
    assert Session.objects.latest("pk").pk < make.make_session().pk


@on_postgresql
@pytest.mark.postgres
def test_the_application_writes_as_before(two_countries):
    client = two_countries["SV"]
    advisor, director = make.make_advisor(client.center), make.make_director(client.center)
    more = {"held_on": date(2024, 7, 1), "contact_minutes": 45}

    session = actions.record_session(client=client, by=advisor, **more)
    again = actions.record_session(client=client, by=advisor, uuid=session.uuid, **more)
    claim = actions.declare_outcome(
        client=client, by=advisor, kind="jobs_created", occurred_on=date(2024, 7, 2), quantity=3
    )
    paper = SimpleUploadedFile("payroll.pdf", b"%PDF-1.7 payroll")
    actions.attach_evidence(outcome=claim, by=advisor, file=paper, kind="payroll")
    actions.verify_outcome(outcome=claim, by=director)
    upkeep.drain()

    assert again == session
    assert upkeep.differences() == []
    found = {(one["measure"], one["state"], one["by"].get("country")): one for one in figures()}
    assert found["JOB-01", "verified", None]["value"] == "7"  # 2 + 2 before, 3 now
    Outcome.objects.filter(pk=claim.pk).update(quantity=4)
    assert upkeep.drain() == 1


@on_postgresql
@pytest.mark.postgres
def test_guards_and_marks_are_on_every_partition(two_countries):
    client = two_countries["GT"]
    client.center.locked_through = date(2024, 12, 31)
    client.center.save()

    assert triggers.installed() == triggers.names()
    for change in (
        lambda: Session.objects.filter(client=client).update(contact_minutes=5),
        lambda: Outcome.objects.filter(client=client).delete(),
    ):
        with pytest.raises(IntegrityError, match="closed period"):
            change()
    assert Session.objects.filter(client=two_countries["SV"]).update(contact_minutes=5) == 1


@on_postgresql
@pytest.mark.postgres
def test_what_foreign_keys_kept_is_kept(two_countries):
    claim = Outcome.objects.get(client=two_countries["SV"])
    make.make_evidence(claim)

    with pytest.raises(IntegrityError, match="clients_evidence still points at row"):
        Outcome.objects.filter(pk=claim.pk)._raw_delete("default")
    with pytest.raises(IntegrityError, match="points at .*, which is not there"):
        Evidence.objects.create(outcome_id=claim.pk + 1000, label="Planilla")
    with pytest.raises(IntegrityError, match="clients_client"):
        Client.objects.filter(pk=claim.client_id)._raw_delete("default")
    with transaction.atomic():  # nothing is left pointing at the claim when this ends
        Outcome.objects.filter(pk=claim.pk)._raw_delete("default")
        Evidence.objects.filter(outcome_id=claim.pk)._raw_delete("default")


@on_postgresql
@pytest.mark.postgres
def test_who_points_at_a_row_holds_it_against_deletion_at_the_same_time(two_countries):
    claim = Outcome.objects.get(client=two_countries["SV"])
    other = connection.copy()

    with transaction.atomic():
        make.make_evidence(claim)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what the end of it would do
        with pytest.raises(OperationalError, match="lock timeout"), other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
            cursor.execute("DELETE FROM clients_outcome WHERE id = %s", [claim.pk])
    other.close()

    assert Evidence.objects.filter(outcome=claim).count() == 1


@on_postgresql
@pytest.mark.postgres
def test_later_migrations_change_all_partitions(two_countries):
    note = models.CharField(max_length=20, default="", db_default="")
    note.set_attributes_from_name("weather")
    note.model = Session
    index = models.Index(fields=["topic", "held_on"], name="session_topic_day")

    with connection.schema_editor() as editor:
        editor.add_field(Session, note)
        editor.add_index(Session, index)
    try:
        assert "weather" in catalog.read("clients_session_gt").columns
        assert "topic, held_on" in " ".join(catalog.read("clients_session_gt").indexes)
        partition("--undo")
        partition()
    finally:
        with connection.schema_editor() as editor:
            editor.remove_index(Session, index)
            editor.remove_field(Session, note)


@on_postgresql
@pytest.mark.postgres
def test_a_country_that_joins_gets_its_partition_at_the_next_run(two_countries):
    make.make_session(make.make_client(make.make_center(make.make_country("PY"))))
    assert catalog.rows_by_country("clients_session_other") == {"PY": 1}

    partition()

    assert catalog.rows_by_country("clients_session_py") == {"PY": 1}
    assert catalog.rows_by_country("clients_session_other") == {}
    assert len(figures()) > len(two_countries["before"][0])
