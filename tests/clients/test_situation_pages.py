"""A situation is corrected, taken away or restated on a page of its own."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from clients import actions
from clients.models import Outcome, Situation
from tests import factories

pytestmark = pytest.mark.django_db

JANUARY, JULY = date(2024, 1, 15), date(2024, 7, 15)


@pytest.fixture
def firm(center, director):
    firm = factories.make_client(center, name="Tienda Karla")
    for day, jobs in ((JANUARY, 2), (JULY, 5)):
        actions.record_situation(
            client=firm, by=director, as_of=day, women_full_time=jobs, sales_national=Decimal(9000)
        )
    return firm


def page_of(situation):
    return reverse("clients:situation-edit", args=[situation.uuid])


def fields(situation, **changed):
    row = {
        "as_of": situation.as_of,
        "wave": situation.wave,
        "currency": situation.currency,
        "sales_national": "9000",
        "women_full_time": situation.women_full_time,
    }
    return row | changed


def test_the_page_shows_what_stands_and_a_correction_moves_the_change(client, firm):
    last = firm.situations.get(as_of=JULY)

    shown = client.get(page_of(last)).content.decode()
    answer = client.post(page_of(last), fields(last, women_full_time=6))

    assert 'value="5"' in shown and "Last time" in shown
    assert answer.status_code == 302
    assert Outcome.objects.alive().get(kind="jobs_created").quantity == 4
    assert page_of(last) in client.get(firm.get_absolute_url()).content.decode()


def test_figures_that_look_wrong_are_asked_about_and_a_taken_day_is_refused(client, firm):
    last = firm.situations.get(as_of=JULY)

    asked = client.post(page_of(last), fields(last, sales_national="9000000"))
    taken = client.post(page_of(last), fields(last, as_of=JANUARY))

    assert list(asked.context["form"].errors) == ["confirmed"]
    assert list(taken.context["form"].errors) == ["as_of"]
    last.refresh_from_db()
    assert (last.sales_national, last.as_of) == (Decimal(9000), JULY)


def test_taking_one_away_asks_for_a_reason_and_takes_its_change_along(client, firm):
    last = firm.situations.get(as_of=JULY)
    address = reverse("clients:situation-delete", args=[last.uuid])

    client.post(address, {"reason": ""})
    still = Situation.objects.alive().filter(pk=last.pk).exists()
    client.post(address, {"reason": "Typed for another firm"})

    assert still
    assert list(firm.situations.alive()) == [firm.situations.get(as_of=JANUARY)]
    assert not Outcome.objects.alive().exists()


def test_one_of_a_closed_period_is_restated_not_changed(client, firm, center):
    center.locked_through = date(2024, 12, 31)
    center.save()
    last = firm.situations.get(as_of=JULY)

    refused = client.post(page_of(last), fields(last, women_full_time=6))
    client.post(reverse("clients:situation-delete", args=[last.uuid]), {"reason": "x"})
    client.force_login(factories.make_coordinator(center.country, language="en"))
    offered = client.get(page_of(last)).content.decode()

    assert list(refused.context["form"].errors) == ["as_of"]
    assert firm.situations.alive().get(as_of=JULY).women_full_time == 5
    assert reverse("clients:record-restate", args=["situation", last.uuid]) in offered


def test_that_of_another_center_is_not_found(client, director):
    other = factories.make_situation(factories.make_client(factories.make_center()))

    assert client.get(page_of(other)).status_code == 404
