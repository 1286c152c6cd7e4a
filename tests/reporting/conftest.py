"""Reports that several files of tests look at, built once a run."""

import pytest

from reporting.report.document import render
from tests.reporting.frozen_data import CODE, LANGUAGES, make_frozen


@pytest.fixture(scope="session")
def reports():
    """{language: PDF} of the full report of the same frozen figures."""
    return {
        one: render(make_frozen(), template="full", language=one, code=CODE) for one in LANGUAGES
    }
