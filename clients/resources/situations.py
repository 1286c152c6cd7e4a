from import_export.fields import Field

from centers.models import Center
from clients.models import Client, Situation
from clients.resources.base import CenterWidget, ScopedResource, ScopedWidget


class SituationResource(ScopedResource):
    center = Field("center", "center", CenterWidget(Center, "code"))
    client = Field("client", "client", ScopedWidget(Client, "uuid"))

    class Meta:
        model = Situation
        import_id_fields = ["uuid"]
        fields = [
            "uuid", "center", "client", "as_of", "wave", "currency", "sales_national",
            "sales_export", "women_full_time", "women_part_time", "men_full_time",
            "men_part_time", "formal_jobs", "figures_from",
        ]  # fmt: skip
        export_order = fields
        skip_unchanged = True
