"""What the API keeps: personal tokens' limits, and which writes were already done."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """What a token may touch; never more than its person's own rights."""

    CLIENTS_READ = "clients:read", _("Read clients and their records")
    CLIENTS_WRITE = "clients:write", _("Write clients and their records")
    FIGURES_READ = "figures:read", _("Read figures, targets and reports")
    FIGURES_WRITE = "figures:write", _("Set targets")


class ApiTokenQuerySet(models.QuerySet):
    def for_user(self, user, permission=None):
        """A person's own tokens that still work; nobody sees another's."""
        alive = models.Q(token__expiry=None) | models.Q(token__expiry__gt=timezone.now())
        mine = self.filter(alive, token__user=user) if user.is_authenticated else self.none()
        return mine.select_related("token").order_by("-token__created")


class ApiToken(models.Model):
    """A personal token of the API: its name, what it may touch, when it was last used.

    The secret itself is kept by knox as a hash only, with its person and its end.
    """

    token = models.OneToOneField("knox.AuthToken", models.CASCADE, related_name="limits")
    name = models.CharField(_("name"), max_length=60)
    scopes = models.JSONField(_("what it may do"), default=list)
    last_used_on = models.DateField(_("last used"), null=True, editable=False)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")

    def __str__(self):
        return self.name

    def allows(self, scope):
        """Whether the token may touch `scope`; who may write may read."""
        return scope in self.scopes or scope.replace(":read", ":write") in self.scopes

    @property
    def scope_labels(self):
        return [Scope(one).label for one in self.scopes]


class IdempotentRequest(models.Model):
    """A write that was done under a key its sender made: sent again, it is answered, not redone.

    `uuids` names the records it made; the answer is read from them again, so that no personal data
    lie here.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    uuids = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="idempotent_request_once")
        ]

    def __str__(self):
        return self.key
