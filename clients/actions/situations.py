"""What happens when a client's situation is recorded: changes since the last one become claims."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from clients.actions.outcomes import declare_outcome
from clients.actions.periods import check_open
from clients.models import Outcome, Situation
from clients.signals import announce

Kind = Outcome.Kind


@transaction.atomic
def record_situation(*, client, by, center=None, **fields):
    """Stores a dated snapshot of sales and jobs; the currency defaults to the country's.

    One situation a day: the same day again replaces the figures of that day.
    """
    center = center or (by and by.home_center) or client.center
    if center.country_id != client.country_id:
        center = client.center
    check_open(center, fields["as_of"])
    fields.setdefault("currency", client.country.currency)
    row = {"center": center, "country": center.country, "recorded_by": by, **fields}
    situation, _made = Situation.objects.update_or_create(
        client=client, as_of=row.pop("as_of"), deleted_at=None, defaults=row
    )
    announce(client.pk)
    return situation


def changes_since(before, after):
    """Claims that follow from two situations of a client, as fields of an Outcome each.

    Only what both situations know is compared; jobs never go below what women and men together
    say. Losses are claims of their own (JOB-03), never set off against gains.
    """
    claims = []
    if before.jobs is not None and after.jobs is not None and after.jobs != before.jobs:
        claims.append(_jobs(before, after))
    if before.currency == after.currency:
        if before.sales is not None and after.sales is not None and after.sales > before.sales:
            claims.append({"kind": Kind.SALES_INCREASE, "amount": after.sales - before.sales})
        gained = (after.sales_export or Decimal(0)) - (before.sales_export or Decimal(0))
        if after.sales_export is not None and before.sales_export is not None and gained > 0:
            claims.append({"kind": Kind.EXPORT_SALES, "amount": gained})
    for claim in claims:
        if "amount" in claim:
            claim["currency"] = after.currency
    return claims


def _jobs(before, after):
    change = after.jobs - before.jobs
    women = (after.women_jobs or 0) - (before.women_jobs or 0)
    kind = Kind.JOBS_CREATED if change > 0 else Kind.JOBS_LOST
    signed = women if change > 0 else -women
    return {"kind": kind, "quantity": abs(change), "women": min(max(signed, 0), abs(change))}


@transaction.atomic
def declare_changes(*, situation, by, attribution="", answered_by="", question=""):
    """Declares what changed since the last reported situation, as claims to be evidenced.

    The next baseline is the last reported value, so growth is never counted twice. Returns the
    claims; none where there is no earlier situation.
    """
    before = Situation.objects.before(situation)
    if before is None:
        return []
    return [
        declare_outcome(
            client=situation.client,
            by=by,
            center=situation.center,
            occurred_on=situation.as_of,
            from_situation=before,
            to_situation=situation,
            attribution=attribution,
            attribution_by=answered_by,
            attribution_at=timezone.now() if attribution else None,
            attribution_text=question,
            source=situation.source,
            **claim,
        )
        for claim in changes_since(before, situation)
    ]
