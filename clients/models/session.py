"""Counseling sessions: one client, one to one."""

from django.conf import settings
from django.db import models
from django.db.models import DecimalField, ExpressionWrapper, F, Func, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import CenterOwned, CenterOwnedQuerySet, Funder
from clients.models.client import Client

MINUTES_A_DAY = 24 * 60
MINUTES = ("contact_minutes", "prep_minutes", "travel_minutes")
# Written into the statement: a bound value would keep SQLite from `session_without_topic`.
NO_TOPIC = Func(template="''", output_field=models.CharField())


class Topic(models.TextChoices):
    MARKETING = "marketing", _("Marketing")
    FINANCE = "finance", _("Finance")
    CREDIT = "credit", _("Credit")
    FORMALIZATION = "formalization", _("Formalization")
    PRODUCTION = "production", _("Production")
    DIGITAL = "digital", _("Digital")
    ECOMMERCE = "ecommerce", _("E-commerce")
    BUSINESS_PLAN = "business_plan", _("Business plan")
    EXPORT = "export", _("Exporting")
    PROCUREMENT = "procurement", _("Public procurement")
    HUMAN_RESOURCES = "human_resources", _("People and teams")
    QUALITY = "quality", _("Quality and certification")
    LEGAL = "legal", _("Legal matters")
    WOMEN = "women", _("Women in business")
    OTHER = "other", _("Other")


class SessionQuerySet(CenterOwnedQuerySet):
    def reportable(self):
        """Sessions that count: not deleted, marked reportable, with time spent with the client."""
        return self.alive().filter(reportable=True)

    def in_period(self, start, end):
        """Held in the half-open period [start, end)."""
        return self.filter(held_on__gte=start, held_on__lt=end)

    def without_topic(self):
        """Sessions whose topic nobody chose."""
        return self.filter(topic=NO_TOPIC)

    def with_hours(self):
        """Annotates `hours`: contact + preparation in hours; travel is never part of it."""
        minutes = F("contact_minutes") + F("prep_minutes")
        hours = ExpressionWrapper(
            minutes * Value(1.0) / Value(60.0), DecimalField(max_digits=10, decimal_places=2)
        )
        return self.annotate(hours=hours)

    def for_list(self):
        return self.select_related("client", "center", "advisor").order_by("-held_on", "-pk")


class Session(CenterOwned):
    """A substantive conversation with one client; a group is training and not counted here."""

    class Mode(models.TextChoices):
        CENTER = "center", _("Center")
        VISIT = "visit", _("Visit")
        PHONE = "phone", _("Phone")
        VIDEO = "video", _("Video")
        CHAT = "chat", _("WhatsApp")
        EMAIL = "email", _("E-mail")
        OTHER = "other", _("Other")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="sessions")
    advisor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="sessions"
    )
    advisor_name = models.CharField(_("advisor as written"), max_length=120, blank=True)
    held_on = models.DateField(_("date"))
    started_at = models.TimeField(_("time"), null=True, blank=True)
    contact_minutes = models.PositiveIntegerField(_("minutes with the client"))
    prep_minutes = models.PositiveIntegerField(_("minutes of preparation"), default=0)
    travel_minutes = models.PositiveIntegerField(_("minutes of travel"), default=0)
    mode = models.CharField(_("mode"), max_length=6, choices=Mode, default=Mode.CENTER)
    topic = models.CharField(_("topic"), max_length=16, choices=Topic, blank=True)
    further_topics = models.JSONField(_("further topics"), default=list, blank=True)
    service = models.CharField(_("kind of counseling"), max_length=60, blank=True)
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("funder")
    )
    people_present = models.PositiveSmallIntegerField(_("people present"), default=1)
    note = models.TextField(_("note"), blank=True)
    next_step = models.CharField(_("next step"), max_length=240, blank=True)
    next_step_on = models.DateField(_("next step by"), null=True, blank=True)
    reportable = models.BooleanField(_("counts in reports"), default=True)
    late = models.BooleanField(_("arrived after its period was closed"), default=False)
    # What the phone sent: a repeated submission is the same record.
    revision = models.PositiveIntegerField(default=1, editable=False)
    # The revision that a phone sent last; another `revision` was made here since.
    field_revision = models.PositiveIntegerField(null=True, editable=False)
    payload_hash = models.CharField(max_length=64, blank=True, editable=False)
    source = models.CharField(max_length=20, default="page", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-held_on", "-pk"]
        indexes = [
            models.Index(fields=["client", "held_on"], name="session_client_day"),
            models.Index(fields=["center", "held_on"], name="session_center_day"),
            # The list, its count and its hours are read from the next two alone.
            models.Index(
                fields=["country", "held_on", "center", *MINUTES],
                name="session_country_day",
                condition=Q(deleted_at=None),
            ),
            models.Index(
                fields=["held_on", *MINUTES], name="session_day", condition=Q(deleted_at=None)
            ),
            models.Index(fields=["advisor", "held_on"], name="session_advisor_day"),
            models.Index(
                fields=["country", "held_on", "center"],
                name="session_without_topic",
                condition=Q(deleted_at=None, reportable=True, topic=""),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="session_within_a_day",
                condition=Q(contact_minutes__lte=MINUTES_A_DAY - F("prep_minutes")),
            ),
            models.CheckConstraint(
                name="session_contact_not_negative",
                condition=Q(contact_minutes__gte=0, prep_minutes__gte=0, travel_minutes__gte=0),
            ),
        ]

    def __str__(self):
        return f"{self.held_on:%Y-%m-%d} · {self.contact_minutes} min"

    def get_absolute_url(self):
        return reverse("clients:session-detail", args=[self.uuid])
