"""A client's months in a nutshell, read from the source rows: all that its facts are made of."""

import json
from dataclasses import dataclass, field

from django.db.models import F

from clients.models import Client, Outcome, Session
from reporting.facts.codes import SEXES, SIZES, WOMEN_OWNED, month_number, sector_code

CLAIM_SUMS = ("records", "quantity", "things", "women", "half_posts", "cents", "first_exports")


@dataclass
class Summary:
    """`sessions`: {(country, center, funder, month): [sessions, minutes, firsts]};
    `claims`: {(country, center, funder, month, kind, verified): [CLAIM_SUMS]};
    `starts`: [(country, center of the first session, funder, month, verified)].
    """

    who: tuple  # codes of sex, women-owned, sector, size
    sessions: dict = field(default_factory=dict)
    claims: dict = field(default_factory=dict)
    starts: list = field(default_factory=list)

    def __bool__(self):
        return bool(self.sessions or self.claims)

    def as_text(self):
        """One text for one content, to be stored and compared."""
        rows = [
            sorted([*key, *sums] for key, sums in part.items())
            for part in (self.sessions, self.claims)
        ]
        return json.dumps([self.who, *rows, sorted(self.starts)], separators=(",", ":"))

    @classmethod
    def from_text(cls, text):
        who, sessions, claims, starts = json.loads(text)
        return cls(
            tuple(who),
            {tuple(row[:4]): row[4:] for row in sessions},
            {tuple(row[:6]): row[6:] for row in claims},
            [tuple(start) for start in starts],
        )


def summaries(client_ids):
    """{client id: Summary} of these clients; those that nothing counts of are left out.

    Reads the same rows as reporting/source.py counts.
    """
    client_ids = list(client_ids)
    found = {}
    columns = ("pk", "contact_sex", "women_owned", "sector", "size")
    alive = Client.objects.filter(pk__in=client_ids, deleted_at=None)
    for pk, sex, owned, sector, size in alive.order_by().values_list(*columns):
        who = (SEXES[sex], WOMEN_OWNED[owned], sector_code(sector), SIZES[size])
        found[pk] = Summary(who)
    first = _add_sessions(found, client_ids)
    _add_claims(found, client_ids, first)
    return {pk: one for pk, one in found.items() if one}


def _add_sessions(found, client_ids):
    """Adds the sessions; returns {client: (day, center) of its first}."""
    first = {}
    rows = Session.objects.reportable().filter(client__in=client_ids).order_by("held_on", "pk")
    columns = ("client_id", "country_id", "center_id", "funder_id", "held_on")
    minutes = F("contact_minutes") + F("prep_minutes")
    for client, country, center, funder, day, spent in rows.values_list(*columns, minutes):
        if client not in found:
            continue
        sums = found[client].sessions.setdefault(
            (country, center, funder or 0, month_number(day)), [0, 0, 0]
        )
        sums[0] += 1
        sums[1] += spent
        if client not in first:
            first[client] = (day, center)
            sums[2] = 1
    return first


def _add_claims(found, client_ids, first):
    started = {}  # (client, verified): its earliest claim
    columns = ("client_id", "country_id", "center_id", "funder_id", "occurred_on", "kind", "state")
    more = ("quantity", "women", "full_time", "part_time", "amount_usd", "first_export")
    rows = Outcome.objects.counting().filter(client__in=client_ids).order_by("occurred_on", "pk")
    for row in rows.values_list(*columns, *more):
        client, country, center, funder, day, kind, state = row[:7]
        if client not in found:
            continue
        month, funder = month_number(day), funder or 0
        sums = _weights(*row[7:])
        claims = found[client].claims
        states = (False, True) if state == Outcome.State.VERIFIED else (False,)
        for verified in states:
            key = (country, center, funder, month, kind, verified)
            known = claims.setdefault(key, [0] * len(CLAIM_SUMS))
            for index, more_of_it in enumerate(sums):
                known[index] += more_of_it
            since, place = first.get(client, (None, None))
            if kind == Outcome.Kind.BUSINESS_STARTED and since and day >= since:
                started.setdefault((client, verified), (country, place, funder, month))
    for (client, verified), start in started.items():
        if verified:
            found[client].starts += [(*start, False), (*start, True)]
        elif (client, True) not in started:
            found[client].starts.append((*start, False))


def _weights(quantity, women, full_time, part_time, amount_usd, first_export):
    """In the order of CLAIM_SUMS."""
    return (
        1,
        quantity or 0,
        1 if quantity is None else quantity,
        women or 0,
        2 * (full_time or 0) + (part_time or 0),
        int(amount_usd * 100) if amount_usd is not None else 0,
        int(first_export),
    )
