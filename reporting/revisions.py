"""What changed since figures were frozen: the difference of each measure and the records behind."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from centers.models import AuditEntry, Funder
from centers.system import SYSTEM
from clients.models import Merge, Outcome, Restatement, Session, Training
from reporting.dimensions import Filters
from reporting.impact import impact
from reporting.measures import MEASURES

MOST_RECORDS = 200
DAYS = {Session: "held_on", Outcome: "occurred_on", Training: "held_on"}
ROWS = {"attendance": "training"}  # whose records are those of their event


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
    """A session, claim or training that changed: its restatement where there is one."""

    row: object
    kind: str  # new, restated, deleted, moved (to another period or funder), changed
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
        kind = change.measure.outcome_kind or ROWS.get(change.measure.row, change.measure.row)
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
    """{kind of result, 'session' or 'training': [Record]} of the period, touched after `moment`."""
    restated = {}
    countries = filters["country"]
    for one in Restatement.objects.filter(country__in=countries, restated_at__gt=moment):
        restated.setdefault(one.record_uuid, one)
    later = Q(updated_at__gt=moment) | Q(recorded_at__gt=moment)
    touched = {}
    for model, day in DAYS.items():
        name = model._meta.model_name
        inside = Q(**{f"{day}__gte": period.start, f"{day}__lt": period.end}) & later
        rows = filters.apply(model.objects.filter(inside | Q(uuid__in=restated)), name)
        moved = _moved(model, filters, period, moment)
        rows = model.objects.filter(Q(pk__in=rows.values("pk")) | Q(pk__in=moved))
        related = [one for one in ("client", "center") if hasattr(model, one)]
        for row in rows.select_related(*related).order_by("-updated_at")[:MOST_RECORDS]:
            kind = getattr(row, "kind", name)
            record = _record(row, restated.get(row.uuid), moment, row.pk in moved)
            touched.setdefault(kind, []).append(record)
    return touched


def _moved(model, filters, period, moment):
    """Ids of rows that lay in the period and with the funder at `moment`, and no longer do.

    The history of changes tells where they lay.
    """
    day, funders = DAYS[model], _funders(filters)
    there = model.objects.filter(country__in=filters["country"], recorded_at__lte=moment)
    there = there.filter(updated_at__gt=moment)
    told = AuditEntry.objects.filter(
        Q(changes__contains=f'"{day}"') | Q(changes__contains='"funder_id"'),
        record=model._meta.db_table,
        action=AuditEntry.Action.UPDATE,
        number__in=there.order_by().values("pk"),
        # The history counts in thousandths of a second.
        at__gte=moment.replace(microsecond=moment.microsecond // 1000 * 1000),
    )
    before = {}
    for entry in told.order_by("pk"):
        first = before.setdefault(entry.number, {})
        for column, pair in entry.changed.items():
            first.setdefault(column, pair and pair[0])
    rows = model.objects.filter(pk__in=before).values_list("pk", day, "funder")
    here = {pk: (held, funder) for pk, held, funder in rows}
    return [
        pk
        for pk, columns in before.items()
        if _lies(_then(columns, day, here[pk]), period, funders)
        and not _lies(here[pk], period, funders)
    ]


def _funders(filters):
    """Ids of the funders asked for; None where all are."""
    codes = filters["funder"]
    return (
        set(Funder.objects.filter(code__in=codes).values_list("pk", flat=True)) if codes else None
    )


def _then(columns, day, now):
    """(day, funder id) of a row before its changes, by the first value of each."""
    then, funder = columns.get(day), columns.get("funder_id", now[1])
    return (date.fromisoformat(then) if then else now[0]), funder


def _lies(place, period, funders):
    day, funder = place
    return period.start <= day < period.end and (funders is None or funder in funders)


def _record(row, restatement, moment, moved):
    if row.deleted_at:
        return Record(row, "deleted", restatement)
    if restatement:
        return Record(row, "restated", restatement)
    if moved:
        return Record(row, "moved")
    return Record(row, "new" if row.recorded_at > moment else "changed")
