"""Clients' months in a nutshell, read from the source rows: all that their facts are made of."""

import zlib
from dataclasses import dataclass

import numpy
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Func
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from clients.models import Client, Outcome, Session, counts
from reporting import source
from reporting.facts import codes
from reporting.facts.arrays import summed

PLACE = [("country", "u2"), ("center", "i4"), ("funder", "i4"), ("month", "i4")]
SERVICE_SUMS = ("sessions", "minutes", "firsts")
CLAIM_SUMS = ("records", "quantity", "things", "women", "half_posts", "cents")
CLAIM_SUMS += ("first_exports", "starts")
SERVICE = numpy.dtype(PLACE + [(name, "i4") for name in SERVICE_SUMS])
CLAIM = numpy.dtype([*PLACE, ("kind", "u1"), ("verified", "u1"), *((n, "i8") for n in CLAIM_SUMS)])
WHO = 4  # bytes: codes of sex, women-owned, sector, size
HEAD = WHO + 4  # and the number of service rows


class Damaged(Exception):
    """What is posted of a client cannot be read; check_facts --fix mends it."""


class DayNumber(Func):
    """Days since 1970 of a date, a whole number."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler, connection, **more):
        template = "CAST(julianday(%(expressions)s) - 2440587.5 AS INTEGER)"
        return self.as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler, connection, **more):
        template = "(%(expressions)s - DATE '1970-01-01')"
        return self.as_sql(compiler, connection, template=template, **more)


@dataclass
class Months:
    """What counts of some clients, by month and place.

    `who`: clients × WHO codes. `services`, `claims`: rows as SERVICE and CLAIM; `service_of` and
    `claim_of` give each row's client as its place in `clients`, never falling.
    """

    clients: numpy.ndarray
    who: numpy.ndarray
    services: numpy.ndarray
    service_of: numpy.ndarray
    claims: numpy.ndarray
    claim_of: numpy.ndarray

    def stored(self):
        """{client: bytes}, one for one content, without clients that have nothing."""
        every = numpy.arange(len(self.clients) + 1)
        of_services = numpy.searchsorted(self.service_of, every).tolist()
        of_claims = numpy.searchsorted(self.claim_of, every).tolist()
        who = self.who.astype("u1").tobytes()
        found = {}
        for place, client in enumerate(self.clients.tolist()):
            services = slice(*of_services[place : place + 2])
            claims = slice(*of_claims[place : place + 2])
            if services.start == services.stop and claims.start == claims.stop:
                continue
            head = who[WHO * place : WHO * (place + 1)]
            head += (services.stop - services.start).to_bytes(4, "little")
            rows = self.services[services].tobytes() + self.claims[claims].tobytes()
            found[client] = zlib.compress(head + rows, 1)
        return found


def unpacked(stored):
    """Months from {client: bytes}, as `Months.stored` gives them; raises Damaged."""
    try:
        return _unpacked(stored)
    except (zlib.error, ValueError) as error:
        raise Damaged from error


def _unpacked(stored):
    clients = numpy.array(sorted(stored), "i8")
    who, services, claims, many = [], [], [], []
    for client in clients.tolist():
        raw = zlib.decompress(stored[client])
        end = HEAD + SERVICE.itemsize * int.from_bytes(raw[WHO:HEAD], "little")
        who.append(raw[:WHO])
        services.append(raw[HEAD:end])
        claims.append(raw[end:])
        many.append((len(services[-1]) // SERVICE.itemsize, len(claims[-1]) // CLAIM.itemsize))
    many = numpy.array(many, "i8").reshape(-1, 2)
    places = numpy.arange(len(clients))
    return Months(
        clients,
        numpy.frombuffer(b"".join(who), "u1").reshape(-1, WHO).astype("i8"),
        numpy.frombuffer(b"".join(services), SERVICE),
        numpy.repeat(places, many[:, 0]),
        numpy.frombuffer(b"".join(claims), CLAIM),
        numpy.repeat(places, many[:, 1]),
    )


def is_readable(summary):
    """Whether these are bytes as `Months.stored` gives them."""
    try:
        unpacked({0: summary})
    except Damaged:
        return False
    return True


def among(model, column, ids):
    """A condition: the column is one of these. As one value, as thousands take Django long; and
    for PostgreSQL no query of its own, which it plans badly where a table has just been filled."""
    listed = ",".join(map(str, ids))
    name = f'"{model._meta.db_table}"."{column}"'
    if connection.vendor == "postgresql":
        words, value = f"{name} = ANY(%s::bigint[])", "{" + listed + "}"
    else:
        words, value = f"{name} IN (SELECT value FROM json_each(%s))", f"[{listed}]"  # noqa: S608
    return RawSQL(words, [value], BooleanField())  # noqa: S611 -- names of the program's own


def read(client_ids):
    """Months of these clients from the rows that reporting/source.py counts."""
    columns = ("pk", "contact_sex", "women_owned", "sector", "size")
    rows = Client.objects.filter(among(Client, "id", client_ids), counts("")).order_by("pk")
    alive = list(rows.values_list(*columns))
    clients = numpy.array([row[0] for row in alive], "i8")
    who = numpy.array([codes.who(*row[1:]) for row in alive], "i8").reshape(-1, WHO)
    services, service_of, first = _services(clients, client_ids)
    claims, claim_of = _claims(clients, client_ids, first)
    return Months(clients, who, services, service_of, claims, claim_of)


def _columns(rows, clients, *names, **expressions):
    """{name: array of whole numbers} of the rows of these clients; `of` = place in `clients`."""
    # The prefix keeps the expressions apart from columns of the same name.
    told = {f"as_{name}": one for name, one in expressions.items()}
    wanted = ("client_id", "pk", "country_id", "center_id", *names, *told)
    query = rows.order_by().annotate(**told).values_list(*wanted).query
    # What the database gives is fit as it is; Django would look at every value again.
    with connection.cursor() as cursor:
        cursor.execute(*query.sql_with_params())
        rows = cursor.fetchall()
    names = ("of", "pk", "country", "center", *names, *expressions)
    lists = zip(*rows, strict=True) if rows else [()] * len(names)
    found = dict(zip(names, lists, strict=True))
    number = {code: codes.country_number(code) for code in set(found["country"])}
    found["country"] = [number[code] for code in found["country"]]
    if "kind" in found:
        found["kind"] = [codes.KINDS[kind] for kind in found["kind"]]
        found["verified"] = [state == Outcome.State.VERIFIED for state in found.pop("state")]
    found = {name: numpy.array(values, "i8") for name, values in found.items()}
    known = numpy.isin(found["of"], clients)
    found = {name: values[known] for name, values in found.items()}
    found["of"] = numpy.searchsorted(clients, found["of"])
    found["month"] = found["day"].astype("M8[D]").astype("M8[M]").astype("i8") + 1970 * 12
    return found


def _services(clients, client_ids):
    """(rows, their clients, {of, day, center} of each client's first session)."""
    rows = Session.objects.reportable().filter(among(Session, "client_id", client_ids))
    funder = Coalesce("funder_id", 0)
    found = _columns(rows, clients, funder=funder, day=DayNumber("held_on"), minutes=source.MINUTES)
    order = numpy.lexsort((found["pk"], found["day"], found["of"]))
    of = found["of"][order]
    first = order[numpy.flatnonzero(numpy.diff(of, prepend=-1))]
    found["sessions"] = numpy.ones(len(of), "i8")
    found["firsts"] = numpy.zeros(len(of), "i8")
    found["firsts"][first] = 1
    earliest = {name: found[name][first] for name in ("of", "day", "center")}
    return *_gathered(found, SERVICE, SERVICE_SUMS), earliest


def _claims(clients, client_ids, first):
    rows = Outcome.objects.counting().filter(among(Outcome, "client_id", client_ids))
    found = _columns(
        rows,
        clients,
        "kind",
        "state",
        "first_export",
        funder=Coalesce("funder_id", 0),
        day=DayNumber("occurred_on"),
        cents=Coalesce(source.in_cents("amount_usd"), 0),
        **source.WEIGHTS,
    )
    found["first_exports"] = found["first_export"]
    found["records"] = numpy.ones(len(found["of"]), "i8")
    found["starts"] = numpy.zeros(len(found["of"]), "i8")
    starts = _starts(found, first)
    found = {name: numpy.concatenate((found[name], starts[name])) for name in starts}
    return _gathered(found, CLAIM, CLAIM_SUMS)


def _starts(claims, first):
    """For each client that started a business, the one claim that counts, as a row of its own.

    It belongs to the center of the client's first session: see source.earliest_starts.
    """
    since = numpy.full(int(claims["of"].max(initial=0)) + 1, numpy.iinfo("i8").max)
    center = numpy.zeros(len(since), "i8")
    near = first["of"] < len(since)
    since[first["of"][near]] = first["day"][near]
    center[first["of"][near]] = first["center"][near]
    kind = codes.KINDS[Outcome.Kind.BUSINESS_STARTED]
    possible = numpy.flatnonzero((claims["kind"] == kind) & (claims["day"] >= since[claims["of"]]))
    some = {name: values[possible] for name, values in claims.items()}
    order = numpy.lexsort((some["pk"], some["day"], -some["verified"], some["of"]))
    chosen = order[numpy.flatnonzero(numpy.diff(some["of"][order], prepend=-1))]
    zero = numpy.zeros(len(chosen), "i8")
    row = {name: some[name][chosen] for name in ("of", *CLAIM.names)}
    row |= dict.fromkeys(CLAIM_SUMS, zero)
    return row | {"starts": zero + 1, "center": center[row["of"]]}


def _gathered(found, kind, sums):
    """(rows of the dtype `kind`, their clients): one row for each client, place and month."""
    keys = ["of", *(name for name in kind.names if name not in sums)]
    values = numpy.stack([found[name] for name in sums], axis=1)
    columns, values = summed([found[name] for name in keys], values)
    rows = numpy.zeros(len(values), kind)
    for name, column in zip((*keys, *sums), (*columns, *values.T), strict=True):
        if name != "of":
            rows[name] = column
    return rows, columns[0]
