"""Any workbook of the F1 shape adds up: each line accounted for, each figure as its maker knows."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from tests import factories
from tests.clients.random_workbooks import make_workbook

pytestmark = pytest.mark.django_db


def printed(command, *arguments):
    out = StringIO()
    call_command(command, *arguments, stdout=out)
    return json.loads(out.getvalue())


def figures_of(year):
    """(measure, state or sex, year) to the printed value, money in the country's currency."""
    asked = ["--country", "XX", "--start", f"{year}-01-01", "--end", f"{year + 1}-01-01"]
    asked += ["--currency", "local", "--format", "json"]
    lines = printed("impact", *asked) + [
        one | {"state": one["by"]["sex"]}
        for one in printed("impact", *asked, "--by", "sex", "--measure", "CLI-01")
        if one["by"]
    ]
    found = {(one["measure"], one["state"], year): Decimal(one["value"]) for one in lines}
    found["minutes", "all", year] = found["SES-02", "all", year] * 60
    return found


@pytest.mark.parametrize(
    ("seed", "currency", "sign", "decimal_mark", "locale"),
    [
        (1, "HNL", "L ", ".", "es_HN"),
        (2, "COP", "$", ",", "es_CO"),
        (3, "CRC", "₡", ",", "es_CR"),
        (4, "USD", "US$ ", ".", "es_SV"),
    ],
)
def test_a_random_workbook_adds_up(tmp_path, seed, currency, sign, decimal_mark, locale):
    country = factories.make_country("XX", currency=currency, locale=locale)
    factories.make_center(code="XX-01", country=country)
    data, truth = make_workbook(seed, currency=currency, sign=sign, decimal_mark=decimal_mark)
    file = tmp_path / "centro.xlsx"
    file.write_bytes(data)

    told = printed("import_workbook", str(file), "--center", "XX-01", "--json")
    again = printed("import_workbook", str(file), "--center", "XX-01", "--json")
    figures = figures_of(2023) | figures_of(2024)

    sheets = {one["kind"]: one for one in told["sheets"]}
    for kind, sheet in sheets.items():
        ends = [sheet[end] for end in ("created", "merged", "skipped", "returned")]
        assert sheet["rows"] == truth.rows[kind] == sum(ends)
        assert sheet["created"] == truth.created[kind]
    assert sheets["clients"]["merged"] == truth.merged
    assert sheets["sessions"]["skipped"] == truth.repeated
    names = {one["sheet"]: one["kind"] for one in told["sheets"]}
    causes = [(names[one["sheet"]], one["cause"]) for one in told["returned"]]
    assert sorted(causes) == sorted(truth.faults)
    assert {one["created"] + one["merged"] for one in again["sheets"]} == {0}
    differ = {key: (figures.get(key, 0), value) for key, value in truth.figures.items()}
    assert not {key: pair for key, pair in differ.items() if pair[0] != pair[1]}
