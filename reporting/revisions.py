"""What changed since figures were frozen: the difference of each measure and the records behind."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q

from centers.system import SYSTEM
from clients.models import Merge, Outcome, Restatement, Session
from reporting.dimensions import Filters
from reporting.impact import impact
from reporting.measures import MEASURES

MOST_RECORDS = 200


@dataclass
class Change:
    """One figure then and now; `records` are those of its kind that changed in between."""

    measure: object
    state: str
    before: Decimal
    now: Decimal
    records: list = field(default_factory=list)

    @property
    def difference(self):
        return self.now - self.before


@dataclass
class Record:
    """A session or claim that changed: its restatement where there is one."""

    row: object
    kind: str  # new, restated, deleted, changed
    restatement: object = None


def changes(lines, *, place, period, moment):
    """[Change] of the totals of `place` that differ from `lines` (frozen at `moment`).

    `place`: filters, {"country": [codes], "funder": code}. `lines`: {measure, state, by, figure} in
    smallest parts, or with `value` in units; only totals are compared. The records are those of
    the measure's kind that were touched after `moment`.
    """
    before = {(one["measure"], one["state"]): units(one) for one in lines if not one["by"]}
    now = impact(SYSTEM, period, place)
    found = []
    for cell in now:
        key = cell.measure, cell.state
        then = before.get(key, Decimal(0))
        if cell.value != then and _was_frozen(key, lines):
            found.append(Change(MEASURES[cell.measure], cell.state, then, cell.value))
    touched = _touched(Filters.of(**place), period, moment) if found else {}
    for change in found:
        kind = change.measure.outcome_kind or change.measure.row
        change.records = touched.get(kind, [])
    return found


def merges_since(countries, moment):
    """Merges of these countries' clients after `moment`: they change distinct counts."""
    rows = Merge.objects.filter(survivor__country__in=countries, undone_at=None, made_at__gt=moment)
    return rows.select_related("survivor").order_by("-made_at")


def _was_frozen(key, lines):
    """Whether `lines` speak of this measure: closings leave out zeros, editions most measures."""
    return any("figure" in one for one in lines) or any(
        (one["measure"], one["state"]) == key for one in lines
    )


def units(line):
    if "figure" in line:
        return MEASURES[line["measure"]].value(line["figure"])
    return Decimal(line["value"])


def _touched(filters, period, moment):
    """{kind of result, or 'session': [Record]} of the period, touched after `moment`."""
    restated = {}
    countries = filters["country"]
    for one in Restatement.objects.filter(country__in=countries, restated_at__gt=moment):
        restated.setdefault(one.record_uuid, one)
    later = Q(updated_at__gt=moment) | Q(recorded_at__gt=moment)
    moved_away = Q(uuid__in=restated)
    touched = {}
    for model, day in ((Session, "held_on"), (Outcome, "occurred_on")):
        inside = Q(**{f"{day}__gte": period.start, f"{day}__lt": period.end}) & later
        rows = model.objects.filter(inside | moved_away)
        rows = filters.apply(rows, model._meta.model_name)
        for row in rows.select_related("client", "center").order_by("-updated_at")[:MOST_RECORDS]:
            kind = getattr(row, "kind", "session")
            touched.setdefault(kind, []).append(_record(row, restated.get(row.uuid), moment))
    return touched


def _record(row, restatement, moment):
    if row.deleted_at:
        return Record(row, "deleted", restatement)
    if restatement:
        return Record(row, "restated", restatement)
    return Record(row, "new" if row.recorded_at > moment else "changed")
