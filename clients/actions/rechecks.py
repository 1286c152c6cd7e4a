"""Checking verified claims again: a random draw, a second look, a failure rate."""

import random
from dataclasses import dataclass
from math import sqrt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clients.actions.outcomes import NotAllowed, return_outcome
from clients.actions.periods import is_closed
from clients.models import Outcome, RecheckItem, RecheckSample

Finding = RecheckItem.Finding
Z = 1.96  # 95 %


@transaction.atomic
def draw_sample(*, country, by, starts_on, ends_on, size, center=None, seed=None):
    """Draws up to `size` of the claims verified in [starts_on, ends_on), each as likely as another.

    Raises NotAllowed where there is none. The seed is kept, so that the draw can be repeated.
    """
    claims = Outcome.objects.verified().filter(country=country)
    claims = claims.in_period(starts_on, ends_on)
    if center:
        claims = claims.filter(center=center)
    population = list(claims.order_by("uuid").values_list("pk", "verified_by"))
    if not population:
        raise NotAllowed(_("No verified result lies in this period."))
    seed = random.SystemRandom().getrandbits(48) if seed is None else seed
    drawn = random.Random(seed).sample(population, min(size, len(population)))  # noqa: S311
    sample = RecheckSample.objects.create(
        country=country,
        center=center,
        starts_on=starts_on,
        ends_on=ends_on,
        population=len(population),
        seed=seed,
        drawn_by=by,
    )
    RecheckItem.objects.bulk_create(
        RecheckItem(sample=sample, outcome_id=pk, verified_by_id=verifier) for pk, verifier in drawn
    )
    return sample


@transaction.atomic
def note_finding(*, item, by, finding, reason="", note=""):
    """Keeps what the second look found; a failed claim of an open period goes back as returned."""
    if by.pk == item.verified_by_id or item.outcome.is_by(by):
        raise NotAllowed(_("Who recorded or verified a result cannot check it again."))
    if finding == Finding.FAILED and not reason:
        raise NotAllowed(_("Say why the result does not hold."))
    item.finding, item.reason, item.note = finding, reason, note
    item.checked_by, item.checked_at = by, timezone.now()
    item.save()
    outcome = item.outcome
    if finding == Finding.FAILED and not is_closed(outcome.center, outcome.occurred_on):
        return_outcome(outcome=outcome, by=by, reason=reason, note=note)
    return item


@dataclass(frozen=True)
class FailureRate:
    """Failed of checked, with the 95 % interval of Wilson; None where nothing is checked yet."""

    failed: int
    checked: int

    @property
    def rate(self):
        return self.failed / self.checked if self.checked else None

    @property
    def interval(self):
        """(low, high) as ratios."""
        if not self.checked:
            return None
        n, p = self.checked, self.failed / self.checked
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
        return max(middle - half, 0.0), min(middle + half, 1.0)


def failure_rate(sample):
    findings = list(sample.items.exclude(finding="").values_list("finding", flat=True))
    return FailureRate(findings.count(Finding.FAILED), len(findings))
