"""Documents behind claims."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from clients.models.outcome import Outcome


class Evidence(models.Model):
    """A document behind a claim: its file, what it is and the time it covers."""

    class Kind(models.TextChoices):
        PAYROLL = "payroll", _("Payroll")
        TAX_RETURN = "tax_return", _("Tax return")
        INVOICE = "invoice", _("Invoices or sales book")
        LOAN = "loan", _("Loan or grant contract")
        REGISTRATION = "registration", _("Registration or permit")
        CUSTOMS = "customs", _("Customs document")
        SIGNED = "signed", _("Statement signed by the client")
        PHOTO = "photo", _("Photo")
        OTHER = "other", _("Other")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    file = models.FileField(_("file"), upload_to="evidence/%Y/%m", blank=True)
    label = models.CharField(
        _("as named in the source"),
        max_length=160,
        blank=True,
        help_text=_("Where there is no file."),
    )
    content_type = models.CharField(max_length=80, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    covers_from = models.DateField(_("covers from"), null=True, blank=True)
    covers_until = models.DateField(_("covers until"), null=True, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("evidence")
        ordering = ["added_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_file_or_label", condition=~Q(file="") | ~Q(label="")
            )
        ]

    def __str__(self):
        return self.get_kind_display()
