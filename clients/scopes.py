"""Small scopes that forms choose from."""

from centers.models import Funder, Membership, User
from centers.models.network import current


def funders_for(center):
    """Funders in use in the center's country and across the network."""
    if center is None:
        return Funder.objects.none()
    return Funder.objects.in_use([center.country_id])


def advisors_of(center):
    """People with a role at `center` today: who may be a client's advisor."""
    there = Membership.objects.filter(current(), center=center)
    return User.objects.filter(pk__in=there.values("user"), is_active=True)
