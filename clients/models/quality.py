"""What the nightly recount of data quality found, per center and rule."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from centers.models import CenterOwned


class QualityCount(CenterOwned):
    """Rows of a center that break a rule, of all rows the rule looks at, as last counted."""

    rule = models.CharField(_("rule"), max_length=3)
    broken = models.PositiveIntegerField(_("to mend"))
    checked = models.PositiveIntegerField(_("looked at"))
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("count of data quality")
        ordering = ["center", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["center", "rule"], name="quality_rule_once_a_center")
        ]

    def __str__(self):
        return f"{self.rule}: {self.broken}/{self.checked}"
