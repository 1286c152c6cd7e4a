"""python -m bench.impact --scale small|S|L --database sqlite|postgres: times and ratios.

Invents a network, builds the facts, and asks every engine every question, interleaved. No ratio is
printed unless all answers are equal. The database is an SQLite file or a PostgreSQL server of its
own in a temporary folder, or DATABASE_URL; --keep FOLDER keeps it for the next run.
Needs requirements-bench.txt.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path

from bench.impact import server

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--scale", choices=("small", "S", "L"), default="small")
parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
parser.add_argument("--rounds", type=int, default=5)
parser.add_argument("--seed", type=int, default=7)
parser.add_argument("--keep", help="folder where the database and the files stay")
parser.add_argument("--beside", help="folder of a smaller scale, to tell how times grow")
parser.add_argument("--prepare", action="store_true", help="make everything ready, ask nothing")


def prepare(scale, seed, folder):
    """Data, facts and the files of the other engines, as far as they are not there yet."""
    from django.core.management import call_command

    from bench.impact import data, flat
    from bench.impact.compare import milliseconds
    from clients.models import Session
    from reporting.facts import upkeep

    call_command("migrate", verbosity=0)
    if not Session.objects.exists():
        spent, counts = milliseconds(lambda: data.fill(data.SCALES[scale], seed))
        print(f"{counts} invented and stored in {spent / 1000:.0f} s", flush=True)
    if upkeep.waiting(most=1):
        spent, clients = milliseconds(upkeep.rebuild)
        print(f"facts of {clients:,} clients built in {spent / 1000:.0f} s", flush=True)
        data.tidy()
    size = data.sizes()
    print({name: f"{number / 2**20:.0f} MiB" for name, number in size.items()})
    print(f"facts / source = {size['facts'] / size['source']:.2f}", flush=True)
    flat.write(folder)


def main():
    options = parser.parse_args()
    folder = Path(options.keep or tempfile.mkdtemp(prefix="sbdc-bench-")).resolve()
    folder.mkdir(exist_ok=True)
    server.start(folder, options.database)
    print(f"load of the machine: {os.getloadavg()}")
    prepare(options.scale, options.seed, folder)
    if options.prepare:
        return

    from bench.impact import engines, writing
    from bench.impact.compare import compare
    from bench.impact.questions import questions
    from bench.impact.raw import RawSQL
    from centers.system import SYSTEM

    raw = RawSQL()
    rivals = [engine(folder) for engine in (engines.DuckDB, engines.Polars, engines.Pandas)]
    asked = questions()
    times = compare([engines.Facts(), raw, *rivals], asked, options.rounds)
    (folder / "times.json").write_text(json.dumps(times))
    if options.beside:
        smaller = json.loads((Path(options.beside) / "times.json").read_text())
        grown = {name: round(times[name] / smaller[name], 2) for name in times}
        print(f"times beside those of {options.beside}: {grown}")
    raw.remove()
    writing.tell(asked[0], SYSTEM)
    print(f"load of the machine: {os.getloadavg()}")


if __name__ == "__main__":
    main()
