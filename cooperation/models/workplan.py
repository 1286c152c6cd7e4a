"""Plans of work: goals, activities, and how each stands in a country in a quarter."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from centers.models import Country
from cooperation.models.item import Item
from cooperation.models.meeting import Meeting
from cooperation.models.owned import CountryOwnedQuerySet
from cooperation.texts import pick


class WorkPlan(models.Model):
    """The plan that a Dialogue adopts for the time until the next one."""

    slug = models.SlugField(max_length=60, unique=True)
    titles = models.JSONField(_("title"), default=dict)
    introductions = models.JSONField(_("introduction"), default=dict, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    dialogue = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("adopted by the Dialogue"),
    )

    class Meta:
        verbose_name = _("plan of work")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(name="plan_dates", condition=Q(ends_on__gt=F("starts_on")))
        ]

    def __str__(self):
        return pick(self.titles)

    def get_absolute_url(self):
        return reverse("cooperation:plan-detail", args=[self.slug])

    def introduction(self):
        return pick(self.introductions)


class Goal(models.Model):
    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="goals")
    position = models.PositiveSmallIntegerField(_("position"))
    texts = models.JSONField(_("goal"), default=dict)

    class Meta:
        verbose_name = _("goal")
        ordering = ["position", "pk"]

    def __str__(self):
        return pick(self.texts)


class Activity(models.Model):
    """An action of the plan, with who answers for it and what shows that it was done."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="activities")
    number = models.PositiveSmallIntegerField(_("number"))
    texts = models.JSONField(_("activity"), default=dict)
    responsible = models.JSONField(_("responsible"), default=dict)
    indicators = models.JSONField(_("indicator"), default=dict)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("due on"))

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["number", "pk"]
        constraints = [
            models.CheckConstraint(name="activity_dates", condition=Q(due_on__gte=F("starts_on"))),
            models.UniqueConstraint(fields=["goal", "number"], name="activity_number_once"),
        ]

    def __str__(self):
        return pick(self.texts)

    def responsible_text(self):
        return pick(self.responsible)

    def indicator_text(self):
        return pick(self.indicators)


class Progress(models.Model):
    """How an activity stands in a country at the end of a quarter, with its evidence."""

    class State(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        STARTED = "started", _("Under way")
        DONE = "done", _("Done")
        DROPPED = "dropped", pgettext_lazy("activity", "Given up")

    activity = models.ForeignKey(Activity, models.PROTECT, related_name="progress")
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="+", verbose_name=_("country")
    )
    quarter = models.DateField(_("quarter"), help_text=_("Its first day."))
    state = models.CharField(_("state"), max_length=11, choices=State)
    value = models.DecimalField(
        _("value of the indicator"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    evidence = models.TextField(_("evidence"), blank=True)
    evidence_address = models.URLField(_("address of the evidence"), max_length=500, blank=True)
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("item of the information centre"),
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = CountryOwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress")
        ordering = ["-quarter", "country__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "country", "quarter"], name="progress_once_a_quarter"
            ),
            models.CheckConstraint(
                name="progress_done_with_evidence",
                condition=~Q(state="done")
                | ~Q(evidence="")
                | ~Q(evidence_address="")
                | Q(item__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.activity_id} {self.country_id} {self.quarter}"
