"""Budgets of the advisor's pages: bytes, requests, paint, taps, keys, accessibility."""

import re

import pytest
from django.utils import timezone

from clients.models import Client, Session
from tests import browsing, factories
from tests.clients.offline import handset
from tests.clients.offline.handset import says, settles

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KB = 1024
SLOW_3G = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400 * 1000 / 8,
    "uploadThroughput": 400 * 1000 / 8,
}
WATCH_PAINT = """
window.shifts = window.lcp = 0;
const watch = (type, run) =>
  new PerformanceObserver((list) => list.getEntries().forEach(run))
    .observe({ type, buffered: true });
watch("layout-shift", (one) => (window.shifts += one.hadRecentInput ? 0 : one.value));
watch("largest-contentful-paint", (one) => (window.lcp = one.startTime));
"""


@pytest.fixture
def advisor(client):
    user = factories.make_advisor(factories.make_center())
    client.force_login(user)
    client.get("/field/")  # templates compiled: budgets are those of a running server
    return user


@pytest.fixture
def firm(advisor):
    center = advisor.home_center
    firms = [factories.make_client(center, advisor=advisor) for _ in range(20)]
    firm = firms[0]
    factories.make_contact(firm, share=100)
    factories.make_consent(firm)
    factories.make_situation(firm)
    factories.make_outcome(firm)
    factories.make_session(firm, advisor=advisor, held_on=timezone.localdate())
    factories.make_appointment(firm, advisor=advisor, starts_at=timezone.now())
    return firm


class Traffic:
    """Bytes and requests of a page as they come over the network, compressed."""

    def __init__(self, page):
        self.page, self.bytes, self.urls, self.scripts, self.open = page, 0, {}, 0, set()
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", lambda one: self.open.add(one["requestId"]))
        self.session.on("Network.responseReceived", self._seen)
        self.session.on("Network.loadingFinished", self._loaded)
        self.session.on("Network.loadingFailed", lambda one: self.open.discard(one["requestId"]))

    def _seen(self, event):
        self.urls[event["requestId"]] = event["response"]["url"]

    def ended(self):
        """Waits until every request of the page is answered."""
        settles(self.page, lambda: self.urls and not self.open)

    def _loaded(self, event):
        size = event["encodedDataLength"]
        self.open.discard(event["requestId"])
        self.bytes += size
        if self.urls.get(event["requestId"], "").endswith(".js"):
            self.scripts += size


@pytest.mark.parametrize(
    "address, most_bytes, most_requests, most_script",
    [
        ("/field/", 60 * KB, 7, 12 * KB),
        ("/clients/", 60 * KB, 6, 17 * KB),
        ("client", 60 * KB, 6, 17 * KB),
    ],
)
def test_first_visit_is_light(
    page_at, advisor, firm, compressed, address, most_bytes, most_requests, most_script
):
    page = page_at(390, user=advisor, service_workers="block")
    traffic = Traffic(page)

    page.goto(firm.get_absolute_url() if address == "client" else address)
    if address == "/field/":
        handset.started(page)
    traffic.ended()

    counted = [url for url in traffic.urls.values() if not url.startswith("data:")]
    counted = [url for url in counted if not url.endswith("/icon.svg")]  # once for the whole site
    assert traffic.bytes <= most_bytes
    assert len(counted) <= most_requests, counted
    assert traffic.scripts <= most_script


def paint(page_at, advisor, width, network=None):
    """(largest paint in ms, share of the page that moved) of a first visit to the field page."""
    page = page_at(width, user=advisor, service_workers="block")
    page.add_init_script(WATCH_PAINT)
    if network:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", network)
    handset.open_field(page)
    page.evaluate("document.fonts.ready.then(() => true)")
    settles(page, lambda: page.evaluate("window.lcp") > 0)
    page.evaluate("() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))")
    return page.evaluate("window.lcp"), page.evaluate("window.shifts")


def test_largest_paint_on_slow_3g(page_at, advisor, firm, compressed):
    """Best of three, and without what this machine itself takes beyond half a second."""
    own = min(paint(page_at, advisor, 390)[0] for _try in range(2))
    slow = min(paint(page_at, advisor, 390, SLOW_3G)[0] for _try in range(3))

    assert slow <= 2500 + max(0, own - 500)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_page_fills(page_at, advisor, firm, compressed, width):
    _paint, shifts = paint(page_at, advisor, width, SLOW_3G)

    assert shifts <= 0.02


def test_a_session_with_right_presets_is_one_tap_and_nothing_typed(
    page_at, advisor, firm, settings
):
    settings.SBDC_UNDO_SECONDS = 600  # the confirmation stays until the test has seen it
    page = page_at(390, user=advisor)
    handset.open_field(page)
    box = page.locator("text=Save session").bounding_box()

    page.tap("text=Save session")
    page.get_by_text("Saved on this phone").wait_for()

    assert box["y"] + box["height"] <= 844 - 62  # the whole form is above the bottom bar
    assert box["height"] >= 44


def test_the_day_by_keyboard_alone(page_at, advisor, firm, settings):
    """Log a session in at most 12 keys after N; find a client; close with Esc."""
    settings.SBDC_UNDO_SECONDS = 600  # undo is offered until the test has seen it
    page = page_at(1280, user=advisor)
    handset.open_field(page)
    page.keyboard.press("n")
    focused = page.evaluate("document.activeElement.closest('#session-form') !== null")
    page.keyboard.press("Control+Enter")
    page.get_by_text("Saved on this phone").wait_for()
    page.focus("#try-now")
    page.keyboard.press("Enter")
    says(page, "Sent", "#outbox-list")
    page.keyboard.press("Control+k")
    page.keyboard.type(firm.name)
    page.locator("#palette-hits [role=option] b", has_text=firm.name).wait_for()
    page.keyboard.press("Escape")
    page.locator("#palette").wait_for(state="hidden")
    page.keyboard.press("/")
    page.keyboard.type(firm.name)
    page.locator("#palette-hits [role=option] b", has_text=firm.name).wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{firm.get_absolute_url()}")
    page.keyboard.press("?")
    page.locator("#keys").wait_for()

    assert focused
    assert Session.objects.filter(source="field").count() == 1


def test_new_client_by_keyboard_in_few_fields(page_at, advisor, firm):
    page = page_at(1280, user=advisor)
    page.goto("/clients/")
    page.keyboard.press("c")
    page.wait_for_url("**/clients/new/")
    page.focus("#id_names")
    fields = 0
    for text in ("Karla", "Zúniga", "", "70123456", "Ilobasco"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        fields += 1
    page.keyboard.press("Space")  # sex
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")  # stage
    page.check("#id_consent")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/clients/\d+/"))

    assert fields + 2 <= 7
    assert Client.objects.filter(name="Karla Zúniga", stage="start_up").exists()


def test_single_keys_can_be_switched_off_and_never_act_in_fields(page_at, advisor, firm):
    page = page_at(1280, user=advisor)
    page.goto("/clients/")
    page.fill("main input[type=search]", "")
    page.keyboard.type("c/n?")
    typed = page.input_value("main input[type=search]")
    advisor.single_keys = False
    advisor.save()
    page.goto("/clients/")
    for key in "c/n?":
        page.keyboard.press(key)
    page.evaluate("() => new Promise((done) => setTimeout(done))")  # a link followed would be open

    assert typed == "c/n?"
    assert page.url.endswith("/clients/")
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.parametrize("address", ["/clients/new/", "/sessions/new/"])
def test_refusals_are_accessible(page_at, advisor, firm, address):
    page = page_at(390, user=advisor, bypass_csp=True)
    page.goto(address)
    if address == "/sessions/new/":
        page.locator("input[name=topics]:checked + .chip").click()
    page.click("main form[method=post] button.pri")
    page.locator("[data-error-summary]").wait_for()

    browsing.assert_accessible(page)
    assert page.title().startswith("Error:")


def test_login_is_accessible_and_reflows_at_320(page_at):
    page = page_at(320, bypass_csp=True)
    page.goto("/login/")

    browsing.assert_accessible(page)
    browsing.assert_no_sideways_scroll(page)
