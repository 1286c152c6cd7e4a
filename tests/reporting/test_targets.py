"""Targets: spreading over months, what is expected by a day, who may see which."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from reporting.models import Target, TargetChange
from reporting.targets import (
    Pace,
    expected_to_date,
    monthly,
    pace,
    set_target,
    standing,
    sums_of_centers,
)
from tests.factories import (
    make_advisor,
    make_center,
    make_coordinator,
    make_country,
    make_director,
    make_funder,
    make_funder_user,
)

pytestmark = pytest.mark.django_db
YEAR = 2024


def target_of(value="1200", country=None, **fields):
    fields = {"measure": "JOB-01", "year": YEAR, "value": Decimal(value)} | fields
    return Target(country=country or make_country(), **fields)


def test_an_even_target_expects_whole_months_and_days_of_the_begun_one():
    target = target_of("1200")

    assert expected_to_date(target, date(2024, 1, 1)) == 0
    assert expected_to_date(target, date(2024, 6, 1)) == 500
    assert expected_to_date(target, date(2024, 6, 16)) == 550
    assert expected_to_date(target, date(2025, 1, 1)) == 1200
    assert expected_to_date(target, date(2026, 5, 1)) == 1200


def test_a_year_starts_where_the_country_says():
    target = target_of("1200", country=make_country("JM", fiscal_year_start_month=4))

    assert expected_to_date(target, date(2024, 4, 1)) == 0
    assert expected_to_date(target, date(2024, 7, 1)) == 300
    assert expected_to_date(target, date(2025, 4, 1)) == 1200


def test_typed_months_steer_what_is_expected():
    weights = ["0"] * 11 + ["1"]
    target = target_of("100", profile=Target.Profile.TYPED, months=weights)

    assert expected_to_date(target, date(2024, 12, 1)) == 0
    assert expected_to_date(target, date(2025, 1, 1)) == 100


def test_a_share_expects_the_same_on_every_day():
    target = target_of("50", measure="JOB-01.women_share")

    assert expected_to_date(target, date(2024, 2, 3)) == 50


@given(
    value=st.decimals(min_value=0, max_value=10**12, places=2),
    weights=st.lists(st.integers(0, 10**6), min_size=12, max_size=12),
)
def test_months_add_up_to_the_target_to_the_cent(value, weights):
    target = Target(value=value, profile="typed", months=[str(one) for one in weights])

    parts = monthly(target)

    assert len(parts) == 12
    assert sum(parts) == value
    assert min(parts) >= 0


def test_pace_has_a_word_for_each_side_of_its_limits():
    assert pace(Decimal("90"), Decimal(100)) is Pace.ON_TRACK
    assert pace(Decimal("89.99"), Decimal(100)) is Pace.WATCH
    assert pace(Decimal("75"), Decimal(100)) is Pace.WATCH
    assert pace(Decimal("74.99"), Decimal(100)) is Pace.BEHIND
    assert pace(Decimal(0), Decimal(0)) is Pace.ON_TRACK


def test_a_standing_knows_share_mark_and_gap():
    stands = standing(target_of("1200"), 300, date(2024, 6, 1))

    assert (stands.expected, stands.share, stands.gap) == (500, 25, -200)
    assert stands.pace is Pace.BEHIND
    assert standing(target_of("0"), 3, date(2024, 6, 1)).share is None


def test_changing_a_target_keeps_the_history_of_who_and_what():
    country = make_country()
    coordinator = make_coordinator(country)
    facts = {"by": coordinator, "country": country, "measure": "JOB-01", "year": YEAR}

    set_target(value="100", **facts)
    set_target(value="120.50", **facts)
    set_target(value=None, **facts)

    assert not Target.objects.exists()
    steps = TargetChange.objects.order_by("pk").values_list("old_value", "new_value", "changed_by")
    assert list(steps) == [
        (None, Decimal("100.00"), coordinator.pk),
        (Decimal("100.00"), Decimal("120.50"), coordinator.pk),
        (Decimal("120.50"), None, coordinator.pk),
    ]


@pytest.mark.parametrize(("measure", "value"), [("JOB-01", "-1"), ("JOB-01.women_share", "100.01")])
def test_a_target_that_cannot_be_is_refused(measure, value):
    country = make_country()

    with pytest.raises(ValidationError):
        set_target(by=None, country=country, measure=measure, year=YEAR, value=value)
    with pytest.raises(IntegrityError), transaction.atomic():
        target_of(value, country, measure=measure).save()


def test_one_target_a_holder_measure_and_year():
    country = make_country()
    center = make_center(country)
    target_of(country=country).save()
    target_of(country=country, center=center).save()
    target_of(country=country, funder=make_funder(country)).save()
    target_of(country=country, center=center, advisor=make_advisor(center)).save()

    for holder in ({}, {"center": center}):
        with pytest.raises(IntegrityError), transaction.atomic():
            target_of(country=country, **holder).save()


def test_sum_of_centers_leaves_out_shares_advisors_and_funders():
    country = make_country()
    one, other = make_center(country), make_center(country)
    target_of("100.10", country, center=one).save()
    target_of("200.20", country, center=other).save()
    target_of("7", country, center=one, advisor=make_advisor(one)).save()
    target_of("8", country, funder=make_funder(country)).save()
    target_of("50", country, center=one, measure="JOB-01.women_share").save()

    assert sums_of_centers(country, YEAR) == {"JOB-01": Decimal("300.30")}


def test_a_director_sees_own_center_and_country_but_no_other_center():
    country = make_country()
    own, other = make_center(country), make_center(country)
    mine, theirs = target_of(country=country, center=own), target_of(country=country, center=other)
    national = target_of(country=country)
    for target in (mine, theirs, national):
        target.save()

    seen = set(Target.objects.for_user(make_director(own)))

    assert seen == {mine, national}
    assert set(Target.objects.for_user(make_coordinator(country))) == {mine, theirs, national}
    assert not Target.objects.for_user(make_funder_user(country)).exists()
    assert not Target.objects.for_user(make_coordinator(make_country("GT"))).exists()
