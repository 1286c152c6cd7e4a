"""Editions: figures frozen for a report; the files made from them; who was sent which."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import Country, Funder
from centers.roles import Permission
from reporting.report.names import country_name, in_groups, period_name

# Without 0, O, 1, I, L and U: read aloud and typed from paper. 12 of 30 letters: 58 bits.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12


def new_code():
    return "".join(secrets.choice(CODE_LETTERS) for _each in range(CODE_LENGTH))


class EditionQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.REPORT_CREATE):
        """Editions all of whose countries lie in the user's scope."""
        countries = Country.objects.where(user, permission)
        foreign = Country.objects.exclude(pk__in=countries.values("pk"))
        return self.filter(countries__in=countries).exclude(countries__in=foreign).distinct()

    def readable(self, user):
        """Editions the user may read: the own ones, and as a funder finished ones of the country.

        A funder's person does not see the editions made for another funder, nor drafts.
        """
        mine = self.for_user(user).values("pk")
        shared = self.for_user(user, Permission.OVERVIEW_VIEW).filter(draft=False)
        funders = [one.funder_id for one in user.current_memberships if one.funder_id]
        shared = shared.filter(Q(funder=None) | Q(funder__in=funders)).values("pk")
        return self.filter(Q(pk__in=mine) | Q(pk__in=shared))

    def for_list(self):
        return self.select_related("author", "funder", "replaced_by").prefetch_related(
            "countries", "reports"
        )

    def published(self):
        """Editions that the public may see on the impact page, newest first."""
        return self.filter(published_at__isnull=False, replaced_by=None).order_by("-published_at")


class Edition(models.Model):
    """The figures of a report as they were on one day. Never changed; another edition replaces it.

    `data` holds no language (see reporting.report.snapshot); `sha256` is that of its canonical
    JSON.
    """

    class Audience(models.TextChoices):
        FUNDER = "funder", _("Funders: 1 to 4 clients hidden")
        PUBLIC = "public", _("The public: 1 to 9 clients hidden")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    countries = models.ManyToManyField(Country, related_name="editions")
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="editions"
    )
    start = models.DateField(_("first day"))
    end = models.DateField(_("first day that counts no more"))
    audience = models.CharField(_("for"), max_length=6, choices=Audience, default=Audience.FUNDER)
    data = models.JSONField(editable=False)
    # The true figures and who is behind them: never shown, kept so that a later edition can be
    # protected against being compared with this one.
    private = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    # Beside the figures and outside their hash: a story is taken out when consent is withdrawn.
    stories = models.JSONField(default=list, editable=False)
    draft = models.BooleanField(_("the period was still open"), default=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="editions"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    replaced_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaces"
    )
    replaced_because = models.CharField(_("why it was replaced"), max_length=240, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="edition_ends_after_it_starts", condition=Q(end__gt=F("start"))
            ),
            models.CheckConstraint(
                name="edition_not_replaced_by_itself",
                condition=Q(replaced_by=None) | ~Q(replaced_by=F("id")),
            ),
            models.CheckConstraint(
                name="edition_public_only_when_made_so",
                condition=Q(published_at=None) | Q(audience="public", draft=False),
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("reporting:report-detail", args=[self.uuid])

    @property
    def code_in_groups(self):
        return in_groups(self.code)

    @property
    def data_country(self):
        """The code of the one country, for its ways of writing numbers; empty for several."""
        places = self.data["countries"]
        return places[0]["code"] if len(places) == 1 else ""

    @property
    def period_name(self):
        return period_name(self.start, self.end)

    @property
    def cut(self):
        """When the figures were frozen, by the clock of the country."""
        return datetime.fromisoformat(self.data["cut"])

    @property
    def place_name(self):
        """The countries' names in the reader's language."""
        return ", ".join(country_name(one) for one in self.data["countries"])


def report_path(report, name):
    """In the folder of its edition: a build begun again next month finds what a killed one left."""
    return f"reports/{report.edition.made_at:%Y/%m}/{name}"


class Report(models.Model):
    """One PDF of an edition: a template in a language, built in the background."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        BUILDING = "building", _("Being built")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Template(models.TextChoices):
        FULL = "full", _("Full report")
        SHORT = "short", _("Short report")
        FLYER = "flyer", _("One-page flyer")
        WOMEN = "women", _("Women in business")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="reports")
    template = models.CharField(_("template"), max_length=5, choices=Template)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)  # per cent
    file = models.FileField(upload_to=report_path, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=240, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "template", "language"], name="report_once_an_edition"
            ),
            models.CheckConstraint(
                name="report_ready_has_a_file",
                condition=~Q(state="ready") | (~Q(file="") & ~Q(sha256="")),
            ),
        ]

    def __str__(self):
        return f"{self.edition} {self.template} {self.language}"

    @property
    def is_done(self):
        return self.state not in (self.State.WAITING, self.State.BUILDING)


class ReportLink(models.Model):
    """A report sent to somebody: the link works until it expires or is withdrawn."""

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    report = models.ForeignKey(Report, models.CASCADE, related_name="links")
    email = models.EmailField(_("e-mail"))
    note = models.CharField(_("note to the reader"), max_length=400, blank=True)
    expires_at = models.DateTimeField(_("works until"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sent link")
        ordering = ["-sent_at", "-pk"]

    def __str__(self):
        return f"{self.report} {self.sent_at:%Y-%m-%d}"

    @property
    def works(self):
        return self.withdrawn_at is None and self.expires_at > timezone.now()


class ReportOpening(models.Model):
    """A sent link was opened, and when. Nothing about the reader's device is kept."""

    link = models.ForeignKey(ReportLink, models.CASCADE, related_name="openings")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("opening of a link")
        ordering = ["-opened_at"]

    def __str__(self):
        return f"{self.opened_at:%Y-%m-%d %H:%M}"
