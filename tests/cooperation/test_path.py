"""The whole path: offer, match, visit, replicated practice, item, bulletin, inbox, unsubscribe."""

import re

import pytest
from django.urls import reverse

from cooperation.models import (
    Bulletin,
    Exchange,
    Item,
    ItemText,
    Listing,
    Replication,
    Subscriber,
)
from tests import factories
from tests.browsing import assert_accessible, assert_no_sideways_scroll
from tests.cooperation import rows

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def fill(page, **values):
    for name, value in values.items():
        field = page.locator(f"[name={name}]").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def save(page):
    page.locator("main form button.pri").last.click()
    page.wait_for_load_state()


@pytest.fixture
def world(live_server, settings):
    settings.SITE_URL = live_server.url
    salvador, guatemala = factories.make_country("SV"), factories.make_country("GT")
    rows.make_item(
        guatemala, state="published", themes=["women"], texts=rows.texts("Guía de ventas")
    )
    return {
        "SV": rows.make_editor(salvador),
        "GT": rows.make_editor(guatemala),
        "admin": factories.make_administrator(),
    }


def offer_and_ask(page_at, world):
    """Guatemala offers, El Salvador asks and proposes the match; both agree."""
    teacher, learner = (page_at(1280, user=world[code]) for code in ("GT", "SV"))
    for page in (teacher, learner):
        page.set_default_timeout(60_000)
    for page, kind in ((teacher, "offer"), (learner, "request")):
        page.goto("/exchanges/listings/add/")
        fill(
            page,
            kind=kind,
            theme="women",
            title="Vender por mensajería",
            description="Formar a artesanas",
            institution="Red",
            contact_email="red@example.org",
        )
        page.check("[name=languages][value=es]")
        save(page)
    assert learner.get_by_text("Same theme").is_visible()
    learner.get_by_role("button", name="Propose an exchange").click()
    learner.get_by_role("link", name="Write the agreement").click()
    fill(learner, agreement="Una visita de cuatro días.", follow_up_on="2027-01-15")
    save(learner)
    for page in (learner, teacher):
        page.goto(Exchange.objects.get().get_absolute_url())
        page.get_by_role("button", name="My country agrees").click()
    return learner


def visit_and_replicate(page):
    """The visit, then the practice that El Salvador took over, as a published item."""
    page.goto(Exchange.objects.get().get_absolute_url())
    page.get_by_role("link", name="Plan a visit").click()
    fill(page, starts_on="2026-03-02", ends_on="2026-03-05", purpose="Ver las lecciones")
    save(page)
    page.goto("/editorial/add/")
    fill(page, title="Lecciones en audio", summary="Vender por audio.", institution="Red")
    page.check("[name=themes][value=women]")
    save(page)
    page.get_by_role("button", name="Hand to review").click()
    page.get_by_role("button", name="Publish").click()
    page.goto(Exchange.objects.get().get_absolute_url())
    page.get_by_role("link", name="Record one").click()
    fill(page, started_on="2026-05-01", adaptation="Audio en lugar de texto")
    page.locator("[name=original]").select_option(label="Guía de ventas")
    page.locator("[name=adapted]").select_option(label="Lecciones en audio")
    save(page)


def subscribe(page, mailbox):
    page.goto("/bulletins/subscribe/")
    fill(page, email="ana@example.org", language="en")
    save(page)
    assert page.get_by_text("Look into your mailbox").is_visible()
    text = mailbox.to("ana@example.org")[0].get_body(["plain"]).get_content()
    page.goto(re.search(r"http\S+", text)[0])
    save(page)
    assert page.get_by_text("You are subscribed").is_visible()


def publish(page):
    page.goto("/editorial/bulletins/add/")
    fill(page, starts_on="2020-01-01", ends_on="2099-12-31")
    for code in ("es", "en", "pt-br", "fr"):
        page.fill(f"[name='titles_{code}']", f"Bulletin {code}")
    save(page)
    page.get_by_role("link", name="Choose items").click()
    page.get_by_label("Lecciones en audio").fill("1")
    save(page)
    page.get_by_role("button", name="Publish and send").click()
    page.wait_for_load_state()


def test_from_an_offer_to_the_readers_inbox_and_out(page_at, world, mailbox):
    learner = offer_and_ask(page_at, world)
    visit_and_replicate(learner)
    public = page_at(390)
    public.set_default_timeout(60_000)
    subscribe(public, mailbox)
    desk = page_at(1280, user=world["admin"])
    desk.set_default_timeout(60_000)
    publish(desk)

    assert (Listing.objects.count(), Replication.objects.count()) == (2, 1)
    assert Bulletin.objects.get().state == "published"
    message = mailbox.to("ana@example.org")[1]
    text = message.get_body(["plain"]).get_content()
    assert message["Subject"].startswith("Bulletin en") and "Lecciones en audio" in text
    public.goto(next(link for link in re.findall(r"http\S+", text) if "/library/" in link))
    assert public.get_by_text("After a practice of Guatemala").is_visible()
    public.goto(message["List-Unsubscribe"].strip().strip("<>"))
    save(public)
    assert public.get_by_text("You are unsubscribed").is_visible()
    assert Subscriber.objects.get().state == "left"
    assert Item.objects.published().count() == 2


@pytest.mark.parametrize(
    "width, scheme, language", [(390, "light", "es"), (1280, "dark", "fr"), (390, "dark", "pt-BR")]
)
def test_pages_are_accessible_and_fit(page_at, world, width, scheme, language):
    """In three of the four languages; the way from an offer to the inbox is walked in English."""
    item = Item.objects.get()
    center = factories.make_center(item.country)
    plan = rows.make_activity().goal.plan
    meeting = rows.make_meeting(item.country, series="dialogue")
    own = page_at(width, user=world["GT"], color_scheme=scheme)
    public = page_at(width, color_scheme=scheme, locale=language)
    for page in (own, public):
        page.set_default_timeout(60_000)
    staff = [
        "/editorial/",
        f"/editorial/items/{item.uuid}/",
        "/editorial/add/",
        "/exchanges/",
        meeting.get_absolute_url(),
        plan.get_absolute_url(),
        reverse("cooperation:network-manage"),
    ]
    open_to_all = [
        "/library/?theme=women",
        item.get_absolute_url(),
        "/bulletins/subscribe/",
        "/bulletins/",
        "/network/",
        "/network/learning/",
        f"/network/centers/{center.code}/",
        f"/network/centers/{center.code}/ask/",
    ]
    if language == "pt-BR":  # the people's pages are the same in every language
        staff = []
    for page, paths in ((own, staff), (public, open_to_all)):
        for path in paths:
            page.goto(path)
            assert_accessible(page)
            assert_no_sideways_scroll(page)


def test_filters_stand_open_on_a_desk_and_wait_behind_a_link_on_a_phone(page_at, world):
    """Without a script too."""
    desk, phone = page_at(1280, java_script_enabled=False), page_at(390, java_script_enabled=False)
    for page in (desk, phone):
        page.goto("/library/")
    chip = "Women's entrepreneurship 1"

    assert desk.get_by_role("link", name=chip).is_visible()
    assert not desk.get_by_role("link", name="Narrow down").is_visible()
    assert not phone.get_by_role("link", name=chip).is_visible()
    phone.get_by_role("link", name="Narrow down").click()
    phone.get_by_role("link", name=chip).click()
    phone.wait_for_url("**/library/?theme=women")
    assert phone.get_by_role("link", name=chip).is_visible()  # to be taken away
    assert not phone.get_by_role("link", name="Policy 1").is_visible()


def test_the_state_of_an_item_is_not_broken_inside_a_word(page_at, world):
    world["GT"].language = "es"
    world["GT"].save()
    ItemText.objects.update(title="Compras públicas reservadas a microempresas rurales")
    page = page_at(390, user=world["GT"])
    page.goto("/editorial/")
    tag = page.locator("td .tag").first

    assert tag.inner_text().strip() == "Publicado"
    assert tag.bounding_box()["height"] < 30  # one line
