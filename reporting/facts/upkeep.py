"""Keeping facts right: drain the marks, rebuild everything, compare with the source."""

from django.db import connection, transaction

from clients.models import Client
from reporting.facts import posting
from reporting.facts.summaries import Summary, summaries
from reporting.facts.walk import CLAIM_SUMS, CLAIMS, SERVICE_SUMS, SERVICES, Cells
from reporting.models import ClaimCell, Mark, Posted, ServiceCell
from reporting.models.facts import KEYS

CLIENTS_AT_A_TIME = 2000
LOCK = 0x5BDC_FAC7  # of drains, among PostgreSQL's advisory locks


def waiting(countries=None, most=None):
    """How many marks wait (in these countries); counts no further than `most`."""
    marks = Mark.objects.all()
    if countries is not None:
        marks = marks.filter(country__in=countries)
    return marks[:most].count() if most else marks.count()


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
    Mark.objects.filter(pk__in=list(taken)).delete()
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
    posted = dict(Posted.objects.filter(pk__in=client_ids).values_list("pk", "summary"))
    found = summaries(client_ids)
    delta, store = Cells(), []
    for client in client_ids:
        now = found.get(client)
        text = now.as_text() if now else ""
        before = posted.get(client, "")
        if text == before:
            continue
        delta.change(Summary.from_text(before) if before else None, now)
        if now:
            store.append(Posted(client=client, summary=text))
    gone = [client for client in posted if client not in found]
    Posted.objects.filter(pk__in=gone).delete()
    Posted.objects.bulk_create(
        store, update_conflicts=True, unique_fields=["client"], update_fields=["summary"]
    )
    posting.add(delta)


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
    cells, done = Cells(), 0
    for chunk in client_chunks():
        rows = []
        for client, now in summaries(chunk).items():
            cells.change(None, now)
            rows.append(Posted(client=client, summary=now.as_text()))
        Posted.objects.bulk_create(rows, batch_size=1000)
        done += len(rows)
    posting.add(cells)
    return done


def differences(most=20):
    """Sentences that say where facts differ from the source rows (at most `most`); drain first."""
    found = list(_wrong_summaries(most))
    cells = Cells()
    for summary in Posted.objects.order_by("pk").values_list("summary", flat=True).iterator():
        cells.change(None, Summary.from_text(summary))
    found += _wrong_cells(
        ServiceCell, KEYS, SERVICE_SUMS, cells.finished(SERVICES), most - len(found)
    )
    claim_keys = (*KEYS, "kind", "verified")
    found += _wrong_cells(
        ClaimCell, claim_keys, CLAIM_SUMS, cells.finished(CLAIMS), most - len(found)
    )
    return found


def _wrong_summaries(most):
    left, seen = most, set()
    for chunk in client_chunks():
        posted = dict(Posted.objects.filter(pk__in=chunk).values_list("pk", "summary"))
        now = {client: one.as_text() for client, one in summaries(chunk).items()}
        seen |= set(posted)
        for client in chunk:
            if now.get(client) != posted.get(client) and left > 0:
                left -= 1
                yield f"client {client}: posted {posted.get(client)}, source {now.get(client)}"
    orphans = Posted.objects.count() - len(seen)
    if orphans and left > 0:
        yield f"{orphans} clients are posted that do not exist"


def _wrong_cells(model, keys, sums, expected, most):
    wrong = []
    for row in model.objects.values_list(*keys, *sums).iterator(chunk_size=5000):
        key, vector = row[: len(keys)], list(row[len(keys) :])
        if vector != expected.pop(key, [0] * len(sums)):
            wrong.append(f"{model.__name__} {key}: {vector}")
    wrong += [f"{model.__name__} {key}: missing, expected {vec}" for key, vec in expected.items()]
    return wrong[: max(most, 0)]
