"""Labels of women in business: for a day, with the thresholds of that day."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from clients.actions import refresh_client
from clients.labels import labels_on
from clients.models import ClientContact, Known, OwnershipThreshold
from tests.factories import make_client, make_contact, make_country

pytestmark = pytest.mark.django_db
Role = ClientContact.Role
DAY = date(2024, 5, 15)


def firm(*owners, manager=None):
    """A firm owned by (sex, share) pairs, managed day to day by a person of this sex."""
    client = make_client()
    for sex, share in owners:
        make_contact(client, sex=sex, share=Decimal(share))
    if manager:
        make_contact(client, role=Role.MANAGER, sex=manager)
    return client


@pytest.mark.parametrize(
    ("owners", "manager", "expected"),
    [
        ([("woman", 51), ("man", 49)], "woman", ("yes", "yes", "yes")),
        ([("woman", 50), ("man", 50)], "woman", ("no", "no", "yes")),
        ([("woman", "50.5"), ("man", "49.5")], "woman", ("no", "yes", "yes")),
        ([("woman", 100)], "man", ("no", "yes", "no")),
        ([("woman", 25), ("man", 75)], "woman", ("no", "no", "yes")),
        ([("woman", 24), ("man", 76)], "woman", ("no", "no", "no")),
        ([("woman", 60), ("not_stated", 40)], "woman", ("unknown", "unknown", "unknown")),
        ([], "woman", ("unknown", "unknown", "unknown")),
    ],
)
def test_shares_and_management_make_the_labels(owners, manager, expected):
    found = labels_on(firm(*owners, manager=manager), DAY)

    assert (found.women_owned, found.women_majority, found.women_led) == expected


def test_a_label_is_that_of_the_day():
    client = firm()
    for sex, share, start, end in [
        ("man", 100, None, date(2024, 1, 1)),
        ("woman", 100, date(2024, 1, 1), None),
    ]:
        contact = make_contact(sex=sex)
        ClientContact.objects.create(
            client=client, contact=contact, role=Role.OWNER, share=share,
            starts_on=start, ends_on=end,
        )  # fmt: skip

    assert labels_on(client, date(2023, 12, 31)).women_owned == Known.NO
    assert labels_on(client, date(2024, 1, 1)).women_owned == Known.YES


def test_thresholds_hold_from_their_day_in_their_country():
    client = firm(("woman", 45), ("man", 55), manager="woman")
    OwnershipThreshold.objects.create(
        country=client.country, version="SV-1", valid_from=date(2024, 3, 1),
        owned=40, majority=50, led=20, source="Law of 2024",
    )  # fmt: skip

    before, after = labels_on(client, date(2024, 2, 29)), labels_on(client, DAY)

    assert (before.women_owned, before.version) == (Known.NO, "2024-1")
    assert (after.women_owned, after.version) == (Known.YES, "SV-1")
    refresh_client(client)
    client.refresh_from_db()
    assert client.women_owned == Known.YES


def test_founders_and_contacts_are_labels_of_their_own():
    client = firm()
    make_contact(client, role=Role.FOUNDER, sex="man")
    assert labels_on(client, DAY).woman_founded == Known.NO

    make_contact(client, role=Role.FOUNDER, sex="woman")
    make_contact(client, role=Role.FIRST_CONTACT, sex="not_stated")
    found = labels_on(client, DAY)

    assert (found.woman_founded, found.woman_contact) == (Known.YES, Known.UNKNOWN)


def test_the_database_keeps_thresholds_possible():
    facts = {"version": "x", "led": 25, "source": "x", "country": make_country()}

    with pytest.raises(IntegrityError), transaction.atomic():
        OwnershipThreshold.objects.create(valid_from=DAY, owned=101, **facts)
