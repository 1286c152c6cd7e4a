"""Each rule finds the row that breaks it and leaves the one that does not."""

from datetime import date, time, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from centers.models import Center
from clients import quality
from clients.models import DifferentPair, Outcome, OwnershipThreshold, QualityCount, Session
from tests.factories import (
    make_advisor,
    make_center,
    make_client,
    make_consent,
    make_contact,
    make_coordinator,
    make_country,
    make_director,
    make_outcome,
    make_session,
    make_situation,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def days_ago(days):
    return TODAY - timedelta(days=days)


def q01(center):
    make_session(make_client(center))
    return [make_session(make_client(center), contact_minutes=0)]


def q02(center):
    good, bad = make_client(center), make_client(center)
    make_client(center)
    for one in (good, bad):
        make_session(one)
    make_consent(good)
    make_consent(bad, withdrawn_on=date(2024, 6, 1))
    return [bad]


def q03(center):
    make_client(center, started_on=date(2020, 1, 1))
    make_client(center, stage="pre_venture")
    return [make_client(center)]


def q04(center):
    kind = {"kind": "business_started"}
    make_outcome(make_client(center, first_session_on=date(2024, 1, 1)), **kind)
    early = make_outcome(make_client(center, first_session_on=date(2024, 6, 1)), **kind)
    return [early, make_outcome(make_client(center), **kind)]


def q05(center):
    make_outcome(make_client(center), kind="export_sales", destinations=["US"])
    return [make_outcome(make_client(center), kind="export_sales")]


def q06(center):
    make_outcome(make_client(center), kind="capital", detail="grant")
    return [make_outcome(make_client(center), kind="capital")]


def q07(center):
    claims = []
    for gone in (False, True):
        client = make_client(center)
        first, second = make_situation(client), make_situation(client, as_of=date(2024, 8, 1))
        claims.append(make_outcome(client, from_situation=first, to_situation=second))
        if gone:
            make_situation(client, as_of=date(2024, 7, 1))
    doubtful = make_client(center)
    facts = {
        "from_situation": make_situation(doubtful),
        "to_situation": make_situation(doubtful, as_of=date(2024, 8, 1)),
    }
    return [claims[1], make_outcome(doubtful, in_doubt=True, **facts)]


def q08(center):
    def owned(declared, share, sex="woman"):
        client = make_client(center, declared_women_share=Decimal(declared))
        make_contact(client, share=Decimal(share), sex=sex)
        return client

    owned(60, 51)
    owned(60, 100, sex="not_stated")
    return [owned(60, 40), owned(20, 70), owned(51, 100, sex="man")]


def q09(center):
    client = make_client(center)
    make_situation(client, as_of=date(2024, 12, 1), currency="USD")
    make_outcome(client, full_time=1, part_time=1)
    make_outcome(client, kind="export_sales", amount=Decimal(12000))
    posts = make_outcome(client, full_time=2, part_time=1)
    return [posts, make_outcome(client, kind="export_sales", amount=Decimal("12000.01"))]


def q10(center):
    one, other = (make_client(center, phone_key="70123456") for _ in range(2))
    same, differ = (make_client(center, document="0614-1") for _ in range(2))
    DifferentPair.objects.create(first=same, second=differ)
    make_client(center, phone_key="70999999")
    return [one, other]


def q11(center):
    client = make_client(center)
    first = make_session(client, started_at=time(9), contact_minutes=60)
    overlapping = make_session(client, started_at=time(9, 59), contact_minutes=30)
    make_session(client, started_at=time(11), contact_minutes=60)
    other = make_client(center)
    equal = [make_session(other, contact_minutes=45) for _ in range(2)]
    make_session(other, contact_minutes=46)
    return [first, overlapping, *equal]


def q12(center):
    clients = [make_client(center) for _ in range(3)]
    for client, minutes in zip(clients, (300, 300, 299), strict=True):
        make_session(client, held_on=days_ago(10), contact_minutes=minutes)
    make_situation(clients[0], as_of=days_ago(100))
    make_situation(clients[1], as_of=days_ago(400))
    return clients[1:2]


def q13(center):
    client = make_client(center)
    make_session(client, held_on=days_ago(80))
    make_session(client, held_on=days_ago(200), source="import")
    late = make_session(client, held_on=days_ago(100))
    return [late, make_session(client, held_on=TODAY + timedelta(days=3))]


def test_a_session_is_late_after_the_limit_of_its_center_else_of_its_country():
    country = make_country(late_after_days=30)
    own, shared = make_center(country, late_after_days=120), make_center(country)
    rows = {
        (center, days): make_session(make_client(center), held_on=days_ago(days))
        for center in (own, shared)
        for days in (29, 31, 119, 121)
    }

    found = quality.RULES["Q13"].rows(Center.objects.all())

    assert set(found) == {rows[own, 121], *(rows[shared, days] for days in (31, 119, 121))}


def test_who_declares_to_be_women_owned_is_measured_at_the_countrys_threshold_of_today():
    threshold = {"version": "x", "led": 20, "source": "test"}
    own, network = make_country("GT"), make_country("SV")
    for country, since, owned in (
        (own, TODAY, 60),
        (own, days_ago(400), 70),
        (own, TODAY + timedelta(days=1), 51),
        (None, days_ago(1), 55),
    ):
        OwnershipThreshold.objects.create(
            country=country, valid_from=since, owned=owned, **threshold
        )

    def declared(country, computed):
        client = make_client(make_center(country), declared_women_share=Decimal(65))
        make_contact(client, share=Decimal(computed))
        return client

    declared(own, 60)
    declared(network, 55)
    expected = {declared(own, 59), declared(network, 54)}

    assert set(quality.RULES["Q08"].rows(Center.objects.all())) == expected


def test_shares_of_owners_who_left_or_are_still_to_come_are_not_todays():
    center = make_center()
    client = make_client(center, declared_women_share=Decimal(60))
    make_contact(client, share=Decimal(60))
    make_contact(client, share=Decimal(40), sex="man")
    client.links.create(
        contact=make_contact(sex="man"),
        role="owner",
        share=Decimal(100),
        starts_on=days_ago(900),
        ends_on=days_ago(300),
    )
    sold = make_client(center, declared_women_share=Decimal(60))
    make_contact(sold, share=Decimal(60))
    sold.links.update(ends_on=TODAY + timedelta(days=2))

    assert not quality.RULES["Q08"].rows(Center.objects.all()).exists()


def q14(center):
    make_client(center, contact_sex="woman", women_owned="no")
    return [
        make_client(center, contact_sex="woman"),
        make_client(center, women_owned="yes"),
    ]


def q15(center):
    def pair(**after):
        client = make_client(center)
        make_situation(client)
        return make_situation(client, as_of=date(2024, 11, 1), **after)

    pair(sales_national=Decimal(120000))
    pair(women_full_time=3)
    return [
        pair(sales_national=Decimal(120001)),
        pair(sales_national=Decimal(12)),
        pair(women_full_time=1, men_full_time=2),
        pair(women_full_time=40),
    ]


def q16(center):
    old, new, done = (
        make_outcome(make_client(center), state=state)
        for state in ("evidenced", "declared", "verified")
    )
    long_ago = timezone.now() - timedelta(days=31)
    Outcome.objects.filter(pk__in=[old.pk, done.pk]).update(recorded_at=long_ago)
    assert new
    return [old]


def q17(center):
    make_session(make_client(make_center(center.country)), held_on=days_ago(3))
    make_center(center.country, closed_on=date(2020, 1, 1))
    make_session(make_client(center), held_on=days_ago(15))
    return [center]


CASES = [q01, q02, q03, q04, q05, q06, q07, q08, q09, q10, q11, q12, q13, q14, q15, q16, q17]


@pytest.mark.postgres
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__.upper())
def test_the_rule_finds_what_breaks_it_and_nothing_else(case):
    center = make_center()

    expected = case(center)

    rule = quality.RULES[case.__name__.upper()]
    everywhere = Center.objects.all()
    assert set(rule.rows(everywhere)) == set(expected)
    broken, checked = rule.counts(everywhere)[center.pk]
    assert (broken, checked > 0) == (len(expected), True)
    assert all(rule.fix(row).startswith("/") for row in expected)


def test_every_written_rule_is_there():
    assert list(quality.RULES) == [f"Q{number:02}" for number in range(1, 18)]


def test_the_score_weighs_every_rule_the_same():
    def count(rule, broken, checked):
        return QualityCount(rule=rule, broken=broken, checked=checked)

    counts = [count("Q01", 1, 1), count("Q02", 0, 1000), count("Q03", 0, 0), count("Q02", 0, 5)]

    assert quality.score(counts) == 50
    assert quality.score([]) is None


def test_the_nightly_recount_replaces_the_counts_of_the_centers_it_counts():
    center = make_center()
    q01(center)
    out = StringIO()

    call_command("recount_quality", stdout=out)
    Session.objects.filter(contact_minutes=0).update(contact_minutes=30)
    call_command("recount_quality", country=center.country_id.lower(), stdout=out)

    assert QualityCount.objects.get(center=center, rule="Q01").broken == 0
    assert "17 rules" in out.getvalue()


def test_the_page_shows_counts_of_the_scope_and_counts_again(client):
    center = make_center()
    q01(center)
    q03(make_center())
    client.force_login(make_director(center))

    page = client.get(reverse("clients:quality"))
    broken = {line["rule"].code: line["broken"] for line in page.context["rules"]}
    Session.objects.filter(contact_minutes=0).update(contact_minutes=30)
    client.post(reverse("clients:quality-recount"))
    again = client.get(reverse("clients:quality"))

    assert broken["Q01"] == 1
    assert {row["id"] for row in page.context["board"]} == {center.pk}
    assert {line["rule"].code: line["broken"] for line in again.context["rules"]}["Q01"] == 0
    assert page.context["score"] < again.context["score"]


@pytest.mark.parametrize("code", quality.RULES)
def test_every_fix_list_opens(client, code):
    center = make_center()
    rows = {case.__name__.upper(): case for case in CASES}[code](center)
    client.force_login(make_coordinator(center.country))

    page = client.get(reverse("clients:quality-rule", args=[code]))

    assert page.context["page"].paginator.count == len(rows)
    assert page.text.count("data-row") == len(rows)


def test_an_unknown_rule_is_not_there_and_advisors_may_not_look(client):
    center = make_center()
    client.force_login(make_director(center))
    assert client.get(reverse("clients:quality-rule", args=["Q99"])).status_code == 404
    assert client.get(reverse("clients:quality") + "?center=none").context["rules"]

    client.force_login(make_advisor(center))
    assert client.get(reverse("clients:quality")).status_code == 403


def test_a_silent_center_has_been_so_since_its_last_session(client):
    center = make_center(opened_on=date(2015, 1, 1))
    today = timezone.localdate()
    make_session(make_client(center), held_on=today - timedelta(days=20))
    client.force_login(make_director(center))

    page = client.get(reverse("clients:quality-rule", args=["Q17"]))

    assert [line["age"] for line in page.context["lines"]] == [20]
