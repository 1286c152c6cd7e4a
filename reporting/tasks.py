"""Background jobs of reports. Each may be begun again after its worker was killed."""

from django_tasks import task

from reporting import editions
from reporting.models import Report


@task()
def build_report(report_id):
    """Builds one PDF; a report that was deleted meanwhile needs none."""
    report = Report.objects.select_related("edition").filter(pk=report_id).first()
    if report:
        editions.build(report)
