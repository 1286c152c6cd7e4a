"""The grid of targets: one row a holder, one column a measure; last year's result beside each."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.models import Center, Funder, User
from centers.roles import Permission, Role
from reporting.figures import WOMEN
from reporting.impact import impact
from reporting.measures import MEASURES
from reporting.models import Target
from reporting.periods import Period, fiscal_year
from reporting.targets import set_target, sums_of_centers

SHARE = ".women_share"
USUAL = ("CLI-01", "SES-02", "BUS-01", "JOB-01", "JOB-01.women_share", "SAL-01", "CAP-01")
HOLDERS = {
    "centers": gettext_lazy("Centers"),
    "funders": gettext_lazy("Funders"),
    "advisors": gettext_lazy("Advisors"),
}
EDIT = Permission.TARGET_EDIT


class BadTarget(ValueError):
    """A value that cannot be a target; `str()` is the sentence for the reader."""


@dataclass
class Row:
    """One holder with its cells; `key` names it in the form, `holder` in `set_target`."""

    key: str
    name: str
    holder: dict
    cells: list = field(default_factory=list)


@dataclass
class Cell:
    name: str
    measure: str
    target: object
    last_year: Decimal | None


def measure_label(code):
    """'Jobs created' or 'Jobs created: women, %'."""
    whole = code.removesuffix(SHARE)
    label = str(MEASURES[whole].label)
    if code.endswith(SHARE):
        return _("%(measure)s: women, %%") % {"measure": label}
    unit = "US$" if MEASURES[whole].is_money else ""
    return f"{label}, {unit}" if unit else label


def known_measures():
    """Codes that can have a target: the main measures, and women's share where it is known."""
    codes = [code for code, one in MEASURES.items() if not one.part_of]
    return [*codes, *(code + SHARE for code in codes if code in WOMEN)]


def holders(country, kind):
    """The rows of the grid: the country first, then its centers, funders or advisors."""
    rows = [Row("country", str(country), {})]
    if kind == "funders":
        funders = Funder.objects.filter(country=country, active=True)
        return rows + [Row(f"funder{one.pk}", one.name, {"funder": one}) for one in funders]
    centers = Center.objects.filter(country=country, closed_on=None).order_by("name")
    if kind == "centers":
        return rows + [Row(f"center{one.pk}", one.name, {"center": one}) for one in centers]
    for center in centers:
        people = User.objects.filter(
            is_active=True, memberships__center=center, memberships__role=Role.ADVISOR
        )
        rows += [
            Row(f"advisor{center.pk}-{one.pk}", one.name, {"center": center, "advisor": one})
            for one in people.distinct()
        ]
    return rows


def columns(country, year, asked=""):
    """Measures of the grid: the usual ones, those with targets, and the one asked for."""
    with_targets = Target.objects.filter(country=country, year=year).order_by()
    codes = dict.fromkeys([*USUAL, *with_targets.values_list("measure", flat=True).distinct()])
    if asked in known_measures():
        codes[asked] = None
    return [code for code in codes if code.removesuffix(SHARE) in MEASURES]


def grid(user, country, year, kind, codes):
    """The rows with their cells; last year's results stand beside country and centers."""
    found = {}
    for target in Target.objects.for_user(user, EDIT).filter(country=country, year=year):
        found[target.center_id, target.funder_id, target.advisor_id, target.measure] = target
    results = last_year_results(user, country, year, kind, codes)
    rows = holders(country, kind)
    for row in rows:
        ids = tuple(getattr(row.holder.get(name), "pk", None) for name in HOLDER_FIELDS)
        code = row.holder["center"].code if set(row.holder) == {"center"} else ""
        row.cells = [
            Cell(
                f"{row.key}:{measure}",
                measure,
                found.get((*ids, measure)),
                None if "advisor" in row.holder or "funder" in row.holder
                else results.get((code, measure)),
            )
            for measure in codes
        ]  # fmt: skip
    return rows


HOLDER_FIELDS = ("center", "funder", "advisor")


def last_year_results(user, country, year, kind, codes):
    """{(center code or '', measure): result of the fiscal year before}, shares in per cent."""
    period = fiscal_year(country, year).year_before()
    place, by = {"country": country.code}, ("center",) if kind == "centers" else ()
    plain = [code for code in codes if not code.endswith(SHARE)]
    results = {}
    for cell in impact(user, period, place, by, measures=plain):
        if cell.state == MEASURES[cell.measure].states[-1]:
            results[cell.by.get("center", ""), cell.measure] = cell.value
    return results


def save(user, country, year, kind, data, profile):
    """Stores the cells of `data` ({name: text}) that differ; returns how many changed.

    Raises BadTarget, with nothing stored, where a text is no number.
    """
    rows = {row.key: row for row in holders(country, kind)}
    changes = []
    for name, text in data.items():
        key, _colon, measure = name.partition(":")
        if key in rows and measure in known_measures():
            changes.append((rows[key].holder, measure, read_value(text, measure)))
    changed = 0
    for holder, measure, value in changes:
        facts = {"country": country, "year": year, **holder}
        known = Target.objects.of(**facts).filter(measure=measure).first()
        if (known.value if known else None) == value:
            continue
        spread = {} if known else spreading(user, measure, profile, **facts)
        set_target(by=user, measure=measure, value=value, **facts, **spread)
        changed += 1
    return changed


def read_value(text, measure):
    """A Decimal with at most two decimals, or None for an empty text."""
    plain = text.strip().replace("\N{NO-BREAK SPACE}", "").replace(" ", "").replace("%", "")
    if not plain:
        return None
    try:
        value = Decimal(plain.replace(",", ""))
    except InvalidOperation:
        value = None
    top = 100 if measure.endswith(SHARE) else Decimal(10) ** 15
    if value is None or not value.is_finite() or not 0 <= value <= top or value != round(value, 2):
        raise BadTarget(
            _("%(measure)s: “%(text)s” is no target. Write a number such as 1200 or 45.5.")
            % {"measure": measure_label(measure), "text": text}
        )
    return value


def spreading(user, measure, profile, *, country, year, center=None, funder=None, advisor=None):
    """{profile, months} for a new target; last year's shape is taken once and kept."""
    if profile != Target.Profile.LAST_YEAR or measure.endswith(SHARE):
        return {"profile": Target.Profile.EVEN}
    place = {"country": country.code}
    place |= {"center": center.code} if center else {}
    place |= {"funder": funder.code} if funder else {}
    months = last_year_shape(user, measure, fiscal_year(country, year).year_before(), place)
    return {"profile": profile, "months": months}


def last_year_shape(user, measure, period, place):
    """Twelve weights: what each month of `period` added, also for different clients."""
    if MEASURES[measure].additive:
        table = impact(user, period, place, ("month",), measures=(measure,))
        return [table.value(measure, month=f"{first:%Y-%m}") for first in period.months()]
    until, shape = Decimal(0), []
    for first in period.months():
        end = Period(first, period.end).months()[1:2] or [period.end]
        reached = impact(user, Period(period.start, end[0]), place, (), measures=(measure,))
        value = reached.value(measure)
        shape.append(max(value - until, Decimal(0)))
        until = max(value, until)
    return shape


def gaps(country, year, codes):
    """{measure: (sum of centers, country's target, difference)} where both are there."""
    sums = sums_of_centers(country, year)
    national = Target.objects.of(country=country, year=year).in_bulk()
    targets = {one.measure: one.value for one in national.values()}
    return {
        code: (
            sums[code],
            targets.get(code),
            sums[code] - targets[code] if code in targets else None,
        )
        for code in codes
        if code in sums
    }
