"""Who may give whom which role, and how a person gets a password."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from centers import actions
from centers.models import User
from centers.roles import Role
from tests.factories import (
    make_administrator,
    make_advisor,
    make_center,
    make_coordinator,
    make_country,
    make_director,
)

pytestmark = pytest.mark.django_db


def test_a_coordinator_invites_an_advisor_who_then_chooses_a_password(client):
    center = make_center()
    client.force_login(make_coordinator(center.country))
    client.post(
        reverse("centers:person-add"),
        {"name": "Ana", "email": "Ana@Example.org", "role": "advisor", "center": center.pk},
    )
    invited = User.objects.get(email="ana@example.org")
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    client.logout()

    form = client.get(link, follow=True)
    client.post(
        form.request["PATH_INFO"],
        {"new_password1": "a long new password", "new_password2": "a long new password"},
    )

    invited.refresh_from_db()
    assert invited.home_center == center
    assert invited.check_password("a long new password")


def test_a_coordinator_cannot_make_an_administrator_or_give_roles_abroad():
    coordinator = make_coordinator(make_country("SV"))
    abroad = make_center(make_country("GT"))
    person = make_advisor()

    with pytest.raises(actions.NotYours, match="more rights"):
        actions.grant_role(user=person, by=coordinator, role=Role.ADMINISTRATOR)
    with pytest.raises(actions.NotYours, match="do not manage people there"):
        actions.grant_role(user=person, by=coordinator, role=Role.ADVISOR, center=abroad)


def test_an_advisor_needs_a_center():
    with pytest.raises(actions.NotYours, match="Choose the center"):
        actions.invite_person(
            by=make_administrator(), email="x@example.org", name="X", role=Role.ADVISOR
        )

    assert not User.objects.filter(email="x@example.org").exists()


def test_a_director_does_not_manage_people(client):
    client.force_login(make_director())

    assert client.get(reverse("centers:person-list")).status_code == 403


def test_people_of_another_country_are_not_found(client):
    client.force_login(make_coordinator(make_country("SV")))
    stranger = make_advisor(make_center(make_country("GT")))

    answer = client.get(reverse("centers:person-detail", args=[stranger.uuid]))

    assert answer.status_code == 404


def test_a_role_that_is_ended_no_longer_opens_anything(client):
    center = make_center()
    coordinator, advisor = make_coordinator(center.country), make_advisor(center)
    membership = advisor.memberships.get()
    membership.valid_from = None
    membership.save()
    client.force_login(coordinator)

    client.post(reverse("centers:role-end", args=[advisor.uuid, membership.pk]))

    assert User.objects.get(pk=advisor.pk).permissions == frozenset()


def test_nobody_shuts_out_themselves():
    coordinator = make_coordinator()

    with pytest.raises(actions.NotYours):
        actions.set_active(user=coordinator, by=coordinator, active=False)


def test_a_forgotten_password_says_the_same_for_known_and_unknown_mail(client):
    known = make_advisor()
    address = reverse("centers:password-forgotten")

    pages = [
        client.post(address, {"email": email}, follow=True).content.decode()
        for email in (known.email, "nobody@example.org")
    ]

    assert all("link" in page for page in pages)
    assert [message.to for message in mail.outbox] == [[known.email]]
