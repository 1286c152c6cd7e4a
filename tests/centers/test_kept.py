"""Nothing typed is lost when the session ends, or the form's token, before a form is sent."""

import pytest
from django.test import Client

from centers import kept
from centers.models import Center
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/centers/add/"
TYPED = {"code": "SV-88", "name": 'Centro "Ñandú" <Sur>'}
OWN = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


@pytest.fixture
def coordinator():
    return make.make_coordinator(make.make_center().country)


def credentials(user):
    return {"username": user.email, "password": make.PASSWORD, "next": ADDRESS}


def sent_again(client, page):
    """Presses the button of the page that offers to send again."""
    typed = page.context["kept"]
    return client.post(typed["path"], dict(typed["fields"]))


def test_a_form_sent_after_the_session_ended_is_saved_after_signing_in(client, coordinator):
    refused = client.post(ADDRESS, TYPED)
    sealed = refused.context["kept"]
    offered = client.post("/login/", credentials(coordinator) | {"kept": sealed})

    assert (refused.status_code, offered.status_code) == (401, 200)
    assert "Sign in: what you typed is kept" in refused.text
    assert "nothing has been saved yet" in offered.text
    assert "no-store" in offered.headers["Cache-Control"]
    assert not Center.objects.filter(code="SV-88").exists()
    assert sent_again(client, offered).status_code == 302
    assert Center.objects.get(code="SV-88").name == TYPED["name"]


def test_a_wrong_password_in_between_keeps_it_too(client, coordinator):
    sealed = client.post(ADDRESS, TYPED).context["kept"]

    again = client.post("/login/", credentials(coordinator) | {"password": "no", "kept": sealed})

    assert again.context["kept"] == sealed


def test_who_signed_in_meanwhile_in_another_tab_gets_it_back(client, coordinator):
    sealed = client.post(ADDRESS, TYPED).context["kept"]
    client.force_login(coordinator)

    offered = client.post("/login/", credentials(coordinator) | {"kept": sealed})

    assert dict(offered.context["kept"]["fields"]) == TYPED


@pytest.mark.parametrize("sealed", ["", "forged", "eyJwYXRoIjoiLyJ9:1abc:x"])
def test_what_was_not_sealed_here_is_ignored(client, coordinator, sealed):
    answer = client.post("/login/", credentials(coordinator) | {"kept": sealed})

    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)


def test_passwords_are_never_kept(client):
    page = client.post("/account/", {"name": "Ana", "new_password1": "secreto"})

    assert kept.opened(page.context["kept"])["fields"] == [["name", "Ana"]]


@pytest.mark.parametrize("headers", [{"X-Cell": "yes"}, {"HX-Request": "true"}])
def test_a_script_is_sent_to_the_login_page_as_before(client, headers):
    answer = client.post("/targets/", TYPED, headers=headers)

    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


def test_a_form_with_an_old_token_is_offered_to_its_own_site_only(coordinator):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(coordinator)

    offered = strict.post(ADDRESS, TYPED, headers=OWN)
    foreign = strict.post(ADDRESS, TYPED, headers=OWN | {"Sec-Fetch-Site": "cross-site"})

    assert (offered.status_code, foreign.status_code) == (403, 403)
    assert dict(offered.context["kept"]["fields"]) == TYPED
    assert "Send what was typed" in offered.text
    assert "Send what was typed" not in foreign.text
    assert not Center.objects.filter(code="SV-88").exists()
