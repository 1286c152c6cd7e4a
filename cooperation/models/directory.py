"""The network's directory: how far countries and centers are, certificates, requests for advice."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import Center, CenterOwned, CenterOwnedQuerySet, Country
from clients.models import Client, Sex
from cooperation.models.choices import LANGUAGE_CHOICES


class Phase(models.TextChoices):
    """Steps by which a country takes over the model of small business development centers."""

    COMMITMENT = "1_commitment", _("1 · Commitment")
    TRAINING = "2_training", _("2 · Training of staff")
    PILOT = "3_pilot", _("3 · Pilot centers")
    EXPANSION = "4_expansion", _("4 · National network")
    ACCREDITED = "5_accredited", _("5 · Accredited and linked")


class CountryProfile(models.Model):
    """What the directory says about a country's network."""

    country = models.OneToOneField(Country, models.PROTECT, related_name="network_profile")
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.COMMITMENT)
    since = models.DateField(_("in this phase since"), null=True, blank=True)
    lead_institution = models.CharField(_("lead institution"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    about = models.JSONField(_("about the network"), default=dict, blank=True)

    class Meta:
        verbose_name = _("profile of a country")
        ordering = ["country__name"]

    def __str__(self):
        return str(self.country)


class Accreditation(models.Model):
    """A center's standing against the network's standard, from a day to a day."""

    class State(models.TextChoices):
        CANDIDATE = "candidate", _("Candidate")
        PROVISIONAL = "provisional", _("Provisional")
        ACCREDITED = "accredited", _("Accredited")
        SUSPENDED = "suspended", _("Suspended")

    center = models.ForeignKey(Center, models.PROTECT, related_name="accreditations")
    state = models.CharField(_("state"), max_length=11, choices=State)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase, default=Phase.PILOT)
    body = models.CharField(_("accredited by"), max_length=160, blank=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("accreditation")
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="accreditation_dates",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
            )
        ]

    def __str__(self):
        return self.get_state_display()

    @property
    def is_current(self):
        today = timezone.localdate()
        return self.valid_from <= today and (not self.valid_until or self.valid_until > today)


class Certificate(models.Model):
    """An advisor's certificate; expired ones are kept and not counted."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="certificates",
        verbose_name=_("person"),
    )
    name = models.CharField(_("certificate"), max_length=160)
    issuer = models.CharField(_("issued by"), max_length=160)
    issued_on = models.DateField(_("issued on"))
    expires_on = models.DateField(_("expires on"), null=True, blank=True)

    class Meta:
        verbose_name = _("certificate")
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="certificate_dates",
                condition=Q(expires_on=None) | Q(expires_on__gt=F("issued_on")),
            )
        ]

    def __str__(self):
        return self.name


class IntakeQuerySet(CenterOwnedQuerySet):
    def pending(self):
        return self.filter(state=IntakeRequest.State.PENDING)

    def to_forget(self, now):
        """Dismissed so long ago that nobody needs them, or taken up for a client since erased."""
        old = Q(state=IntakeRequest.State.DISMISSED, decided_at__lt=now - IntakeRequest.KEPT)
        return self.filter(old | Q(client__erased_at__isnull=False))


class IntakeRequest(CenterOwned):
    """Somebody who asked a center for advice by the public form and waits for an answer."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        ACCEPTED = "accepted", _("Accepted as client")
        DISMISSED = "dismissed", _("Dismissed")

    class Reason(models.TextChoices):
        NONE = "", "–"
        KNOWN = "known", _("Is already a client")
        ELSEWHERE = "elsewhere", _("Belongs to another center")
        UNREACHABLE = "unreachable", _("Could not be reached")
        SPAM = "spam", _("Not a real request")
        OTHER = "other", _("Other")

    KEPT = timedelta(days=90)  # a dismissed request; the form tells it to who asks

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name = models.CharField(_("names"), max_length=120)
    surname = models.CharField(_("surnames"), max_length=120)
    business = models.CharField(_("business"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.NOT_STATED)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    municipality = models.CharField(_("municipality"), max_length=120, blank=True)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Client.Stage, default=Client.Stage.PRE_VENTURE
    )
    message = models.TextField(_("what do you need advice on?"), max_length=1000)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES)
    consent_given = models.BooleanField(_("agreed to be contacted"), default=False)
    # What was read when agreeing; its language may differ from the person's.
    consent_version = models.CharField(max_length=20, blank=True, editable=False)
    consent_language = models.CharField(max_length=5, blank=True, editable=False)
    consent_text = models.TextField(blank=True, editable=False)
    state = models.CharField(
        _("state"), max_length=9, choices=State, default=State.PENDING, editable=False
    )
    reason = models.CharField(_("reason"), max_length=11, choices=Reason, blank=True)
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for advice")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["center", "state"], name="intake_center_state")]
        constraints = [
            models.CheckConstraint(
                name="intake_can_be_reached", condition=~Q(phone="") | ~Q(email="")
            ),
            models.CheckConstraint(
                name="intake_decided",
                condition=Q(state="pending")
                | Q(decided_at__isnull=False, decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_dismissed_with_reason",
                condition=~Q(state="dismissed") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.surname}"

    def get_absolute_url(self):
        return reverse("cooperation:intake-detail", args=[self.uuid])
