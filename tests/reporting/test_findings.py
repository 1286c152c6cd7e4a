"""Headlines say no more than the figures that may be seen."""

from decimal import Decimal

import pytest
from django.utils import translation

from reporting.charts import HIDDEN
from reporting.figures import Figures
from reporting.report import findings
from tests.reporting.frozen_data import line


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def test_women_lag_where_their_share_is_clearly_below_half():
    shares = {"Clients": Decimal(61), "Capital": Decimal(30), "Exports": None}

    assert findings.women_in_results(shares) == "Women lag most in: Capital"


def test_no_finding_is_told_of_results_of_which_some_are_hidden():
    shares = {"Clients": Decimal(61), "Capital": HIDDEN}

    assert findings.women_in_results(shares) == "Women in each result"


@pytest.mark.parametrize(
    ("shares", "sentence"),
    [
        ([61, 52, None], "In every country most clients are women"),
        ([61, 48, HIDDEN], "In 1 of the 2 countries that can be shown most clients are women"),
        ([61, None], "Women among clients, by country"),
    ],
)
def test_the_region_says_in_how_many_countries_most_clients_are_women(shares, sentence):
    assert findings.women_by_country(shares) == sentence


@pytest.mark.parametrize("result", ["[c]", "3"])
def test_hidden_or_other_results_are_not_called_none(result):
    lines = [line("CLI-01", 69), line("BUS-01", result), line("JOB-01", 0)]

    with translation.override("en"):
        said = findings.headline(Figures.of(lines), "2025")
        alone = findings.headline(Figures.of(lines[:1]), "2025")

    assert said == "69 clients were advised in 2025"
    assert alone == "69 clients were advised in 2025; no result told of here is verified yet"
