"""Lists that show rows of other tables for a task: what waits, what to mend, what was restated."""

from dataclasses import dataclass

from django.http import QueryDict

from centers.forms.people import PersonFilter
from centers.models import Center, User
from centers.roles import Permission
from clients import duplicates, quality
from clients.exports.list_columns import (
    APPOINTMENT_COLUMNS,
    DUPLICATE_COLUMNS,
    FAULT_COLUMNS,
    QUEUE_COLUMNS,
    RECHECK_COLUMNS,
    RESTATEMENT_COLUMNS,
    STAFF_COLUMNS,
)
from clients.exports.table import EXPORT, Table, owned
from clients.filters import AgendaFilter
from clients.forms.quality import CenterChoice
from clients.forms.verification import QueueFilter
from clients.models import (
    Appointment,
    Client,
    Export,
    Outcome,
    RecheckItem,
    RecheckSample,
    Restatement,
)

What = Export.What


def _staff(user):
    people = User.objects.for_user(user, Permission.USER_MANAGE)
    return people.prefetch_related("memberships__center").order_by("name", "pk")


class StaffFilter(PersonFilter):
    """The page's filter; every list's filter is made for a reader."""

    def __init__(self, data, *, user):
        super().__init__(data)


def _queue(user):
    """Claims that wait, but for one's own: those wait for somebody else."""
    waiting = owned(Outcome, "client", "recorded_by", right=Permission.OUTCOME_VERIFY)(user)
    return waiting.for_verifier(user)


def _restatements(user):
    return owned(Restatement, "client", "restated_by")(user).order_by("-restated_at", "-pk")


@dataclass
class Pair:
    client_1: Client
    client_2: Client
    likeness: int


class DuplicatePairs(Table):
    """Computed, best pairs first; never more than the page shows."""

    def filtered(self, user, query):
        clients = Client.objects.for_user(user, EXPORT)
        clients &= Client.objects.for_user(user, Permission.CLIENT_MERGE)
        return [Pair(one, two, likeness) for likeness, one, two in duplicates.pairs(clients)]

    def count(self, user, query):
        return len(self.filtered(user, query))

    def stream(self, user, query):
        return iter(self.filtered(user, query))


@dataclass
class FaultyRow:
    """A record that breaks a rule of data quality."""

    rule: quality.Rule
    row: object

    @property
    def center(self):
        return getattr(self.row, "center", self.row)

    @property
    def client(self):
        return self.row if isinstance(self.row, Client) else self.row.client

    @property
    def kind(self):
        return self.row._meta.model_name

    @property
    def key(self):
        return getattr(self.row, "uuid", self.center.code)

    @property
    def day(self):
        day = getattr(self.row, self.rule.day)
        return day.date() if hasattr(day, "date") else day

    @property
    def fix(self):
        return self.rule.fix(self.row)


class Faults(Table):
    """What breaks the rule `?rule=`, or any rule without it."""

    def filtered(self, user, query):
        """{rule: its rows} in the centers chosen on the page."""
        asked = QueryDict(query)
        form, centers = CenterChoice(asked, user=user), Center.objects.where(user, EXPORT)
        code = asked.get("rule")
        rules = [rule for rule in quality.RULES.values() if code in (None, "", rule.code)]
        return {rule: _of(form.broken(rule), centers) for rule in rules}

    def count(self, user, query):
        return sum(rows.count() for rows in self.filtered(user, query).values())

    def stream(self, user, query):
        for rule, rows in self.filtered(user, query).items():
            related = {"center", "client"} & {field.name for field in rows.model._meta.fields}
            rows = rows.select_related(*related) if related else rows
            for row in rows.iterator(chunk_size=2000):
                yield FaultyRow(rule, row)


def _of(rows, centers):
    return rows.filter(**{"pk__in" if rows.model is Center else "center__in": centers})


class DrawnClaims(Table):
    """The claims of a sample for re-check `?sample=`, or of all of them."""

    def filtered(self, user, query):
        samples = RecheckSample.objects.for_user(user, Permission.PERIOD_CLOSE)
        outcomes = Outcome.objects.for_user(user, EXPORT)
        items = RecheckItem.objects.filter(sample__in=samples, outcome__in=outcomes)
        items = items.select_related("sample", "outcome__client", "outcome__center", "checked_by")
        sample = QueryDict(query).get("sample")
        mine = [str(uuid) for uuid in samples.values_list("uuid", flat=True)]
        if sample:
            items = items.filter(sample__uuid=sample) if sample in mine else items.none()
        return items.order_by("pk")


LISTS = (
    Table(What.QUEUE, _queue, QUEUE_COLUMNS, QueueFilter, place=""),
    Table(
        What.APPOINTMENTS,
        owned(Appointment, "client", "session", right=Permission.CLIENT_EDIT),
        APPOINTMENT_COLUMNS,
        AgendaFilter,
        place="",
    ),
    Table(What.RESTATEMENTS, _restatements, RESTATEMENT_COLUMNS, place=""),
    DrawnClaims(What.RECHECKS, None, RECHECK_COLUMNS, place=""),
    DuplicatePairs(What.DUPLICATES, None, DUPLICATE_COLUMNS, place=""),
    Table(What.STAFF, _staff, STAFF_COLUMNS, StaffFilter, place=""),
    Faults(What.FAULTS, None, FAULT_COLUMNS, place=""),
)
