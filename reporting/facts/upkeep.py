"""Keeping facts right: drain the marks, rebuild everything, compare with the source."""

from itertools import islice

from django.db import connection, connections, router, transaction

from clients.models import Client
from reporting.facts import posting
from reporting.facts.locks import one_moment
from reporting.facts.summaries import among, is_readable, read, unpacked
from reporting.facts.walk import added, cells_of, difference, in_steps
from reporting.models import ClaimCell, Mark, Posted, ServiceCell

CLIENTS_AT_A_TIME = 10_000
LOCK = 0x5BDC_FAC7  # of drains, among PostgreSQL's advisory locks


def waiting(countries=None, most=None):
    """How many marks wait (in these countries); counts no further than `most`."""
    where, values = "", []
    if countries is not None:
        listed = ", ".join(["%s"] * len(countries)) or "NULL"
        where, values = f" WHERE country IN ({listed})", countries
    limit = f" LIMIT {int(most)}" if most else ""
    table = Mark._meta.db_table
    # Every page asks this: written out, it takes a fifth of the time.
    statement = f"SELECT COUNT(*) FROM (SELECT 1 FROM {table}{where}{limit}) AS found"  # noqa: S608
    with connections[router.db_for_read(Mark)].cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def drain(countries=None):
    """Brings the facts of all marked clients (in these countries) up to date; returns how many.

    Safe to repeat and to run beside writers and other drains: a mark is taken in the transaction
    that recomputes its client from the source rows, so what the mark stands for is seen.
    """
    done = 0
    while taken := _drain_some(countries):
        done += taken
    return done


@transaction.atomic
def _drain_some(countries):
    if not waiting(countries, most=1):
        return 0
    _one_at_a_time()
    marks = Mark.objects.all() if countries is None else Mark.objects.filter(country__in=countries)
    taken = dict(marks.order_by("pk").values_list("pk", "client")[:CLIENTS_AT_A_TIME])
    clients = sorted(set(taken.values()))
    recompute(clients)
    Mark.objects.filter(among(Mark, "id", taken)).delete()
    return len(clients)


def _one_at_a_time():
    """Until the end of the transaction no other drain runs; writers are not held up.

    SQLite has one writer at a time as it is.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def recompute(client_ids):
    """Replaces what is posted of these clients by what their source rows say now."""
    before = _posted(client_ids)
    now = read(client_ids)
    after = now.stored()
    if before == after:  # what was changed does not count
        return
    posting.add(difference(unpacked(before), now))
    Posted.objects.filter(pk__in=before.keys() - after.keys()).delete()
    _store({client: one for client, one in after.items() if before.get(client) != one})


def _posted(client_ids):
    rows = Posted.objects.filter(among(Posted, "client", client_ids)).values_list("pk", "summary")
    return {client: bytes(summary) for client, summary in rows}


def _store(summaries):
    Posted.objects.bulk_create(
        (Posted(client=client, summary=one) for client, one in summaries.items()),
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["client"],
        update_fields=["summary"],
    )


def client_chunks(size=CLIENTS_AT_A_TIME):
    """The ids of all clients, in lists of up to `size`."""
    last = 0
    ids = Client.objects.order_by("pk").values_list("pk", flat=True)
    while chunk := list(ids.filter(pk__gt=last)[:size]):
        yield chunk
        last = chunk[-1]


@transaction.atomic
def rebuild():
    """Computes all facts anew from the source rows; returns the number of clients with facts."""
    _one_at_a_time()
    for model in (Mark, Posted, ServiceCell, ClaimCell):
        model.objects.all()._raw_delete(using=connection.alias)
    gathered, done = _Gathered(), 0
    for chunk in client_chunks():
        now = read(chunk)
        stored = now.stored()
        _store(stored)
        gathered.take(cells_of(now))
        done += len(stored)
    posting.add(in_steps(gathered.cells()))
    return done


class _Gathered:
    """Adds up the cells of many clients; what was added up is touched again only after as many
    rows have come as there were."""

    def __init__(self):
        self.parts = {}

    def take(self, cells):
        for place, some in cells.items():
            parts = self.parts.setdefault(place, [])
            parts.append(some)
            if sum(len(sums) for _keys, sums in parts[1:]) > len(parts[0][1]):
                self.parts[place] = [added(*parts)]

    def cells(self):
        return {place: added(*parts) for place, parts in self.parts.items()}


def differences(most=20):
    """Sentences that say where facts differ from the source rows (at most `most`).

    May run beside writers: all is read as of one moment, and clients with marks are left out, as
    their facts are not claimed to be right.
    """
    with one_moment(connection.alias):
        return list(islice(_differences(), most))


def _differences():
    gathered, posted_clients = _Gathered(), 0
    gathered.take(cells_of(unpacked({})))  # also without clients there are cells to look at
    marked = set(Mark.objects.values_list("client", flat=True))
    for chunk in client_chunks():
        posted = _posted(chunk)
        posted_clients += len(posted)
        now = read(chunk).stored()
        for client in chunk:
            if now.get(client) == posted.get(client):
                continue
            if client in posted and not is_readable(posted[client]):
                del posted[client]
                yield f"client {client}: what is posted cannot be read"
            elif client not in marked:
                yield f"client {client}: what is posted is not what the source says"
        gathered.take(cells_of(unpacked(posted)))
    if orphans := Posted.objects.count() - posted_clients:
        yield f"{orphans} clients are posted that do not exist"
    expected = in_steps(gathered.cells())
    for (what, grain), cells in sorted(expected.items()):
        yield from _wrong_cells(what, grain, cells)
    for what, (model, _keys, _sums) in posting.STORED.items():
        known = {grain for its, grain in expected if its == what}
        if strays := model.objects.exclude(grain__in=known).count():
            yield f"{what}: {strays} cells of grains that nobody reads"


def _wrong_cells(what, grain, expected):
    stored, sums = posting.from_database(what, grain)
    wanted, added_up = expected
    columns, sums = added((posting.key_columns(what, grain, wanted), added_up), (stored, -sums))
    names = posting.STORED[what][1][1:]
    for row, wrong in zip(zip(*columns, strict=True), sums, strict=True):
        cell = ", ".join(f"{name} {value}" for name, value in zip(names, row, strict=True))
        yield f"{what}, grain {grain}, {cell}: {wrong.tolist()} are missing"
