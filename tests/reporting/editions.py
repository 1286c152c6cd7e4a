"""A protected snapshot as an edition holds it, for tests of the formats that leave the system."""

from datetime import UTC, datetime

from reporting.opendata.published import Published

MADE_AT = datetime(2025, 2, 3, 12, 0, tzinfo=UTC)


def line(measure, value, state="verified", unit="jobs", **by):
    return {"measure": measure, "state": state, "by": by, "value": value, "unit": unit}


LINES = [
    line("CLI-01", "120", "all", "clients"),
    line("CLI-01", "70", "all", "clients", sex="woman"),
    line("CLI-01", "50", "all", "clients", sex="man"),
    line("CLI-01", "0", "all", "clients", sex="not_stated"),
    line("CLI-01", "[c]", "all", "clients", center="SV-01"),
    line("CLI-01", "[c]", "all", "clients", center="SV-02"),
    line("CLI-01", "98", "all", "clients", year="2023"),
    line("CLI-01", "120", "all", "clients", year="2024"),
    line("SES-02", "1204.75", "all", "hours"),
    line("JOB-01", "84"),
    line("JOB-01", "90", "declared"),
    line("JOB-01.women", "49"),
    line("JOB-01.women", "52", "declared"),
    line("JOB-02", "[c]"),
    line("JOB-02", "[c]", "declared"),
    line("JOB-02.women", "[c]"),
    line("CAP-01", "250000.50", unit="USD"),
    line("CAP-01", "260000.00", "declared", unit="USD"),
    line("CAP-01", "[c]", unit="USD", women_owned="yes"),
    line("CAP-01", "150000.00", unit="USD", women_owned="no"),
    line("CAP-01", "[c]", unit="USD", women_owned="unknown"),
]


def published(**changes):
    data = {
        "schema": 1,
        "start": "2024-01-01",
        "end": "2025-01-01",
        "cut": "2025-02-03T12:00:00+00:00",
        "countries": [{"code": "SV", "name": "El Salvador", "paper": "letter"}],
        "funder": None,
        "lines": LINES,
        "centers": [{"code": "SV-01", "name": "Centro <A> & B"}, {"code": "SV-02", "name": "C"}],
        "definitions": {"CLI-01": "1", "JOB-01": "1"},
        "targets": [{"measure": "JOB-01", "target": "100", "reason": ""}],
        "rates": [],
        "audience": "public",
    }
    return Published("ABCD2345EFGH", "f" * 64, MADE_AT, data | changes)
