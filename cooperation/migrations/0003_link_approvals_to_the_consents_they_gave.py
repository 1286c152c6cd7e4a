from django.db import migrations
from django.db.models import OuterRef, Subquery


def link(apps, schema_editor):
    """An approval and its consent were stored in one transaction: the first consent after it."""
    approvals = apps.get_model("cooperation", "StoryApproval").objects
    consents = apps.get_model("clients", "Consent").objects
    given = consents.filter(
        kind="publish", client=OuterRef("item__client"), recorded_at__gte=OuterRef("answered_at")
    ).order_by("recorded_at", "pk")
    rows = approvals.filter(state="approved", consent=None).annotate(
        given=Subquery(given.values("pk")[:1])
    )
    for row in rows.exclude(given=None).iterator():
        approvals.filter(pk=row.pk).update(consent=row.given)


class Migration(migrations.Migration):

    dependencies = [("cooperation", "0002_tie_approvals_to_their_consent")]

    operations = [migrations.RunPython(link, migrations.RunPython.noop, elidable=True)]
