"""The client's own word: the question put to them about one claim, and its signed link."""

from datetime import timedelta

from django.core import signing
from django.utils.translation import gettext as _

from centers import formats
from clients import actions
from clients.models import Outcome

SALT = "clients.attribution"
LINK_LIVES = timedelta(days=90)
Kind = Outcome.Kind


class AttributionLinkEnded(Exception):
    """The link is too old or altered, or its claim is gone."""


def token_for(outcome):
    """The signed, expiring key of one claim, for its link."""
    return signing.dumps(outcome.uuid.hex, salt=SALT)


def outcome_of(token):
    """The claim behind a link. Raises AttributionLinkEnded."""
    try:
        found = signing.loads(token, salt=SALT, max_age=LINK_LIVES)
    except signing.BadSignature as error:
        raise AttributionLinkEnded from error
    outcomes = Outcome.objects.alive().filter(uuid=found, client__deleted_at=None)
    outcome = outcomes.select_related("client__country", "center__country").first()
    if outcome is None:
        raise AttributionLinkEnded
    return outcome


def claim_in_words(outcome):
    """What is claimed, in the active language: '3 jobs created, 2 of them women's (May 2024)'."""
    when = formats.month(outcome.occurred_on)
    if outcome.kind in Outcome.JOB_KINDS:
        what = f"{outcome.get_kind_display()}: {formats.integer(outcome.quantity)}"
        if outcome.women:
            what += " · " + _("of which women: %(women)s") % {
                "women": formats.integer(outcome.women)
            }
    elif outcome.amount is not None:
        money = formats.money(outcome.amount, outcome.currency, 2)
        what = f"{outcome.get_kind_display()}: {money}"
    else:
        what = str(outcome.get_kind_display())
    return f"{what} ({when})"


def situations_in_words(outcome):
    """What the situations of a computed claim say where a person decided otherwise; else ""."""
    if not actions.is_computed(outcome) or not (outcome.in_doubt or outcome.said is not None):
        return ""
    facts = actions.situations_say(outcome)
    if not facts:
        return _("no such change")
    day = outcome.to_situation.as_of
    return claim_in_words(Outcome(kind=outcome.kind, occurred_on=day, **facts))


def question_about(outcome):
    """The question as the client is shown it; it is kept with the answer."""
    return _("%(claim)s. Did %(center)s help with this?") % {
        "claim": claim_in_words(outcome),
        "center": outcome.center.name,
    }
