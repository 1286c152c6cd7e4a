"""Writes a plan in one transaction, in batches; all of it or nothing."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from centers.folding import fold
from clients.actions import recompute_changes
from clients.imports import recorded
from clients.imports.store_clients import advisors_of, fill_clients, owned, store_clients
from clients.imports.store_outcomes import store_outcomes
from clients.imports.store_people import dated_situations, store_keys, store_people
from clients.models import (
    Client,
    Outcome,
    Session,
    Situation,
)
from clients.resources import ClientResource, OutcomeResource, SessionResource, SituationResource
from clients.resources.base import BATCH
from clients.signals import announce

SOURCE = "import"


@transaction.atomic
def store_plan(plan):
    """Stores what the plan decided; returns {model: ranges of ids, "before": {client: values}}.

    That is what an undo needs: plain data, to be kept with the run.
    """
    scope = {"user": plan.user, "center": plan.center}
    made = defaultdict(list)
    store_clients(plan, ClientResource(**scope), made)
    before = fill_clients(plan)
    store_keys(plan)
    store_people(plan, made)
    _store_situations(plan, SituationResource(**scope), made)
    _store_sessions(plan, SessionResource(**scope), made)
    store_outcomes(plan, OutcomeResource(**scope), made, SOURCE)
    made[Outcome] += recompute_changes(_compared(plan, made[Situation]), by=plan.user)
    touched = {draft.pk for draft in (*plan.clients, *plan.changed)}
    served = {draft.pk for _uuid, draft, _values in plan.sessions}
    touched |= {draft.pk for draft, *_rest in (*plan.people, *plan.situations)}
    touched |= served | {draft.pk for _uuid, draft, _values in plan.outcomes}
    remember_first_sessions(served)
    announce(*touched)
    traces = {model._meta.model_name: ranges(_ids(rows)) for model, rows in made.items()}
    return {**traces, "before": before}


def _ids(rows):
    return [row if isinstance(row, int) else row.pk for row in rows]


def ranges(ids):
    """[[first, last], …] of runs of ids: a large import keeps a few numbers, not each id."""
    found = []
    for number in sorted(ids):
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def _store_situations(plan, resource, made):
    rows = []
    for draft in (*plan.clients, *plan.changed):
        values = draft.values if draft in plan.clients else draft.filled
        fields = recorded.situation_fields(values)
        if fields:
            as_of = values.get("as_of") or draft.values.get("registered_on") or timezone.localdate()
            fields["currency"] = fields["currency"] or plan.center.country.currency
            rows.append(
                Situation(
                    client_id=draft.pk,
                    as_of=as_of,
                    wave=Situation.Wave.BASELINE,
                    source=SOURCE,
                    recorded_by=plan.user,
                    **owned(plan),
                    **fields,
                )  # fmt: skip
            )
    rows += dated_situations(plan, SOURCE)
    made[Situation] = resource.store(rows)


def _compared(plan, stored):
    """Clients of the stored situations that may have another one to compare it with."""
    new = {draft.pk for draft in plan.clients}
    rows = Counter(situation.client_id for situation in stored)
    return sorted(client for client, count in rows.items() if count > 1 or client not in new)


def _store_sessions(plan, resource, made):
    advisors, locked = advisors_of(plan.center), plan.center.locked_through
    rows = []
    for uuid, draft, values in plan.sessions:
        row = recorded.session_fields(values)
        row["uuid"], row["client_id"] = uuid, draft.pk
        row["advisor_id"] = advisors.get(fold(row["advisor_name"])) if advisors else None
        row["late"] = bool(locked and row["held_on"] <= locked)
        rows.append(row)
    constants = {
        "center_id": plan.center.pk,
        "country_id": plan.center.country_id,
        "source": SOURCE,
        "recorded_by_id": plan.user.pk if plan.user else None,
    }
    made[Session] = resource.store_rows(rows, constants)


def remember_first_sessions(client_ids):
    """Sets the day of the first reportable session of these clients, one statement a batch."""
    ids = sorted(client_ids)
    first = Session.objects.reportable().filter(client=OuterRef("pk")).order_by()
    first = first.values("client").annotate(day=Min("held_on")).values("day")
    for start in range(0, len(ids), BATCH):
        part = Client.objects.filter(pk__in=ids[start : start + BATCH])
        part.update(first_session_on=Subquery(first))
