"""What two situations of a client say together, beside its other claims. Nothing is stored here."""

from decimal import Decimal

from clients.actions.periods import is_closed
from clients.models import Outcome

Kind = Outcome.Kind
COMPUTED = (Kind.JOBS_CREATED, Kind.JOBS_LOST, Kind.SALES_INCREASE, Kind.EXPORT_SALES)
JOBS = (Kind.JOBS_CREATED, Kind.JOBS_LOST)


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


def less_other_claims(claims, kind, facts, before, after):
    """`facts` of a computed change without what other claims of the same days already say.

    These are direct claims, and fixed ones that end at a situation that was put aside since.
    """
    others = [
        one
        for one in claims
        if one.kind == kind
        and counts(one)
        and before.as_of < one.occurred_on <= after.as_of
        and (one.to_situation is None or one.to_situation.deleted_at and is_fixed(one))
    ]
    if "amount" in facts:
        said = [one.amount for one in others if one.currency == facts["currency"]]
        return facts | {"amount": facts["amount"] - sum(said, Decimal(0))}
    jobs, women = facts["quantity"], facts["women"]
    for one in others:
        jobs -= one.quantity or 0
        women = None if women is None else max(women - (one.women or 0), 0)
    return facts | {"quantity": jobs, "women": women and min(women, max(jobs, 0))}


def counts(outcome):
    """As `OutcomeQuerySet.counting`, of one that is not put aside."""
    return outcome.reportable and outcome.state != Outcome.State.RETURNED


def is_fixed(outcome):
    """Whether a computed claim stays as it is: verified, closed, or decided by a person."""
    return (
        outcome.state == Outcome.State.VERIFIED
        or outcome.said is not None
        or is_closed(outcome.center, outcome.occurred_on)
    )


def says_something(facts):
    return (facts.get("amount") or facts.get("quantity") or 0) > 0


def is_computed(outcome):
    """Whether the claim is a change between two situations."""
    return outcome.to_situation_id is not None and outcome.kind in COMPUTED


def said_now(outcome, claims):
    """The figures of a computed claim as its two situations have them; {} = no such change.

    Also {} where one of the situations was put aside or belongs to another client. `claims`: those
    of the client that are not put aside.
    """
    before, after = outcome.from_situation, outcome.to_situation
    for one in (before, after):
        if one is None or one.deleted_at or one.client_id != outcome.client_id:
            return {}
    facts = changes_since(before, after).get(outcome.kind)
    if facts is None:
        return {}
    facts = less_other_claims(claims, outcome.kind, facts, before, after)
    return facts if says_something(facts) else {}


def as_kept(facts):
    """Figures in the form in which a claim keeps what its situations said."""
    amount = facts.get("amount")
    return facts | ({} if amount is None else {"amount": f"{amount:.2f}"})


def own_figures(outcome):
    """What a claim says itself, in that form."""
    names = ("quantity", "women") if outcome.kind in JOBS else ("amount", "currency")
    return as_kept({name: getattr(outcome, name) for name in names})
