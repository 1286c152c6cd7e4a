"""Targets, a closed year and its editions for the invented network: every role sees work."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from centers.models import Center, Country, Membership
from centers.roles import Role
from centers.system import SYSTEM
from clients.models import Session
from reporting import editions
from reporting.closings import CannotClose, close_period
from reporting.figures import Figures
from reporting.impact import impact
from reporting.models import Edition, Report, Target
from reporting.periods import fiscal_year_of
from reporting.report.stories import stories_to_tell
from reporting.targets import set_reason, set_target

AIMED_AT = ("CLI-01", "SES-02", "BUS-01", "JOB-01", "CAP-01")
GROWTH = Decimal("1.25")
LEAST = {"CLI-01": 20, "SES-02": 100, "BUS-01": 4, "JOB-01": 12, "CAP-01": 15000}
OWN = {"SES-01": 60, "SES-02": 90}  # an advisor's own targets, and the least of each
# Aimed at last year in the country whose report is shown, as parts of what was reached.
LAST_YEAR = {"CLI-01": "0.9", "SES-02": "1.0", "JOB-01": "1.2", "CAP-01": "1.25"}
REASON = (
    "Dos centros abrieron la convocatoria de crédito en septiembre y no en junio; parte de los "
    "resultados se verificará el año próximo."
)
WORDS = {
    "women": {
        "es": "Desde agosto, cada centro acompaña la solicitud de garantía de las empresas de "
        "mujeres, y una tarde por semana hay cuidado de niñas y niños.",
        "en": "Since August each center accompanies women's firms when they apply for a guarantee, "
        "and there is child care one afternoon a week.",
        "pt-br": "Desde agosto, cada centro acompanha o pedido de garantia das empresas de "
        "mulheres, e uma tarde por semana há cuidado de crianças.",
        "fr": "Depuis août, chaque centre accompagne la demande de garantie des entreprises de "
        "femmes, et une garde d'enfants est offerte un après-midi par semaine.",
    }
}
SHARE_OF_WOMEN = {"CLI-01.women_share": 60, "JOB-01.women_share": 50}


def load_demo():
    """Adds what is missing and returns the counts by name; none where targets are set already."""
    if Target.objects.exists():
        return {}
    countries = Country.objects.filter(active=True, pk__in=Session.objects.values("country"))
    with transaction.atomic():
        targets = sum(_aim(country) for country in countries)
    made = _close_and_report(Country.objects.get(pk="SV"))
    return {"targets": targets, "editions": made}


def _aim(country):
    """A quarter more than last year, for the country and each of its centers."""
    year = fiscal_year_of(country, timezone.localdate())
    place = {"country": country.pk}
    last = impact(SYSTEM, year.year_before(), place, ("center",), measures=AIMED_AT)
    figures = Figures.of_cells(last)
    count = 0
    for center in [None, *Center.objects.filter(country=country)]:
        by = {"center": center.code} if center else {}
        holder = {"center": center} if center else {}
        centers = 1 if center else Center.objects.filter(country=country).count()
        for code in AIMED_AT:
            value = max(round(figures.value(code, **by) * GROWTH), LEAST[code] * centers)
            _set(country, year, code, value, holder)
            count += 1
    for code, share in SHARE_OF_WOMEN.items():
        _set(country, year, code, share, {})
    return count + len(SHARE_OF_WOMEN) + _aim_advisors(country, year)


def _aim_advisors(country, year):
    """Sessions and hours of every advisor, a quarter more than last year."""
    last = impact(SYSTEM, year.year_before(), {"country": country.pk}, ("advisor",), measures=OWN)
    figures = Figures.of_cells(last)
    advisors = Membership.objects.filter(
        role=Role.ADVISOR, center__country=country, user__is_active=True
    ).select_related("user", "center")
    for one in advisors:
        for code, least in OWN.items():
            value = max(round(figures.value(code, advisor=str(one.user_id)) * GROWTH), least)
            _set(country, year, code, value, {"center": one.center, "advisor": one.user})
    return len(advisors) * len(OWN)


def _set(country, year, code, value, holder):
    return set_target(
        by=None, country=country, measure=code, year=year.start.year, value=value, **holder
    )


def _close_and_report(country):
    """Last year closed, with an edition for funders and one that the public page shows."""
    year = fiscal_year_of(country, timezone.localdate()).year_before()
    try:
        close_period(country=country, end=year.end, by=None, accept=True)
    except CannotClose:
        return 0
    _aim_at_last_year(country, year)
    for audience in (Edition.Audience.FUNDER, Edition.Audience.PUBLIC):
        data, true = editions.figures_for(
            SYSTEM, year, countries=[country.pk], audience=audience, words=WORDS
        )
        edition = editions.freeze(
            by=None,
            data=data,
            true=true,
            countries=[country.pk],
            stories=stories_to_tell([country.pk], year),
            period=year,
            audience=audience,
        )
        editions.order_reports(
            edition=edition, template=Report.Template.FULL, languages=[country.language]
        )
    editions.publish(edition=edition)
    return 2


def _aim_at_last_year(country, year):
    """Targets of a year that is over: some reached, the others missed for a reason."""
    figures = Figures.of_cells(impact(SYSTEM, year, {"country": country.pk}))
    for code, part in LAST_YEAR.items():
        value = max(round(figures.value(code) * Decimal(part)), 1)
        target = _set(country, year, code, value, {})
        if value > figures.value(code):
            set_reason(by=None, target=target, reason=REASON)
