"""Results of a plan, with their frozen rates and the labels of their evidence."""

from django.utils import timezone

from clients.actions.money import freeze, remembered_rates
from clients.imports import recorded
from clients.imports.store_clients import owned
from clients.models import Evidence, Outcome
from clients.resources.base import BATCH


def store_outcomes(plan, resource, made, source):
    locked, now, rows, evidence = plan.center.locked_through, timezone.now(), [], []
    rate_of = remembered_rates()
    for uuid, draft, values in plan.outcomes:
        fields = recorded.outcome_fields(values)
        verified = fields["state"] == Outcome.State.VERIFIED
        outcome = Outcome(
            uuid=uuid, client_id=draft.pk, source=source, verified_at=now if verified else None,
            recorded_by=None if verified else plan.user,
            late=bool(locked and fields["occurred_on"] <= locked), **owned(plan), **fields,
        )  # fmt: skip
        freeze(outcome, rate_of)
        rows.append(outcome)
        if values["evidence"]:
            evidence.append(Evidence(outcome=outcome, label=values["evidence"], added_by=plan.user))
    made[Outcome] = resource.store(rows)
    made[Evidence] = Evidence.objects.bulk_create(evidence, batch_size=BATCH)
