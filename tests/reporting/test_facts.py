"""Facts equal the source rows, whatever happens to these: the engine's promise."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from centers.system import SYSTEM
from clients.models import Client, Outcome, Session, Sex
from reporting.facts import upkeep
from reporting.impact import impact, reference
from reporting.models import ClaimCell, Mark, Posted, ServiceCell
from reporting.periods import Period
from tests import factories as make
from tests.reporting.random_rows import FIRST, network, outcome_fields, session_fields

pytestmark = pytest.mark.django_db
BREAKDOWNS = [
    (),
    ("sex",),
    ("women_owned", "month"),
    ("center",),
    ("center", "sex"),
    ("country", "sex"),
    ("funder",),
    ("funder", "quarter"),
    ("sector",),
    ("size", "sector"),
    ("year",),
    ("country", "month"),
    ("quarter", "center"),
    ("stage",),
    ("center", "sector"),
]


def some_period(chance):
    if chance.random() < 0.6:  # whole months
        months = sorted(chance.sample(range(10), 2))
        first, last = ((2023 * 12 + 9 + month) for month in months)
        return Period(date(first // 12, first % 12 + 1, 1), date(last // 12, last % 12 + 1, 1))
    days = sorted(chance.sample(range(260), 2))
    return Period(*(FIRST + timedelta(days=day) for day in days))


def some_filters(chance, clients):
    filters = {}
    if chance.random() < 0.4:
        filters["country"] = chance.choice(["SV", "GT"])
    if chance.random() < 0.3:
        filters["center"] = chance.choice(clients).center.code
    if chance.random() < 0.3:
        filters["sex"] = chance.sample(Sex.values, 2)
    if chance.random() < 0.2:
        filters["sector"] = chance.choice(["C", "unknown", "Z"])
    if chance.random() < 0.2:
        filters["funder"] = "none"
    return filters


def figures(table):
    return {(cell.measure, cell.state, *sorted(cell.by.items())): cell.figure for cell in table}


def assert_same(chance, clients, questions=6, user=SYSTEM):
    for _ in range(questions):
        asked = some_period(chance), some_filters(chance, clients), chance.choice(BREAKDOWNS)
        expected, found = figures(reference(user, *asked)), figures(impact(user, *asked))
        wrong = {
            key: (found.get(key), expected.get(key))
            for key in expected | found
            if found.get(key) != expected.get(key)
        }
        assert not wrong, asked


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(3))
def test_any_question_has_the_same_answer_from_facts_and_from_the_source(seed):
    chance = random.Random(seed)
    clients = network(chance, centers=4, clients=25)

    assert_same(chance, clients, questions=15)

    assert upkeep.differences() == []
    assert not Mark.objects.exists()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "by", [(), ("sex",), ("quarter",), ("year", "sex"), ("center",), ("funder",)]
)
def test_ragged_ends_add_only_clients_that_the_whole_months_have_not(by):
    chance = random.Random(str(by))
    clients = network(chance, centers=3, clients=25)
    once = ["CLI-01", "EXP-02", "EXP-03"]

    for _ in range(12):
        start, end = sorted(chance.sample(range(200), 2))
        period = Period(FIRST + timedelta(days=start), FIRST + timedelta(days=end + 40))
        filters = some_filters(chance, clients)
        expected = figures(reference(SYSTEM, period, filters, by, measures=once))
        found = figures(impact(SYSTEM, period, filters, by, measures=once))
        assert {key: value for key, value in found.items() if value} == {
            key: value for key, value in expected.items() if value
        }, (period, filters)


def create(chance, client, near):
    make.make_session(client, **session_fields(chance, near, [None]))


def claim(chance, client, near):
    make.make_outcome(client, **outcome_fields(chance, near, [None], client))


def correct_sex(chance, client, near):
    Client.objects.filter(pk=client.pk).update(contact_sex=chance.choice(Sex.values))


def move_sessions(chance, client, near):
    """A merge: all rows of one client become another's of the same country."""
    others = Client.objects.filter(country=client.country).exclude(pk=client.pk)
    if other := others.order_by("?").first():
        client.sessions.update(client=other)
        client.outcomes.update(client=other)


def delete_and_restore(chance, client, near):
    gone = timezone.now() if chance.random() < 0.5 else None
    Session.objects.filter(client=client).update(deleted_at=gone)
    if chance.random() < 0.3:
        Client.objects.filter(pk=client.pk).update(deleted_at=gone)


def backdate(chance, client, near):
    first = client.sessions.order_by("?").first()
    if first:
        first.held_on -= timedelta(days=chance.randrange(100))
        first.save()


def write_sql(chance, client, near):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE clients_session SET contact_minutes = %s, center_id = %s WHERE client_id = %s",
            [chance.randrange(400), chance.choice(near).pk, client.pk],
        )


def remove(chance, client, near):
    Outcome.objects.filter(client=client).delete()


def verify(chance, client, near):
    for outcome in client.outcomes.exclude(state="returned")[:2]:
        outcome.state, outcome.verified_at = "verified", timezone.now()
        outcome.recorded_by, outcome.source = None, "import"
        outcome.save()


OPERATIONS = [create, create, claim, claim, correct_sex, move_sessions, delete_and_restore]
OPERATIONS += [backdate, write_sql, remove, verify]


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(3))
def test_after_any_changes_the_facts_equal_the_source_again(seed):
    chance = random.Random(100 + seed)
    clients = network(chance, centers=4, clients=10)
    centers = list({client.center for client in clients})
    impact(SYSTEM, Period(date(2024, 1, 1), date(2024, 2, 1)))

    for _ in range(4):
        for _ in range(6):
            client = Client.objects.get(pk=chance.choice(clients).pk)
            near = [center for center in centers if center.country_id == client.country_id]
            chance.choice(OPERATIONS)(chance, client, near)
        assert_same(chance, clients, questions=2)
        upkeep.drain()
        assert upkeep.differences() == []


@pytest.mark.parametrize("role", ["advisor", "coordinator", "funder_user", "administrator"])
def test_every_role_gets_from_facts_what_its_scope_holds(role):
    chance = random.Random(role)
    clients = network(chance, centers=5, clients=20)
    place = clients[0].center
    user = {
        "advisor": lambda: make.make_advisor(place),
        "coordinator": lambda: make.make_coordinator(place.country),
        "funder_user": lambda: make.make_funder_user(place.country),
        "administrator": make.make_administrator,
    }[role]()

    assert_same(chance, clients, questions=8, user=user)


def test_a_change_is_in_the_next_answer_and_other_countries_marks_wait():
    client = make.make_client(make.make_center(make.make_country("SV")))
    elsewhere = make.make_client(make.make_center(make.make_country("GT")))
    year = Period(date(2024, 1, 1), date(2025, 1, 1))
    make.make_session(client)
    make.make_session(elsewhere)

    assert impact(SYSTEM, year, {"country": "SV"}).value("CLI-01") == 1
    assert set(Mark.objects.values_list("country", flat=True)) == {"GT"}
    Session.objects.filter(client=client).update(reportable=False)
    assert impact(SYSTEM, year, {"country": "SV"}).value("CLI-01") == 0
    assert impact(SYSTEM, year).value("CLI-01") == 1


def test_rebuilding_gives_the_same_facts_and_a_wrong_cell_is_found():
    network(random.Random(5), clients=20)
    upkeep.drain()
    before = set(ServiceCell.objects.exclude(sessions=0).values_list())

    assert upkeep.rebuild() == Posted.objects.count()
    assert set(ServiceCell.objects.exclude(sessions=0).values_list()) == before
    assert upkeep.differences() == []
    connection.cursor().execute("UPDATE reporting_servicecell SET minutes = minutes + 1")
    assert len(upkeep.differences(most=5)) == 5


def test_answers_come_from_the_facts():
    client = make.make_client()
    make.make_session(client)
    make.make_outcome(client, state="verified")
    upkeep.drain()
    ServiceCell.objects.update(sessions=41)
    ClaimCell.objects.update(quantity=42)
    asked = Period(date(2024, 5, 1), date(2024, 6, 1)), {"country": "SV"}

    for by in [("sex",), ("center",), ("funder",), ("sector",), ("month", "women_owned")]:
        table = impact(SYSTEM, *asked, by)
        assert table.breakdown("SES-01")[0].figure in (41, 0)
        assert {cell.figure for cell in table if cell.measure == "SES-01"} <= {41, 0}
        assert {cell.figure for cell in table if cell.measure == "JOB-01"} <= {42, 0}
    with CaptureQueriesContext(
        connection,
    ) as queries:
        impact(SYSTEM, *asked, ("sex",))
    assert len(queries) <= 7
    assert not any("clients_session" in query["sql"] for query in queries)
