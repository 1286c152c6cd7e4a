"""Countries on servers of their own: the same writes and figures as on one server.

PostgreSQL's own means (postgres_fdw) stand in for Citus. The main server keeps everything but the
sessions and results of the countries that moved; the application notices nothing.
"""

import json
import subprocess
import sys
import time

from django.db import connection

from bench.scaling.setup import environment
from clients.partitioning import catalog
from clients.partitioning.rebuild import TABLES, partition_name
from deploy.cluster import binaries
from reporting.facts import triggers

MOVED = ("SV", "GT")


def run(main_server, shards):
    """Prints times side by side; ends with an error where a figure differs."""
    single = main_server.url.replace("/postgres?", "/single?")
    connection.close()
    _program("createdb", main_server, "--template", "postgres", "single")
    _manage(main_server.url, "partition_by_country")
    begun = time.perf_counter()
    for country, shard in zip(MOVED, shards, strict=True):
        rows = distribute(country, shard, main_server)
        print(f"{country}: {rows:,} rows now on {shard.folder.name}", flush=True)
    print(f"moved in {time.perf_counter() - begun:.1f} s")
    found = {"one server": _written(single), "three servers": _written(main_server.url)}
    _compare(found)
    for country, shard in zip(MOVED, shards, strict=True):
        print(f"{country} on its own server: {_rows_there(shard, country)}")
        outputs = [_impact(url, country) for url in (single, main_server.url)]
        if outputs[0] != outputs[1]:
            sys.exit(f"manage.py impact --country {country} differs.")
        print(f"manage.py impact --country {country}: {len(json.loads(outputs[0]))} figures, equal")


# --- moving a country -------------------------------------------------------------------------
def distribute(country, shard, main_server):
    """Moves the partitions of a country to another server; returns how many rows."""
    with connection.cursor() as cursor:
        server = f"shard_{country.lower()}"
        cursor.execute("CREATE EXTENSION IF NOT EXISTS postgres_fdw")
        cursor.execute(
            f"CREATE SERVER {server} FOREIGN DATA WRAPPER postgres_fdw OPTIONS "
            f"(host '{shard.folder}', dbname 'postgres', fetch_size '10000', batch_size '1000')"
        )
        cursor.execute(
            f"CREATE USER MAPPING FOR CURRENT_USER SERVER {server} OPTIONS (user 'sbdc')"
        )
        moved = 0
        for table in TABLES:
            _loosen(cursor, table)
            part = partition_name(table, country)
            cursor.execute(f"SELECT count(*) FROM {part}")
            moved += cursor.fetchone()[0]
            cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {part}")
            for name in constraints(part, "f"):
                cursor.execute(f'ALTER TABLE {part} DROP CONSTRAINT "{name}"')
            _copy(part, main_server, shard)
            cursor.execute(f"DROP TABLE {part}")
            cursor.execute(
                f"CREATE FOREIGN TABLE {part} PARTITION OF {table} "
                f"FOR VALUES IN ('{country}') SERVER {server}"
            )
    return moved


def constraints(table, kinds):
    query = """SELECT conname FROM pg_constraint
        WHERE conrelid = %s::regclass AND contype = ANY(%s)"""
    return [name for (name,) in catalog.rows(query, [table, list(kinds)])]


def _loosen(cursor, table):
    """What PostgreSQL refuses on a table with partitions elsewhere moves to the local partitions.

    Keys and foreign keys stay with each partition, which is detached and attached again for that;
    marks are written row by row.
    """
    if not constraints(table, "p"):
        return
    bounds = catalog.partitions(table)
    for part in bounds.values():
        cursor.execute(f"ALTER TABLE {table} DETACH PARTITION {part}")
    for name in constraints(table, "puf"):
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(f"DROP TRIGGER {catalog.held_by(table)} ON {table}")
    for event in triggers.EVENTS:
        cursor.execute(f"DROP TRIGGER mark_{table}_{event} ON {table}")
    for country, part in bounds.items():
        bound = f"FOR VALUES IN ('{country}')" if country else "DEFAULT"
        cursor.execute(f"ALTER TABLE {table} ATTACH PARTITION {part} {bound}")
    column = triggers.WATCHED[table]
    for event, rows in triggers.EVENTS.items():
        name = f"mark_{table}_{event}"
        marks = " ".join(
            f"INSERT INTO {triggers.MARKS} (client, country) "
            f"VALUES ({row}.{column}, {row}.country_id);"
            for row in rows
        )
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {marks} RETURN NULL; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER {name} AFTER {event.upper()} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def _copy(table, source, target):
    """Columns, checks, keys, indexes and rows of a table, from one server to another."""
    dump = subprocess.Popen(
        [binaries() / "pg_dump", "-h", source.folder, "-U", "sbdc", "-t", table, "postgres"],
        stdout=subprocess.PIPE,
    )
    load = [binaries() / "psql", "-h", target.folder, "-U", "sbdc", "-d", "postgres"]
    subprocess.run(
        [*load, "-q", "-v", "ON_ERROR_STOP=1"],
        stdin=dump.stdout,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    if dump.wait():
        sys.exit(f"pg_dump of {table} failed.")


# --- the same on both -------------------------------------------------------------------------
def _program(name, cluster, *words):
    subprocess.run([binaries() / name, "-h", cluster.folder, "-U", "sbdc", *words], check=True)


def _manage(url, *words):
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, env=environment(url), check=True, capture_output=True, text=True)
    return done.stdout


def _impact(url, country):
    period = ("--start", "2024-01-01", "--end", "2026-12-31")
    return _manage(url, "impact", "--country", country, *period, "--by", "sex", "--format", "json")


def _written(url):
    command = [sys.executable, "-m", "bench.scaling.writes", *MOVED]
    done = subprocess.run(command, env=environment(url), check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def _rows_there(shard, country):
    counts = {}
    for table in TABLES:
        part = partition_name(table, country)
        query = ["-h", shard.folder, "-U", "sbdc", "-d", "postgres", "-Atc"]
        done = subprocess.run(
            [binaries() / "psql", *query, f"SELECT count(*) FROM {part}"],
            check=True,
            capture_output=True,
            text=True,
        )
        counts[part] = int(done.stdout)
    return counts


def _compare(found):
    first, second = found.values()
    for kind in ("figures", "from the source rows", "refused"):
        if first[kind] != second[kind]:
            sys.exit(f"{kind} differ. No time is printed.")
    cells = sum(len(lines) for lines in first["figures"].values())
    rows = sum(len(lines) for lines in first["from the source rows"].values())
    print(f"{cells:,} figures from facts and {rows:,} from the source rows: equal on both")
    print(f"refused on both: {', '.join(first['refused'])}")
    print(f"facts that differ from their source: {first['wrong']} and {second['wrong']}")
    print(f"{'milliseconds':48}" + "".join(f"{name:>16}" for name in found))
    for name in first["times"]:
        print(f"{name:48}" + "".join(f"{one['times'][name]:16.1f}" for one in found.values()))
