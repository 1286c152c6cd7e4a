"""The history of an item: each change with the texts as they then were."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cooperation.models.item import Item


class ItemChange(models.Model):
    """One change of an item, kept: who, when, which state, and the texts as they then were."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="changes")
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=12)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    revision = models.PositiveIntegerField()
    language = models.CharField(max_length=5, blank=True)
    note = models.CharField(max_length=240, blank=True)
    snapshot = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"

    @property
    def what_label(self):
        return {
            "created": _("Created"),
            "text": _("Text changed"),
            "facts": _("Facts changed"),
            "files": _("Files changed"),
            "links": _("Links changed"),
            "state": _("State changed"),
        }.get(self.what, self.what)

    @property
    def to_state_label(self):
        return Item.State(self.to_state).label
