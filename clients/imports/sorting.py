"""Where a readable line goes: created, merged, skipped, or returned after all."""

from clients.imports.cells.refused import Refused
from clients.imports.cells.text import fold
from clients.imports.known import (
    claim_key,
    known_claims,
    known_outcomes,
    known_sessions,
    outcome_key,
    session_key,
)
from clients.imports.recorded import NOT_KNOWN
from clients.imports.reports import Note
from clients.imports.rows import client_rows

NAMES = ("business_name", "contact_name", "document", "external_id")
SITUATION = (*client_rows.MONEY, *client_rows.JOBS)
NEVER_FILLED = ("stage", "sales_currency", "registered_on", "advisor")
NOT_FILLED_WHEN_STORED = ("formal", "currency", "note")


class ClientSorter:
    def __init__(self, plan):
        self.plan, self.first_row = plan, {}

    def note_returned(self, line):
        self.plan.index.note_returned(line.values)

    def sort(self, report, reader, line):
        choice = self.plan.wishes.same.get((report.name, str(line.number)))
        draft, is_new = self.plan.index.register(line.values, choice)
        if is_new:
            draft.line = (report.name, line.number)
            self.plan.clients.append(draft)
            self.first_row[draft] = line.number
            report.created += 1
            return
        filled, differs = fill(draft, line.values)
        if draft.is_new:
            report.merged += 1
            code = "differs" if differs else "repeated"
            report.notes.append(Note(line.number, code, str(self.first_row[draft])))
        elif filled:
            self._change(draft, filled)
            report.merged += 1
            report.notes.append(Note(line.number, "filled", ", ".join(sorted(filled))))
        else:
            report.skipped += 1
            report.notes.append(Note(line.number, "stored"))

    def _change(self, draft, filled):
        draft.filled.update(filled)
        if draft not in self.plan.changed:
            self.plan.changed.append(draft)


def fill(draft, values):
    """Takes over what the draft does not know yet: (values filled, fields that differ)."""
    filled, differs = {}, []
    for name in filter(lambda name: _may_fill(draft, name), values):
        value, known = values[name], draft.values.get(name)
        if value in (None, "", (), NOT_KNOWN):
            continue
        if known in (None, ""):
            draft.values[name] = filled[name] = value
        elif _plain(known) != _plain(value):
            differs.append(name)
    if not draft.is_new and filled.keys() & set(SITUATION):
        draft.values["sales_currency"] = filled["sales_currency"] = values["sales_currency"]
        draft.values["as_of"] = filled["as_of"] = values["registered_on"]
        draft.has_situation = True
    return filled, differs


def _may_fill(draft, name):
    """A baseline is stored once; what a stored client does not show here is left alone."""
    if name in NEVER_FILLED or (not draft.is_new and name in NOT_FILLED_WHEN_STORED):
        return False
    return name not in SITUATION or draft.is_new or not draft.has_situation


def _plain(value):
    return fold(value) if isinstance(value, str) else value


class LineSorter:
    """Lines that speak of a client. `place` says what becomes of one whose client is known."""

    def __init__(self, plan):
        self.plan, self.found = plan, {}

    def note_returned(self, line):
        """Nothing depends on such a line."""

    def sort(self, report, reader, line):
        values = line.values
        try:
            self.place(report, line, self._client(values))
        except Refused as refused:
            if "day" in refused.params:  # it lies in the figures of that day
                reader.fault(line, refused.cause, self.day, refused.params.pop("day"))
                return
            shown = next((name for name in NAMES if values[name]), None)
            shown = shown or next(name for name in NAMES if reader.has(name))
            reader.fault(
                line, refused.cause, shown, values[shown], refused.suggestion, **refused.params
            )

    def _client(self, values):
        """The client a line names; lines of one client name it the same way again and again."""
        named = values["document"], values["business_name"], self._person_of(values)
        named = (*named, values["external_id"])
        if named not in self.found:
            self.found[named] = self.plan.index.find(*named)
        return self.found[named]

    def _person_of(self, values):
        return values["contact_name"]

    def place(self, report, line, draft):
        raise NotImplementedError


class DatedSorter(LineSorter):
    """Sessions and outcomes; the kinds say what makes two of them the same."""

    def __init__(self, plan):
        super().__init__(plan)
        self.rows = {}
        self.by_uuid, self.by_facts = type(self).known(plan.center)

    def facts_of(self, draft, line):
        return type(self).facts(draft.uuid, line.values)

    def place(self, report, line, draft):
        facts = self.facts_of(draft, line)
        uuid = facts.uuid(self.kind)
        if uuid in self.rows:
            report.skipped += 1
            report.notes.append(Note(line.number, "repeated", str(self.rows[uuid])))
            return
        self.rows[uuid] = line.number
        if uuid in self.by_uuid or facts in self.by_facts:
            report.skipped += 1
            report.notes.append(Note(line.number, "stored"))
            return
        report.created += 1
        since = draft.values.get("registered_on")
        if since and line.values[self.day] < since:
            report.notes.append(Note(line.number, "before_registration", since.isoformat()))
        getattr(self.plan, self.target).append((uuid, draft, line.values))


class SessionSorter(DatedSorter):
    kind, day, target = "session", "held_on", "sessions"
    known, facts = known_sessions, session_key


class OutcomeSorter(DatedSorter):
    """A claim that is stored with a state that comes before the line's is not taken a second time.

    Nor does a file move it on: somebody else than its recorder has to look at the evidence.
    """

    kind, day, target = "outcome", "occurred_on", "outcomes"
    known, facts = known_outcomes, outcome_key
    STEPS = ("declared", "evidenced", "verified")

    def __init__(self, plan):
        super().__init__(plan)
        self.claims = known_claims(plan.center)

    def place(self, report, line, draft):
        is_stored = self.facts_of(draft, line) in self.by_facts
        if not is_stored and self._goes_further(draft, line.values):
            report.skipped += 1
            report.notes.append(Note(line.number, "further_state", line.values["state"]))
            return
        super().place(report, line, draft)

    def _goes_further(self, draft, values):
        evidence = fold(values["evidence"] or "")
        later = self.STEPS.index(values["state"]) if values["state"] in self.STEPS else -1
        return any(
            state in self.STEPS and self.STEPS.index(state) < later and label in ("", evidence)
            for state, label in self.claims.get(claim_key(draft.uuid, values), ())
        )
