"""Headlines say no more than the figures that may be seen."""

from decimal import Decimal

import pytest
from django.utils import translation

from reporting.charts import HIDDEN
from reporting.report import findings


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
