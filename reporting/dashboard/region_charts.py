"""The charts of the region: women by country, and how far each country's target of jobs is."""

from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.charts import ChartSpec, Kind, Role, Series, Unit, for_page
from reporting.dashboard.comparing import country_url
from reporting.report import chartbook, findings

CHARTS = ("women", "jobs")


def charts(region):
    """Both, drawn for a page."""
    return {name: _drawn(region, name) for name in CHARTS}


def spec(region, name):
    """The ChartSpec of one of CHARTS."""
    return _women(region) if name == "women" else _jobs(region)


def _drawn(region, name):
    drawn = spec(region, name)
    codes = {label: code for code, label in region.countries.items()}
    by_code = {one.code: one for one in region.form.countries}
    measure, cell = ("CLI-01", {"sex": "woman"}) if name == "women" else ("JOB-01", {})
    links = {
        (row, 0): country_url(region.form, by_code[codes[label]], measure, **cell)
        for row, label in enumerate(drawn.categories)
    }
    file = f"{reverse('reporting:region-file', args=[name])}?{region.query}"
    method = f"{reverse('reporting:definitions')}#{measure}"
    return for_page(drawn, links=links, offers={"method": method, "download": file})


def _women(region):
    shares = [region.figures.women_share("CLI-01", country=code) for code in region.countries]
    return chartbook.women_by_place(
        region.figures,
        "country",
        region.countries,
        whole=_("region %(share)s"),
        title=findings.women_by_country(shares),
        subtitle=_("Women among clients served, %% by country, %(period)s")
        % {"period": region.asked_name},
        heading=_("Country"),
    )


def _jobs(region):
    """Jobs by country, most first, women's and the others' in one bar."""
    jobs = {code: region.figures.value("JOB-01", country=code) for code in region.countries}
    ordered = sorted(jobs, key=lambda code: jobs[code], reverse=True)
    values = tuple(jobs[code] for code in ordered)
    whole, first = sum(values), next(iter(ordered), None)
    title = _("Verified jobs by country")
    if whole and len(ordered) > 1:
        title = _("%(country)s has %(share)d%% of the region's verified jobs") % {
            "country": region.countries[first],
            "share": round(100 * jobs[first] / whole),
        }
    return ChartSpec(
        key="jobs-by-country",
        kind=Kind.BARS,
        title=title,
        subtitle=_("Jobs created and verified, %(period)s") % {"period": region.asked_name},
        description="; ".join(f"{region.countries[code]} {jobs[code]}" for code in ordered),
        dimension=_("Country"),
        categories=tuple(region.countries[code] for code in ordered),
        series=(Series(_("Jobs created"), values, Role.ACTUAL),),
        unit=Unit.COUNT,
    )
