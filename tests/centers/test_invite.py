"""The first accounts of a new server are made by a command."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from centers.models import User
from centers.roles import Role
from tests import factories as make

pytestmark = pytest.mark.django_db


def invite(*words):
    out = StringIO()
    call_command("invite", *words, stdout=out)
    return out.getvalue()


def test_the_first_administrator_chooses_a_password_and_signs_in(client):
    printed = invite("Ana@Example.org", "--name", "Ana")
    link = printed.split()[-1]
    address = client.get(link.partition("8000")[2], follow=True).request["PATH_INFO"]
    chosen = {"new_password1": make.PASSWORD, "new_password2": make.PASSWORD}

    client.post(address, chosen)
    client.logout()
    answer = client.post("/login/", {"username": "ana@example.org", "password": make.PASSWORD})

    assert answer.status_code == 302
    person = User.objects.get(email="ana@example.org")
    assert person.main_membership.role == Role.ADMINISTRATOR


def test_a_known_person_gets_the_role_and_no_new_link():
    center = make.make_center(code="SV-01")
    person = make.make_user()

    printed = invite(person.email, "--name", "x", "--role", "director", "--center", "sv-01")

    assert "http" not in printed
    assert person.main_membership.center == center


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ana", "--name", "Ana"], "ana: "),
        (["a@example.org", "--name", "A", "--role", "advisor"], "Choose the center"),
        (
            ["a@example.org", "--name", "A", "--role", "advisor", "--center", "XX"],
            "There is no center with the code XX.",
        ),
    ],
)
def test_what_cannot_be_is_told_and_nobody_is_made(words, sentence):
    with pytest.raises(CommandError, match=sentence):
        invite(*words)

    assert not User.objects.exists()
