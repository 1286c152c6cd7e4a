"""What the browser tests share: starting Chromium, signing in, watching pages, accessibility."""

import shutil
from urllib.parse import urlparse

from django.conf import settings
from django.test import Client

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ["chromium", "chromium-browser", "google-chrome"]
# Heights that go with the two widths every screen is made for.
HEIGHTS = {390: 844, 1280: 800}
# Reports what the content-security policy refused, also before the page's own scripts run.
WATCH_SCRIPT = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP refused ${event.violatedDirective}: ${event.blockedURI || event.sample}`));
"""


def find_chromium():
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Visits:
    """The pages one test opens; closes them and tells what went wrong on them."""

    def __init__(self, browser, address):
        self.browser, self.address = browser, address
        self.contexts, self.faults = [], []

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        for context in self.contexts:
            context.close()

    def page(self, width=1280, user=None, **options):
        options.setdefault("locale", "en")
        options.setdefault("timezone_id", settings.TIME_ZONE)
        options.setdefault("viewport", {"width": width, "height": HEIGHTS.get(width, 800)})
        if width < 600:
            options.setdefault("has_touch", True)
        context = self.browser.new_context(base_url=self.address, **options)
        self.contexts.append(context)
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH_SCRIPT)
        if user is not None:
            sign_in(context, user, self.address)
        page = context.new_page()
        page.faults = self.faults
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self._heard)
        return page

    def _heard(self, message):
        if any(words in message.text for words in ("CSP refused", "Content Security Policy")):
            self.faults.append(message.text)

    def check(self):
        assert not self.faults, "\n".join(dict.fromkeys(self.faults))


def watched(page):
    """What has gone wrong so far on the pages of this test: sentences to read or clear."""
    return page.faults


def sign_in(context, user, address):
    """Give the browser context a signed-in session without walking through the login page."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    host = urlparse(address).hostname
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "domain": host, "path": "/"}])


def accessibility_faults(page, context=None, *, rules=None):
    """Faults that axe finds against WCAG 2.2 AA and best practice, one line for each element.

    `rules`: names of the only rules to look at, default all.
    """
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": {"type": "rule", "values": rules}} if rules else None
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{fault['id']} ({fault['impact']}): {node['html'][:200]}"
        for fault in found
        for node in fault["nodes"]
    ]


def assert_accessible(page, context=None):
    faults = accessibility_faults(page, context)
    assert not faults, "\n".join(faults)


# What can be pressed and is smaller than `min` px; a link within a sentence is as high as its line.
SMALL_TARGETS = """(min) => [...document.querySelectorAll(
    "a[href], button, summary, select, textarea, input:not([type=hidden])")].flatMap((one) => {
  const label = one.closest("label") || document.querySelector(`label[for="${one.id || "?"}"]`);
  const target = one.matches("[type=radio], [type=checkbox]") && label || one;
  const { width, height, right, bottom } = target.getBoundingClientRect();
  const seen = target.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (!seen || !width || !height || right < 0 || bottom < 0 || one.closest(".vh")) return [];
  const around = one.parentElement.textContent.trim().length > one.textContent.trim().length;
  if (one.tagName === "A" && getComputedStyle(one).display === "inline" && around) return [];
  if (width > min - 0.5 && height > min - 0.5) return [];
  return [`${target.outerHTML.slice(0, 90)} ${Math.round(width)}x${Math.round(height)}`]; })"""


def small_targets(page, least):
    """What on the page can be pressed and is narrower or lower than `least` CSS pixels."""
    return page.evaluate(SMALL_TARGETS, least)


def sideways_scroll(page):
    """What sticks out of the page to the side; tables and chip rows scroll inside boxes."""
    wide, seen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    return [f"the page is {wide} px wide in a window of {seen} px"] if wide > seen else []


def assert_no_sideways_scroll(page):
    """The page fits its width."""
    assert not sideways_scroll(page), sideways_scroll(page)[0]


# Short words that stand on two lines: a box too narrow for them, its letters one below the other.
BROKEN_WORDS = """() => {
  const found = new Set(), texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode, box = text.parentElement;
    if (box.closest("script, style, svg, .vh, .break, option, textarea")) continue;
    if (!box.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\p{N}]{3,12}/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter((one) => one.width > 0);
      if (new Set(lines.map((one) => Math.round(one.top))).size > 1)
        found.add(`${word[0]} is broken in ${box.tagName.toLowerCase()}.${box.className}`);
    }
  }
  return [...found]; }"""


def broken_words(page):
    """Words of up to 12 letters that the page breaks over two lines."""
    return page.evaluate(BROKEN_WORDS)
