"""Outcome claims: declared, evidenced, verified or returned."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from centers.models import CenterOwned, CenterOwnedQuerySet, Funder
from clients.countries import country_name
from clients.models.client import Client, Formalization
from clients.models.kinds import CapitalKind, InnovationKind, StartTest
from clients.models.situation import Situation


class OutcomeQuerySet(CenterOwnedQuerySet):
    def counting(self):
        """Claims that count as declared: not deleted, not returned, reportable."""
        return self.alive().filter(reportable=True).exclude(state=Outcome.State.RETURNED)

    def verified(self):
        return self.counting().filter(state=Outcome.State.VERIFIED)

    def waiting(self):
        """Claims that wait for somebody to verify them, evidenced ones first, oldest first."""
        waiting = self.alive().filter(state__in=[Outcome.State.DECLARED, Outcome.State.EVIDENCED])
        return waiting.order_by("-state", "recorded_at", "pk")

    def for_verifier(self, user):
        """Waiting claims that `user` may verify: what they recorded or changed is for others."""
        return self.waiting().exclude(recorded_by=user).exclude(changed_by=user)

    def in_period(self, start, end):
        """Occurred (capital: money received) in the half-open period [start, end)."""
        return self.filter(occurred_on__gte=start, occurred_on__lt=end)

    def for_list(self):
        return self.select_related("client", "center").order_by("-occurred_on", "-pk")


# The choices of `Outcome.detail` by kind of result; kinds that are not here have no detail.
DETAILS = {
    "capital": CapitalKind,
    "formalized": Formalization.Kind,
    "innovation": InnovationKind,
}


class Outcome(CenterOwned):
    """A result that a client credits to the center. Only verified ones make headline numbers."""

    class Kind(models.TextChoices):
        JOBS_CREATED = "jobs_created", _("Jobs created")
        JOBS_RETAINED = "jobs_retained", _("Jobs retained")
        JOBS_LOST = "jobs_lost", _("Jobs lost")
        SALES_INCREASE = "sales_increase", _("Increase in sales")
        EXPORT_SALES = "export_sales", _("Export sales")
        CAPITAL = "capital", _("Capital obtained")
        BUSINESS_STARTED = "business_started", _("Business started")
        FORMALIZED = "formalized", _("Business formalized")
        INNOVATION = "innovation", _("Innovation")
        PROCUREMENT = "procurement", _("Public procurement contract")

    class State(models.TextChoices):
        # Evidenced sorts after declared, so that `waiting` shows it first.
        DECLARED = "declared", _("Declared")
        EVIDENCED = "evidenced", _("With evidence")
        VERIFIED = "verified", _("Verified")
        RETURNED = "returned", _("Returned")

    class ReturnReason(models.TextChoices):
        NO_EVIDENCE = "no_evidence", _("The evidence is missing or cannot be read")
        OTHER_PERIOD = "other_period", _("The evidence covers another period")
        OTHER_CLIENT = "other_client", _("The evidence is of another client")
        NUMBER = "number", _("The number differs from the evidence")
        MONEY = "money", _("The amount or the currency differs from the evidence")
        DATE = "date", _("The date differs from the evidence")
        TWICE = "twice", _("The result is already claimed")
        NOT_OURS = "not_ours", _("The client says that the center did not help")
        WRONG_KIND = "wrong_kind", _("It is another kind of result")
        OTHER = "other", _("Another reason, written below")

    class Attribution(models.TextChoices):
        NOT_ASKED = "", _("Not asked yet")
        YES = "yes", _("Yes")
        IN_PART = "in_part", _("In part")
        NO = "no", _("No")

    JOB_KINDS = (Kind.JOBS_CREATED, Kind.JOBS_RETAINED, Kind.JOBS_LOST)
    MONEY_KINDS = (Kind.SALES_INCREASE, Kind.EXPORT_SALES, Kind.CAPITAL, Kind.PROCUREMENT)

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    client = models.ForeignKey(Client, models.PROTECT, related_name="outcomes")
    kind = models.CharField(_("kind of result"), max_length=16, choices=Kind)
    detail = models.CharField(
        _("detail"),
        max_length=20,
        blank=True,
        help_text=_("Kind of capital, registration, innovation."),
    )
    occurred_on = models.DateField(
        _("date"), help_text=_("Capital: the day the money was received.")
    )
    applied_on = models.DateField(_("applied for on"), null=True, blank=True)
    quantity = models.PositiveIntegerField(_("quantity"), null=True, blank=True)
    women = models.PositiveIntegerField(_("of which women"), null=True, blank=True)
    full_time = models.PositiveIntegerField(_("full time"), null=True, blank=True)
    part_time = models.PositiveIntegerField(_("part time"), null=True, blank=True)
    # Money as it was said, and in US dollars at the rate of its date: frozen when recorded.
    amount = models.DecimalField(
        _("amount"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    rate = models.DecimalField(
        _("units per US dollar"), max_digits=20, decimal_places=8, null=True, blank=True
    )
    rate_date = models.CharField(_("period of the rate"), max_length=7, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=160, blank=True)
    amount_usd = models.DecimalField(
        _("amount in US dollars"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    destinations = models.JSONField(_("destination countries (ISO)"), default=list, blank=True)
    first_export = models.BooleanField(_("exported for the first time"), default=False)
    from_situation = models.ForeignKey(
        Situation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    to_situation = models.ForeignKey(
        Situation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Of a change between situations whose figures a person decided: what the situations said then.
    # None: the claim follows them. In doubt: they say something else since, and nobody looked.
    said = models.JSONField(null=True, blank=True, editable=False)
    in_doubt = models.BooleanField(_("differs from its situations"), default=False, editable=False)
    start_tests = models.JSONField(_("signs of being in business"), default=list, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DECLARED)
    reportable = models.BooleanField(_("counts in reports"), default=True)
    late = models.BooleanField(_("arrived after its period was closed"), default=False)
    attribution = models.CharField(
        _("did the center help?"), max_length=7, choices=Attribution, blank=True
    )
    attribution_by = models.CharField(_("answered by"), max_length=120, blank=True)
    attribution_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    attribution_text = models.TextField(_("question as shown"), blank=True)
    funder = models.ForeignKey(
        Funder, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("funder")
    )
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(max_length=20, default="page", editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(auto_now_add=True)
    # Who last changed what is claimed: the claim is theirs too, so they do not verify it.
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(auto_now=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    verified_at = models.DateTimeField(_("verified at"), null=True, blank=True, editable=False)
    returned_reason = models.CharField(
        _("reason for returning"), max_length=20, choices=ReturnReason, blank=True
    )
    returned_note = models.CharField(_("what to mend"), max_length=240, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["-occurred_on", "-pk"]
        indexes = [
            models.Index(fields=["client", "occurred_on"], name="outcome_client_day"),
            models.Index(fields=["center", "occurred_on"], name="outcome_center_day"),
            models.Index(
                fields=["country", "occurred_on", "center"],
                name="outcome_country_day",
                condition=Q(deleted_at=None),
            ),
            models.Index(fields=["occurred_on"], name="outcome_day", condition=Q(deleted_at=None)),
            models.Index(fields=["center", "state"], name="outcome_center_state"),
            # What the quality list counts: claims that wait, and amounts without a rate.
            models.Index(
                fields=["country", "state", "center"],
                name="outcome_country_state",
                condition=Q(deleted_at=None),
            ),
            models.Index(
                fields=["country", "center"],
                name="outcome_without_rate",
                condition=Q(deleted_at=None, amount__isnull=False, amount_usd=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="outcome_women_within_quantity",
                condition=Q(women=None) | Q(quantity__isnull=False, women__lte=F("quantity")),
            ),
            models.CheckConstraint(
                name="outcome_amount_has_currency",
                condition=Q(amount=None) | ~Q(currency=""),
            ),
            models.CheckConstraint(
                name="outcome_amount_not_negative", condition=Q(amount=None) | Q(amount__gte=0)
            ),
            models.CheckConstraint(
                name="outcome_says_something",
                condition=Q(amount__isnull=False) | Q(quantity__isnull=False),
            ),
            # Verified means: at a known moment, by somebody other than who recorded or last changed
            # it (the next constraint). Claims that came verified in a workbook have no recorder.
            models.CheckConstraint(
                name="outcome_verified_by_somebody_else",
                condition=~Q(state="verified")
                | Q(verified_at__isnull=False, source="import", recorded_by=None)
                | Q(verified_at__isnull=False, verified_by__isnull=False)
                & (Q(recorded_by=None) | ~Q(verified_by=F("recorded_by"))),
            ),
            models.CheckConstraint(
                name="outcome_verified_by_no_author",
                condition=~Q(state="verified")
                | Q(changed_by=None)
                | Q(verified_by=None)
                | ~Q(verified_by=F("changed_by")),
            ),
            models.CheckConstraint(
                name="outcome_returned_with_reason",
                condition=~Q(state="returned") | ~Q(returned_reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.occurred_on:%Y-%m-%d}"

    def get_absolute_url(self):
        return reverse("clients:outcome-detail", args=[self.uuid])

    def is_by(self, user):
        """Whether `user` recorded the claim or last changed what it says."""
        return user.pk in (self.recorded_by_id, self.changed_by_id)

    def waiting_state(self):
        """The state of the claim while nobody has verified it."""
        proven = self.pk and self.evidence.exists()
        return self.State.EVIDENCED if proven else self.State.DECLARED

    @property
    def detail_label(self):
        """What `detail` means for this kind of result, else as it is written."""
        known = dict(DETAILS[self.kind].choices) if self.kind in DETAILS else {}
        return known.get(self.detail, self.detail)

    @property
    def destination_names(self):
        return [country_name(code) for code in self.destinations]

    @property
    def start_test_labels(self):
        known = dict(StartTest.choices)
        return [known.get(one, one) for one in self.start_tests]
