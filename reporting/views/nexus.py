"""Uploads for the US SBA: forms 641 and 888 of a center and a quarter, and what records lack."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.access import requires
from centers.models import Center
from centers.roles import Permission
from clients.exports import runs
from clients.exports.columns import Column, column
from clients.exports.figures import figures_file, is_asked
from clients.models import Export
from reporting import periods
from reporting.nexus import codes
from reporting.nexus.gather import gather
from reporting.nexus.trainings import gather_trainings
from reporting.nexus.xml import counseling_xml, training_xml

QUARTERS_OFFERED = 12
SHOWN = 200
GAP_COLUMNS = (
    Column("record", _("Record"), "code", lambda gap: gap.record._meta.model_name),
    column("record.uuid", _("Record key"), "code", name="key"),
    column("because", _("What stands in the file")),
)
# {form: (what gathers its records, what writes them)}
FORMS = {"641": (gather, counseling_xml), "888": (gather_trainings, training_xml)}


class NexusForm(forms.Form):
    report = forms.ChoiceField(
        label=_("Form"),
        choices=[("641", _("641, counseling")), ("888", _("888, training"))],
        required=False,
    )
    center = forms.ModelChoiceField(Center.objects.none(), label=_("Center"))
    quarter = forms.ChoiceField(label=_("Quarter"), help_text=_("Of the US fiscal year."))
    location = forms.IntegerField(
        label=_("SBA location code"),
        help_text=_("The number that SBA gave the center."),
        min_value=1,
        max_value=9_999_999,
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        mine = Center.objects.where(user, Permission.CLIENT_EXPORT)
        self.fields["center"].queryset = mine.order_by("name")
        self.fields["quarter"].choices = _quarters(timezone.localdate())
        for field in self.fields.values():
            field.widget.attrs["class"] = "txt"

    def clean_report(self):
        return self.cleaned_data["report"] or "641"

    def asked(self):
        """(center, period, location) of a valid form."""
        given = self.cleaned_data
        return given["center"], periods.parse(given["quarter"]), given["location"]


@requires(Permission.CLIENT_EXPORT)
def nexus(request):
    """GET shows what the records lack; POST gives the file."""
    asked = request.POST if request.method == "POST" else request.GET or None
    form = NexusForm(asked, user=request.user)
    if not form.is_valid():
        return render(request, "reporting/nexus.html", {"form": form})
    center, period, location = form.asked()
    report = form.cleaned_data["report"]
    gathered, written = FORMS[report]
    records, gaps = gathered(request.user, center, period, location)
    if request.method == "POST" and records:
        try:
            _log(request.user, form, len(records))
        except runs.TooMany as refusal:
            form.add_error(None, str(refusal))
        else:
            return _file(written(records), f"nexus-{report}-{center.code}-{period.start}.xml")
    if is_asked(request):
        return figures_file(request, name="nexus-gaps", columns=GAP_COLUMNS, rows=gaps)
    found = {"records": len(records), "gaps": gaps[:SHOWN], "gap_count": len(gaps)}
    context = {"form": form, "asked": form.cleaned_data, "version": codes.VERSIONS[report]}
    return render(request, "reporting/nexus.html", context | found)


def _log(user, form, records):
    """Form 641 is personal data: in the log and under the day's limit like every such file."""
    given = form.cleaned_data
    reason = _("SBA form %(form)s, %(center)s, %(quarter)s") % {
        "form": given["report"],
        "center": given["center"].code,
        "quarter": given["quarter"],
    }
    export = runs.request_export(
        user=user,
        what=Export.What.NEXUS,
        kind="xml",
        reason=str(reason),
        country=given["center"].country,
    )
    runs.finish(export, records)


def _quarters(today):
    """[("2026-Q1", "2026 Q2")]: calendar quarter as our key, US fiscal quarter as its words."""
    offered, day = [], today
    for _number in range(QUARTERS_OFFERED):
        quarter = (day.month + 2) // 3
        key = f"{day.year}-Q{quarter}"
        year = day.year + (quarter == 4)
        period = periods.parse(key)
        words = f"FY {year} Q{quarter % 4 + 1} ({period.start} – {period.last_day})"
        offered.append((key, words))
        day = period.start - timedelta(days=1)
    return offered


def _file(content, name):
    response = HttpResponse(content, content_type="application/xml")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
