from import_export.fields import Field

from centers.models import Center
from clients.models import Client, Outcome
from clients.resources.base import CenterWidget, ScopedResource, ScopedWidget


class OutcomeResource(ScopedResource):
    center = Field("center", "center", CenterWidget(Center, "code"))
    client = Field("client", "client", ScopedWidget(Client, "uuid"))

    class Meta:
        model = Outcome
        import_id_fields = ["uuid"]
        fields = [
            "uuid", "center", "client", "kind", "detail", "occurred_on", "quantity", "women",
            "full_time", "part_time", "amount", "currency", "rate", "rate_date", "amount_usd",
            "state", "reportable", "note",
        ]  # fmt: skip
        export_order = fields
        skip_unchanged = True
