"""Small scopes that forms choose from."""

from django.db.models import Q

from centers.models import Funder, Membership, User
from centers.models.network import current


def funders_for(center):
    """Funders in use in the center's country and across the network."""
    if center is None:
        return Funder.objects.none()
    return funders_in([center.country_id])


def funders_in(countries):
    """Funders in use in these countries (codes or a subquery of them) and across the network."""
    return Funder.objects.filter(Q(country__in=countries) | Q(country=None), active=True)


def advisors_of(center):
    """People with a role at `center` today: who may be a client's advisor."""
    there = Membership.objects.filter(current(), center=center)
    return User.objects.filter(pk__in=there.values("user"), is_active=True)
