"""A sheet whose headings nobody knows is explained once, and its like is then read by itself."""

import pytest
from django.urls import reverse

from clients.models import ColumnMemory, Session
from tests import factories
from tests.clients.test_import_pages import post, totals, upload
from tests.clients.workbooks import book

pytestmark = pytest.mark.django_db
HEAD = ["Jornada", "A quién", "Rato", "Lo demás"]


def strange(day="5/2/2024"):
    return book(Hoja1=[HEAD, [day, "Uno", 1.5, "x"], [day, "Dos", 2, "y"]])


def explain(client, run, kind="sessions", **columns):
    address = reverse("clients:import-sheet", args=[run.uuid]) + f"?sheet=Hoja1&kind={kind}"
    asked = client.get(address)
    answer = client.post(address, {f"Hoja1-{place}": name for place, name in columns.items()})
    run.refresh_from_db()
    return asked, answer


def test_what_a_sheet_holds_is_said_once_and_remembered(client, center, director):
    for name in ("Uno", "Dos"):
        factories.make_client(center, name=name)
    run = upload(client, center, strange())
    page = client.get(run.get_absolute_url()).content.decode()
    assert (run.state, "Say what it holds" in page) == ("failed", True)

    asked, _answer = explain(
        client, run, **{"0": "held_on", "1": "business_name", "2": "contact_hours"}
    )
    assert "A quién" in asked.content.decode()
    assert totals(run) == [(2, 2, 0, 0, 0)]
    post(client, run, "confirm")
    again = upload(client, center, strange("6/2/2024"))

    assert Session.objects.count() == 2
    assert totals(again) == [(2, 2, 0, 0, 0)]
    assert ColumnMemory.objects.get().kind == "sessions"


def test_columns_of_an_explained_sheet_can_still_be_changed(client, center, director):
    run = upload(client, center, strange())
    explain(client, run, **{"0": "held_on", "1": "business_name", "2": "contact_hours"})

    post(client, run, "columns", **{"Hoja1-0": "held_on", "Hoja1-1": "business_name",
                                    "Hoja1-2": "contact_hours", "Hoja1-3": "note"})  # fmt: skip

    assert run.result["sheets"][0]["columns"]["note"] == 3


def test_what_a_sheet_cannot_be_read_without_is_asked_for(client, center, director):
    run = upload(client, center, strange())

    _asked, answer = explain(client, run, **{"0": "held_on", "2": "contact_hours"})

    assert "Choose a column for one of these: Business, Person" in answer.content.decode()
    assert run.state == "failed"


@pytest.mark.parametrize("query", ["?sheet=Hoja2&kind=clients", ""])
def test_there_is_no_other_sheet_to_explain(client, center, director, query):
    run = upload(client, center, strange())

    answer = client.get(reverse("clients:import-sheet", args=[run.uuid]) + query)

    assert answer.status_code == 404


def test_a_kind_that_is_none_shows_no_columns(client, center, director):
    run = upload(client, center, strange())

    asked, _answer = explain(client, run, kind="nonsense", **{"0": "held_on"})

    assert "Select a valid choice" in asked.content.decode()
    assert "What each column holds" not in asked.content.decode()
    assert run.state == "failed"
