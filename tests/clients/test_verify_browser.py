"""The queue by keyboard alone, photos made small on the device, pages readable by everybody."""

import io

import pytest
from django.urls import reverse
from PIL import Image

from clients.attribution import token_for
from clients.models import Outcome
from tests import browsing
from tests.factories import (
    make_advisor,
    make_center,
    make_client,
    make_coordinator,
    make_director,
    make_evidence,
    make_outcome,
    make_target,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def center():
    return make_center()


def waiting(center, count):
    advisor = make_advisor(center)
    claims = []
    for _ in range(count):
        claims.append(make_outcome(make_client(center), state="evidenced", recorded_by=advisor))
        make_evidence(claims[-1])
    return claims


def state(outcome):
    return Outcome.objects.get(pk=outcome.pk).state


def test_the_queue_is_worked_by_keys_alone(page_at, center):
    first, second, third = waiting(center, 3)
    page = page_at(1280, make_director(center))
    page.goto("/verify/", timeout=60_000)  # the server's first page takes its time

    page.keyboard.press("j")
    page.wait_for_url(f"**item={second.uuid}*")
    page.keyboard.press("k")
    page.wait_for_url(f"**item={first.uuid}*")
    page.keyboard.press("v")
    page.wait_for_url(f"**item={second.uuid}*")
    assert state(first) == "verified"

    page.keyboard.press("r")
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.press("v")  # in a field a key is a letter, not a command
    page.locator("[data-return] select").select_option("number")
    page.locator("[data-return] button").press("Enter")
    page.wait_for_url(f"**item={third.uuid}*")
    assert (state(second), state(third)) == ("returned", "evidenced")


def test_a_photo_leaves_the_device_with_200_kb_at_most(page_at, center):
    firm = make_client(center)
    outcome = make_outcome(firm)
    noise = io.BytesIO()
    Image.effect_noise((2600, 2000), 70).save(noise, "JPEG", quality=92)
    page = page_at(390, make_advisor(center))
    page.goto(f"/outcomes/{outcome.uuid}/", timeout=60_000)

    picture = {"name": "planilla.jpg", "mimeType": "image/jpeg", "buffer": noise.getvalue()}
    page.locator("input[type=file]").set_input_files(picture)
    page.wait_for_selector("input[type=file][data-bytes]", state="attached")
    small = page.evaluate("document.querySelector('input[type=file]').files[0].size")
    page.locator("form[enctype] button.pri").click()
    page.wait_for_selector(".messages .note.ok")

    assert len(noise.getvalue()) > 1_000_000
    assert small <= 200 * 1024
    assert state(outcome) == "evidenced"


def test_a_client_answers_for_a_claim_by_link_without_a_script(page_at, center):
    """A browser sends where the form came from as it likes: the answer arrives all the same."""
    outcome = make_outcome(make_client(center, language="es"), state="evidenced")
    page = page_at(390, java_script_enabled=False)
    page.goto(reverse("clients:attribution-public", args=[token_for(outcome)]))

    page.locator("main form button").click()
    refused = page.locator("main .error").count()
    page.locator("label", has_text="En parte").click()
    page.locator("main form button").click()
    page.get_by_role("heading", name="Gracias").wait_for()

    outcome.refresh_from_db()
    assert refused == 1
    assert (outcome.attribution, outcome.attribution_by) == ("in_part", "client")
    assert not browsing.sideways_scroll(page)


def test_the_form_of_a_result_shows_only_the_facts_of_the_kind_that_is_chosen(page_at, center):
    page = page_at(390, make_director(center))
    page.goto(f"/clients/{make_client(center).pk}/outcomes/add/")
    facts = page.locator("[data-fact]:visible")
    assert facts.count() == 0

    page.locator("label", has_text="Jobs created").click()

    shown = facts.evaluate_all("all => all.map((one) => one.dataset.fact)")
    assert shown == ["quantity", "women", "full_time", "part_time"]


@pytest.mark.parametrize("width", [390, 1280])
def test_pages_are_accessible_and_fit(page_at, center, width):
    coordinator = make_coordinator(center.country)
    waiting(center, 1)
    verified = make_outcome(make_client(center), state="verified")
    make_evidence(verified)
    make_target(center.country)
    page = page_at(width, coordinator)

    for address in [
        "/verify/",
        "/verify/samples/",
        "/quality/",
        "/quality/Q14/",
        "/rates/",
        "/targets/?year=2024",
        "/closings/",
        "/restatements/",
        "/women/?period=F2024",
        "/explain/JOB-01/?start=2024-01-01&end=2024-12-31",
        f"/outcomes/{verified.uuid}/attribution/",
        f"/clients/{verified.client_id}/outcomes/add/",
    ]:
        page.goto(address)
        browsing.assert_no_sideways_scroll(page)
        faults = browsing.accessibility_faults(page)
        assert not faults, f"{address}\n" + "\n".join(faults)
