"""What a rule of data quality is: a queryset of broken rows among those it looks at."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.models import Center


class Owner(models.TextChoices):
    """Who mends it."""

    ADVISOR = "advisor", _("Advisor")
    DIRECTOR = "director", _("Center director")


@dataclass(frozen=True)
class Rule:
    """`looked_at` gives all rows the rule is about, `broken` keeps those that break it.

    `day` is the field from whose date a broken row's age is counted; `fix` makes the address where
    it is mended.
    """

    code: str
    sentence: str
    owner: Owner
    looked_at: Callable
    broken: Callable
    day: str
    fix: Callable
    advice: str

    def checked_rows(self, centers):
        """The rows of these centers (a queryset) that the rule looks at."""
        rows = self.looked_at()
        if rows.model is Center:
            return rows.filter(pk__in=centers)
        return rows.filter(center__in=centers)

    def rows(self, centers):
        """The rows of these centers that break the rule, oldest first."""
        return self.broken(self.checked_rows(centers)).order_by(self.day, "pk")

    def counts(self, centers):
        """{center id: (broken, looked at)}; a center without such rows is left out."""
        checked = _by_center(self.checked_rows(centers))
        broken = _by_center(self.rows(centers))
        return {center: (broken.get(center, 0), count) for center, count in checked.items()}


def _by_center(rows):
    place = "pk" if rows.model is Center else "center"
    groups = rows.order_by().values(place).annotate(n=Count("pk", distinct=True))
    return {row[place]: row["n"] for row in groups}


def fix_session(session):
    return reverse("clients:session-edit", args=[session.uuid])


def fix_client(client):
    return client.get_absolute_url()


def fix_outcome(outcome):
    return reverse("clients:outcome-edit", args=[outcome.uuid])


def fix_situation(situation):
    return reverse("clients:situation-edit", args=[situation.uuid])


def fix_center(center):
    return reverse("clients:session-list", query={"center": center.pk})
