"""What changed between a client's situations, as claims; for one client or for all of an import.

The baseline of a change is the last reported situation, so growth is never counted twice; what
direct claims of the same time have already said is taken off the change. A claim that is verified,
closed or corrected by a person keeps its figures: where its situations then say something else it
is marked as in doubt, and a person decides (doubts.py).
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from clients.actions.differences import (
    JOBS,
    as_kept,
    changes_since,
    counts,
    is_computed,
    is_fixed,
    less_other_claims,
    own_figures,
    said_now,
    says_something,
)
from clients.actions.money import freeze, remembered_rates
from clients.actions.periods import is_closed
from clients.models import Outcome, Situation

ANEW = "situation changed"  # why a computed claim was put aside
BATCH = 400


@transaction.atomic
def recompute_changes(clients, *, by):
    """Makes the computed claims of clients (rows or ids) follow their situations, pair by pair.

    Two questions to the database for each batch, whatever its size. Returns the ids of the claims
    that are new.
    """
    ids, rate_of, added = [getattr(one, "pk", one) for one in clients], remembered_rates(), []
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        situations, outcomes = _by_client(Situation, part), _by_client(Outcome, part)
        made, stale, doubts = [], [], {True: [], False: []}
        for client in part:
            claims = [one for one in outcomes[client] if not one.deleted_at]
            gone = [one for one in outcomes[client] if one.deleted_at]
            kept, new = _follow(situations[client], claims, gone, by, rate_of)
            made += new
            stale += [one.pk for one in claims if _is_stale(one, kept)]
            for one in claims:
                if is_computed(one):
                    doubts[is_fixed(one) and _is_doubtful(one, claims)].append(one)
        added += [one.pk for one in Outcome.objects.bulk_create(made)]
        now = timezone.now()
        Outcome.objects.filter(pk__in=stale).update(
            deleted_at=now, deleted_reason=ANEW, updated_at=now
        )
        _mark(doubts)
    return added


def _is_doubtful(outcome, claims):
    """Whether the situations of a fixed claim say something else than when a person looked."""
    looked_at = own_figures(outcome) if outcome.said is None else outcome.said
    return as_kept(said_now(outcome, claims)) != looked_at


def _mark(doubts):
    """Says nothing new about the claims themselves: their day of change stays."""
    for doubt, claims in doubts.items():
        if other := [one.pk for one in claims if one.in_doubt != doubt]:
            Outcome.objects.filter(pk__in=other).update(in_doubt=doubt)


def _by_client(model, clients):
    """{client id: its rows}: situations in order; claims, also those that a person took away."""
    rows = model.objects.filter(client__in=clients).select_related("center")
    if model is Situation:
        rows = rows.filter(deleted_at=None).in_order()
    else:
        rows = rows.filter(Q(deleted_at=None) | Q(to_situation__isnull=False))
        rows = rows.exclude(deleted_reason=ANEW)
        rows = rows.select_related("from_situation", "to_situation").order_by("pk")
    found = defaultdict(list)
    for row in rows:
        found[row.client_id].append(row)
    return found


def _follow(situations, claims, gone, by, rate_of):
    """(ids of the computed claims that still fit, brought up to date; new claims to be stored)."""
    kept, new = set(), []
    for before, after in zip(situations, situations[1:], strict=False):
        for kind, facts in changes_since(before, after).items():
            if _is_told(claims, kind, before, after):
                continue
            facts = less_other_claims(claims, kind, facts, before, after)
            if not says_something(facts):
                continue
            known = next((c for c in claims if c.kind == kind and c.to_situation == after), None)
            if known is None:
                if _was_taken_away(gone, kind, before, after, facts):
                    continue
                new.append(_claim(kind, before, after, facts, by, rate_of))
                continue
            kept.add(known.pk)
            if not is_fixed(known):
                _correct(known, before, after, facts, by, rate_of)
    return kept, new


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
        and counts(one)
        and is_fixed(one)
    )


def _was_taken_away(gone, kind, before, after, facts):
    """Whether a person took away the claim of just this change, or of one they had corrected."""
    return any(
        one.kind == kind
        and (one.from_situation, one.to_situation) == (before, after)
        and (one.said is not None or own_figures(one) == as_kept(facts))
        for one in gone
    )


def _is_stale(outcome, kept):
    return is_computed(outcome) and outcome.pk not in kept and not is_fixed(outcome)


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
    """Brings a claim up to date where something differs; a rate that still fits stays frozen.

    What was returned goes back into the queue: it says something else now.
    """
    facts = facts | {"from_situation": before, "occurred_on": after.as_of}
    if all(getattr(outcome, name) == value for name, value in facts.items()):
        return
    for name, value in facts.items():
        setattr(outcome, name, value)
    outcome.changed_by = by
    if outcome.state == Outcome.State.RETURNED:
        outcome.state = outcome.waiting_state()
        outcome.returned_reason = outcome.returned_note = ""
    freeze(outcome, rate_of)
    outcome.save()


def situations_say(outcome):
    """The figures of a computed claim as its situations have them today; {} = no such change."""
    claims = outcome.client.outcomes.alive().select_related(
        "center", "from_situation", "to_situation"
    )
    return said_now(outcome, claims)
