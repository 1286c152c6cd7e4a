"""Who is behind a figure: how many clients, and how much of it the two greatest give.

Needed by disclosure control only, and as private as the true figures.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from reporting import source
from reporting.measures import MEASURES
from reporting.measures.base import ALL, DECLARED, VERIFIED
from reporting.measures.services import SERVICES

WOMEN = ".women"
RECORDS = ".records"  # how many claims wait says how the network works, not what a client has
WAITING = "waiting"
AMOUNTS = ("largest", "second", "gross")


@dataclass(slots=True)
class Behind:
    """Contributions of clients to one figure, in its smallest parts (minutes, cents)."""

    clients: int = 0
    largest: int = 0
    second: int = 0
    gross: int = 0
    negative: bool = False

    def add(self, figure):
        size = abs(figure)
        self.clients += 1
        self.gross += size
        self.negative |= figure < 0
        if size > self.largest:
            self.largest, self.second = size, self.largest
        elif size > self.second:
            self.second = size


def with_contributors(lines, question):
    """Adds "clients", "largest", "second", "gross" to lines of `impact` for the same question.

    Amounts are strings of exact decimals in the line's unit. Figures that count clients are their
    own number of contributors. Lines of posts held by women also get "rest": the same of the other
    posts, and lines of declared amounts and posts "waiting": the same of what is not verified;
    nobody shows these and everybody can work them out. Amounts must be in US dollars. Returns the
    lines.
    """
    found = contributors(question)
    for line in lines:
        one, cell = MEASURES[line["measure"]], _cell(line, question)
        if not one.additive:
            line["clients"] = int(Decimal(line["value"]))
            continue
        line |= _words(one, found.get((one.code, line["state"], cell), Behind()))
        if one.code.endswith(WOMEN):
            rest = found.get((_rest(one.code), line["state"], cell), Behind())
            line["rest"] = _words(one, rest)
        if line["state"] == DECLARED and not one.code.endswith(RECORDS):
            waiting = found.get((one.code, WAITING, cell), Behind())
            line["waiting"] = _words(one, waiting)
    return lines


def _cell(line, question):
    return tuple(line["by"].get(key, "") for key in question.by)


def _words(one, behind):
    amounts = {name: str(one.value(getattr(behind, name))) for name in AMOUNTS}
    return {"clients": behind.clients, "signed": behind.negative, **amounts}


def _rest(code):
    return code.removesuffix(WOMEN) + ".rest"


def contributors(question):
    """{(code, state, cell): Behind} of the additive measures of a question."""
    found = defaultdict(Behind)
    rows = {MEASURES[code].row for code in question.measures}
    if "session" in rows:
        _add(found, _sessions(question))
    if "outcome" in rows:
        _add(found, _claims(question))
    return found


def _add(found, contributions):
    for code, state, cell, figure in contributions:
        if figure:
            found[code, state, cell].add(figure)


def _sessions(question):
    """(code, state, cell, figure) of each client."""
    sums = {"sessions": Count("pk"), "minutes": Sum(source.MINUTES)}
    rows, measures = source.sessions(question), [one for one in SERVICES if one.additive]
    for cell, found in source.grouped(rows, "session", question.by, per="client_id", **sums):
        for one in measures:
            yield one.code, ALL, cell, found.get(one.counts)


def _claims(question):
    sums, by_kind = source.claim_sums(question), source.claim_measures()
    claims = source.outcomes(question)
    states = {
        DECLARED: claims,
        VERIFIED: claims.filter(source.IS_VERIFIED),
        WAITING: claims.exclude(source.IS_VERIFIED),
    }
    for state, rows in states.items():
        groups = source.grouped(rows, "outcome", question.by, per=("kind", "client_id"), **sums)
        for cell, found in groups:
            for one in by_kind.get(found["kind"], ()):
                if one.additive:
                    yield one.code, state, cell, found.get(one.counts)
                if one.code.endswith(WOMEN):
                    rest = (found["quantity"] or 0) - (found["women"] or 0)
                    yield _rest(one.code), state, cell, rest
