"""Every number that a report prints is a figure of the API, and every figure is printed."""

import re

import pytest
from django.urls import reverse
from django.utils import translation

from reporting.measures import MEASURES
from tests.factories import make_edition, make_funder_user
from tests.reporting.frozen_data import CODE, LANGUAGES, make_frozen
from tests.reporting.pdf_text import spaced, words_of
from tests.reporting.printed import Printed

IN_GROUPS = "-?".join((CODE[:4], CODE[4:8], CODE[8:]))  # in addresses without the dashes
NUMBER = re.compile(r"\d+(?:[., ]\d+)*")
# Numbers of the sentences themselves: SHA-256, form 641, "51 % or more", "after 12 months", days.
OF_SENTENCES = {"256", "641", "0", "1", "2", "4", "5", "12", "25", "31", "51", "60", "2024", "2025"}


@pytest.fixture
def api(client, db):
    """The figures of an edition as its funder reads them from the API."""
    edition = make_edition(data=make_frozen())
    client.force_login(make_funder_user(edition.countries.get()))
    return client.get(reverse("api:edition-detail", args=[edition.uuid])).json()["data"]


@pytest.fixture(scope="module")
def words(reports):
    """{language: what the report says, as a screen reader reads it}"""
    return {language: words_of(content) for language, content in reports.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cell_of_every_table_is_the_apis_figure(api, words, language):
    expected = Printed(api, language).tables()
    tables = words[language].tables
    dictionary = tables.pop(6)

    printed = [[row[1:] for row in table[1:]] for table in tables]
    printed[2] = [row[:-2] for row in printed[2]]  # of targets: without state and reason

    assert printed == expected
    assert [row[0] for row in dictionary[1:]] == [
        code for code in api["definitions"] if code in {line["measure"] for line in api["lines"]}
    ]
    assert all(row[-1] == api["definitions"][row[0]] for row in dictionary[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_or_picture_tells_another_number(api, words, language):
    figures = Printed(api, language)
    with translation.override(language):
        sentences = [f"{one.definition} {one.source}" for one in MEASURES.values()]
        sentences += [text for story in api["stories"] for text in story["texts"]["es"].values()]
    known = {cell for table in figures.tables() for row in table for cell in row}
    known |= OF_SENTENCES | set(figures.elsewhere()) | {str(year) for year in range(2021, 2025)}
    known = {number for text in [*known, *sentences] for number in NUMBER.findall(spaced(text))}

    said = [*words[language].others, *words[language].pictures]

    for text in said:
        text = re.sub(rf"\S+/v/ ?({IN_GROUPS})?|{IN_GROUPS}|[A-Z]{{3}}-\d\d\b", "", spaced(text))
        assert not set(NUMBER.findall(text)) - known, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_the_api_is_printed_or_its_part_is(api, words, language):
    figures, read = Printed(api, language), words[language]
    cells = {cell for table in read.tables for row in table for cell in row}
    printed = cells | set(read.others)

    for line in api["lines"]:
        code, by = line["measure"], line["by"]
        whole = {k: v for k, v in by.items() if k not in ("sex", "women_owned")}
        told = {figures.amount(code, figures.value(code, line["state"], **by))}
        main = code.partition(".")[0]
        if main in ("CLI-01", "JOB-01", "CAP-01", "SES-01", "SES-02", "CLI-02"):
            told.add(figures.share(main, **whole))
        if code.endswith(".records"):
            claims = [figures.value(code, state) for state in ("verified", "declared")]
            told.add(figures.percent(*claims))
        if by.get("sex") == "not_stated":
            told = {figures.percent(line["value"], figures.value(code), 1)}
            assert any(one in text for one in told for text in read.others), line
            continue
        assert told & printed or any(one in text for one in told for text in read.others), line
