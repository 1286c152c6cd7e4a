"""People behind a client: seen through their clients, never on their own."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from centers.folding import fold
from centers.keys import uuid7
from centers.models import Country
from centers.roles import Permission
from clients.models.client import Client, Sex


class ContactQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.CLIENT_VIEW):
        """Contacts of the clients in the user's scope; a contact itself belongs to no center."""
        clients = Client.objects.for_user(user, permission)
        return self.filter(
            pk__in=ClientContact.objects.filter(client__in=clients).values("contact")
        )

    def matching(self, text):
        for word in fold(text).split():
            self = self.filter(folded_name__contains=word)
        return self


class Contact(models.Model):
    """A person."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    country = models.ForeignKey(Country, models.PROTECT, related_name="+")
    name = models.CharField(_("names"), max_length=120)
    surname = models.CharField(_("surnames"), max_length=120, blank=True)
    folded_name = models.CharField(max_length=240, editable=False, db_index=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.NOT_STATED)
    birth_year = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    phone_key = models.CharField(max_length=15, blank=True, editable=False, db_index=True)
    email = models.EmailField(_("e-mail"), blank=True)
    document = models.CharField(_("identity number"), max_length=40, blank=True)
    document_key = models.CharField(max_length=40, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        ordering = ["name", "surname", "pk"]
        indexes = [models.Index(fields=["country", "document_key"], name="contact_document")]

    def __str__(self):
        return f"{self.name} {self.surname}".strip()


class ClientContact(models.Model):
    """What a person is to a client, with the share owned, from one day to another."""

    class Role(models.TextChoices):
        OWNER = "owner", _("Owner")
        MANAGER = "manager", _("Manages day to day")
        FOUNDER = "founder", _("Founder")
        SIGNATORY = "signatory", _("Signs")
        FIRST_CONTACT = "first_contact", _("First contact")

    client = models.ForeignKey(Client, models.CASCADE, related_name="links")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="links")
    role = models.CharField(_("role"), max_length=13, choices=Role)
    share = models.DecimalField(
        _("share owned, %"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("role of a contact")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="link_share_percent", condition=Q(share=None) | Q(share__gte=0, share__lte=100)
            ),
            models.CheckConstraint(
                name="link_dates",
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gt=F("starts_on")),
            ),
            models.UniqueConstraint(
                fields=["client", "contact", "role"],
                condition=Q(ends_on=None),
                name="link_role_once_at_a_time",
            ),
        ]

    def __str__(self):
        return f"{self.contact} · {self.get_role_display()}"
