"""The grid of targets: one row a holder, one column a measure; last year's result beside each."""

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers.formats import separators
from centers.models import Center, Funder, User
from centers.roles import Permission, Role
from clients.imports.cells.numbers import read_money
from clients.imports.cells.refused import Refused
from clients.imports.cells.style import Style
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
    """Values that cannot be targets; `cells`: {name of the cell: sentence for the reader}."""

    def __init__(self, cells):
        super().__init__(" ".join(cells.values()))
        self.cells = cells


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
    typed: str | None = None
    is_bad: bool = False

    @property
    def text(self):
        """What the field holds: what was typed, else the target without idle zeros."""
        if self.typed is not None or not self.target:
            return self.typed or ""
        whole = self.target.value == self.target.value.to_integral_value()
        return f"{self.target.value:.0f}" if whole else f"{self.target.value:f}".rstrip("0")


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


def grid(user, country, year, kind, codes, typed=None, bad=()):
    """The rows with their cells; last year's results stand beside country and centers.

    `typed`: {name of a cell: text} that was sent and refused, `bad`: the names at fault.
    """
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
                (typed or {}).get(f"{row.key}:{measure}"),
                f"{row.key}:{measure}" in bad,
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
    changes, bad = [], {}
    for name, text in data.items():
        key, _colon, measure = name.partition(":")
        if key not in rows or measure not in known_measures():
            continue
        try:
            changes.append((rows[key].holder, measure, read_value(text, measure)))
        except Refused:
            about = f"{rows[key].name}, {measure_label(measure)}"
            bad[name] = _(
                "%(measure)s: “%(text)s” is no target. Write a number such as 1200 or 45.5."
            ) % {"measure": about, "text": text}
    if bad:
        raise BadTarget(bad)
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
    """A Decimal with at most two decimals, or None for an empty text.

    Read as the country writes numbers: 1.200 is twelve hundred where the decimal mark is a comma,
    and refused where it could be either. Raises Refused.
    """
    plain = text.replace("%", "").strip() if measure.endswith(SHARE) else text.strip()
    if not plain:
        return None
    value, currency = read_money(plain, Style(timezone.localdate(), decimal_mark=separators()[0]))
    is_money = MEASURES[measure.removesuffix(SHARE)].is_money
    if currency and (currency != "USD" or not is_money or measure.endswith(SHARE)):
        raise Refused("unreadable_count")
    if measure.endswith(SHARE) and value > 100:
        raise Refused("share_over_100")
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
