"""People and their roles at a center, in a country or in the network."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models.network import Center, Country, MembershipQuerySet, current
from centers.models.partners import Funder
from centers.roles import GRANTS, Permission, Role


class UserQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.CLIENT_VIEW):
        """Colleagues: people with a role in a center or country where `user` holds `permission`."""
        centers = Center.objects.where(user, permission)
        countries = Country.objects.where(user, permission)
        there = Membership.objects.filter(current()).filter(
            Q(center__in=centers) | Q(country__in=countries)
        )
        return self.filter(Q(pk=user.pk) | Q(pk__in=there.values("user")))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)

    def create_user(self, email, password=None, **fields):
        """A user with its e-mail in lower case; without `password` nobody can log in as it yet."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who works with the system; logs in by e-mail."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, blank=True)
    theme = models.CharField(
        _("theme"),
        max_length=5,
        blank=True,
        choices=[("", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
    )
    single_keys = models.BooleanField(_("single-key shortcuts"), default=True)
    is_active = models.BooleanField(_("active"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self):
        return self.name or self.email

    @cached_property
    def current_memberships(self):
        """This person's roles of today, a list with centers and countries loaded."""
        mine = self.memberships.filter(current())
        return list(mine.select_related("center__country", "country", "funder"))

    @property
    def permissions(self):
        """Every permission this person holds anywhere today, as a frozenset."""
        return frozenset().union(*(GRANTS[one.role] for one in self.current_memberships))

    def holds(self, permission):
        """Whether this person holds `permission` somewhere today."""
        return self.is_active and permission in self.permissions

    @property
    def main_membership(self):
        """The role shown beside the name: the last in the order of the table of roles."""
        order = list(GRANTS)
        return max(self.current_memberships, key=lambda one: order.index(one.role), default=None)

    @property
    def home_center(self):
        """The center where this person records: that of the first center role, else None."""
        return next((one.center for one in self.current_memberships if one.center), None)

    @property
    def home_country(self):
        """The country of this person's first role that has one, else None."""
        places = (
            (one.country or one.center and one.center.country) for one in self.current_memberships
        )
        return next((country for country in places if country), None)


class Membership(models.Model):
    """A role at a center, in a country, or (both empty) in the whole network, for a time."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    center = models.ForeignKey(
        Center, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("role of a person")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="membership_one_place", condition=Q(center=None) | Q(country=None)
            ),
            models.CheckConstraint(
                name="membership_advisor_at_center",
                condition=~Q(role__in=["advisor", "director"]) | Q(center__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_administrator_is_network",
                condition=~Q(role="administrator") | Q(center=None, country=None),
            ),
            models.CheckConstraint(
                name="membership_coordinator_in_country",
                condition=~Q(role__in=["coordinator", "editor"]) | Q(country__isnull=False),
            ),
            models.CheckConstraint(
                name="membership_dates",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()}"
