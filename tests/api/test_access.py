"""Who gets in, with what, and in which language refusals come."""

from datetime import UTC, timedelta

import pytest
from django.test import Client as Browser
from django.utils import timezone

from centers.actions.tokens import MOST_TOKENS, TooManyTokens, make_token, take_token_back
from centers.models import ApiToken
from tests import factories
from tests.api.conftest import Caller

pytestmark = pytest.mark.django_db


def test_a_token_opens_what_its_person_may_see(advisor, firm):
    elsewhere = factories.make_client()

    answer = advisor.get("clients/")

    assert [one["uuid"] for one in answer.json()["results"]] == [str(firm.uuid)]
    assert str(elsewhere.uuid) not in answer.content.decode()


def test_the_secret_is_kept_as_a_hash_only(advisor):
    assert advisor.secret.startswith("sbdc_")
    stored = str(list(ApiToken.objects.values("name", "token__digest", "token__token_key")))
    assert advisor.secret not in stored


@pytest.mark.parametrize("secret", ["sbdc_nobody", "", "\xff\xfe", "a b"])
def test_an_unknown_token_is_refused_with_a_problem(secret):
    answer = Browser().get("/api/v1/clients/", headers={"authorization": f"Bearer {secret}"})

    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_a_token_ends(advisor):
    advisor.token.token.expiry = timezone.now() - timedelta(seconds=1)
    advisor.token.token.save()

    assert advisor.get("clients/").status_code == 401


def test_a_token_taken_back_opens_nothing(advisor):
    take_token_back(token=advisor.token)

    assert advisor.get("clients/").status_code == 401


def test_a_token_of_a_person_who_left_opens_nothing(advisor):
    advisor.user.is_active = False
    advisor.user.save()

    assert advisor.get("clients/").status_code == 401


def test_a_token_without_the_scope_says_so(center, firm):
    reader = Caller(factories.make_advisor(center), scopes=["clients:read"])

    assert reader.get("clients/").status_code == 200
    refusal = reader.post("sessions/", {})
    assert refusal.status_code == 403
    assert "clients:write" in refusal.json()["detail"]
    assert reader.get("targets/").status_code == 403


def test_who_may_write_may_read(center):
    writer = Caller(factories.make_advisor(center), scopes=["clients:write"])

    assert writer.get("clients/").status_code == 200


def test_a_missing_right_is_403_whatever_the_token(advisor):
    refusal = advisor.post("targets/", {})

    assert refusal.status_code == 403
    assert "Set targets" in refusal.json()["detail"]


def test_a_funder_reads_no_person():
    funder = Caller(factories.make_funder_user())

    for path in ["clients/", "contacts/", "sessions/", "outcomes/", "impact/", "centers/"]:
        assert funder.get(path).status_code == 403


def test_a_session_login_works_and_is_protected_against_forged_requests(center, firm):
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(factories.make_advisor(center))

    assert browser.get("/api/v1/clients/").status_code == 200
    forged = browser.post("/api/v1/sessions/", {}, content_type="application/json")
    assert (forged.status_code, forged["Content-Type"]) == (403, "application/problem+json")


def test_refusals_come_in_the_callers_language(center, firm):
    person = factories.make_advisor(center, language="fr")
    caller = Caller(person)

    assert caller.get("clients/")["Content-Language"] != ""
    asked = caller.get(f"clients/{firm.uuid}/", accept_language="en")
    assert asked.status_code == 200
    missing = caller.get("clients/00000000-0000-7000-8000-000000000000/", accept_language="en")
    assert missing.json()["detail"] == "There is no such record, or it is not yours to see."


def test_so_many_requests_a_minute(advisor, settings):
    settings.API_REQUESTS_A_MINUTE = 3

    codes = [advisor.get("clients/").status_code for _ in range(4)]

    assert codes == [200, 200, 200, 429]
    assert int(advisor.get("clients/")["Retry-After"]) >= 1


def test_a_person_holds_a_bounded_number_of_tokens():
    user = factories.make_advisor()
    for number in range(MOST_TOKENS):
        make_token(user=user, name=str(number), scopes=["clients:read"], days=30)

    with pytest.raises(TooManyTokens, match="Take one back"):
        make_token(user=user, name="more", scopes=["clients:read"], days=30)


def test_the_last_day_of_use_is_noted(advisor):
    advisor.get("clients/")

    advisor.token.refresh_from_db()
    assert advisor.token.last_used_on == timezone.localdate(timezone=UTC)


@pytest.mark.parametrize("address", ["targets/-1/", "", "editions/a%0Ab/", "clients", "a/b/c"])
def test_an_address_the_api_does_not_have_is_a_problem_too(address):
    answer = Browser().get(f"/api/v1/{address}")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
