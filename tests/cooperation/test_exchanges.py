"""Exchanges: matched with reasons, agreed by both, visited, followed to a replicated practice."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from cooperation.actions import exchanges
from cooperation.actions.items import NotAllowed
from cooperation.learning import learning_matrix
from cooperation.matching import compare, matches_for
from cooperation.models import Exchange, Item, Listing, Replication
from tests import factories
from tests.cooperation import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def salvador():
    return factories.make_country("SV")


@pytest.fixture
def haiti():
    return factories.make_country("HT")


@pytest.fixture
def offer(salvador):
    return rows.make_listing(salvador, languages=["es", "fr"], covers_costs=True)


@pytest.fixture
def wish(haiti):
    return rows.make_listing(haiti, "request", languages=["fr"], title="Ventas en línea")


@pytest.fixture
def exchange(offer, wish, salvador, haiti):
    """Agreed by both countries."""
    row = exchanges.propose_exchange(offer=offer, request=wish, by=None)
    exchanges.write_agreement(exchange=row, agreement="Dos visitas.", follow_up_on="2027-01-01")
    exchanges.agree(exchange=row, by=rows.make_editor(salvador))
    return exchanges.agree(exchange=row, by=rows.make_editor(haiti))


def test_a_match_says_why(offer, wish):
    match = compare(offer, wish)
    assert match.score > 80
    assert match.words[0] == "Same theme: Women's entrepreneurship"
    assert "Common language: French" in match.words
    with translation.override("fr"):
        assert "Langue commune\xa0: Français" in [str(words) for words in match.words]


def test_own_country_and_other_themes_do_not_match(offer, salvador, haiti):
    assert compare(offer, rows.make_listing(salvador, "request")) is None
    other = rows.make_listing(
        haiti,
        "request",
        theme="green",
        title="Réduire les déchets",
        description="Compost.",
        languages=["en"],
        mode="remote",
    )
    assert compare(offer, other) is None


def test_matches_come_best_first_without_those_proposed(offer, wish, haiti):
    weak = rows.make_listing(haiti, "request", languages=["en"])
    assert [match.request for match in matches_for(offer)] == [wish, weak]
    exchanges.propose_exchange(offer=offer, request=wish, by=None)
    assert [match.request for match in matches_for(offer)] == [weak]
    with pytest.raises(NotAllowed, match="already proposed"):
        exchanges.propose_exchange(offer=offer, request=wish, by=None)


def test_both_countries_agree_and_changed_words_ask_again(offer, wish, salvador, haiti):
    row = exchanges.propose_exchange(offer=offer, request=wish, by=None)
    with pytest.raises(NotAllowed, match="Write the agreement"):
        exchanges.agree(exchange=row, by=rows.make_editor(salvador))
    exchanges.write_agreement(exchange=row, agreement="Una visita.", follow_up_on="2027-01-01")
    row = exchanges.agree(exchange=row, by=rows.make_editor(salvador))
    assert row.state == "proposed"
    exchanges.write_agreement(exchange=row, agreement="Dos visitas.", follow_up_on="2027-01-01")
    assert row.teacher_agreed_by is None
    exchanges.agree(exchange=row, by=rows.make_editor(salvador))
    row = exchanges.agree(exchange=row, by=rows.make_editor(haiti))
    assert row.state == "agreed" and row.agreed_on


def test_an_editor_of_a_third_country_is_kept_out(client, exchange):
    client.force_login(rows.make_editor(factories.make_country("GT")))
    assert client.get(exchange.get_absolute_url()).status_code == 404


def test_visits_people_costs_and_follow_up_are_kept(client, exchange, haiti):
    client.force_login(rows.make_editor(haiti))
    visit = {
        "mode": "on_site",
        "place": "San Salvador",
        "purpose": "Ver dos centros",
        "starts_on": "2026-03-02",
        "ends_on": "2026-03-04",
    }
    client.post(reverse("cooperation:exchange-visit-add", args=[exchange.pk]), visit)
    row = exchange.visits.get()
    people = reverse("cooperation:exchange-participant-add", args=[exchange.pk, row.pk])
    client.post(people, {"name": "Rose", "sex": "woman", "country": "HT"})
    client.post(people, {"name": "Ana", "sex": "woman", "country": "SV"})
    stranger = client.post(people, {"name": "Eva", "sex": "woman", "country": "GT"})
    cost = {"payer": "OEA", "purpose": "Pasajes", "amount": "1200.10", "currency": "usd"}
    client.post(reverse("cooperation:exchange-cost-add", args=[exchange.pk]), cost)
    page = client.get(exchange.get_absolute_url()).content.decode()
    client.post(
        reverse("cooperation:exchange-follow-up", args=[exchange.pk]),
        {"follow_up": "Se abrió un curso.", "closes": "on"},
    )

    assert stranger.status_code == 200 and row.participants.count() == 2
    assert exchange.costs.get().amount == Decimal("1200.10")
    assert "Woman 2" in page
    exchange.refresh_from_db()
    assert exchange.state == "closed"
    assert Listing.objects.get(kind="request").closed_on


def test_the_other_country_is_told_in_its_language(
    client, offer, wish, haiti, mailbox, django_capture_on_commit_callbacks
):
    Listing.objects.filter(pk=offer.pk).update(contact_email="sv@example.org")
    client.force_login(rows.make_editor(haiti))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("cooperation:exchange-add", args=[offer.pk, wish.pk]))
    (message,) = mailbox.to("sv@example.org")
    assert message["Subject"].strip().startswith("Se propone un intercambio")
    path = Exchange.objects.get().get_absolute_url()
    assert path in message.get_body(["plain"]).get_content()


def test_reasons_are_read_in_each_readers_language(client, exchange, haiti):
    client.force_login(rows.make_editor(haiti, language="fr"))
    page = client.get(exchange.get_absolute_url(), HTTP_ACCEPT_LANGUAGE="fr").content.decode()
    assert "Langue commune" in page and "Same theme" not in page


def test_visits_people_and_costs_can_be_mended(client, exchange, haiti):
    client.force_login(rows.make_editor(haiti))
    visit = exchanges.add_visit(
        exchange=exchange, starts_on="2026-03-02", ends_on="2026-03-04", purpose="Ver"
    )
    person = visit.participants.create(name="Rose", country=haiti, sex="woman")
    costs = [
        exchange.costs.create(payer="OEA", purpose="Pasajes", amount=amount)
        for amount in (Decimal("10.50"), Decimal(5))
    ]

    def at(name, row):
        return reverse(f"cooperation:exchange-{name}", args=[exchange.pk, row.pk])

    client.post(
        at("participant-edit", person), {"name": "Rose J.", "sex": "other", "country": "HT"}
    )
    bad = client.post(at("cost-edit", costs[0]), {"payer": "OEA", "purpose": "x", "amount": "-1"})
    total = client.get(exchange.get_absolute_url()).content.decode()
    client.post(at("cost-delete", costs[1]))

    person.refresh_from_db()
    assert (person.name, person.sex) == ("Rose J.", "other")
    assert bad.status_code == 200 and "15.50" in total
    assert [cost.amount for cost in exchange.costs.all()] == [Decimal("10.50")]
    client.post(at("participant-delete", person))
    assert not visit.participants.exists()


def test_a_faulty_visit_keeps_the_input(client, exchange, haiti):
    client.force_login(rows.make_editor(haiti))
    form = {
        "mode": "on_site",
        "purpose": "Ver dos centros",
        "starts_on": "2026-03-04",
        "ends_on": "2026-03-02",
    }
    page = client.post(reverse("cooperation:exchange-visit-add", args=[exchange.pk]), form)
    assert "The end lies before the beginning" in page.content.decode()
    assert "Ver dos centros" in page.content.decode() and not exchange.visits.exists()


def test_a_replicated_practice_is_linked_to_its_original(client, exchange, salvador, haiti):
    original = rows.make_item(salvador, title="Ventanilla", state="published")
    adapted = rows.make_item(
        haiti, title="Guichet", language="fr", state="published", texts=rows.texts("Guichet unique")
    )
    foreign = rows.make_item(factories.make_country("GT"), state="published")
    client.force_login(rows.make_editor(haiti))
    address = reverse("cooperation:exchange-replication-add", args=[exchange.pk])
    form = {
        "adapted": adapted.pk,
        "adaptation": "En créole",
        "language": "fr",
        "started_on": "2026-06-01",
    }

    refused = client.post(address, form | {"original": foreign.pk})
    client.post(address, form | {"original": original.pk})

    assert refused.status_code == 200
    row = Replication.objects.get()
    assert (row.original, row.adapted, row.country) == (original, adapted, haiti)
    assert "En créole" in client.get(original.get_absolute_url()).content.decode()
    with pytest.raises(NotAllowed, match="already recorded"):
        exchanges.record_replication(
            original=original, country=haiti, by=None, adaptation="x", started_on="2026-07-01"
        )


def test_the_matrix_counts_who_learnt_from_whom(client, exchange, offer, wish):
    teachers, matrix = learning_matrix()
    assert teachers == ["El Salvador"]
    assert matrix[0]["learner"] == "Haiti"
    assert matrix[0]["cells"][0] | {} == {
        "teacher": "El Salvador",
        "exchanges": 1,
        "practices": 0,
        "total": 1,
    }
    assert "Haiti" in client.get(reverse("cooperation:learning-list")).content.decode()
    Exchange.objects.update(state="declined")
    assert learning_matrix() == ([], [])


def test_an_advisor_reads_offers_and_does_not_write_them(client, offer):
    client.force_login(factories.make_advisor(factories.make_center(offer.country)))
    assert client.get(offer.get_absolute_url()).status_code == 200
    assert client.get(reverse("cooperation:listing-add")).status_code == 403
    assert not Item.objects.exists()
