"""Targets: the grid, one target's months and history."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from centers.access import requires
from centers.models import Country
from centers.roles import Permission
from clients.exports.figures import figures_file, is_asked
from reporting import target_grid
from reporting.models import Target, TargetChange
from reporting.periods import fiscal_year, fiscal_year_of
from reporting.report.names import period_name
from reporting.sheets import target_table
from reporting.target_reasons import ReasonsForm, lagging
from reporting.targets import monthly, set_target, year_months

EDIT = Permission.TARGET_EDIT
NEW_PROFILES = [Target.Profile.EVEN, Target.Profile.LAST_YEAR]


def _place_and_year(request):
    countries = list(Country.objects.where(request.user, EDIT).filter(active=True))
    by_code = {one.code: one for one in countries}
    country = by_code.get(request.GET.get("country")) or next(iter(countries), None)
    if country is None:
        return countries, None, None
    this = fiscal_year_of(country, timezone.localdate()).start.year
    text = request.GET.get("year", "")
    return countries, country, int(text) if text.isdigit() and 2000 < int(text) < 2100 else this


@requires(EDIT)
def target_list(request):
    """Saves the whole grid without scripts, or one cell with them (then the answer is JSON)."""
    countries, country, year = _place_and_year(request)
    if country is None:
        return render(request, "reporting/target_list.html", {})
    kind = request.GET.get("holders")
    kind = kind if kind in target_grid.HOLDERS else "centers"
    reasons = _reasons(request, country, year, kind)
    if reasons.is_valid():
        count = reasons.save(by=request.user)
        messages.success(request, _("Reasons saved: %(n)d changed.") % {"n": count})
        return redirect(request.get_full_path())
    typed, bad = None, {}
    if request.method == "POST" and not reasons.is_bound:
        answer, bad = _save(request, country, year, kind)
        if answer:
            return answer
        typed = request.POST
    codes = target_grid.columns(country, year, request.GET.get("add", ""))
    with formats.country(country.code):
        rows = target_grid.grid(request.user, country, year, kind, codes, typed, bad)
        if is_asked(request):
            columns, lines = target_table(rows)
            return figures_file(request, name="targets", columns=columns, rows=lines)
        context = _grid_context(country, year, kind, codes) | {"countries": countries}
        context |= {"rows": rows, "reasons": reasons}
        return render(request, "reporting/target_list.html", context)


def _grid_context(country, year, kind, codes):
    """The grid's heads, choices and sums, beside its rows."""
    sums = target_grid.gaps(country, year, codes) if kind == "centers" else {}
    label = target_grid.measure_label
    return {
        "country": country,
        "year": year,
        "years": range(year - 2, year + 3),
        "year_name": _year_name(country, year),
        "kind": kind,
        "kinds": target_grid.HOLDERS.items(),
        "heads": [(code, label(code)) for code in codes],
        "sums": [sums.get(code) for code in codes] if sums else [],
        "more": [(code, label(code)) for code in target_grid.known_measures() if code not in codes],
        "profiles": NEW_PROFILES,
    }


def _reasons(request, country, year, kind):
    """The form of reasons, bound where it is the one that was sent."""
    sent = request.POST if "reasons" in request.POST else None
    with formats.country(country.code):
        standings = lagging(request.user, country, year, kind)
        return ReasonsForm(sent, standings=standings)


def _year_name(country, year):
    period = fiscal_year(country, year)
    return period_name(period.start, period.end)


def _save(request, country, year, kind):
    """(answer, cells at fault); without an answer the grid comes back as it was typed."""
    one_cell = "X-Cell" in request.headers
    try:
        with transaction.atomic(), formats.country(country.code):
            changed = target_grid.save(
                request.user, country, year, kind, request.POST, request.POST.get("profile", "")
            )
    except (target_grid.BadTarget, ValidationError) as fault:
        sentence = " ".join(getattr(fault, "messages", [str(fault)]))
        if one_cell:
            return JsonResponse({"saved": False, "message": sentence}, status=422), {}
        messages.error(request, sentence)
        return None, getattr(fault, "cells", {})
    if one_cell:
        return JsonResponse({"saved": True, "message": _("Saved")}), {}
    messages.success(request, _("Targets saved: %(n)d changed.") % {"n": changed})
    return redirect(request.get_full_path()), {}


class MonthsForm(forms.Form):
    """How a target is spread over its twelve months."""

    profile = forms.ChoiceField(
        label=gettext_lazy("Spread"), choices=Target.Profile.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, target, **kwargs):
        super().__init__(*args, **kwargs)
        self.target = target
        self.fields["profile"].initial = target.profile
        parts = zip(year_months(target.country, target.year), monthly(target), strict=True)
        for number, (first, part) in enumerate(parts):
            self.fields[f"month{number}"] = forms.DecimalField(
                label=formats.short_month(first),
                min_value=0,
                decimal_places=2,
                required=False,
                initial=part,
            )

    def clean(self):
        data = super().clean()
        parts = [data.get(f"month{number}") or 0 for number in range(12)]
        if data.get("profile") == Target.Profile.TYPED and sum(parts) != self.target.value:
            raise forms.ValidationError(
                _("The months add up to %(sum)s; the target is %(target)s.")
                % {
                    "sum": formats.decimal(sum(parts), 2),
                    "target": formats.decimal(self.target.value, 2),
                }
            )
        data["months"] = parts
        return data


@requires(EDIT)
def target_detail(request, pk):
    """The months of one target, and its history."""
    targets = Target.objects.for_user(request.user, EDIT).select_related("country", "center")
    target = get_object_or_404(targets, pk=pk)
    if target.is_share:
        raise Http404
    holder = {name: getattr(target, name) for name in target_grid.HOLDER_FIELDS}
    facts = {"country": target.country, "year": target.year, **holder}
    with formats.country(target.country_id):
        form = MonthsForm(request.POST or None, target=target)
        if form.is_valid():
            profile = form.cleaned_data["profile"]
            spread = {"profile": profile, "months": form.cleaned_data["months"]}
            if profile != Target.Profile.TYPED:
                spread = target_grid.spreading(request.user, target.measure, profile, **facts)
            set_target(
                by=request.user, measure=target.measure, value=target.value, **facts, **spread
            )
            messages.success(request, _("Months saved."))
            return redirect("reporting:target-detail", target.pk)
        history = TargetChange.objects.filter(
            country=target.country, year=target.year, measure=target.measure, center=target.center
        )
        if target.funder or target.advisor or not target.center:
            history = history.filter(holder=str(target.holder))
        context = {
            "target": target,
            "label": target_grid.measure_label(target.measure),
            "form": form,
            "history": history.select_related("changed_by")[:50],
            "year_name": _year_name(target.country, target.year),
        }
        return render(request, "reporting/target_detail.html", context)
