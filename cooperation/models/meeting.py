"""Meetings and Dialogues: agenda, invitations, papers. What they resolved: resolutions.py."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
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

    def zone_of(self, country):
        """The time zone of `country` where its clocks show another hour then; else ''."""
        if country is None:
            return ""
        there = self.starts_at.astimezone(ZoneInfo(country.time_zone)).utcoffset()
        return "" if there == self.local_start.utcoffset() else country.time_zone

    def timetable(self):
        """[(instant, agenda point)]: when each point begins if those before keep their time."""
        rows, start = [], self.starts_at
        for point in self.agenda.all():
            rows.append((start, point))
            start += timedelta(minutes=point.length)
        return rows

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


class InvitationQuerySet(models.QuerySet):
    def waiting(self, meeting):
        """Those of `meeting` to send: never sent, or sent before the meeting was changed.

        Of a cancelled meeting those hear who were invited; of one that was held, nobody.
        """
        rows = self.filter(meeting=meeting)
        outdated = Q(sent_at__isnull=False) & ~Q(sent_sequence=meeting.sequence)
        if meeting.state == Meeting.State.HELD:
            return rows.none()
        if meeting.state == Meeting.State.CANCELLED:
            return rows.filter(outdated)
        return rows.filter(Q(sent_at=None) | outdated)


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
    sent_sequence = models.PositiveIntegerField(default=0, editable=False)
    attended = models.BooleanField(_("attended"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        ordering = ["country__name", "name", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="invitation_once")]

    def __str__(self):
        return self.name

    @property
    def own_zone(self):
        """The invited person's time zone where its clocks show another hour; else ''."""
        return self.meeting.zone_of(self.country)


class MeetingDocumentQuerySet(models.QuerySet):
    def there(self):
        return self.filter(removed_at=None)

    def removed(self):
        return self.exclude(removed_at=None)

    def to_forget(self, now):
        """Removed so long ago that their files need not be kept for putting them back."""
        return self.removed().filter(removed_at__lt=now - MeetingDocument.KEPT).exclude(file="")


class MeetingDocument(models.Model):
    """A paper of a meeting. One that was removed keeps its row, and its file for a time."""

    KEPT = timedelta(days=30)  # the file of a removed paper, in case it is put back

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="documents")
    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, blank=True)
    file = models.FileField(_("file"), upload_to="meetings/%Y/%m")
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = MeetingDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a meeting")
        ordering = ["pk"]

    def __str__(self):
        return self.title
