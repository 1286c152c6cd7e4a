"""Frozen figures of an invented country, as `reporting.report.snapshot` stores them."""

from datetime import UTC, datetime
from decimal import Decimal

from reporting.measures import MEASURES, main_measures

LANGUAGES = ("es", "en", "pt-br", "fr")
CODE = "7F3A91C2ABCD"
CENTERS = {"SV-01": "Valle Alto", "SV-02": "Puerto Nuevo", "SV-03": "San Marcos"}
REASON = "La planta textil de San Marcos aplazó su contratación al primer trimestre siguiente."
STORY = {
    "id": "1",
    "texts": {
        "es": {
            "title": "Ana, panadera, El Rosario",
            "summary": "Con el plan de costos supe que vendía el pan por debajo de su costo.",
            "text": "El centro revisó con ella precios y recetas.\nHoy paga el horno.",
        }
    },
    "photo": "",
}
SECTORS = {"G": 2900, "C": 1700, "A": 1200, "I": 800, "S": 330}
STAGES = {"in_business": 4000, "start_up": 1900, "pre_venture": 1030}
AREAS = {"urban": 4380, "rural": 2170, "unknown": 380}
TOPICS = {"finance": "9000.00", "marketing": "8000.50", "digital": "3000.00"}
MODES = {"center": "15000.00", "visit": "6000.00"}


def line(measure, value, state="", **by):
    one = MEASURES[measure]
    state = state or one.states[-1]
    return {"measure": measure, "state": state, "by": by, "value": str(value), "unit": one.unit}


def claims(measure, declared, verified, **by):
    return [line(measure, declared, "declared", **by), line(measure, verified, "verified", **by)]


def make_frozen(country="SV", *, paper="letter", centers=None, lines=None, **given):
    """A year of three centers; `lines` replaces the figures, other keys replace their values."""
    centers = CENTERS if centers is None else centers
    return {
        "schema": 2,
        "start": "2024-01-01",
        "end": "2025-01-01",
        "cut": datetime(2025, 1, 31, 12, tzinfo=UTC).isoformat(),
        "countries": [{"code": country, "name": country, "paper": paper}],
        "language": "es",
        "funder": None,
        "audience": "funder",
        "least_clients": 5,
        "centers": [{"code": code, "name": name} for code, name in centers.items()],
        "definitions": {one.code: one.version for one in main_measures()},
        "lines": busy_lines(centers) if lines is None else lines,
        "rates": [
            {"currency": "GTQ", "period": "2024-05", "per_usd": "7.7712", "source": "Banguat"},
            {"currency": "HNL", "period": "2024-06", "per_usd": "24.7361", "source": "BCH"},
        ],
        "targets": [
            {"measure": "CLI-01", "target": "6500", "reason": ""},
            {"measure": "JOB-01", "target": "2300", "reason": REASON},
            {"measure": "CAP-01", "target": "9000000", "reason": ""},
        ],
        "words": {},
        "budget_usd": "2900000.00",
        "stories": [STORY, STORY | {"id": "2"}],
        "trainings": {"events": 61, "participants": 1240, "women": 806},
        "followup": {
            "due": 220,
            "answered": 183,
            "answered_women": 112,
            "survival_asked": 90,
            "surviving": 81,
            "surviving_women": 49,
            "sales": {"n": "140", "lower": "-3.0", "median": "12.5", "upper": "31.0"},
            "jobs": {"n": "150", "lower": "0", "median": "1", "upper": "2"},
        },
    } | given


def busy_lines(centers):
    lines = [
        line("SES-01", 24100),
        line("SES-01", 14219, sex="woman"),
        line("SES-02", "26512.50"),
        line("SES-02", "16172.25", sex="woman"),
        line("CLI-01", 6930),
        line("CLI-01", 4158, sex="woman"),
        line("CLI-01", 21, sex="not_stated"),
        line("CLI-02", 2100),
        line("CLI-02", 1289, sex="woman"),
        line("CLI-03", 1480),
        line("CLI-03", 960, sex="woman"),
        line("BUS-01", 276, sex="woman"),
        line("CAP-01", "4512000.00", women_owned="yes"),
        line("SAL-01", "1200000.00", women_owned="yes"),
        *claims("BUS-01", 470, 438),
        *claims("JOB-01", 2441, 2080),
        *claims("JOB-01.women", 1300, 1165),
        *claims("JOB-01.records", 610, 505),
        *claims("CAP-01", "11200000.00", "9600000.00"),
        *claims("CAP-01.records", 380, 320),
        *claims("SAL-01", "3100000.00", "2600000.00"),
        *claims("SAL-01.records", 90, 71),
    ]
    for year, total, women, share in (
        (2021, 1120, 549, 57),
        (2022, 1468, 763, 58),
        (2023, 1792, 968, 59),
        (2024, 2080, 1165, 60),
    ):
        lines += [
            line("JOB-01", total, year=str(year)),
            line("JOB-01.women", women, year=str(year)),
            line("CLI-01", 1000, year=str(year)),
            line("CLI-01", share * 10, year=str(year), sex="woman"),
            line("CAP-01", "1000000.00", year=str(year)),
            line("CAP-01", f"{share - 12}0000.00", year=str(year), women_owned="yes"),
        ]
    for place, code in enumerate(centers):
        lines += [
            line("CLI-01", 820 - place, center=code),
            line("CLI-01", 560 - 40 * place, center=code, sex="woman"),
            line("BUS-01", 58, center=code),
            line("BUS-01", 38, center=code, sex="woman"),
            line("JOB-01", 281, center=code),
            line("JOB-01.women", 166, center=code),
            line("CAP-01", "1290000.00", center=code),
            line("CAP-01", "[c]" if place == 1 else "541800.00", center=code, women_owned="yes"),
        ]
    return [*lines, *_groups()]


def _groups():
    """Clients and hours by group, three in five of them women's."""
    groups = [
        *(("CLI-01", "sector", *one) for one in SECTORS.items()),
        *(("CLI-01", "stage", *one) for one in STAGES.items()),
        *(("CLI-01", "area", *one) for one in AREAS.items()),
        *(("SES-02", "topic", *one) for one in TOPICS.items()),
        *(("SES-02", "mode", *one) for one in MODES.items()),
    ]
    for place, (measure, dimension, key, value) in enumerate(groups):
        women = Decimal(value) * (70 - 3 * place) / 100
        yield line(measure, value, **{dimension: key})
        yield line(measure, women.quantize(Decimal(value)), **{dimension: key, "sex": "woman"})
