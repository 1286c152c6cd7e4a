"""What changed between a client's situations, as claims; for one client or for all of an import.

The baseline of a change is the last reported situation, so growth is never counted twice; what
direct claims of the same time have already said is taken off the change.
"""

from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from clients.actions.money import freeze, remembered_rates
from clients.actions.periods import is_closed
from clients.models import Outcome, Situation

Kind = Outcome.Kind
COMPUTED = (Kind.JOBS_CREATED, Kind.JOBS_LOST, Kind.SALES_INCREASE, Kind.EXPORT_SALES)
JOBS = (Kind.JOBS_CREATED, Kind.JOBS_LOST)
ANEW = "situation changed"  # why a computed claim was put aside
BATCH = 400


def changes_since(before, after):
    """What changed between two situations: {kind: facts of the claim}, only what is known in both.

    Jobs are whole posts: more is jobs created, fewer is jobs lost, never netted with each other.
    Sales and exports are the growth of 12-month sales, where both are in the same currency.
    """
    found = {}
    if before.jobs is not None and after.jobs is not None and after.jobs != before.jobs:
        more = after.jobs > before.jobs
        sign = 1 if more else -1
        jobs = abs(after.jobs - before.jobs)
        found[Kind.JOBS_CREATED if more else Kind.JOBS_LOST] = {
            "quantity": jobs,
            "women": _part(before.women_jobs, after.women_jobs, sign, jobs),
        }
    if before.currency == after.currency:
        for kind, name in ((Kind.SALES_INCREASE, "sales"), (Kind.EXPORT_SALES, "sales_export")):
            then, now = getattr(before, name), getattr(after, name)
            if None not in (then, now) and now > then:
                found[kind] = {"amount": now - then, "currency": after.currency}
    return found


def _part(before, after, sign, whole):
    """How many of `whole` changed jobs are women's: between none and all, None = not known."""
    if before is None or after is None:
        return None
    return min(max((after - before) * sign, 0), whole)


@transaction.atomic
def recompute_changes(clients, *, by):
    """Makes the computed claims of clients (rows or ids) follow their situations, pair by pair.

    Verified claims and those of closed periods stay as they are; where they no longer fit, data
    quality rule Q07 lists them. Two questions to the database for each batch, whatever its size.
    Returns the ids of the claims that are new.
    """
    ids, rate_of, added = [getattr(one, "pk", one) for one in clients], remembered_rates(), []
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        situations, claims = _by_client(Situation, part), _by_client(Outcome, part)
        made, stale = [], []
        for client in part:
            kept, new = _follow(situations[client], claims[client], by, rate_of)
            made += new
            stale += [one.pk for one in claims[client] if _is_stale(one, kept)]
        added += [one.pk for one in Outcome.objects.bulk_create(made)]
        now = timezone.now()
        Outcome.objects.filter(pk__in=stale).update(
            deleted_at=now, deleted_reason=ANEW, updated_at=now
        )
    return added


def _by_client(model, clients):
    """{client id: its rows that are not put aside}; situations from the first day on."""
    rows = model.objects.alive().filter(client__in=clients).select_related("center")
    if model is Situation:
        rows = rows.in_order()
    else:
        rows = rows.select_related("from_situation", "to_situation").order_by("pk")
    found = defaultdict(list)
    for row in rows:
        found[row.client_id].append(row)
    return found


def _follow(situations, claims, by, rate_of):
    """(ids of the computed claims that still fit, brought up to date; new claims to be stored)."""
    kept, new = set(), []
    for before, after in zip(situations, situations[1:], strict=False):
        for kind, facts in changes_since(before, after).items():
            if _is_told(claims, kind, before, after):
                continue
            facts = _less_other_claims(claims, kind, facts, before, after)
            if (facts.get("amount") or facts.get("quantity") or 0) <= 0:
                continue
            known = next((c for c in claims if c.kind == kind and c.to_situation == after), None)
            if known is None:
                new.append(_claim(kind, before, after, facts, by, rate_of))
                continue
            kept.add(known.pk)
            if not _is_fixed(known):
                _correct(known, before, after, facts, by, rate_of)
    return kept, new


def _less_other_claims(claims, kind, facts, before, after):
    """`facts` of a computed change without what other claims of the same days already say.

    These are direct claims, and fixed ones that end at a situation that was put aside since.
    """
    others = [
        one
        for one in claims
        if one.kind == kind
        and _counts(one)
        and before.as_of < one.occurred_on <= after.as_of
        and (one.to_situation is None or one.to_situation.deleted_at and _is_fixed(one))
    ]
    if "amount" in facts:
        said = [one.amount for one in others if one.currency == facts["currency"]]
        return facts | {"amount": facts["amount"] - sum(said, Decimal(0))}
    jobs, women = facts["quantity"], facts["women"]
    for one in others:
        jobs -= one.quantity or 0
        women = None if women is None else max(women - (one.women or 0), 0)
    return facts | {"quantity": jobs, "women": women and min(women, max(jobs, 0))}


def _is_told(claims, kind, before, after):
    """Whether a fixed claim spans the two situations: it holds what changed between them."""
    kinds = JOBS if kind in JOBS else (kind,)
    return any(
        one.from_situation.as_of <= before.as_of and one.to_situation.as_of >= after.as_of
        for one in claims
        if one.kind in kinds
        and one.from_situation
        and one.to_situation
        and (one.from_situation, one.to_situation) != (before, after)
        and _counts(one)
        and _is_fixed(one)
    )


def _counts(outcome):
    """As `OutcomeQuerySet.counting`, of one that is not put aside."""
    return outcome.reportable and outcome.state != Outcome.State.RETURNED


def _is_fixed(outcome):
    """Whether a computed claim stays as it is: verified, or of a closed period."""
    return outcome.state == Outcome.State.VERIFIED or is_closed(outcome.center, outcome.occurred_on)


def _is_stale(outcome, kept):
    computed = outcome.kind in COMPUTED and outcome.to_situation_id is not None
    return computed and outcome.pk not in kept and not _is_fixed(outcome)


def _claim(kind, before, after, facts, by, rate_of):
    """The claim of a change that is not told yet; one of a closed period arrives late."""
    outcome = Outcome(
        client_id=after.client_id,
        center=after.center,
        country_id=after.country_id,
        kind=kind,
        from_situation=before,
        to_situation=after,
        occurred_on=after.as_of,
        late=is_closed(after.center, after.as_of),
        recorded_by=by,
        source=after.source,
        **facts,
    )
    freeze(outcome, rate_of)
    return outcome


def _correct(outcome, before, after, facts, by, rate_of):
    """Brings a claim up to date where something differs; a rate that still fits stays frozen."""
    facts = facts | {"from_situation": before, "occurred_on": after.as_of}
    if all(getattr(outcome, name) == value for name, value in facts.items()):
        return
    for name, value in facts.items():
        setattr(outcome, name, value)
    outcome.changed_by = by
    freeze(outcome, rate_of)
    outcome.save()
