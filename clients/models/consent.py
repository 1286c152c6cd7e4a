"""What clients agree to: the texts of a country, and each consent that was given."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from centers.models import Country
from clients.models.client import Client


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


class Consent(models.Model):
    """What the client agreed to: the text's version and language as shown, and how it was given."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("To be advised and counted")
        PUBLISH = "publish", _("To have the story published")

    class Method(models.TextChoices):
        SPOKEN = "spoken", _("Spoken, noted by the advisor")
        SIGNED = "signed", _("Signed on paper")
        LINK = "link", _("By link")

    client = models.ForeignKey(Client, models.CASCADE, related_name="consents")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.SERVICE)
    given_on = models.DateField(_("given on"))
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    text_version = models.CharField(_("version of the text"), max_length=20)
    language = models.CharField(_("language of the text"), max_length=5)
    method = models.CharField(_("given how"), max_length=8, choices=Method, default=Method.SPOKEN)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("consent")
        ordering = ["-given_on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.text_version}"
