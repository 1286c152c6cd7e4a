from django.apps import AppConfig
from django.core import checks
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class CentersConfig(AppConfig):
    name = "centers"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Centers")

    def ready(self):
        from centers import actor
        from centers.audited import watch_all

        watch_all()
        connection_created.connect(actor.introduce, dispatch_uid="audit_actor")
        pre_migrate.connect(_drop_triggers, sender=self)
        post_migrate.connect(_install_triggers, sender=self)
        checks.register(_check_triggers, checks.Tags.database)


def _drop_triggers(plan=(), **options):
    """Tables are rebuilt by migrations, and triggers name the columns of yesterday."""
    from centers.audit import triggers

    if plan:
        triggers.drop()


def _install_triggers(**options):
    from centers.audit import triggers

    if triggers.tables_are_there():
        triggers.install()


def _check_triggers(app_configs, databases=None, **options):
    """Changes go unseen where a trigger is missing: say so. Runs with --database."""
    from centers.audit import triggers

    if not databases or not triggers.tables_are_there():
        return []
    return [
        checks.Warning(  # an error would keep `migrate` from putting it back
            f"The trigger {name} is missing.", hint="Run manage.py migrate.", id="centers.W001"
        )
        for name in sorted(triggers.names().keys() - triggers.installed())
    ]
