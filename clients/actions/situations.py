"""What happens when a client's situation is reported: changes become claims.

The baseline of a change is the last reported situation, so growth is never counted twice; what
direct claims of the same time have already said is taken off the change.
"""

from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from clients.actions.money import freeze
from clients.actions.periods import check_open, is_closed
from clients.models import Outcome, Situation
from clients.signals import announce

Kind = Outcome.Kind
COMPUTED = (Kind.JOBS_CREATED, Kind.JOBS_LOST, Kind.SALES_INCREASE, Kind.EXPORT_SALES)
JOBS = (Kind.JOBS_CREATED, Kind.JOBS_LOST)
ANEW = "situation changed"  # why a computed claim was put aside
# Computed claims that stay as they are: verified, or of a closed period.
FIXED = Q(state=Outcome.State.VERIFIED) | Q(occurred_on__lte=F("center__locked_through"))


@transaction.atomic
def record_situation(*, client, by, as_of, uuid=None, center=None, **figures):
    """Stores how a client stood on `as_of`; what changed since the last situation is declared.

    A `uuid` that is already there is the same record sent again; a second report for the same day
    corrects the first. The currency defaults to the country's. See `claims_to` for the claims.
    """
    if uuid and (known := Situation.objects.filter(uuid=uuid).first()):
        return known
    center = center or (by and by.home_center) or client.center
    if center.country_id != client.country_id:
        center = client.center
    check_open(center, as_of)
    known = client.situations.alive().filter(as_of=as_of).first()
    if known:
        return change_situation(situation=known, by=by, **figures)
    figures.setdefault("currency", client.country.currency)
    situation = Situation(
        client=client,
        center=center,
        country=center.country,
        as_of=as_of,
        recorded_by=by,
        **figures,
    )
    if uuid:
        situation.uuid = uuid
    situation.save()
    recompute_changes(client, by=by)
    announce(client.pk)
    return situation


@transaction.atomic
def change_situation(*, situation, by, **figures):
    """Corrects a situation; the changes from it and to it follow, verified ones excepted."""
    check_open(situation.center, situation.as_of, figures.get("as_of"))
    for name, value in figures.items():
        setattr(situation, name, value)
    situation.save()
    recompute_changes(situation.client, by=by)
    announce(situation.client_id)
    return situation


@transaction.atomic
def delete_situation(*, situation, by, reason):
    """Puts a situation aside; the change then runs from the one before to the one after."""
    check_open(situation.center, situation.as_of)
    situation.deleted_at = timezone.now()
    situation.deleted_reason = reason
    situation.save(update_fields=["deleted_at", "deleted_reason"])
    recompute_changes(situation.client, by=by)
    announce(situation.client_id)
    return situation


def claims_to(situation):
    """The claims that end at this situation."""
    return Outcome.objects.alive().filter(to_situation=situation).order_by("pk")


@transaction.atomic
def declare_changes(*, situation, by, attribution="", answered_by="", question=""):
    """The claims that end at this situation, with the client's own word where it was given."""
    if attribution:
        claims_to(situation).filter(attribution=Outcome.Attribution.NOT_ASKED).update(
            attribution=attribution,
            attribution_by=answered_by,
            attribution_at=timezone.now(),
            attribution_text=question,
        )
    announce(situation.client_id)
    return list(claims_to(situation))


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


def less_other_claims(client, kind, facts, before, after):
    """`facts` of a computed change without what other claims of the same days already say.

    These are direct claims, and fixed ones that end at a situation that was put aside since.
    """
    others = client.outcomes.counting().filter(
        Q(to_situation=None) | Q(to_situation__deleted_at__isnull=False) & FIXED,
        kind=kind,
        occurred_on__gt=before.as_of,
        occurred_on__lte=after.as_of,
    )
    if "amount" in facts:
        said = others.filter(currency=facts["currency"]).values_list("amount", flat=True)
        return facts | {"amount": facts["amount"] - sum(said, Decimal(0))}
    jobs, women = facts["quantity"], facts["women"]
    for quantity, of_women in others.values_list("quantity", "women"):
        jobs -= quantity or 0
        women = None if women is None else max(women - (of_women or 0), 0)
    return facts | {"quantity": jobs, "women": women and min(women, max(jobs, 0))}


def _is_told(client, kind, before, after):
    """Whether a fixed claim spans the two situations: it holds what changed between them."""
    longer = client.outcomes.counting().filter(
        FIXED,
        kind__in=JOBS if kind in JOBS else [kind],
        from_situation__as_of__lte=before.as_of,
        to_situation__as_of__gte=after.as_of,
    )
    return longer.exclude(from_situation=before, to_situation=after).exists()


def recompute_changes(client, *, by):
    """Makes the computed claims of a client follow its situations, one pair after the other.

    Verified claims and those of closed periods stay as they are; where they no longer fit, data
    quality rule Q07 lists them.
    """
    kept = set()
    situations = list(client.situations.alive().in_order())
    for before, after in zip(situations, situations[1:], strict=False):
        for kind, facts in changes_since(before, after).items():
            if _is_told(client, kind, before, after):
                continue
            facts = less_other_claims(client, kind, facts, before, after)
            if (facts.get("amount") or facts.get("quantity") or 0) > 0:
                kept.add(_claim(client, kind, before, after, facts, by).pk)
    stale = client.outcomes.alive().filter(kind__in=COMPUTED, to_situation__isnull=False)
    for outcome in stale.exclude(pk__in=kept):
        if _is_free(outcome):
            outcome.deleted_at = timezone.now()
            outcome.deleted_reason = ANEW
            outcome.save(update_fields=["deleted_at", "deleted_reason", "updated_at"])


def _is_free(outcome):
    """Whether a computed claim may still follow its situations."""
    return outcome.state != Outcome.State.VERIFIED and not is_closed(
        outcome.center, outcome.occurred_on
    )


def _claim(client, kind, before, after, facts, by):
    """The claim of this kind that ends at `after`: made, brought up to date or left alone."""
    known = client.outcomes.alive().filter(kind=kind, to_situation=after).first()
    if known and not _is_free(known):
        return known
    outcome = known or Outcome(
        client=client,
        center=after.center,
        country=after.country,
        kind=kind,
        to_situation=after,
        recorded_by=by,
        source=after.source,
    )
    facts = facts | {"from_situation": before, "occurred_on": after.as_of}
    if known and all(getattr(known, name) == value for name, value in facts.items()):
        return known
    for name, value in facts.items():
        setattr(outcome, name, value)
    outcome.changed_by = by if known else None
    freeze(outcome)
    outcome.save()
    return outcome
