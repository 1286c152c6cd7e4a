"""python -m bench.field [--sessions N] [--tries N] [--users N] [--postgres]: the advisor's home.

Fills a database with invented lives, starts the server as `make run` does and opens /field/ in
Chromium at 390 px behind a line of 400 ms and 400 kbit/s, the processor slowed down four times.
Prints p50 and p95 of the server while phones fetch their directory and send sessions; the largest
paint of a first visit, of a second one and of one without signal; and how long the usual taps take
until they show. Budgets: 150, 2500, 1000 and 200 ms. "Work" is what the page takes of an unhindered
processor until it is filled: on a quiet machine a second visit paints within the line's 400 ms and
four times that. Run it from .venv.
"""

import argparse
import io
import json
import os
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
from collections import defaultdict
from datetime import UTC, date, datetime

from bench.dashboard import report, serve, start
from bench.slow_line import SlowLine

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--sessions", type=int, default=100_000, help="stored before")
parser.add_argument("--tries", type=int, default=5, help="visits of each kind")
parser.add_argument("--users", type=int, default=4, help="phones that send at once")
parser.add_argument("--seconds", type=int, default=20, help="for which they send")
parser.add_argument("--pause", type=float, default=1.0, help="seconds between two sessions")
parser.add_argument("--port", type=int, default=8198)
parser.add_argument("--postgres", action="store_true", help="on a temporary PostgreSQL")
parser.add_argument("--keep", help="keep the database in this folder, or take it from there")
SLOWER = 4  # times, the processor
WATCH = """
window.lcp = 0; window.taps = {};
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.lcp = one.startTime)))
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (one.interactionId)
    window.taps[one.interactionId] = Math.max(window.taps[one.interactionId] || 0, one.duration);
})).observe({ type: "event", durationThreshold: 16, buffered: true });
"""
READY = "() => !document.getElementById('field').hasAttribute('aria-busy')"
CONTROLLED = "() => Boolean(navigator.serviceWorker.controller)"
TAPS = {
    "another client": "#others .chip >> nth=1",
    "minutes": ".seg label >> text=45",
    "mode": ".seg label >> nth=5",
    "topic": ".topics .chip >> nth=2",
    "note": "#session-form summary >> nth=0",
    "search": "#others .chip >> nth=0",
    "found client": "#hits .pick >> nth=0",
    "save": ".savebar button",
    "undo": "#toast button",
}


def prepare(options):
    """A database of invented lives; [session cookie and clients' ids] of its busiest advisors.

    The first one's phone is the one in the browser: what the others send asks it no question.
    """
    from django.core.management import call_command
    from django.db.models import Count

    from centers.models import User
    from clients.demo import load
    from clients.models import Client, Session

    call_command("prepare", stdout=io.StringIO())
    if not Session.objects.exists():
        load.SCALES["bench"] = (options.sessions, max(20, options.sessions // 1000), 4)
        load.load(scale="bench", seed=7)
        call_command("rebuild_facts", verbosity=0)
    advised = Client.objects.filter(advisor__is_active=True).values("advisor").order_by()
    busy = advised.annotate(n=Count("pk")).order_by("-n", "advisor")[: options.users + 1]
    people = User.objects.in_bulk([row["advisor"] for row in busy])
    return [_person(one) for one in people.values()]


def _person(user):
    from django.test import Client as Browser

    from clients.models import Client

    browser = Browser()
    browser.force_login(user)
    mine = Client.objects.for_user(user).filter(advisor=user).values_list("pk", flat=True)
    return {
        "cookie": browser.cookies["sessionid"].value,
        "user": str(user.uuid),
        "clients": list(mine[:50]),
    }


# --- in the browser -----------------------------------------------------------------------------
def visits(options, person):
    """{what: [ms]} of paints and taps."""
    from playwright.sync_api import sync_playwright

    from tests.browsing import ARGUMENTS, find_chromium

    line = SlowLine(options.port)
    line.start()
    line.ready.wait()
    times = defaultdict(list)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        for _try in range(options.tries):
            context = browser.new_context(
                base_url=f"http://127.0.0.1:{line.own_port}",
                viewport={"width": 390, "height": 844},
                has_touch=True,
                locale="es",
            )
            cookie = {"name": "sessionid", "value": person["cookie"], "path": "/"}
            context.add_cookies([cookie | {"domain": "127.0.0.1"}])
            context.add_init_script(WATCH)
            _visit(context, times["first paint"])
            page = _visit(context, times["repeat paint"])
            for name, took in _tapped(page):
                times[f"tap: {name}"].append(took)
            _visit(context, [], times["work"])
            context.set_offline(True)
            _visit(context, times["offline paint"])
            context.close()
        browser.close()
    return times


def _visit(context, paints, work=None):
    """A visit until the page is filled and its worker ready; notes the largest paint.

    With `work`, an unhindered one that notes the milliseconds of processor the page has taken.
    """
    page = context.new_page()
    page.set_default_timeout(120_000)
    watch = context.new_cdp_session(page)
    watch.send("Performance.enable", {"timeDomain": "threadTicks"})
    if work is None:
        watch.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto("/field/")
    page.wait_for_function(READY)
    page.wait_for_function(CONTROLLED)
    page.evaluate("() => new Promise((d) => requestAnimationFrame(() => setTimeout(d, 50)))")
    paints.append(page.evaluate("window.lcp"))
    if work is not None:
        told = watch.send("Performance.getMetrics")["metrics"]
        work.append(next(one["value"] * 1000 for one in told if one["name"] == "TaskDuration"))
    return page


def _tapped(page):
    """(name, ms until it showed) of the usual taps, one after the other; 16 = at once."""
    for name, target in TAPS.items():
        page.evaluate("window.taps = {}")
        page.locator(target).first.tap()
        page.evaluate("() => new Promise((d) => setTimeout(d, 300))")
        yield name, max(page.evaluate("Object.values(window.taps)"), default=16)


# --- the server ---------------------------------------------------------------------------------
def ask(base, person, path, times, name, payload=None, token=""):
    request = urllib.request.Request(base + path, method="PUT" if payload else "GET")
    cookies = f"sessionid={person['cookie']}" + (f"; csrftoken={token[1]}" if token else "")
    request.add_header("Cookie", cookies)
    if payload:
        request.data = json.dumps(payload).encode()
        request.add_header("Content-Type", "application/json")
        request.add_header("X-CSRFToken", token[0])
    begun = time.perf_counter()
    with urllib.request.urlopen(request, timeout=120) as answer:
        body, headers = answer.read(), answer.headers
    times[name].append((time.perf_counter() - begun) * 1000)
    return body, headers


def phone(base, person, until, pause, times):
    """A phone that comes back into reach: page, directory, token, sessions one after the other."""
    number = 0
    while time.monotonic() < until:
        ask(base, person, "/field/", times, "page")
        ask(base, person, "/field/directory/?known=", times, "directory")
        body, headers = ask(base, person, "/field/token/", times, "token")
        cookie = next(one for one in headers.get_all("Set-Cookie") if "csrftoken" in one)
        token = json.loads(body)["csrf"], cookie.split("=", 1)[1].split(";")[0]
        for _session in range(6):
            number += 1
            payload = session(person, number)
            ask(base, person, f"/api/v1/sessions/{uuid.uuid4()}/", times, "send", payload, token)
            time.sleep(pause)


def session(person, number):
    return {
        "client": person["clients"][number % len(person["clients"])],
        "contact_minutes": 45,
        "mode": "visit",
        "topics": ["marketing"],
        "held_on": date.today().isoformat(),
        "held_now": True,
        "started_at": "",
        "note": "Hablamos de los precios y de la vitrina nueva.",
        "next_step": "",
        "next_step_on": "",
        "device_time": datetime.now(UTC).isoformat(),
        "app_version": "bench",
        "rev": 1,
        "user": person["user"],
    }


def server_times(options, people):
    base, times = f"http://127.0.0.1:{options.port}", defaultdict(list)
    for _process in range(4):  # templates compiled
        phone(base, people[0], time.monotonic() + 0.1, 0, defaultdict(list))
    until = time.monotonic() + options.seconds
    phones = [
        threading.Thread(target=phone, args=(base, one, until, options.pause, times))
        for one in people
    ]
    for one in phones:
        one.start()
    for one in phones:
        one.join()
    return times


def main():
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.postgres:
            from tests import postgres  # starts it and sets DATABASE_URL

            assert postgres
        start(options.keep or folder)
        people = prepare(options)
        if not people:
            sys.exit("Nobody advises anybody in this database.")
        server = serve(options)
        try:
            report(server_times(options, people[1:]))
            print(f"{'in the browser':24}{'seen':>6}{'middle ms':>11}{'worst ms':>10}")
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
            for name, found in visits(options, people[0]).items():
                middle = statistics.median(found)
                print(f"{name:24}{len(found):>6}{middle:>11.0f}{max(found):>10.0f}")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
