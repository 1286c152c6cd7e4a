"""Trainings: events for groups, with the list of who came."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import CenterOwned, CenterOwnedQuerySet, Funder
from clients.models.client import Sex
from clients.models.contact import Contact
from clients.models.session import MINUTES_A_DAY, Topic


class TrainingQuerySet(CenterOwnedQuerySet):
    def in_period(self, start, end):
        """Held in the half-open period [start, end)."""
        return self.filter(held_on__gte=start, held_on__lt=end)

    def with_present(self):
        """Annotates `present`, `women` and `men`: people who came, each once an event."""
        came = Q(attendances__present=True)
        return self.annotate(
            present=Count("attendances", filter=came),
            women=Count("attendances", filter=came & Q(attendances__contact__sex=Sex.WOMAN)),
            men=Count("attendances", filter=came & Q(attendances__contact__sex=Sex.MAN)),
        )

    def for_list(self):
        related = self.select_related("center__country", "country", "funder")
        return related.with_present().order_by("-held_on", "-pk")

    def participants(self):
        """How many different people came to these events; never the sum of their lists."""
        came = Attendance.objects.filter(training__in=self.order_by().values("pk"), present=True)
        return came.aggregate(people=Count("contact", distinct=True))["people"]


class Training(CenterOwned):
    """One event of one day for a group; what one client is told alone is a session."""

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")
        ON_DEMAND = "on_demand", _("On demand")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    held_on = models.DateField(_("date"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MINUTES_A_DAY)]
    )
    topic = models.CharField(_("topic"), max_length=16, choices=Topic)
    mode = models.CharField(_("mode"), max_length=9, choices=Mode, default=Mode.IN_PERSON)
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("funder")
    )
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    note = models.TextField(_("note"), blank=True)
    people = models.ManyToManyField(Contact, through="Attendance", related_name="trainings")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = _("training")
        verbose_name_plural = _("trainings")
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["center", "held_on"], name="training_center_day")]
        constraints = [
            models.CheckConstraint(
                name="training_within_a_day",
                condition=Q(minutes__gte=1, minutes__lte=MINUTES_A_DAY),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("clients:training-detail", args=[self.uuid])


class Attendance(models.Model):
    """A person on the list of an event; counts only when `present`."""

    training = models.ForeignKey(Training, models.CASCADE, related_name="attendances")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="attendances")
    present = models.BooleanField(_("present"), default=True)

    class Meta:
        verbose_name = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["training", "contact"], name="attendance_once")
        ]

    def __str__(self):
        return f"{self.training_id} · {self.contact_id}"
