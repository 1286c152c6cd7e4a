"""The audit trail sees every change, whoever makes it and how, and cannot be changed itself."""

from datetime import date
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from centers.actor import acting
from centers.audit import chain, triggers
from centers.models import AuditEntry, AuditSeal
from clients.models import Client, Contact, Session
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def entries_of(row):
    return AuditEntry.objects.filter(record=row._meta.db_table, number=row.pk).order_by("pk")


def test_a_change_by_save_by_bulk_and_by_plain_sql_leaves_an_entry():
    advisor = factories.make_advisor()
    session = factories.make_session(contact_minutes=60)
    with acting(advisor.pk):
        session.contact_minutes = 75
        session.save()
        Session.objects.update(contact_minutes=90)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE clients_session SET contact_minutes = 95")

    told = [(one.action, one.actor, one.changed) for one in entries_of(session)]

    assert told == [
        ("insert", None, {}),
        ("update", advisor.pk, {"contact_minutes": [60, 75]}),
        ("update", advisor.pk, {"contact_minutes": [75, 90]}),
        ("update", None, {"contact_minutes": [90, 95]}),
    ]
    assert {(one.center, one.country) for one in entries_of(session)} == {
        (session.center_id, session.country_id)
    }


def test_rows_created_and_removed_in_bulk_are_seen_one_by_one():
    client = factories.make_client()
    rows = Contact.objects.bulk_create(
        [Contact(country=client.country, name=f"Ana {n}") for n in range(3)]
    )
    Contact.objects.filter(pk__in=[row.pk for row in rows]).delete()

    kept = AuditEntry.objects.filter(record="clients_contact", action="insert")
    assert {one.country for one in kept} >= {client.country_id}
    assert AuditEntry.objects.filter(record="clients_contact", action="delete").count() == 3


def test_what_is_personal_is_not_kept_only_that_it_changed():
    client = factories.make_client(name="Pupusería Karla", phone="7777 1234")
    client.name, client.phone, client.stage = "Karla Secreta", "7000 0000", "start_up"
    client.save()

    last = entries_of(client).last()

    assert last.changed == {"name": None, "phone": None, "stage": ["in_business", "start_up"]}
    assert "Karla" not in last.changes


def test_a_write_that_changes_nothing_leaves_no_entry():
    client = factories.make_client()
    client.save()

    assert [one.action for one in entries_of(client)] == ["insert"]


@pytest.mark.parametrize("write", ["UPDATE {} SET id = id", "DELETE FROM {}"])
@pytest.mark.parametrize("model", [AuditEntry, AuditSeal])
def test_the_trail_is_only_ever_added_to(write, model):
    factories.make_client()
    chain.seal()

    with pytest.raises(DatabaseError, match="only ever added to"), transaction.atomic():
        connection.cursor().execute(write.format(model._meta.db_table))


def check():
    out = StringIO()
    call_command("check_audit", stdout=out)
    return out.getvalue()


def test_a_change_past_the_triggers_is_found():
    session = factories.make_session(contact_minutes=60)
    Session.objects.update(contact_minutes=75)
    assert "is whole" in check()
    factories.make_client()
    assert "is whole" in check()
    assert AuditSeal.objects.count() == 2
    triggers.drop()
    last = entries_of(session).last()
    AuditEntry.objects.filter(pk=last.pk).update(changes='{"contact_minutes": [60, 600]}')
    triggers.install()

    with pytest.raises(CommandError, match="was changed"):
        check()


def test_an_entry_taken_out_and_a_seal_made_anew_are_found():
    factories.make_session()
    check()
    factories.make_client()
    check()
    triggers.drop()
    first = AuditSeal.objects.order_by("pk").first()
    AuditEntry.objects.order_by("pk").first().delete()
    assert [one.pk for one in chain.broken()] == [first.pk]
    entries = AuditEntry.objects.filter(pk__lte=first.last_entry).order_by("pk")
    first.hash, first.entries = chain._digest("", entries)
    first.save()

    assert [one.previous == first.hash for one in chain.broken()] == [False]


def test_a_missing_trigger_is_told():
    assert triggers.installed() == triggers.names().keys()
    triggers.drop()

    with pytest.raises(CommandError, match="audit_clients_session_update"):
        check()
    found = [one.msg for one in run_checks(databases=["default"], tags=["database"])]
    assert "The trigger audit_clients_session_update is missing." in found
    call_command("migrate", verbosity=0, skip_checks=False)  # as the hint says
    assert triggers.installed() == triggers.names().keys()


def test_a_coordinator_sees_the_history_of_the_country_and_no_other(client):
    here, there = factories.make_country("SV"), factories.make_country("GT")
    coordinator = factories.make_coordinator(here)
    one = factories.make_client(center=factories.make_center(here, name="Centro Uno"))
    other = factories.make_client(center=factories.make_center(there, name="Centro Lejos"))
    with acting(coordinator.pk):
        Client.objects.update(stage="start_up")
    client.force_login(coordinator)

    page = client.get("/settings/history/").content.decode()
    file = b"".join(client.get("/settings/history/export/").streaming_content).decode()

    assert "Centro Uno" in page
    assert "Centro Lejos" not in page
    assert "in_business" in page
    assert f"clients_client,{one.pk},update" in file
    assert f"clients_client,{other.pk},update" not in file


def test_the_page_and_its_file_share_one_filter(client):
    coordinator = factories.make_coordinator(factories.make_country("SV"))
    session = factories.make_session(held_on=date(2024, 5, 2))
    client.force_login(coordinator)
    query = {"record": "clients_session", "number": session.pk, "action": "insert"}

    file = b"".join(client.get("/settings/history/export/", query).streaming_content).decode()

    assert len(file.splitlines()) == 2
    assert (
        "No change matches"
        in client.get("/settings/history/", {**query, "until": "2020-01-01"}).content.decode()
    )


def test_a_director_may_not_see_it(client):
    client.force_login(factories.make_director())

    assert client.get("/settings/history/").status_code == 403
    assert client.get("/settings/history/export/").status_code == 403
