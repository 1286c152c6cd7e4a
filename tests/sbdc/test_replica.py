"""Pages of figures from a real replica: as of when, what lags, what happens when it is away."""

import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from centers import replica
from centers.models import Membership
from clients.models import Session
from deploy.cluster import Cluster, NoPostgreSQL
from reporting.facts import upkeep
from sbdc import env
from sbdc.routers import ReplicaRouter
from tests import factories as make

DASHBOARD = reverse("reporting:dashboard") + "?country=SV&start=2024-01-01&end=2024-12-31"
SESSIONS = reverse("reporting:dashboard-data") + DASHBOARD.partition("dashboard/")[2]
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Only PostgreSQL has replicas."
)


@pytest.fixture(scope="module")
def follower(django_db_setup):
    """A second server that follows the one the tests run on."""
    cluster = Cluster("hot_standby_feedback=on")
    try:
        cluster.start_as_replica(connection.settings_dict["OPTIONS"]["host"])
    except NoPostgreSQL as error:
        cluster.stop()
        if "not installed" not in str(error):
            raise
        pytest.skip(str(error))
    yield cluster
    cluster.stop()


@pytest.fixture
def copy(follower, transactional_db, monkeypatch):
    """The connection to the replica, set up as REPLICA_URL does it."""
    main = connections.settings["default"] | {"NAME": connection.settings_dict["NAME"]}
    address = f"postgres://sbdc@/{main['NAME']}?host={follower.folder}"
    monkeypatch.setenv("REPLICA_URL", address)
    entry = main | env.replica("REPLICA_URL", main)
    monkeypatch.setitem(connections.settings, replica.ALIAS, entry)
    monkeypatch.setattr(replica, "WAIT_SECONDS", 30)  # of a busy machine
    replica.ask_again()
    with connection.cursor() as cursor:  # as on a real server: a commit is sent on at once
        cursor.execute("SET synchronous_commit = on")
    yield _allowed(connections[replica.ALIAS])
    connection.close()
    connections[replica.ALIAS].close()
    del connections[replica.ALIAS]
    replica.ask_again()


def _allowed(copy):
    """Tests may only connect to the databases that the settings of the run name: let this one."""

    def connect():
        if copy.connection is None:
            with copy.wrap_database_errors:
                copy.connect()

    copy.ensure_connection = connect
    return copy


@pytest.fixture
def el_salvador(copy):
    """A coordinator's browser, and the client whose sessions the country's figures count."""
    client = make.make_client(make.make_center(make.make_country("SV")))
    make.make_session(client)
    browser = Browser(headers={"accept-language": "en"})
    browser.force_login(make.make_coordinator(client.country, language="en"))
    return browser, client


def minutes_shown(response):
    lines = response.content.decode().splitlines()
    return next(line for line in lines if "SES-02" in line)


def run_there(copy, statement):
    with copy.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@contextmanager
def paused(copy):
    """The replica stays as it is; what is written meanwhile arrives afterwards."""
    run_there(copy, "SELECT pg_wal_replay_pause()::text")
    patience, replica.WAIT_SECONDS = replica.WAIT_SECONDS, 0.01
    try:
        until = time.monotonic() + 30
        while run_there(copy, "SELECT pg_get_wal_replay_pause_state()") != "paused":
            assert time.monotonic() < until
            time.sleep(0.01)
        yield
    finally:
        replica.WAIT_SECONDS = patience
        run_there(copy, "SELECT pg_wal_replay_resume()::text")


@on_postgresql
@pytest.mark.postgres
def test_the_dashboard_is_read_from_the_replica_and_says_as_of_when(copy, el_salvador):
    browser, client = el_salvador
    before = timezone.now() - timedelta(seconds=2)
    asked = []

    def watch(execute, sql, *more):
        asked.append(sql)
        return execute(sql, *more)

    with copy.execute_wrapper(watch):
        page = browser.get(DASHBOARD)

    assert page.status_code == 200
    assert before < page.context["request"].reading.as_of <= timezone.now()
    assert "As of " in page.content.decode()
    assert "Later changes may be missing" not in page.content.decode()
    assert any("reporting_servicecell" in sql for sql in asked)
    assert not any("centers_membership" in sql for sql in asked)
    # What was written a moment ago is in: the main database drained it, the replica has got it.
    make.make_session(client, contact_minutes=600)
    figures = browser.get(SESSIONS)
    assert "11" in minutes_shown(figures)
    assert "X-As-Of" in figures.headers


@on_postgresql
@pytest.mark.postgres
def test_a_replica_that_lags_says_so_and_shows_one_moment(copy, el_salvador):
    browser, client = el_salvador
    first = minutes_shown(browser.get(SESSIONS))
    with paused(copy):
        written = timezone.now()
        make.make_session(client, contact_minutes=600)

        page = browser.get(DASHBOARD)

        assert page.context["request"].reading.as_of < written
        assert "Later changes may be missing." in page.content.decode()
        assert minutes_shown(browser.get(SESSIONS)) == first
    assert minutes_shown(browser.get(SESSIONS)) != first
    assert upkeep.waiting() == 0


@on_postgresql
@pytest.mark.postgres
def test_who_wrote_sees_it_even_where_the_replica_lags(copy, el_salvador):
    browser, client = el_salvador
    first = minutes_shown(browser.get(SESSIONS))
    with paused(copy):
        make.make_session(client, contact_minutes=600)
        browser.post(reverse("set_language"), {"language": "en"})

        page = browser.get(SESSIONS)

        assert minutes_shown(page) != first
        assert "X-As-Of" not in page.headers


@on_postgresql
@pytest.mark.postgres
def test_a_right_taken_away_is_gone_at_once(copy, el_salvador):
    browser, _client = el_salvador
    with paused(copy):
        Membership.objects.all().delete()

        assert browser.get(DASHBOARD).status_code == 403


@on_postgresql
@pytest.mark.postgres
def test_without_an_answer_the_main_database_serves_the_page(copy, el_salvador, monkeypatch):
    browser, _client = el_salvador
    copy.close()
    options = copy.settings_dict["OPTIONS"] | {"host": "/nowhere"}
    monkeypatch.setitem(copy.settings_dict, "OPTIONS", options)

    page = browser.get(DASHBOARD)

    assert page.status_code == 200
    assert "does not answer; the main database does." in page.content.decode()
    assert "As of " not in page.content.decode()
    assert minutes_shown(browser.get(SESSIONS))


@on_postgresql
@pytest.mark.postgres
def test_a_server_that_follows_nobody_is_not_read(copy, el_salvador, monkeypatch):
    browser, _client = el_salvador
    copy.close()
    monkeypatch.setattr(copy, "settings_dict", connection.settings_dict)

    assert "does not answer" in browser.get(DASHBOARD).content.decode()


@pytest.mark.django_db
def test_without_a_replica_pages_say_nothing_about_it(client):
    client.force_login(make.make_coordinator(make.make_country("SV"), language="en"))

    page = client.get(DASHBOARD)

    assert "As of " not in page.content.decode()
    assert "wrote_at" not in client.post(reverse("set_language"), {"language": "en"}).cookies


def test_nothing_is_ever_written_to_the_replica():
    router = ReplicaRouter()

    with replica.reading(replica.Reading(timezone.now())):
        assert router.db_for_write(Session) == "default"
        assert router.db_for_read(Session) == "replica"
        with replica.on_primary():
            assert router.db_for_read(Session) == "default"
    assert router.db_for_read(Session) == "default"
    assert not router.allow_migrate("replica", "clients")
