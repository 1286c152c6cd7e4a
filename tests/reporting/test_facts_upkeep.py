"""Marks, drains and checks: nothing a writer, a worker or a migration does leaves facts wrong."""

import os
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import connection

from centers.system import SYSTEM
from clients.models import Client, Outcome, Session
from reporting.facts import triggers, upkeep
from reporting.impact import impact, reference
from reporting.models import Mark, Posted, ServiceCell
from reporting.periods import Period
from tests import factories as make

YEAR = Period(date(2024, 1, 1), date(2025, 1, 1))
# A process of its own that stops in the middle of its work, with all its changes made but not
# committed, says so, and waits for its end.
IN_THE_MIDDLE = """
import os, time
import django
django.setup()
from django.db import transaction
from clients.models import Session
from reporting.facts import posting, upkeep
def stop():
    print("in the middle", flush=True)
    time.sleep(600)
def add_and_stop(cells, add=posting.add):
    add(cells)
    stop()
posting.add = add_and_stop
with transaction.atomic():
    {work}
    stop()
"""


@pytest.mark.django_db
@pytest.mark.postgres
def test_every_kind_of_write_marks_its_clients():
    one, two = make.make_client(), make.make_client()
    make.make_outcome(two)
    upkeep.drain()

    def marked(write):
        Mark.objects.all().delete()
        write()
        return set(Mark.objects.values_list("client", flat=True))

    rows = [
        Session(
            client=client,
            center=client.center,
            country=client.country,
            held_on=make.DAY,
            contact_minutes=30,
        )
        for client in (one, two)
    ]
    assert marked(lambda: Session.objects.bulk_create(rows)) == {one.pk, two.pk}
    assert marked(lambda: Session.objects.filter(client=one).update(client=two)) == {one.pk, two.pk}
    assert marked(lambda: Session.objects.filter(client=two).delete()) == {two.pk}
    assert marked(lambda: Outcome.objects.update(quantity=3)) == {two.pk}
    assert marked(lambda: Client.objects.filter(pk=one.pk).update(size="small")) == {one.pk}


@pytest.mark.django_db
@pytest.mark.postgres
def test_all_triggers_are_there_and_a_missing_one_is_told_and_made_good():
    make.make_session()
    upkeep.drain()
    assert triggers.installed() == triggers.names()
    assert run_checks(databases=["default"], tags=["database"]) == []
    on = " ON clients_session" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER mark_clients_session_update{on}")

    found = run_checks(databases=["default"], tags=["database"])

    assert [one.msg for one in found] == ["The trigger mark_clients_session_update is missing."]
    Session.objects.update(reportable=False)  # unseen
    assert not Mark.objects.exists()
    call_command("migrate", verbosity=0, skip_checks=False)  # as the hint says
    assert triggers.installed() == triggers.names()
    assert impact(SYSTEM, YEAR).value("SES-01") == 0


@pytest.mark.django_db
def test_triggers_go_before_migrations_run_and_come_back_with_all_clients_marked():
    client = make.make_client()
    upkeep.drain()

    triggers.drop()
    assert triggers.installed() == set()
    triggers.install()

    assert triggers.installed() == triggers.names()
    assert list(Mark.objects.values_list("client", flat=True)) == [client.pk]


@pytest.mark.django_db
def test_a_drain_that_is_broken_off_leaves_its_marks(monkeypatch):
    make.make_session()

    def killed(cells):
        raise KeyboardInterrupt

    monkeypatch.setattr("reporting.facts.posting.add", killed)
    with pytest.raises(KeyboardInterrupt):
        upkeep.drain()
    monkeypatch.undo()

    assert Mark.objects.exists()
    assert impact(SYSTEM, YEAR).value("SES-01") == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests have one process")
@pytest.mark.parametrize(
    "work",
    ["upkeep.drain()", "upkeep.rebuild()", "Session.objects.update(contact_minutes=700)"],
    ids=["drain", "rebuild", "writer"],
)
def test_a_process_killed_in_the_middle_leaves_nothing_wrong(work):
    one, two = make.make_client(), make.make_client()
    make.make_session(one)
    upkeep.drain()
    make.make_session(two)
    test_database = f"/{connection.settings_dict['NAME']}?"
    url = os.environ["SBDC_TEST_CLUSTER"].replace("/postgres?", test_database)

    process = subprocess.Popen(
        [sys.executable, "-c", IN_THE_MIDDLE.format(work=work)],
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "in the middle\n"
    process.kill()
    process.wait()

    assert set(Mark.objects.values_list("client", flat=True)) == {two.pk}
    found = impact(SYSTEM, YEAR, by="sex").as_json()
    assert found == reference(SYSTEM, YEAR, by="sex").as_json()
    assert impact(SYSTEM, YEAR).value("CLI-01") == 2
    assert impact(SYSTEM, YEAR).value("CLI-03") == 0
    assert upkeep.differences() == []


@pytest.mark.django_db
def test_with_too_many_marks_the_source_answers(monkeypatch):
    make.make_session()
    monkeypatch.setattr("reporting.facts.answer.MOST_MARKS", 1)

    assert impact(SYSTEM, YEAR).value("SES-01") == 1
    assert Mark.objects.exists()


@pytest.mark.django_db
def test_the_commands_check_and_mend():
    make.make_session()
    call_command("rebuild_facts", stdout=StringIO())
    out = StringIO()
    call_command("check_facts", stdout=out)
    assert "No difference." in out.getvalue()
    ServiceCell.objects.filter(sessions=1).update(minutes=7)

    with pytest.raises(CommandError, match="--fix"):
        call_command("check_facts", stdout=StringIO())
    call_command("check_facts", fix=True, stdout=StringIO())

    assert upkeep.differences() == []


FAULTS = [
    "UPDATE reporting_servicecell SET served = served + 1 WHERE grain = 1",
    "UPDATE reporting_servicecell SET x = x + 1 WHERE grain = 3",
    "UPDATE reporting_servicecell SET country = 'SV' WHERE grain = 26",
    "UPDATE reporting_servicecell SET key = 7 WHERE grain = 21",
    "UPDATE reporting_servicecell SET grain = 99 WHERE grain = 5",
    "DELETE FROM reporting_claimcell WHERE grain = 4",
    "UPDATE reporting_claimcell SET verified = NOT verified WHERE grain = 11",
    "UPDATE reporting_claimcell SET cents = NULL WHERE grain = 2",
    "DELETE FROM reporting_posted",
    "UPDATE reporting_posted SET client = client + 1000",
]


@pytest.mark.django_db
@pytest.mark.postgres
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_made_by_hand_is_found_and_mended(fault):
    session = make.make_session(contact_minutes=400)
    make.make_outcome(session.client, kind="capital", amount=900, state="verified")
    upkeep.drain()
    with connection.cursor() as cursor:
        cursor.execute(fault)
        assert cursor.rowcount > 0

    with pytest.raises(CommandError, match="Facts differ from the source"):
        call_command("check_facts", stdout=StringIO())
    call_command("check_facts", fix=True, stdout=StringIO())

    assert upkeep.differences() == []
    assert impact(SYSTEM, YEAR, by="center").as_json() == (
        reference(SYSTEM, YEAR, by="center").as_json()
    )


@pytest.mark.django_db
def test_cells_that_are_left_without_any_client_are_found():
    make.make_session()
    upkeep.drain()
    Posted.objects.all().delete()
    Session.objects.all().delete()
    Client.objects.all().delete()
    Mark.objects.all().delete()

    assert upkeep.differences()


@pytest.mark.django_db
def test_damaged_facts_are_passed_over_by_readers_until_they_are_mended():
    session = make.make_session()
    upkeep.drain()
    Posted.objects.update(summary=b"damaged")
    make.make_session(session.client)

    assert impact(SYSTEM, YEAR).value("SES-01") == 2
    with pytest.raises(CommandError, match="Facts differ from the source"):
        call_command("check_facts", stdout=StringIO())
    call_command("check_facts", fix=True, stdout=StringIO())
    assert upkeep.differences() == []
