"""What makes two lines the same session or the same outcome."""

from typing import NamedTuple
from uuid import UUID

from clients.imports.cells.text import fold
from clients.imports.drafts import key_from
from clients.imports.recorded import outcome_fields, session_fields
from clients.models import Outcome, Session


class Facts(NamedTuple):
    """All that a line states, folded; equal facts are a repeated line."""

    client: UUID
    stated: tuple

    def uuid(self, kind):
        return key_from(kind, self.client, *self.stated)


SESSION_FACTS = (
    "held_on", "contact_minutes", "prep_minutes", "travel_minutes", "mode", "topic", "service",
    "advisor_name", "note", "next_step",
)  # fmt: skip
OUTCOME_FACTS = ("occurred_on", "kind", "quantity", "women", "amount", "currency", "state", "note")
CLAIM_FACTS = tuple(name for name in OUTCOME_FACTS if name != "state")


def _stated(names, fields):
    return tuple(
        " ".join(value.split()).casefold()
        if isinstance(value, str)
        else ""
        if value is None
        else str(value)
        for value in map(fields.get, names)
    )


def session_key(client_uuid, values):
    return Facts(client_uuid, _stated(SESSION_FACTS, session_fields(values)))


def outcome_key(client_uuid, values):
    fields = outcome_fields(values)
    return Facts(client_uuid, (*_stated(OUTCOME_FACTS, fields), fold(values["evidence"] or "")))


def claim_key(client_uuid, values):
    """What a line of results claims, whatever its state and its evidence."""
    fields = outcome_fields(values)
    return Facts(client_uuid, _stated(CLAIM_FACTS, fields))


def known_claims(center):
    """{claim_key: [(state, folded label of the evidence)]} of the center's stored results."""
    rows = Outcome.objects.filter(center=center, deleted_at=None).values(
        "state", "client__uuid", "evidence__label", *CLAIM_FACTS
    )
    found = {}
    for row in rows.iterator(chunk_size=5000):
        key = Facts(row["client__uuid"], _stated(CLAIM_FACTS, row))
        found.setdefault(key, []).append((row["state"], fold(row["evidence__label"] or "")))
    return found


def known_sessions(center):
    """(uuids of the center's sessions, deleted ones too; facts of those that are not deleted)."""
    rows = Session.objects.filter(center=center).values(
        "uuid", "deleted_at", "client__uuid", *SESSION_FACTS
    )
    return _known(rows, SESSION_FACTS, lambda row: ())


def known_outcomes(center):
    rows = Outcome.objects.filter(center=center).values(
        "uuid", "deleted_at", "client__uuid", *OUTCOME_FACTS
    )
    labels = dict(
        Outcome.objects.filter(center=center, evidence__isnull=False)
        .exclude(evidence__label="")
        .values_list("uuid", "evidence__label")
    )
    return _known(rows, OUTCOME_FACTS, lambda row: (fold(labels.get(row["uuid"], "")),))


def _known(rows, names, more):
    uuids, facts = set(), set()
    for row in rows.iterator(chunk_size=5000):
        uuids.add(row["uuid"])
        if row["deleted_at"] is None:
            facts.add(Facts(row["client__uuid"], _stated(names, row) + tuple(more(row))))
    return uuids, facts
