"""Frozen figures of an invented country, as `reporting.report.snapshot` stores them."""

from datetime import UTC, datetime

from reporting.measures import MEASURES, main_measures

CENTERS = {"SV-01": "Valle Alto", "SV-02": "Puerto Nuevo", "SV-03": "San Marcos"}


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
        "schema": 1,
        "start": "2024-01-01",
        "end": "2025-01-01",
        "cut": datetime(2025, 1, 31, 12, tzinfo=UTC).isoformat(),
        "countries": [{"code": country, "name": country, "paper": paper}],
        "funder": None,
        "centers": [{"code": code, "name": name} for code, name in centers.items()],
        "definitions": {one.code: one.version for one in main_measures()},
        "lines": busy_lines(centers) if lines is None else lines,
        "rates": [],
        "followup": {
            "due": 220,
            "answered": 183,
            "survival_asked": 90,
            "surviving": 81,
            "sales": {"n": "140", "lower": "-3.0", "median": "12.5", "upper": "31.0"},
            "jobs": {"n": "150", "lower": "0", "median": "1", "upper": "2"},
        },
    } | given


def busy_lines(centers):
    lines = [
        line("SES-01", 24100),
        line("SES-02", "26512.50"),
        line("CLI-01", 6930),
        line("CLI-01", 4158, sex="woman"),
        line("CLI-02", 2100),
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
        ]
    for sector, clients in zip("GCAIS", (2900, 1700, 1200, 800, 330), strict=True):
        lines.append(line("CLI-01", clients, sector=sector))
    for stage, clients in (("in_business", 4000), ("start_up", 1900), ("pre_venture", 1030)):
        lines.append(line("CLI-01", clients, stage=stage))
    for topic, hours in (("finance", "9000.00"), ("marketing", "8000.50"), ("digital", "3000.00")):
        lines.append(line("SES-02", hours, topic=topic))
    lines += [line("SES-02", "15000.00", mode="center"), line("SES-02", "6000.00", mode="visit")]
    return lines
