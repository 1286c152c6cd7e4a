"""Files and links of an item."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from centers.keys import uuid7
from cooperation.models.choices import LANGUAGE_CHOICES
from cooperation.models.item import Item


class Attachment(models.Model):
    """A document or a picture; `role` tells the story's photo from ordinary documents."""

    class Role(models.TextChoices):
        DOCUMENT = "document", _("Document")
        PHOTO = "photo", _("Photo")

    uuid = models.UUIDField(default=uuid7, unique=True, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="attachments")
    role = models.CharField(_("kind"), max_length=8, choices=Role, default=Role.DOCUMENT)
    title = models.CharField(
        _("title"), max_length=160, help_text=_("For a photo: what it shows, in words.")
    )
    file = models.FileField(_("file"), upload_to="library/%Y/%m")
    content_type = models.CharField(max_length=80, editable=False)
    size = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGE_CHOICES, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("attachment")
        ordering = ["pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("cooperation:attachment-detail", args=[self.uuid])


class Link(models.Model):
    """An address elsewhere, with what the last visit of the checking command found."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=160)
    address = models.URLField(_("address"), max_length=500)
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    status = models.CharField(max_length=40, blank=True, editable=False)
    dead_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("link")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "address"], name="link_once")]

    def __str__(self):
        return self.title
