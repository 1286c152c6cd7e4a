"""Uploads for the US SBA: form 641 of a center and a quarter, with what its records lack."""

from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centers.access import requires
from centers.models import Center
from centers.roles import Permission
from reporting import periods
from reporting.nexus import codes
from reporting.nexus.gather import gather
from reporting.nexus.xml import counseling_xml

QUARTERS_OFFERED = 12
SHOWN = 200


class NexusForm(forms.Form):
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
    records, gaps = gather(request.user, center, period, location)
    if request.method == "POST" and records:
        return _file(counseling_xml(records), f"nexus-641-{center.code}-{period.start}.xml")
    found = {"records": len(records), "gaps": gaps[:SHOWN], "gap_count": len(gaps)}
    context = {"form": form, "asked": form.cleaned_data, "version": codes.VERSIONS["641"]}
    return render(request, "reporting/nexus.html", context | found)


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
