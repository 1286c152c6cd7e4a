from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Reporting")

    def ready(self):
        pre_migrate.connect(_drop_triggers, sender=self)
        post_migrate.connect(_install_triggers, sender=self)
        _register_with_clients()
        checks.register(_check_triggers, checks.Tags.database)


def _register_with_clients():
    """The floor below asks for these without knowing who answers."""
    from reporting import advisor_month, explained_table, target_tables

    explained_table.register()
    target_tables.register()
    advisor_month.register()


def _tables_are_there():
    from django.db import connection

    from reporting.facts.triggers import MARKS, WATCHED

    return {MARKS, *WATCHED} <= set(connection.introspection.table_names())


def _drop_triggers(plan=(), **options):
    from django.db import connection

    from reporting.facts import triggers

    if plan and connection.vendor == "sqlite":
        triggers.drop()


def _install_triggers(**options):
    from reporting.facts import triggers

    if _tables_are_there():
        triggers.install()


def _check_triggers(app_configs, databases=None, **options):
    """Facts go wrong unseen where a trigger is missing: say so. Runs with --database."""
    from reporting.facts import triggers

    if not databases or not _tables_are_there():
        return []
    missing = triggers.names() - triggers.installed()
    return [
        checks.Warning(  # an error would keep `migrate` from putting it back
            f"The trigger {name} is missing.", hint="Run manage.py migrate.", id="reporting.W001"
        )
        for name in sorted(missing)
    ]
