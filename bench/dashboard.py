"""python -m bench.dashboard [--scale S] [--users N] [--seconds N]: p50 and p95 of the pages.

Fills a database as bench.impact does (or takes it with --keep), starts the server as `make run`
does, and lets people turn filters at once: each reads the pages of figures, one after the other,
with filters drawn by lot. Prints milliseconds by page, from the request to the last byte. Run it
from .venv-bench (requirements-bench.txt).
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from random import Random

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--scale", default="small", help="of bench.impact: small, S or L")
parser.add_argument("--users", type=int, default=10)
parser.add_argument("--seconds", type=int, default=30)
parser.add_argument("--pause", type=float, default=0.0, help="seconds a user looks at a page")
parser.add_argument("--port", type=int, default=8199)
parser.add_argument("--seed", type=int, default=7)
parser.add_argument("--keep", help="keep the database in this folder, or take it from there")
ROOT = Path(__file__).resolve().parent.parent
YEARS = range(2021, 2026)
FILTERS = {
    "sex": ("", "", "woman", "man"),
    "women_owned": ("", "", "", "yes"),
    "compare": ("", "", "two", "before"),
}


def start(folder):
    """Django on the database of the environment, else on one in `folder`."""
    os.makedirs(folder, exist_ok=True)
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    os.environ.setdefault("SBDC_DEMO", "on")
    os.environ["SBDC_VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "sbdc.settings"
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    import django

    django.setup()


def prepare(options):
    """A database with its facts, and a network administrator's session cookie."""
    from django.core.management import call_command
    from django.test import Client

    from clients.models import Session

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Session.objects.exists():
        from bench.impact import data

        data.fill(data.SCALES[options.scale], options.seed)
        call_command("rebuild_facts", verbosity=0)
    client = Client()
    client.force_login(administrator())
    return client.cookies["sessionid"].value


def administrator():
    from centers.models import Membership, User
    from centers.roles import Role

    user, made = User.objects.get_or_create(email="bench@example.org", defaults={"name": "Bench"})
    if made:
        Membership.objects.create(user=user, role=Role.ADMINISTRATOR)
    return user


def pages():
    """{name: (path, countries to choose from)} of the pages of figures."""
    from centers.models import Center, Country

    Country.objects.filter(centers__isnull=False).update(active=True)
    codes = list(Country.objects.filter(active=True).values_list("pk", flat=True))
    center = Center.objects.filter(country="SV").first()
    return codes, {
        "dashboard": "/dashboard/",
        "centers": "/centers/",
        "center": f"/centers/{center.pk}/",
        "region": "/region/",
        "compare": "/compare/",
        "women": "/women/",
    }


def address(random, codes, path):
    year = random.choice(YEARS)
    asked = {"start": f"{year}-01-01", "end": f"{year}-12-31"}
    asked["country"] = random.choice(["SV", random.choice(codes)])
    asked |= {name: random.choice(values) for name, values in FILTERS.items()}
    return path + "?" + "&".join(f"{name}={value}" for name, value in asked.items() if value)


def turn(base, cookie, codes, paths, until, seed, pause, times):
    """One person: pages and filters by lot until the time is over."""
    random = Random(seed)
    while time.monotonic() < until:
        name = random.choice(list(paths))
        request = urllib.request.Request(base + address(random, codes, paths[name]))
        request.add_header("Cookie", f"sessionid={cookie}")
        begun = time.perf_counter()
        with urllib.request.urlopen(request, timeout=120) as answer:
            answer.read()
        times[name].append((time.perf_counter() - begun) * 1000)
        time.sleep(pause)


def serve(options):
    """The server of `make run`, answering."""
    command = [
        *(sys.executable, "-m", "gunicorn", "sbdc.wsgi", "--bind", f"127.0.0.1:{options.port}"),
        *("--preload", "--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--no-control-socket", "--log-level", "warning"),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ)
    for _try in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{options.port}/healthz", timeout=5).close()
            return server
        except OSError:
            time.sleep(0.1)
    server.terminate()
    sys.exit("The server did not answer.")


def measure(options, cookie):
    base, (codes, paths) = f"http://127.0.0.1:{options.port}", pages()
    times = {name: [] for name in paths}
    for name, path in paths.items():  # caches warm, in every process of the server
        many(options.users, base, cookie, codes, {name: path}, 1, 0, {name: []})
    many(options.users, base, cookie, codes, paths, options.seconds, options.pause, times)
    return times


def many(users, base, cookie, codes, paths, seconds, pause, times):
    """So many people at once, for so many seconds."""
    until = time.monotonic() + seconds
    people = [
        threading.Thread(target=turn, args=(base, cookie, codes, paths, until, seed, pause, times))
        for seed in range(users)
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()


def report(times):
    print(f"{'page':12}{'asked':>7}{'p50 ms':>9}{'p95 ms':>9}")
    everything = [one for found in times.values() for one in found]
    for name, found in [*times.items(), ("all", everything)]:
        if len(found) > 1:
            p95 = statistics.quantiles(found, n=20)[-1]
            print(f"{name:12}{len(found):>7}{statistics.median(found):>9.0f}{p95:>9.0f}")


def main():
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start(options.keep or folder)
        cookie = prepare(options)
        print(f"{options.users} people at once, {options.seconds} s, pause {options.pause} s")
        server = serve(options)
        try:
            report(measure(options, cookie))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
