from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from centers.models import Country


class ConsentTextQuerySet(models.QuerySet):
    def newest(self, country):
        """The rows of the country's newest version: one for each language it was written in."""
        last = self.filter(country=country).order_by("-pk").values("version")[:1]
        return self.filter(country=country, version__in=last)


class ConsentText(models.Model):
    """What a country asks its clients to agree to, in one language. Rows are added, never changed:
    a consent names its version, and what was read then stays readable."""

    country = models.ForeignKey(Country, models.PROTECT, related_name="consent_texts")
    version = models.CharField(_("version"), max_length=20)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    text = models.TextField(_("text"), max_length=2000)
    written_at = models.DateTimeField(auto_now_add=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = ConsentTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent text")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["country", "version", "language"], name="consent_text_once_a_version"
            )
        ]

    def __str__(self):
        return f"{self.version} ({self.language})"
