"""The frame of every page: languages, navigation, errors, forms, formats."""

from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from centers import demo_accounts, formats
from centers.forms.account import AccountForm
from centers.roles import Role
from sbdc.navigation import Navigation
from tests import factories

pytestmark = pytest.mark.django_db


def test_login_page_is_open_to_all_and_signs_in_with_any_case_of_the_mail(client):
    user = factories.make_user(email="ana@example.org")

    page = client.get("/login/")
    answer = client.post("/login/", {"username": "ANA@Example.org", "password": factories.PASSWORD})

    assert page.status_code == 200
    assert answer.status_code == 302
    assert int(client.session["_auth_user_id"]) == user.pk


def test_a_demonstration_offers_its_accounts_and_nobody_else_does(client, settings, tmp_path):
    settings.VAR_DIR, settings.DEMO = tmp_path, True
    user = factories.make_user(email="advisor@example.org")
    demo_accounts.keep(factories.PASSWORD, [(Role.ADVISOR, user.email)])

    offered = client.get("/login/").content.decode()
    settings.DEMO = False
    hidden = client.get("/login/").content.decode()

    assert '<input type="hidden" name="username" value="advisor@example.org">' in offered
    assert factories.PASSWORD in offered
    assert factories.PASSWORD not in hidden


def test_wrong_password_says_how_many_tries_are_left_then_locks(client, settings):
    settings.AXES_ENABLED = True
    factories.make_user(email="ana@example.org")

    texts = [
        client.post("/login/", {"username": "ana@example.org", "password": "no"}) for _ in range(5)
    ]

    assert "You have 4 tries left." in texts[0].content.decode()
    assert texts[4].status_code == 429
    assert "Wait 15 minutes" in texts[4].content.decode()


def test_account_keeps_language_theme_and_keys(client):
    user = factories.make_advisor(factories.make_center())
    client.force_login(user)

    answer = client.post("/account/", {"name": "Ana", "language": "fr", "theme": "dark"})
    user.refresh_from_db()

    assert answer.status_code == 302
    assert (user.language, user.theme, user.single_keys) == ("fr", "dark", False)
    assert 'data-theme="dark"' in client.get("/account/").content.decode()


def test_account_form_keeps_what_was_typed_and_names_the_field(client):
    client.force_login(factories.make_user())

    page = client.post("/account/", {"name": "", "language": "xx"}).content.decode()

    assert 'href="#id_name"' in page and 'href="#id_language"' in page
    assert 'aria-describedby="id_name_error"' in page


@pytest.mark.parametrize("code, name", [(404, "/no-such-page/")])
def test_error_page_says_what_to_do(client, code, name):
    answer = client.get(name)

    assert answer.status_code == code
    assert "record belongs to another center" in answer.content.decode()


def test_an_address_that_only_takes_forms_is_no_blank_page(client):
    client.force_login(factories.make_director(factories.make_center()))

    answer = client.get("/quality/count/")

    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "It only takes what a form sends" in answer.text


@pytest.mark.parametrize("address", ["/clients/", "/dashboard/", "/quality/?as=csv", "/no-such/"])
def test_what_a_signed_in_person_reads_stays_in_no_shared_cache(client, address):
    client.force_login(factories.make_director(factories.make_center()))

    assert client.get(address)["Cache-Control"] == "private, no-cache"


def test_navigation_leaves_out_what_the_role_may_not_open():
    center = factories.make_center()
    advisor = Navigation(factories.make_advisor(center))
    nobody = Navigation(factories.make_user())

    shown = {item["entry"].url_name for _title, group in advisor.groups for item in group}

    assert "clients:verify" not in shown
    assert "reporting:report-list" not in shown
    assert nobody.groups == [] and nobody.home_url == "/account/"


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_way_home(role):
    country = factories.make_country()
    places = {
        Role.ADVISOR: {"center": factories.make_center(country)},
        Role.DIRECTOR: {"center": factories.make_center(country)},
        Role.ADMINISTRATOR: {},
    }
    user = factories.make_user(role, **places.get(role, {"country": country}))

    assert Navigation(user).home_url.startswith("/")


@pytest.mark.parametrize(
    "language, code, written",
    [
        ("es", "SV", "1,234.6"),
        ("es", "CR", "1\xa0234,6"),
        ("pt-br", "BR", "1.234,6"),
        ("en", "JM", "1,234.6"),
        ("es", "", "1,234.6"),
    ],
)
def test_numbers_follow_the_language_in_the_country(language, code, written):
    with translation.override(language), formats.country(code):
        assert formats.decimal(Decimal("1234.56")) == written


def test_money_names_the_dollar_it_means():
    with translation.override("es"), formats.country("SV"):
        assert formats.money(8000) == "US$\xa08,000"
        assert formats.percent(Decimal("0.625")) == "63\xa0%"
    with translation.override("es"), formats.country("MX"):
        assert formats.money(8000, "MXN").startswith("MX$")


def test_unknown_values_show_as_a_dash_not_as_zero():
    page = Template("{{ none|integer }} {{ none|money }} {{ day|day }} {{ zero|integer }}")
    with translation.override("en"):
        text = page.render(Context({"none": None, "zero": 0, "day": date(2020, 5, 28)}))

    assert text == "– – May 28, 2020 0"


def test_bullet_bar_draws_without_style_attributes():
    page = Template('{% bullet 18 48 "18 of 48" 16 %}').render(Context())

    assert 'x2="38.0"' in page and 'x1="34.0"' in page
    assert "style=" not in page


def test_forms_ask_for_optional_fields_as_such():
    page = AccountForm(instance=factories.make_user()).render()

    assert "optional" in page and "required" in page
