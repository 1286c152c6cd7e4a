"""A phone in the field: opens /field/, saves, looks into its outbox, waits for what it says.

Nothing here sleeps: each wait ends with the state it waits for, however slow the machine.
"""

import threading
import time

from clients.models import Session
from clients.views import field as field_views

PATIENCE = 60  # seconds until a test gives up; a state that is reached ends the wait at once

OPENED = """
  const of = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
  const db = await of(indexedDB.open("sbdc-field"));"""
READ = f"""async (name) => {{ {OPENED}
  const rows = await of(db.transaction(name).objectStore(name).getAll());
  db.close();
  return rows;
}}"""
# The confirmation stays only as long as undo does: it is noted as soon as it was shown.
HEAR_SAVED = """() => { window.heardSaved = false; new MutationObserver(() => {
  const said = document.getElementById("toast").textContent;
  window.heardSaved ||= said.includes("Saved on this phone");
}).observe(document.getElementById("toast"), { childList: true }); }"""
WORKER = """() => navigator.serviceWorker.getRegistration("/field/")
  .then((one) => one?.active?.state === "activated")"""
KEPT_FILES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys())
      found[new URL(request.url).pathname] = await (await cache.match(request)).text();
  }
  return found;
}"""
STARTED = "() => !document.getElementById('field').hasAttribute('aria-busy')"


def open_field(page, address="/field/"):
    """The field page, its scripts listening and its first contact with the server over."""
    page.goto(address)
    started(page)


def started(page):
    page.wait_for_function(STARTED)


def stored_worker(page):
    """Waits until the service worker has kept the shell."""
    settles(page, lambda: page.evaluate(WORKER))


def outbox(page):
    return page.evaluate(READ, "outbox")


def choose(page, name):
    page.locator("#others .chip", has_text="Other").click()
    page.fill("#find", name)
    page.locator("#hits .pick", has_text=name).first.click()
    page.locator("#picks .pick", has_text=name).wait_for()


def save(page, name=None):
    """Saves what the form says, for the client of that name if given; waits until it is kept."""
    if name:
        choose(page, name)
    page.evaluate(HEAR_SAVED)
    page.click("text=Save session")
    page.wait_for_function("() => window.heardSaved")


def note(page, text):
    page.click("summary:has-text('Note')")
    page.fill("[name=note]", text)


def says(page, words, where="#chip"):
    page.locator(where, has_text=words).first.wait_for()


def settles(page, check):
    """Waits until `check()` holds, while the page and its routes go on working."""
    until = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < until, "it did not happen"
        page.wait_for_timeout(50)


def waits_for(check):
    """Waits until `check()` holds, where there is no page yet."""
    until = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def from_phones():
    return Session.objects.filter(source="field")


def stored(page, count):
    settles(page, lambda: from_phones().count() == count)


class Gate:
    """Counts the sessions that reach the server; holds them before or after they are stored."""

    def __init__(self, monkeypatch):
        self.hits = 0
        self._arrived = threading.Semaphore(0)
        self._open = threading.Event()
        self._open.set()
        self._before, self._then = True, lambda: None
        self._put = field_views._put
        monkeypatch.setattr(field_views, "_put", self._held)

    def _held(self, *args):
        self.hits += 1
        if not self._before:
            answer = self._put(*args)
        self._then()
        self._arrived.release()
        self._open.wait(PATIENCE)
        return self._put(*args) if self._before else answer

    def hold(self, *, before):
        """From now on: before a session is stored, or after that with the answer held back."""
        self._before = before
        self._open.clear()

    def then(self, run):
        """Runs `run` at the server when a session reaches it."""
        self._then = run

    def wait(self):
        assert self._arrived.acquire(timeout=PATIENCE), "nothing reached the server"

    def let_pass(self):
        self._open.set()
