"""Closing periods, and what changed since."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from centers import formats
from centers.access import requires
from centers.models import Country
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked
from clients.forms.restatement import read_lines
from reporting import closings, revisions
from reporting.explanations import write
from reporting.forms_closing import CloseForm
from reporting.models import Edition, PeriodClosing
from reporting.periods import Period
from reporting.report.names import period_name
from reporting.sheets import CLOSED_COLUMNS, CLOSING_COLUMNS

CLOSE = Permission.PERIOD_CLOSE


@requires(CLOSE)
def closing_list(request):
    """The next period with its checklist, and the closed ones."""
    countries = Country.objects.where(request.user, CLOSE).filter(active=True)
    country = countries.filter(pk=request.GET.get("country") or None).first() or countries.first()
    if country is None:
        return render(request, "reporting/closing_list.html", {})
    start, ends = closings.next_start(country), closings.ends_offered(country)
    usual = closings.usual_end(country, ends)
    form = CloseForm(request.POST or None, start=start, ends=ends, initial={"end": usual})
    if form.is_valid():
        try:
            closing = closings.close_period(country=country, by=request.user, **form.cleaned_data)
            messages.success(request, _("Closed. Its records are read-only from now on."))
            return redirect(closing)
        except closings.CannotClose as refusal:
            form.add_error(None, str(refusal))
    closed = PeriodClosing.objects.for_user(request.user).filter(country=country)
    if is_asked(request):
        return figures_file(request, name="closings", columns=CLOSING_COLUMNS, rows=closed)
    period = Period(start, usual) if ends else None
    context = {
        "country": country,
        "countries": countries,
        "form": form if ends else None,
        "period": period,
        "period_name": period_name(period.start, period.end) if period else "",
        "checks": closings.checklist(country, period) if period else [],
        "closed": closed,
    }
    return render(request, "reporting/closing_list.html", context)


@require_safe
@requires(CLOSE)
def closing_detail(request, pk):
    """The frozen figures, and each measure that would be another one today."""
    closing = get_object_or_404(PeriodClosing.objects.for_user(request.user), pk=pk)
    with formats.country(closing.country_id):
        place = {"country": [closing.country_id]}
        context = _compared(closing.figures, place, closing.period, closing.closed_at)
        if is_asked(request):
            lines = [line for line in closing.figures if not line["by"]]
            return figures_file(request, name="closing", columns=CLOSED_COLUMNS, rows=lines)
        context |= {"closing": closing, "country": closing.country}
        return render(request, "reporting/closing_detail.html", context)


@require_safe
@requires(Permission.REPORT_CREATE)
def edition_changes(request, uuid):
    """What changed since a report's edition was frozen, per measure with the records behind."""
    editions = Edition.objects.for_user(request.user).select_related("funder")
    edition = get_object_or_404(editions, uuid=uuid)
    place = {"country": [one.pk for one in edition.countries.all()]}
    if edition.funder:
        place["funder"] = edition.funder.code
    period = Period(edition.start, edition.end)
    context = _compared(edition.private.get("lines", []), place, period, edition.made_at)
    return render(request, "reporting/edition_changes.html", context | {"edition": edition})


def _compared(lines, place, period, moment):
    found = revisions.changes(lines, place=place, period=period, moment=moment)
    totals = [(one["measure"], one["state"], _written(one)) for one in lines if not one["by"]]
    return {
        "changes": [
            {
                "change": one,
                "before": write(one.measure, one.before),
                "now": write(one.measure, one.now),
                "difference": write(one.measure, one.difference),
                "records": [_record(record) for record in one.records],
            }
            for one in found
        ],
        "merges": revisions.merges_since(place["country"], moment),
        "totals": totals,
        "now": timezone.now(),
    }


def _written(line):
    measure = revisions.MEASURES[line["measure"]]
    return {"label": measure.label, "value": write(measure, revisions.units(line))}


def _record(record):
    row, restatement = record.row, record.restatement
    lines = read_lines(restatement) if restatement else []
    return {"row": row, "kind": record.kind, "restatement": restatement, "lines": lines}
