"""Stories whose consent was withdrawn leave every report that told them."""

from django.db import transaction
from django.utils.translation import gettext as _

from reporting.editions import freeze, mark, order_reports
from reporting.models import Report
from reporting.periods import Period
from reporting.report.stories import withdrawn


@transaction.atomic
def honour_withdrawals(edition):
    """Takes out stories whose consent was withdrawn: the edition is replaced, its files go.

    Returns the edition that may be shown: the same, or its replacement with equal figures.
    """
    gone = withdrawn(edition.stories)
    if not gone:
        return edition
    published_at = edition.published_at
    kept = [story for story in edition.stories if story["id"] not in gone]
    edition.stories = kept
    edition.save(update_fields=["stories"])
    reports = list(edition.reports.all())
    for report in reports:
        report.file.delete(save=False)
        mark(report, state=Report.State.WITHDRAWN, file="")
    if edition.replaced_by:
        return edition.replaced_by
    newer = freeze(
        by=edition.author,
        data={key: value for key, value in edition.data.items() if key != "replaces"},
        true=edition.private,
        countries=[one["code"] for one in edition.data["countries"]],
        stories=kept,
        period=Period(edition.start, edition.end),
        audience=edition.audience,
        funder=edition.funder,
        replaces=edition,
        because=_("A story was withdrawn by the person it tells of. The figures are the same."),
    )
    if published_at and not newer.draft:
        newer.published_at = published_at
        newer.save(update_fields=["published_at"])
    for report in reports:
        order_reports(edition=newer, template=report.template, languages=[report.language])
    return newer
