from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export import resources
from import_export.widgets import ForeignKeyWidget

from centers.models import Center
from centers.roles import Permission
from clients.resources.fast import insert_rows

BATCH = 1000


class ScopedWidget(ForeignKeyWidget):
    """A foreign key that finds only rows in the scope of the resource it belongs to."""

    resource = None

    def get_queryset(self, value, row, *args, **kwargs):
        return self.resource.scoped(self.model)


class CenterWidget(ForeignKeyWidget):
    """The code of a center where the user holds the resource's right."""

    resource = None

    def get_queryset(self, value, row, *args, **kwargs):
        return self.resource.centers


class ScopedResource(resources.ModelResource):
    """Rows of `user` where they hold `permission`: view to export, import to import.

    Without a user (the command line) the scope is `center` alone.
    """

    def __init__(self, *, user, permission=Permission.CLIENT_IMPORT, center=None, **kwargs):
        super().__init__(**kwargs)
        self.user, self.permission, self.center = user, permission, center
        for field in self.fields.values():
            if hasattr(field.widget, "resource"):
                field.widget.resource = self

    @property
    def centers(self):
        if self.user is None:
            return Center.objects.filter(pk=self.center.pk)
        return Center.objects.where(self.user, self.permission)

    @cached_property
    def center_ids(self):
        return frozenset(self.centers.values_list("pk", flat=True))

    def scoped(self, model):
        """The rows of any tenant model that this resource may touch."""
        if self.user is None:
            return model.objects.alive().filter(center=self.center)
        return model.objects.for_user(self.user, self.permission)

    def get_queryset(self):
        return self.scoped(self._meta.model)

    def check_center(self, instance):
        """Refuses a row of a center where the user may not write."""
        if instance.center_id not in self.center_ids:
            raise ValidationError(_("You cannot add records to this center."))

    def before_save_instance(self, instance, row, **kwargs):
        instance.country_id = instance.center.country_id
        self.check_center(instance)

    def store(self, instances):
        """Inserts checked rows in batches, each of a center of the scope; returns them.

        The staged import ends here: the same scope as a row-by-row import, in one statement a
        batch. A key that is taken already stops the transaction: nothing is overwritten.
        """
        for instance in instances:
            self.check_center(instance)
        return self._meta.model.objects.bulk_create(instances, batch_size=BATCH)

    def store_rows(self, rows, constants):
        """Inserts many checked rows, given as dicts, of one center of the scope; returns ids."""
        self.check_center(self._meta.model(center_id=constants["center_id"]))
        return insert_rows(self._meta.model, rows, constants)
