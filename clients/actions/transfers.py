"""What happens when a client moves to another center or advisor: history stays behind."""

from django.db import transaction
from django.utils.translation import gettext as _

from clients.actions.outcomes import NotAllowed
from clients.models import Appointment, Client, Document, FollowUp, Transfer
from clients.signals import announce


@transaction.atomic
def transfer_client(*, client, by, center, advisor=None, reason):
    """Moves a client and what is ahead of it; what was given stays with who gave it.

    Raises NotAllowed for a center in another country or an advisor who does not work there.
    """
    return transfer_clients(clients=[client], by=by, center=center, advisor=advisor, reason=reason)[
        0
    ]


@transaction.atomic
def transfer_clients(*, clients, by, center, advisor=None, reason):
    """Moves several clients at once (an advisor leaves, a center closes), with their documents."""
    clients = list(clients)
    if any(client.country_id != center.country_id for client in clients):
        raise NotAllowed(_("A client cannot move to a center of another country."))
    if advisor and not advisor.memberships.filter(center=center).exists():
        raise NotAllowed(
            _("%(advisor)s does not work at %(center)s.")
            % {"advisor": advisor, "center": center.name}
        )
    made = Transfer.objects.bulk_create(
        Transfer(
            client=client,
            from_center=client.center,
            to_center=center,
            from_advisor=client.advisor,
            to_advisor=advisor,
            reason=reason,
            made_by=by,
        )
        for client in clients
    )
    ids = [client.pk for client in clients]
    Client.objects.filter(pk__in=ids).update(center=center, advisor=advisor)
    ahead = Appointment.objects.alive().ahead().filter(client__in=ids)
    ahead.update(center=center, **({"advisor": advisor} if advisor else {}))
    FollowUp.objects.alive().open().filter(client__in=ids).update(center=center)
    Document.objects.alive().filter(client__in=ids).update(center=center)
    for client in clients:
        client.center, client.advisor = center, advisor
    announce(*ids)
    return made
