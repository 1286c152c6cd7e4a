"""The pages around the API: its description, and one's own tokens."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from centers.models import ApiToken
from tests import factories
from tests.api.conftest import Caller
from tests.browsing import assert_accessible, assert_no_sideways_scroll

pytestmark = pytest.mark.django_db


def test_the_description_is_openapi_3_1_and_names_problems_and_examples():
    schema = Browser().get("/api/v1/schema/").json()

    assert schema["openapi"].startswith("3.1")
    session = schema["paths"]["/api/v1/sessions/"]["post"]
    assert "application/problem+json" in session["responses"]["422"]["content"]
    assert session["requestBody"]["content"]["application/json"]["examples"]
    assert "If-Match" in str(schema["paths"]["/api/v1/sessions/{uuid}/"]["patch"]["parameters"])


def test_the_page_describes_every_operation_and_problem():
    page = Browser().get("/api/v1/docs/", headers={"accept-language": "en"}).content.decode()

    assert "/api/v1/outcomes/{uuid}/verify/" in page
    assert 'id="problem-precondition_failed"' in page
    assert "//cdn" not in page


def test_a_token_made_on_the_page_works_and_is_shown_once(client):
    center = factories.make_center()
    client.force_login(factories.make_advisor(center))
    address = reverse("centers:token-list")

    facts = {"name": "Sheet", "scopes": ["clients:read"], "days": "30"}
    secret = client.post(address, facts).context["secret"]
    again = client.get(address)

    caller = {"authorization": f"Bearer {secret}"}
    assert Browser().get("/api/v1/clients/", headers=caller).status_code == 200
    assert secret not in again.content.decode()


def test_a_token_is_taken_back_by_its_person_only(client):
    owner = Caller(factories.make_advisor())
    address = reverse("centers:token-delete", args=[owner.token.pk])
    client.force_login(factories.make_advisor())

    assert client.post(address).status_code == 404
    client.force_login(owner.user)
    assert client.post(address).status_code == 302
    assert not ApiToken.objects.exists()


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_both_pages_are_accessible_and_fit(page_at, width):
    page = page_at(width, factories.make_advisor())

    for path in ["/api/v1/docs/", "/account/tokens/"]:
        page.goto(path)
        assert_accessible(page)
        assert_no_sideways_scroll(page)
