from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ClientsConfig(AppConfig):
    name = "clients"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Clients")

    def ready(self):
        post_migrate.connect(_install_guards, sender=self)


def _install_guards(**options):
    """Migrations that rebuild a table on SQLite drop its triggers: they are put back."""
    from clients import closed_guard

    closed_guard.install()
