"""python -m bench.impact [--sessions N] [--rounds N]: prints medians and ratios.

Fills a database (DATABASE_URL, else a temporary SQLite file), builds the facts, and asks every
engine every question, interleaved.
No ratio is printed unless all answers are equal. Run it from .venv-bench (requirements-bench.txt).
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--sessions", type=int, default=200_000)
parser.add_argument("--centers", type=int, default=0, help="default: one for 1,300 sessions")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--seed", type=int, default=7)
parser.add_argument("--keep", help="keep the database in this folder, or take it from there")


def start(folder):
    """Django on the database of the environment, else on one in `folder`."""
    os.environ.setdefault("SECRET_KEY", "only-for-measuring")
    os.environ.setdefault("SBDC_DEMO", "on")
    os.environ["SBDC_VAR_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "sbdc.settings"
    os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
    import django

    django.setup()


def milliseconds(call):
    begun = time.perf_counter()
    result = call()
    return (time.perf_counter() - begun) * 1000, result


def compare(engines, asked, rounds):
    """Medians by engine after checking that all answers are equal; the last is ours again (A/A)."""
    answers = [engine.answer(asked) for engine in engines]
    for engine, found in zip(engines, answers, strict=True):
        if found != answers[0]:
            wrong = {
                key for key in found.keys() | answers[0] if found.get(key) != answers[0].get(key)
            }
            key = sorted(wrong)[0]
            sys.exit(
                f"{asked.name}: {engine.name} differs in {len(wrong)} cells, first {key}: "
                f"{found.get(key)} against {answers[0].get(key)}"
            )
    times = {engine.name: [] for engine in engines} | {"again": []}
    for _ in range(rounds):
        for engine in engines:
            times[engine.name].append(milliseconds(lambda e=engine: e.answer(asked))[0])
        times["again"].append(milliseconds(lambda: engines[0].answer(asked))[0])
    return {name: statistics.median(measured) for name, measured in times.items()}, len(answers[0])


def report(engines, asked_questions, rounds):
    names = [engine.name for engine in engines[1:]]
    print(f"{'':42}{'ours ms':>9}{'A/A':>6}" + "".join(f"{name:>20}{'x':>7}" for name in names))
    worst = {}
    for asked in asked_questions:
        medians, cells = compare(engines, asked, rounds)
        ours = medians[engines[0].name]
        line = f"{asked.name:4}{asked.says[:30]:31}{cells:>6} "
        line += f"{ours:>9.2f}{medians['again'] / ours:>6.2f}"
        for name in names:
            ratio = medians[name] / ours
            worst[name] = min(worst.get(name, (1e9, "")), (ratio, asked.name))
            line += f"{medians[name]:>20.1f}{ratio:>7.1f}"
        print(line, flush=True)
    for name, (ratio, where) in worst.items():
        print(f"worst against {name}: {ratio:.1f} ({where})")


def writing(asked):
    """One session saved through the application with its marks; 10,000 loaded and brought up."""
    from centers.models import User
    from clients.actions import record_session
    from clients.models import Client, Session
    from reporting.facts import upkeep

    upkeep.drain()
    person = User.objects.filter(memberships__role="advisor").first()
    times = []
    for client in Client.objects.order_by("-pk")[:200]:
        times.append(
            milliseconds(
                lambda c=client: record_session(
                    client=c, by=person, center=c.center, held_on=asked.end, contact_minutes=60
                )
            )[0]
        )
    print(f"session saved with its marks: p95 {statistics.quantiles(times, n=20)[-1]:.1f} ms")
    print(f"then drained: {milliseconds(upkeep.drain)[0]:.0f} ms for 200 clients")
    rows = [
        Session(
            client=client,
            center_id=client.center_id,
            country_id=client.country_id,
            held_on=asked.start + timedelta(days=client.pk % 300),
            contact_minutes=45,
        )
        for client in Client.objects.order_by("pk")[:10_000]
    ]
    load = milliseconds(lambda: Session.objects.bulk_create(rows, batch_size=1000))[0]
    drained = milliseconds(upkeep.drain)[0]
    print(
        f"{len(rows):,} sessions loaded in {load / 1000:.1f} s, "
        f"up to date in {drained / 1000:.1f} s"
    )


def main():
    options = parser.parse_args()
    folder = options.keep or tempfile.mkdtemp(prefix="sbdc-bench-")
    os.makedirs(folder, exist_ok=True)
    start(folder)
    from django.core.management import call_command

    from bench.impact import data, engines, flat
    from bench.impact.questions import questions
    from clients.models import Session
    from reporting.facts import upkeep

    call_command("migrate", verbosity=0)
    if not Session.objects.exists():
        centers = options.centers or max(60, options.sessions // 1300)
        spent, counts = milliseconds(
            lambda: data.fill(
                sessions=options.sessions, centers=centers, advisors=2, seed=options.seed
            )
        )
        print(counts, f"invented and stored in {spent / 1000:.0f} s", flush=True)
        spent, clients = milliseconds(upkeep.rebuild)
        print(f"facts of {clients:,} clients built in {spent / 1000:.0f} s")
    elif upkeep.waiting(most=1):
        upkeep.rebuild()
    flat.make_tables()
    flat.write_parquet(folder)
    size = data.sizes()
    print(
        {name: f"{number / 2**20:.0f} MiB" for name, number in size.items()},
        f"facts / source = {size['facts'] / size['source']:.2f}",
        flush=True,
    )
    rivals = [engines.Facts(), engines.RawSQL()]
    rivals += [engine(folder) for engine in (engines.DuckDB, engines.Polars, engines.Pandas)]
    asked = questions()
    report(rivals, asked, options.rounds)
    writing(asked[0])
    print("differences to the source:", upkeep.differences() or "none")


main()
