"""A claim and its situations say different figures: a person takes one or keeps the other."""

from django.db import transaction

from clients.actions.changes import recompute_changes, situations_say
from clients.actions.differences import as_kept, is_fixed, own_figures
from clients.actions.periods import check_open
from clients.actions.refusals import check_not_erased
from clients.models import Outcome
from clients.signals import announce


def note_correction(outcome):
    """Before a person's correction is stored: from now on the claim keeps these figures.

    Unless they are those of its situations: then it goes on following them.
    """
    said = as_kept(situations_say(outcome))
    follows = own_figures(outcome) == said and outcome.occurred_on == outcome.to_situation.as_of
    outcome.said, outcome.in_doubt = (None if follows else said), False


@transaction.atomic
def keep_figures(*, outcome, by):
    """The person looked at what the situations say today, and the claim stays as it is."""
    check_not_erased(outcome.client)
    said = as_kept(situations_say(outcome))
    if is_fixed(outcome):
        outcome.said, outcome.in_doubt = said, False
        outcome.save(update_fields=["said", "in_doubt"])
    return outcome


@transaction.atomic
def take_situations_figures(*, outcome, by):
    """The claim follows its situations again, and waits for verification; typed figures go.

    Where they show no such change any more, the claim is put aside with that reason.
    """
    check_not_erased(outcome.client)
    check_open(outcome.center, outcome.occurred_on, outcome.to_situation.as_of)
    outcome.said, outcome.in_doubt, outcome.changed_by = None, False, by
    outcome.state = outcome.waiting_state()
    outcome.verified_by = outcome.verified_at = None
    outcome.returned_reason = outcome.returned_note = ""
    outcome.save()
    recompute_changes([outcome.client], by=by)
    announce(outcome.client_id)
    return Outcome.objects.get(pk=outcome.pk)
