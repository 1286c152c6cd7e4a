"""What happens when people are invited, get a role, lose it, or may no longer log in.

Nobody gives what they do not have: a role is granted only by who holds all its permissions, at a
place where they manage people.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centers.models import Center, Country, Membership, User
from centers.roles import GRANTS, Permission, Role

MANAGE = Permission.USER_MANAGE
AT_CENTER = (Role.ADVISOR, Role.DIRECTOR)
IN_COUNTRY = (Role.COORDINATOR, Role.EDITOR)


class NotYours(Exception):
    """The role or the place is not theirs to give; `str()` is the sentence for the reader."""


def grantable_roles(user):
    """The roles of which `user` holds every permission."""
    return [role for role, granted in GRANTS.items() if granted <= user.permissions]


def _check(by, role, center, country):
    if role not in grantable_roles(by):
        raise NotYours(_("You cannot give a role that holds more rights than yours."))
    if center is not None:
        allowed = Center.objects.where(by, MANAGE).filter(pk=center.pk).exists()
    elif country is not None:
        allowed = Country.objects.where(by, MANAGE).filter(pk=country.pk).exists()
    else:
        allowed = by.holds(Permission.NETWORK_MANAGE)
    if not allowed:
        raise NotYours(_("You do not manage people there."))
    if role in AT_CENTER and center is None:
        raise NotYours(_("Choose the center for this role."))
    if role in IN_COUNTRY and country is None:
        raise NotYours(_("Choose the country for this role."))


@transaction.atomic
def invite_person(*, by, email, name, language="", **role):
    """Stores a person without a password and their first role; a known e-mail gets the role only.

    Returns the person. The page then sends the link with which the password is set.
    """
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name, language=language)
    grant_role(user=user, by=by, **role)
    return user


@transaction.atomic
def grant_role(*, user, by, role, center=None, country=None, funder=None):
    """Gives a role from today on; the same role at the same place twice is one."""
    _check(by, role, center, country)
    same = user.memberships.filter(role=role, center=center, country=country, valid_until=None)
    if found := same.first():
        return found
    return Membership.objects.create(
        user=user,
        role=role,
        center=center,
        country=country,
        funder=funder,
        valid_from=timezone.localdate(),
    )


@transaction.atomic
def end_role(*, membership, by):
    """Ends a role today; one that began today is taken back whole."""
    _check(by, Role(membership.role), membership.center, membership.country)
    today = timezone.localdate()
    if membership.valid_from and membership.valid_from >= today:
        membership.delete()
        return
    membership.valid_until = today
    membership.save(update_fields=["valid_until"])


@transaction.atomic
def set_active(*, user, by, active):
    """Lets a person log in or no longer: never oneself, never somebody with more rights."""
    if user.pk == by.pk or not user.permissions <= by.permissions:
        raise NotYours(_("You cannot change this person's access."))
    user.is_active = active
    user.save(update_fields=["is_active"])
