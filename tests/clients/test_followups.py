"""Follow-ups: planned by themselves, sent with one tap, answered without a login."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from clients import actions
from clients.models import FollowUp, Outcome, Situation
from tests.factories import (
    make_advisor,
    make_center,
    make_client,
    make_contact,
    make_country,
    make_followup,
    make_situation,
)

pytestmark = pytest.mark.django_db

ANSWERS = [
    {"in_business": "yes"},
    {"women_full_time": 4, "women_part_time": 1, "men_full_time": 1, "men_part_time": 0},
    {"sales_national": "15000.00"},
    {"sales_export": "0"},
    {"attribution": "in_part"},
]


@pytest.fixture
def firm():
    cache.clear()  # what another test has tried counts for nothing
    firm = make_client(phone="7012 3456", language="en")
    make_contact(firm, role="first_contact", name="Karla", surname="Zúniga")
    return firm


@pytest.fixture
def followup(firm):
    return make_followup(firm, due_on=timezone.localdate())


def answer_all(client, followup):
    address = reverse("clients:followup-public", args=[actions.token_for(followup)])
    for number, answer in enumerate(ANSWERS, start=1):
        client.post(f"{address}?n={number}", answer)
    return address


def test_the_first_session_plans_follow_ups_after_6_12_and_24_months():
    firm = make_client()
    advisor = make_advisor(firm.center)
    firm.country.followup_months = [6, 12, 24]

    actions.record_session(client=firm, by=advisor, held_on=date(2024, 8, 31), contact_minutes=60)

    planned = firm.followups.order_by("months").values_list("months", "due_on")
    assert list(planned) == [
        (6, date(2025, 2, 28)),
        (12, date(2025, 8, 31)),
        (24, date(2026, 8, 31)),
    ]


def test_five_answers_become_a_situation_and_declared_claims_with_the_clients_attribution(
    client, firm, followup
):
    make_situation(firm, as_of=date(2024, 5, 15))  # three jobs, two of them women's; 12,000.00

    answer_all(client, followup)

    situation = Situation.objects.get(followups=followup)
    assert (situation.jobs, situation.sales) == (6, Decimal("15000.00"))
    claims = {claim.kind: claim for claim in Outcome.objects.filter(client=firm)}
    assert claims["jobs_created"].quantity == 3
    assert claims["jobs_created"].women == 3
    assert claims["sales_increase"].amount == Decimal("3000.00")
    assert {claim.attribution for claim in claims.values()} == {"in_part"}
    assert {claim.state for claim in claims.values()} == {"declared"}


def test_answering_twice_counts_once(client, firm, followup):
    make_situation(firm, as_of=date(2024, 5, 15))

    answer_all(client, followup)
    answer_all(client, followup)

    assert Outcome.objects.filter(client=firm, kind="jobs_created").count() == 1


def test_each_answer_is_kept_at_once(client, followup):
    address = reverse("clients:followup-public", args=[actions.token_for(followup)])

    client.post(f"{address}?n=1", ANSWERS[0])
    client.post(f"{address}?n=2", {"women_full_time": "many"})

    followup.refresh_from_db()
    assert followup.answers == {"in_business": "yes"}
    assert "Question 2 of 5" in client.get(address).content.decode()


def page_of(followup):
    return reverse("clients:followup-public", args=[actions.token_for(followup)])


def test_a_figure_far_from_the_last_one_is_kept_and_asked_about_once(client, firm, followup):
    make_situation(firm, as_of=date(2024, 5, 15))  # 12,000.00 of national sales
    for number, answer in enumerate(ANSWERS[:2], start=1):
        client.post(f"{page_of(followup)}?n={number}", answer)

    client.post(f"{page_of(followup)}?n=3", {"sales_national": "150000"})
    asked = client.get(page_of(followup)).text
    followup.refresh_from_db()
    kept = followup.answers["sales_national"]
    client.post(
        f"{page_of(followup)}?n=3", {"sales_national": "150000", "asked": "jump:sales_national"}
    )

    assert kept == "150000.00"
    assert "From 12,000.00 to 150,000.00 is a jump over ten times. Is that right?" in asked
    assert 'value="150000.00"' in asked
    assert "Question 4 of 5" in client.get(page_of(followup)).text
    followup.refresh_from_db()
    assert followup.answers["confirmed"] == ["jump:sales_national"]


@pytest.mark.parametrize(
    "country, typed, kept",
    [
        ("SV", "15,000.50", "15000.50"),
        ("SV", "US$ 15,000", "15000.00"),
        ("CO", "15.000.000", "15000000.00"),
        ("CO", "15.000,5", "15000.50"),
        ("SV", "15.000", None),  # fifteen, or fifteen thousand
        ("SV", "many", None),
        ("SV", "-5", None),
    ],
)
def test_amounts_are_read_as_people_write_them(client, country, typed, kept):
    followup = make_followup(make_client(make_center(make_country(country)), language="en"))
    for number, answer in enumerate(ANSWERS[:2], start=1):
        client.post(f"{page_of(followup)}?n={number}", answer)

    page = client.post(f"{page_of(followup)}?n=3", {"sales_national": typed})

    followup.refresh_from_db()
    assert followup.answers.get("sales_national") == kept
    assert kept or f'value="{typed}"' in page.text


def test_a_doubted_figure_may_be_corrected(client, firm, followup):
    make_situation(firm, as_of=date(2024, 5, 15))  # three jobs
    client.post(f"{page_of(followup)}?n=1", ANSWERS[0])

    client.post(f"{page_of(followup)}?n=2", {**ANSWERS[1], "women_full_time": 40})
    asked = client.get(page_of(followup)).text
    client.post(f"{page_of(followup)}?n=2", {**ANSWERS[1], "asked": "jump:jobs"})

    assert "Jobs went from 3 to 42. Is that right?" in asked
    assert "Question 3 of 5" in client.get(page_of(followup)).text
    followup.refresh_from_db()
    assert followup.answers["women_full_time"] == 4
    assert "confirmed" not in followup.answers


def test_two_figures_that_changed_places_are_both_asked_about(client, firm, followup):
    make_situation(firm, as_of=date(2024, 5, 15), sales_national=9000, sales_export=4000)
    for number, answer in enumerate(ANSWERS[:2], start=1):
        client.post(f"{page_of(followup)}?n={number}", answer)

    client.post(f"{page_of(followup)}?n=3", {"sales_national": "4000"})
    client.post(f"{page_of(followup)}?n=4", {"sales_export": "9000"})
    third = client.get(page_of(followup)).text
    client.post(f"{page_of(followup)}?n=3", {"sales_national": "9000", "asked": "swap:sales"})
    client.post(f"{page_of(followup)}?n=4", {"sales_export": "4000", "asked": "swap:sales"})

    assert "Question 3 of 5" in third and "Are they swapped?" in third
    followup.refresh_from_db()
    assert followup.answers["sales_export"] == "4000.00"


def test_a_doubt_left_open_is_asked_again_and_nothing_is_finished_before(client, firm, followup):
    make_situation(firm, as_of=date(2024, 5, 15))
    for number, answer in enumerate(ANSWERS[:4], start=1):
        client.post(f"{page_of(followup)}?n={number}", answer)

    client.post(f"{page_of(followup)}?n=3", {"sales_national": "12000000"})
    client.post(f"{page_of(followup)}?n=5", ANSWERS[4])  # not reached: the doubt comes first

    assert "typed in thousands?" in client.get(page_of(followup)).text
    followup.refresh_from_db()
    assert followup.answered_at is None


def test_who_closed_the_business_is_not_asked_for_its_jobs(client, firm, followup):
    make_situation(firm, as_of=date(2024, 5, 15))

    client.post(f"{page_of(followup)}?n=1", {"in_business": "no"})
    after = client.get(page_of(followup)).text
    for number, answer in ((3, {"sales_national": 0}), (4, {"sales_export": 0}), (5, ANSWERS[4])):
        client.post(f"{page_of(followup)}?n={number}", answer)

    assert "Question 3 of 5" in after
    assert Situation.objects.get(followups=followup).jobs == 0
    lost = Outcome.objects.get(client=firm, kind="jobs_lost")
    assert (lost.quantity, lost.attribution) == (3, "in_part")


def test_the_page_says_no_more_than_first_name_and_firm_and_is_small(client, firm, followup):
    page = client.get(reverse("clients:followup-public", args=[actions.token_for(followup)]))

    text = page.content.decode()
    assert "Karla" in text
    assert firm.name in text
    assert "Zúniga" not in text
    assert "7012" not in text
    assert len(page.content) < 8_000
    assert "<script" not in text


def test_an_altered_or_old_link_has_ended(client, followup):
    token = actions.token_for(followup)

    altered = client.get(reverse("clients:followup-public", args=[token[:-1] + "_"]))
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        old = client.get(reverse("clients:followup-public", args=[token]))

    assert (altered.status_code, old.status_code) == (410, 410)


def test_somebody_who_tries_many_links_is_stopped(client, followup):
    address = reverse("clients:followup-public", args=["wrong"])

    codes = {client.get(address).status_code for _ in range(45)}

    assert codes == {410, 429}


def test_a_link_is_limited_by_itself_and_not_by_what_neighbours_try(client, followup):
    """Clients of one telephone company come from one address."""
    address = reverse("clients:followup-public", args=[actions.token_for(followup)])
    for _try in range(45):
        client.get(reverse("clients:followup-public", args=["wrong"]))

    codes = [client.get(address).status_code for _ in range(65)]

    assert codes[0] == 200 and codes[59] == 200
    assert codes[60:] == [429] * 5


def test_one_tap_notes_the_sending_and_opens_whatsapp_with_the_text(client, firm, followup):
    client.force_login(make_advisor(firm.center))

    answer = client.post(reverse("clients:followup-send", args=[followup.uuid, "whatsapp"]))

    followup.refresh_from_db()
    assert answer.status_code == 303
    assert answer["Location"].startswith("https://wa.me/50370123456?text=Hello%2C%20Karla")
    assert followup.sent_by == "whatsapp"


def test_a_client_without_mail_is_not_marked_as_sent(client, firm, followup):
    client.force_login(make_advisor(firm.center))

    client.post(reverse("clients:followup-send", args=[followup.uuid, "mail"]))

    followup.refresh_from_db()
    assert followup.sent_at is None


def test_all_due_ones_with_an_address_are_mailed_once(client, firm, followup):
    firm.email = "karla@example.org"
    firm.save()
    client.force_login(make_advisor(firm.center))

    client.post(reverse("clients:followup-send-all"))
    client.post(reverse("clients:followup-send-all"))

    assert [message.to for message in mail.outbox] == [["karla@example.org"]]
    assert "/f/" in mail.outbox[0].body


def test_the_same_questions_are_asked_by_telephone(client, firm, followup):
    client.force_login(make_advisor(firm.center))
    address = reverse("clients:followup-call", args=[followup.uuid])

    for number, answer in enumerate(ANSWERS, start=1):
        client.post(f"{address}?n={number}", answer)

    assert Situation.objects.get(client=firm).figures_from == "telephone"


def test_the_board_counts_due_sent_and_answered_by_center(client, firm, followup):
    client.force_login(make_advisor(firm.center))
    actions.mark_sent(followup=followup, by=None, way="sms")

    rows = FollowUp.objects.all().response_rates()

    assert rows == [{"center": firm.center_id, "due": 1, "sent": 1, "answered": 0}]
    assert client.get(reverse("clients:followup-board")).status_code == 200


def test_a_session_of_another_center_cannot_be_followed_up(client, followup):
    client.force_login(make_advisor())

    answer = client.get(reverse("clients:followup-call", args=[followup.uuid]))

    assert answer.status_code == 404
