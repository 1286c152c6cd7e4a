"""What happens when a client's situation is reported: changes become claims."""

from django.db import transaction
from django.utils import timezone

from clients.actions.changes import recompute_changes
from clients.actions.periods import check_open
from clients.actions.refusals import check_not_erased
from clients.models import Outcome, Situation
from clients.signals import announce


@transaction.atomic
def record_situation(*, client, by, as_of, uuid=None, center=None, **figures):
    """Stores how a client stood on `as_of`; what changed since the last situation is declared.

    A `uuid` that is already there is the same record sent again; a second report for the same day
    corrects the first. The currency defaults to the country's. See `claims_to` for the claims.
    """
    if uuid and (known := Situation.objects.filter(uuid=uuid).first()):
        return known
    check_not_erased(client)
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
    recompute_changes([client], by=by)
    announce(client.pk)
    return situation


@transaction.atomic
def change_situation(*, situation, by, **figures):
    """Corrects a situation; the changes from it and to it follow, verified ones excepted."""
    check_not_erased(situation.client)
    check_open(situation.center, situation.as_of, figures.get("as_of"))
    for name, value in figures.items():
        setattr(situation, name, value)
    situation.save()
    recompute_changes([situation.client], by=by)
    announce(situation.client_id)
    return situation


@transaction.atomic
def delete_situation(*, situation, by, reason):
    """Puts a situation aside; the change then runs from the one before to the one after."""
    check_not_erased(situation.client)
    check_open(situation.center, situation.as_of)
    situation.deleted_at = timezone.now()
    situation.deleted_reason = reason
    situation.save(update_fields=["deleted_at", "deleted_reason"])
    recompute_changes([situation.client], by=by)
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
