"""Who is behind a figure: how many clients, and how much of it the two greatest give.

Needed by disclosure control only, and as private as the true figures.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from reporting import source
from reporting.measures import MEASURES
from reporting.measures.base import ALL, CLAIM_STATES, VERIFIED
from reporting.measures.services import SERVICES


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
    own number of contributors. Amounts must be in US dollars. Returns the lines.
    """
    found = contributors(question)
    for line in lines:
        one = MEASURES[line["measure"]]
        if not one.additive:
            line["clients"] = int(Decimal(line["value"]))
            continue
        cell = tuple(line["by"].get(key, "") for key in question.by)
        behind = found.get((one.code, line["state"], cell), Behind())
        line["clients"] = behind.clients
        for name in ("largest", "second", "gross"):
            line[name] = str(one.value(getattr(behind, name)))
        line["signed"] = behind.negative
    return lines


def contributors(question):
    """{(code, state, cell): Behind} of the additive measures of a question."""
    found = defaultdict(Behind)
    rows = {MEASURES[code].row for code in question.measures}
    asked = set(question.measures)
    if "session" in rows:
        _add(found, asked, _sessions(question))
    if "outcome" in rows:
        _add(found, asked, _claims(question))
    return found


def _add(found, asked, contributions):
    for one, state, cell, figure in contributions:
        if figure and one.additive and one.code in asked:
            found[one.code, state, cell].add(figure)


def _sessions(question):
    """(measure, state, cell, figure) of each client."""
    sums = {"sessions": Count("pk"), "minutes": Sum(source.MINUTES)}
    rows = source.sessions(question)
    for cell, found in source.grouped(rows, "session", question.by, per="client_id", **sums):
        for one in SERVICES:
            yield one, ALL, cell, found.get(one.counts)


def _claims(question):
    sums, by_kind = source.claim_sums(question), source.claim_measures()
    for state in CLAIM_STATES:
        rows = source.outcomes(question)
        rows = rows.filter(source.IS_VERIFIED) if state == VERIFIED else rows
        groups = source.grouped(rows, "outcome", question.by, per=("kind", "client_id"), **sums)
        for cell, found in groups:
            for one in by_kind.get(found["kind"], ()):
                yield one, state, cell, found.get(one.counts)
