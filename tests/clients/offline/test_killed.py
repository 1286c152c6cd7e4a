"""Chromium killed at each step between typing and the answer: every session arrives once."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests import browsing
from tests.clients.offline import handset
from tests.clients.offline.handset import from_phones, note, open_field, outbox, save, says, settles

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Phone:
    """A Chromium of its own with a profile on disk, started and killed like a phone's."""

    def __init__(self, playwright, advisor, address):
        self.playwright, self.advisor, self.address = playwright, advisor, address
        self.folder = Path(tempfile.mkdtemp())
        self.process = self.browser = None

    def start(self):
        """The field page, opened in a new process on the profile that the last one left."""
        told = self.folder / "DevToolsActivePort"
        told.unlink(missing_ok=True)
        (self.folder / "SingletonLock").unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [
                browsing.find_chromium(),
                *browsing.ARGUMENTS,
                "--headless=new",
                "--remote-debugging-port=0",
                "--accept-lang=en",
                "--no-first-run",
                f"--user-data-dir={self.folder}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        handset.waits_for(lambda: told.exists() and told.read_text().count("\n") >= 1)
        port = told.read_text().split("\n")[0]
        self.browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = self.browser.contexts[0]
        context.set_default_timeout(30_000)
        browsing.sign_in(context, self.advisor, self.address)
        page = context.new_page()
        open_field(page, f"{self.address}/field/")
        return page

    def kill(self):
        """Ends all its processes at once; nothing is given time to write."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self):
        if self.process and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def killable(playwright_driver, advisor, firms, live_server):
    phone = Phone(playwright_driver, advisor, live_server.url)
    yield phone
    phone.end()


def test_killed_at_each_step_no_session_is_lost_or_doubled(killable, gate, settings):
    phone = killable
    page = phone.start()

    # While it was being written: the words are still in the form.
    note(page, "killed while typing")
    settles(page, lambda: "killed while typing" in str(page.evaluate(handset.READ, "meta")))
    phone.kill()
    page = phone.start()
    assert page.input_value("[name=note]") == "killed while typing"

    # Saved, and still held back for undoing: it waits.
    settings.SBDC_UNDO_SECONDS = 600
    page.reload()
    handset.started(page)
    save(page)
    phone.kill()
    page = phone.start()
    says(page, "1 to send")
    assert from_phones().count() == 0

    # On its way, before the server has stored it; then stored, with the answer on its way back.
    settings.SBDC_UNDO_SECONDS = 0.2
    gate.hold(before=True)
    page.evaluate("document.getElementById('try-now').click()")
    gate.wait()
    phone.kill()
    gate.let_pass()
    gate.hold(before=False)
    page = phone.start()
    note(page, "killed before the answer")
    save(page)
    gate.wait()
    settles(page, lambda: from_phones().exists())
    phone.kill()
    gate.let_pass()

    # Three more without signal, the browser ended: all are sent at the next start.
    page = phone.start()
    page.context.set_offline(True)
    for name in ("Panadería", "Taller", "Flor"):
        save(page, name)
    phone.kill()
    page = phone.start()
    says(page, "Up to date")

    notes = sorted(from_phones().values_list("note", flat=True))
    assert notes == ["", "", "", "killed before the answer", "killed while typing"]
    assert outbox(page) == []
