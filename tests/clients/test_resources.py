"""Rows taken in by our resources stay inside the user's scope and right."""

# ruff: noqa: E501
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from tablib import Dataset

from centers.keys import uuid7
from centers.roles import Permission
from clients.models import Client, Session
from clients.resources import ClientResource, SessionResource
from tests import factories

pytestmark = pytest.mark.django_db


def client_rows(center, **columns):
    row = {
        "uuid": str(uuid7()), "center": center.code, "name": "Uno", "stage": "pre_venture", "registered_on": "2024-01-02",
        "contact_sex": "woman",
    } | columns  # fmt: skip
    dataset = Dataset(headers=list(row))
    dataset.append(list(row.values()))
    return dataset


def test_a_row_of_a_center_where_the_user_may_not_import_is_refused():
    center, other = factories.make_center(), factories.make_center()
    director = factories.make_director(center)
    resource = ClientResource(user=director)

    own = resource.import_data(client_rows(center), raise_errors=False)
    foreign = resource.import_data(client_rows(other), raise_errors=False)

    assert own.totals["new"] == 1 and not own.has_errors()
    assert foreign.has_errors() or foreign.has_validation_errors()
    assert not Client.objects.filter(center=other).exists()


def test_who_may_only_see_clients_cannot_pull_one_over_by_an_import():
    center = factories.make_center()
    advisor = factories.make_advisor(center)
    seen = factories.make_client(center, name="Seen")

    result = ClientResource(user=advisor).import_data(
        client_rows(center, uuid=str(seen.uuid), name="Taken"), raise_errors=False
    )

    assert result.has_errors() or result.has_validation_errors()
    seen.refresh_from_db()
    assert seen.name == "Seen"


def test_a_foreign_key_in_the_file_overwrites_nothing():
    center, other = factories.make_center(), factories.make_center()
    foreign = factories.make_client(other, name="Foreign")

    result = ClientResource(user=factories.make_director(center)).import_data(
        client_rows(center, uuid=str(foreign.uuid), name="Taken"), raise_errors=False
    )

    foreign.refresh_from_db()
    assert result.has_errors() or result.has_validation_errors()
    assert (foreign.name, foreign.center) == ("Foreign", other)


def test_an_export_takes_the_view_right_and_holds_only_the_scope():
    center, other = factories.make_center(), factories.make_center()
    factories.make_client(center, name="Own")
    factories.make_client(other, name="Foreign")
    advisor = factories.make_advisor(center)

    text = ClientResource(user=advisor, permission=Permission.CLIENT_VIEW).export().csv

    assert "Own" in text and "Foreign" not in text


def test_the_fast_way_stores_the_same_as_a_model_and_refuses_other_centers():
    center, other = factories.make_center(), factories.make_center()
    client = factories.make_client(center)
    resource = SessionResource(user=factories.make_director(center))
    row = {"uuid": client.uuid, "client_id": client.pk, "held_on": date(2024, 2, 3), "contact_minutes": 60,
           "note": "ñ"}  # fmt: skip
    place = {"center_id": center.pk, "country_id": center.country_id, "source": "import"}

    (pk,) = resource.store_rows([row], place)

    session = Session.objects.get(pk=pk)
    plain = Session(**row, **place)
    for field in Session._meta.concrete_fields:
        if field.name not in ("id", "recorded_at", "updated_at"):
            assert getattr(session, field.attname) == getattr(plain, field.attname), field
    assert session.recorded_at
    after = factories.make_session(client)
    assert after.pk > pk
    with pytest.raises(ValidationError):
        resource.store_rows([row], place | {"center_id": other.pk})


@pytest.mark.postgres
def test_the_fast_way_copies_on_postgresql_and_takes_its_ids_from_the_sequence():
    center = factories.make_center()
    client = factories.make_client(center)
    before = factories.make_session(client)
    resource = SessionResource(user=None, center=center)
    rows = [
        {
            "uuid": uuid7(),
            "client_id": client.pk,
            "held_on": date(2024, 2, day),
            "contact_minutes": 60,
            "note": "ñ\t\n",
        }
        for day in range(1, 20)
    ]

    ids = resource.store_rows(rows, {"center_id": center.pk, "country_id": center.country_id})
    after = factories.make_session(client)

    assert ids == list(range(before.pk + 1, before.pk + 20))
    assert after.pk == ids[-1] + 1
    assert Session.objects.get(pk=ids[0]).note == "ñ\t\n"
