from import_export.fields import Field

from centers.models import Center
from clients.models import Client, Session
from clients.resources.base import CenterWidget, ScopedResource, ScopedWidget


class SessionResource(ScopedResource):
    center = Field("center", "center", CenterWidget(Center, "code"))
    client = Field("client", "client", ScopedWidget(Client, "uuid"))

    class Meta:
        model = Session
        import_id_fields = ["uuid"]
        fields = [
            "uuid", "center", "client", "held_on", "contact_minutes", "prep_minutes",
            "travel_minutes", "mode", "topic", "service", "advisor_name", "people_present", "note",
            "next_step", "reportable",
        ]  # fmt: skip
        export_order = fields
        skip_unchanged = True
