"""Meetings and Dialogues: agenda, invitations, papers, decisions and what was promised."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import Country
from centers.roles import Permission
from clients.models import Sex
from cooperation.models.bulletin import new_token
from cooperation.models.choices import LANGUAGE_CHOICES
from cooperation.models.owned import CountryOwned, CountryOwnedQuerySet
from cooperation.texts import pick


class MeetingQuerySet(CountryOwnedQuerySet):
    def visible_to(self, user):
        """Meetings of the network and of the countries where `user` writes; those invited to."""
        right = Permission.CONTENT_EDIT
        invited = Q()
        if user.is_authenticated:
            rows = Invitation.objects.filter(user=user).values("meeting")
            invited = Q(pk__in=rows) | Q(parent__in=rows)
        if not user.is_authenticated or not user.holds(right):
            return self.filter(invited) if invited else self.none()
        countries = Country.objects.all().touching(user, right)
        return self.filter(invited | Q(country=None) | Q(country__in=countries))


class Meeting(CountryOwned):
    """A meeting of a series. `country` is the host, empty where the network itself invites."""

    class Series(models.TextChoices):
        QUARTERLY = "quarterly", _("Quarterly virtual meeting")
        DIALOGUE = "dialogue", _("Inter-American Dialogue")
        TECHNICAL = "technical", _("Technical meeting")
        SESSION = "session", _("Session of a Dialogue")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Cancelled")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    series = models.CharField(_("series"), max_length=9, choices=Series)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sessions", editable=False
    )
    titles = models.JSONField(_("title"), default=dict)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    time_zone = models.CharField(_("time zone"), max_length=40, default="UTC")
    place = models.CharField(_("place"), max_length=200, blank=True)
    address = models.URLField(_("address of the video room"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PLANNED)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_language = models.CharField(
        _("language of the minutes"), max_length=5, choices=LANGUAGE_CHOICES, blank=True
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="meeting_times", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meeting_session_of_a_dialogue",
                condition=Q(series="session", parent__isnull=False)
                | ~Q(series="session") & Q(parent=None),
            ),
        ]

    def __str__(self):
        return pick(self.titles) or self.get_series_display()

    def get_absolute_url(self):
        return reverse("cooperation:meeting-detail", args=[self.pk])

    @property
    def is_dialogue(self):
        return self.series == self.Series.DIALOGUE

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self):
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self):
        return self.ends_at.astimezone(self.zone)


class AgendaPoint(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(_("position"))
    length = models.PositiveSmallIntegerField(_("minutes"), default=15)
    texts = models.JSONField(_("topic"), default=dict)
    speaker = models.CharField(_("speaker"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("agenda point")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(name="agenda_length", condition=Q(length__gt=0)),
        ]

    def __str__(self):
        return pick(self.texts)


class Invitation(models.Model):
    """One person and one meeting: asked, answered, attended."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Will attend")
        MAYBE = "maybe", _("Perhaps")
        NO = "no", _("Will not attend")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    capacity = models.CharField(_("in the capacity of"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, default="es")
    sex = models.CharField(_("sex"), max_length=10, choices=Sex, default=Sex.NOT_STATED)
    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    answer = models.CharField(_("answer"), max_length=5, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    attended = models.BooleanField(_("attended"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        ordering = ["country__name", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="invitation_once")]

    def __str__(self):
        return self.name


class MeetingDocument(models.Model):
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, blank=True)
    file = models.FileField(_("file"), upload_to="meetings/%Y/%m")
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("document of a meeting")
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Decision(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="decisions")
    text = models.TextField(_("decision"))
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        ordering = ["pk"]

    def __str__(self):
        return self.text[:80]


class CommitmentQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state__in=[Commitment.State.OPEN, Commitment.State.STARTED])

    def for_user(self, user, permission=Permission.CONTENT_PUBLISH):
        """Those of meetings that `user` organises, and those the user's countries promised."""
        meetings = Meeting.objects.for_user(user, permission).values("pk")
        countries = Country.objects.where(user, permission).values("pk")
        return self.filter(Q(meeting__in=meetings) | Q(country__in=countries))

    def due_for_reminder(self, today, days=14):
        """Open ones due within `days` or overdue that were not reminded in the last week."""
        soon = self.open().filter(due_on__lte=today + timedelta(days=days))
        rested = Q(reminded_on=None) | Q(reminded_on__lte=today - timedelta(days=7))
        return soon.filter(rested)


class Commitment(models.Model):
    """What a country promised at a meeting: who, until when, and how it stands."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        STARTED = "started", _("Under way")
        DONE = "done", _("Fulfilled")
        DROPPED = "dropped", _("Given up")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="commitments")
    text = models.TextField(_("commitment"))
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("country")
    )
    owner_name = models.CharField(_("owner"), max_length=160)
    owner_email = models.EmailField(_("owner's e-mail"))
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, default="es")
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    outcome = models.CharField(_("how it ended"), max_length=240, blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="commitment_closed_on",
                condition=~Q(state__in=["done", "dropped"]) | Q(closed_on__isnull=False),
            )
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def is_overdue(self):
        open_states = (self.State.OPEN, self.State.STARTED)
        return self.state in open_states and self.due_on < timezone.localdate()


class Delegation(models.Model):
    """A country at a Dialogue, with its head and how many women and men came."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="delegations")
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    head = models.CharField(_("head of delegation"), max_length=160)
    head_title = models.CharField(_("office"), max_length=160, blank=True)
    women = models.PositiveSmallIntegerField(_("women"), default=0)
    men = models.PositiveSmallIntegerField(_("men"), default=0)

    class Meta:
        verbose_name = _("delegation")
        ordering = ["country__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "country"], name="delegation_once")
        ]

    def __str__(self):
        return str(self.country)


class Declaration(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="declarations")
    titles = models.JSONField(_("title"), default=dict)
    texts = models.JSONField(_("text"), default=dict)
    adopted_on = models.DateField(_("adopted on"))

    class Meta:
        verbose_name = _("declaration")
        ordering = ["-adopted_on", "-pk"]

    def __str__(self):
        return pick(self.titles)

    def text(self):
        return pick(self.texts)
