"""How fast workbooks come in: our staged import, import-export's own path, the bare database.

    python bench/imports.py [--rows 10000] [--large 100000]

The first three take the same file of sessions in the same run, so that their ratios hold whatever
else the machine does; --large shows rows per second and peak memory of one big file. The database
is the one of DATABASE_URL: use an empty one; everything is rolled back.
"""

# ruff: noqa: E501
import argparse
import csv
import io
import os
import resource
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sbdc.settings")

import django  # noqa: E402

django.setup()

from django.db import connection, transaction  # noqa: E402
from tablib import Dataset  # noqa: E402

from centers.keys import uuid7  # noqa: E402
from centers.models import Center, Country  # noqa: E402
from clients.imports.plan import make_plan  # noqa: E402
from clients.imports.reading import read_workbook  # noqa: E402
from clients.imports.store import store_plan  # noqa: E402
from clients.models import Client  # noqa: E402
from clients.resources import SessionResource  # noqa: E402

HEADINGS = ["Fecha", "Empresa", "Documento", "Asesor(a)", "Tipo de asesoría", "Modalidad", "Horas",
            "Horas de preparación", "Tema", "Notas"]  # fmt: skip


class Undone(Exception):
    pass


def make_center(clients):
    country = Country.objects.get(code="SV")
    center = Center.objects.create(country=country, code=f"BENCH-{os.getpid()}", name="Bench")
    Client.objects.bulk_create(
        [
            Client(
                center=center, country=country, name=f"Empresa {n}", folded_name=f"empresa {n}",
                registered_on=date(2020, 1, 1), document=f"9{n:08}",
            )
            for n in range(clients)
        ],
        batch_size=1000,
    )  # fmt: skip
    return center


def untidy_csv(rows, clients, seed=7):
    """A csv of sessions in mixed styles of dates and hours, as bytes."""
    random, buffer = Random(seed), io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(HEADINGS)
    for number in range(rows):
        day = date(2021, 1, 1) + timedelta(days=random.randrange(1800))
        written = random.choice([day.isoformat(), f"{day:%d/%m/%Y}", f"{day:%d.%m.%y}"])
        client = random.randrange(clients)
        writer.writerow([
            written, f" EMPRESA {client}", "", f"Asesora {number % 9}", "Financiera",
            random.choice(["Centro", "Visita", "WhatsApp", "Teléfono"]),
            random.choice(["1.5", "1:30", "90 min", "2", "45 min"]), random.choice(["", "0:15", "15 min"]),
            "Crédito", f"Nota {number}",
        ])  # fmt: skip
    return buffer.getvalue().encode()


def spent():
    """Seconds of work so far: of this process and, where it can be seen, of its server.

    Other programs on the machine do not count. PostgreSQL's work for this connection is that of
    one process, seen where it runs on the same machine.
    """
    mine = time.process_time()
    if connection.vendor != "postgresql":
        return mine
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return mine + (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def timed(work):
    """Seconds of `work`, its changes taken back: those of the processes that did it."""
    result = {}
    try:
        with transaction.atomic():
            started, before = time.perf_counter(), spent()
            result["value"] = work()
            check_keys()
            result["spent"] = spent() - before
            result["seconds"] = time.perf_counter() - started
            raise Undone
    except Undone:
        pass
    print(f"  ({result['spent']:.2f} s of work, {result['seconds']:.2f} s by the clock)")
    return result["spent"], result["value"]


def check_keys():
    """What PostgreSQL would check at the commit; rolled back work pays for its foreign keys too."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def staged(data, center):
    plan = make_plan(read_workbook(data), center=center)
    store_plan(plan)
    return plan


def default_dataset(plan, center):
    """The same rows as import-export's resource wants them."""
    names = ["uuid", "center", "client", "held_on", "contact_minutes", "prep_minutes", "mode", "topic",
             "service", "advisor_name", "note"]  # fmt: skip
    dataset = Dataset(headers=names)
    for _uuid, draft, values in plan.sessions:
        dataset.append([
            str(uuid7()), center.code, str(draft.uuid), values["held_on"].isoformat(),
            values["contact_hours"], values["prep_hours"] or 0, "center", "credit",
            values["session_type"], values["advisor"], values["note"],
        ])  # fmt: skip
    return dataset


def default_path(dataset, center):
    resource = SessionResource(user=None, center=center)
    result = resource.import_data(dataset, dry_run=False, raise_errors=True, use_transactions=False)
    return result.totals


def bare(plan, center):
    """The rows straight into the table: COPY on PostgreSQL, executemany elsewhere."""
    now = "2026-01-01 00:00:00+00:00"
    columns = ["uuid", "center_id", "country_id", "client_id", "held_on", "contact_minutes", "prep_minutes",
               "travel_minutes", "mode", "topic", "service", "advisor_name", "note", "next_step",
               "people_present", "further_topics", "reportable", "late", "revision", "payload_hash", "source",
               "deleted_reason", "recorded_at", "updated_at"]  # fmt: skip
    text = connection.vendor == "sqlite"
    rows = [
        (
            uuid7().hex if text else uuid7(), center.pk, center.country_id, draft.pk, values["held_on"].isoformat(),
            values["contact_hours"], values["prep_hours"] or 0, 0, "center", "credit",
            values["session_type"], values["advisor"], values["note"], "", 1, "[]", True, False, 1,
            "", "import", "", now, now,
        )
        for _uuid, draft, values in plan.sessions
    ]  # fmt: skip
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if text:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO clients_session ({names}) VALUES ({marks})", rows)
        else:
            with cursor.copy(f"COPY clients_session ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
    return len(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--skip-default", action="store_true")
    options = parser.parse_args()
    clients = max(200, options.rows // 20)
    center = make_center(clients)
    try:
        compare(options, center, clients)
        if options.large:
            large(options.large, center, clients)
    finally:
        Client.objects.filter(center=center).delete()
        center.delete()


def compare(options, center, clients):
    timed(lambda: staged(untidy_csv(300, clients, seed=1), center))  # loads what is loaded once
    data = untidy_csv(options.rows, clients)
    seconds, plan = timed(lambda: staged(data, center))
    made = len(plan.sessions)
    print(f"{connection.vendor}: {options.rows} untidy rows, {made} sessions stored")
    print(f"staged import          {seconds:8.2f} s {options.rows / seconds:9.0f} rows/s")
    if not options.skip_default:
        dataset = default_dataset(plan, center)
        slow, _totals = timed(lambda: default_path(dataset, center))
        print(f"import-export, default {slow:8.2f} s {made / slow:9.0f} rows/s")
        print(f"  default / staged     {slow / seconds:8.1f} times")
    floor, _rows = timed(lambda: bare(plan, center))
    kind = "COPY" if connection.vendor == "postgresql" else "executemany"
    print(f"bare {kind:<17} {floor:8.2f} s {made / floor:9.0f} rows/s")
    print(f"  staged / bare        {seconds / floor:8.1f} times")


def large(rows, center, clients):
    data = untidy_csv(rows, clients)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, plan = timed(lambda: staged(data, center))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows} rows: {seconds:.1f} s, {rows / seconds:.0f} rows/s, {len(plan.sessions)} stored")
    print(f"peak memory {peak:.0f} MB (before: {before:.0f} MB)")


if __name__ == "__main__":
    main()
