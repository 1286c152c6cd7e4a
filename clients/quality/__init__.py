"""Data quality: the rules, what breaks them, and a score per center."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from centers.models import Center
from clients.models import QualityCount
from clients.quality import clients, outcomes, sessions
from clients.quality.base import Owner, Rule

RULES = {
    rule.code: rule
    for rule in sorted([*sessions.RULES, *clients.RULES, *outcomes.RULES], key=lambda one: one.code)
}


@transaction.atomic
def recount(centers):
    """Counts every rule for these centers (a queryset) and keeps the counts, replacing the old."""
    now, places = timezone.now(), dict(centers.values_list("pk", "country"))
    rows = [
        QualityCount(
            center_id=center,
            country_id=places[center],
            rule=rule.code,
            broken=broken,
            checked=checked,
            counted_at=now,
        )
        for rule in RULES.values()
        for center, (broken, checked) in rule.counts(Center.objects.filter(pk__in=places)).items()
    ]
    QualityCount.objects.filter(center__in=places).delete()
    QualityCount.objects.bulk_create(rows, batch_size=1000)
    return rows


def score(counts):
    """Per cent of rows without a fault, each rule weighing the same; None where nothing counts.

    `counts`: QualityCount rows (or any with `broken` and `checked`) of one center or of several.
    """
    sums = {}
    for one in counts:
        broken, checked = sums.get(one.rule, (0, 0))
        sums[one.rule] = broken + one.broken, checked + one.checked
    ratios = [Decimal(broken) / checked for broken, checked in sums.values() if checked]
    return 100 - 100 * sum(ratios) / len(ratios) if ratios else None


def scores(counts):
    """{center id: score} from the kept counts of several centers."""
    by_center = {}
    for one in counts:
        by_center.setdefault(one.center_id, []).append(one)
    return {center: score(rows) for center, rows in by_center.items()}


__all__ = ["RULES", "Owner", "Rule", "recount", "score", "scores"]
