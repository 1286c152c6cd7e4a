"""Which nightly jobs have been done on which day, so that several workers do each once."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NightlyRunQuerySet(models.QuerySet):
    def begin(self, name, day):
        """The run of a job on a day, or None where some worker has begun it already."""
        run, is_new = self.get_or_create(name=name, day=day)
        return run if is_new else None


class NightlyRun(models.Model):
    """One job of one night; `error` says why it did not end well."""

    name = models.CharField(_("job"), max_length=60)
    day = models.DateField(_("day"))
    started_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=400, blank=True)

    objects = NightlyRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("nightly run")
        ordering = ["-day", "-started_at"]
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="nightly_run_once")]

    def __str__(self):
        return f"{self.name} {self.day:%Y-%m-%d}"

    def end(self, error=""):
        self.ended_at, self.error = timezone.now(), error[:400]
        self.save(update_fields=["ended_at", "error"])
