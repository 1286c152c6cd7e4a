from import_export.fields import Field

from centers.models import Center
from clients.models import Client
from clients.resources.base import CenterWidget, ScopedResource


class ClientResource(ScopedResource):
    center = Field("center", "center", CenterWidget(Center, "code"))

    class Meta:
        model = Client
        import_id_fields = ["uuid"]
        fields = [
            "uuid", "center", "name", "stage", "sector", "national_sector", "size", "municipality",
            "region", "document", "phone", "email", "started_on", "registered_on",
            "declared_women_share", "contact_sex", "women_owned", "women_led", "first_session_on",
        ]  # fmt: skip
        export_order = fields
        skip_unchanged = True
        use_bulk = False
