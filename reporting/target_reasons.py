"""Why targets are missed: those that lag, and the form that takes the coordinator's reasons."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reporting.filters import counted_until
from reporting.impact import impact
from reporting.models import Target
from reporting.periods import Period, fiscal_year
from reporting.report.words import shown
from reporting.target_grid import EDIT, measure_label
from reporting.targets import set_reason, standing

# Whose results stand beside the country's; an advisor's target is nobody else's business.
BREAKDOWNS = {"centers": "center", "funders": "funder"}
MOST = 500  # characters


def lagging(user, country, year, kind):
    """Standings of the country's targets, and its centers' or funders', below what is expected.

    Women's shares are left out, as in reports.
    """
    whole = fiscal_year(country, year)
    until = counted_until(whole)
    targets = _targets(user, country, year, kind)
    if not targets or until <= whole.start:
        return []
    by = BREAKDOWNS.get(kind)
    codes = list(dict.fromkeys(one.measure for one in targets))
    period, place = Period(whole.start, until), {"country": country.code}
    table = impact(user, period, place, (by,) if by else (), measures=codes)
    found = []
    for one in targets:
        holder = one.center or one.funder
        value = table.value(one.measure, **({by: holder.code} if holder else {}))
        found.append(standing(one, value, until))
    return [one for one in found if one.gap < 0]


def _targets(user, country, year, kind):
    targets = Target.objects.for_user(user, EDIT).filter(country=country, year=year, advisor=None)
    for key, name in BREAKDOWNS.items():
        if key != kind:
            targets = targets.filter(**{name: None})
    targets = targets.exclude(measure__endswith=".women_share")
    targets = targets.select_related("country", "center", "funder")
    return sorted(targets, key=lambda one: (one.holder != country, str(one.holder), one.measure))


class ReasonsForm(forms.Form):
    """A text beside each target that lags. `standings`: those of `lagging`."""

    help_words = gettext_lazy(
        "Reports for funders print these reasons beside the targets that were not reached. "
        "Name no person."
    )

    def __init__(self, *args, standings, **kwargs):
        super().__init__(*args, **kwargs)
        self.targets = {}
        for one in standings:
            name = f"reason{one.target.pk}"
            self.targets[name] = one.target
            self.fields[name] = forms.CharField(
                label=_label(one),
                required=False,
                max_length=MOST,
                initial=one.target.reason,
                widget=forms.Textarea(attrs={"rows": 2, "class": "txt"}),
            )

    @property
    def of_country(self):
        return [self[name] for name, one in self.targets.items() if one.holder == one.country]

    @property
    def of_others(self):
        """Those of centers or funders, which a page may fold away."""
        return [self[name] for name, one in self.targets.items() if one.holder != one.country]

    def save(self, *, by):
        """Keeps the reasons that differ; returns how many."""
        changed = [
            (target, self.cleaned_data[name])
            for name, target in self.targets.items()
            if self.cleaned_data[name] != target.reason
        ]
        for target, reason in changed:
            set_reason(by=by, target=target, reason=reason)
        return len(changed)


def _label(one):
    code = one.target.measure
    return _("%(holder)s, %(measure)s: %(actual)s of %(expected)s expected by now (%(state)s)") % {
        "holder": one.target.holder,
        "measure": measure_label(code),
        "actual": shown(code, one.actual),
        "expected": shown(code, one.expected),
        "state": one.pace.label,
    }
