from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ClientsConfig(AppConfig):
    name = "clients"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Clients")

    def ready(self):
        from clients.audited import watch_all

        watch_all()
        pre_migrate.connect(_drop_guards, sender=self)
        post_migrate.connect(_install_guards, sender=self)


def _drop_guards(plan=(), **options):
    """SQLite does not rebuild a table that the triggers of another one name."""
    from django.db import connection

    from clients import closed_guard

    if plan and connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            closed_guard.drop_guards(None, editor)


def _install_guards(**options):
    """Migrations that rebuild a table on SQLite drop its triggers: they are put back."""
    from clients import closed_guard

    closed_guard.install()
