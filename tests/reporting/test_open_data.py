"""Data packages, SDMX-CSV and the catalogue of public editions."""

import csv
import io
import json
import zipfile

import pytest
from django.utils import translation
from frictionless import Package

from reporting.opendata.catalog import to_catalog
from reporting.opendata.datapackage import to_package
from reporting.opendata.sdmx import time_period, to_sdmx_csv
from tests.reporting.editions import LINES, line, published

ONCE = [one for one in LINES if one["by"] != {"year": "2024"}]  # that year is the edition's own
PAGE = "https://example.org/impact/SV/"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def unpacked(tmp_path, edition):
    zipfile.ZipFile(io.BytesIO(to_package(edition, page=PAGE))).extractall(tmp_path)
    return tmp_path / "datapackage.json"


def test_a_package_is_valid_and_holds_every_figure(tmp_path):
    description = unpacked(tmp_path, published())

    report = Package(description).validate()
    figures = list(csv.DictReader((tmp_path / "figures.csv").open(newline="")))

    assert report.valid, report.flatten(["type", "message"])
    assert [(row["measure"], row["value"] or "[c]") for row in figures] == [
        (one["measure"], one["value"]) for one in ONCE
    ]


def test_a_hidden_figure_is_empty_and_says_why(tmp_path):
    unpacked(tmp_path, published())

    figures = csv.DictReader((tmp_path / "figures.csv").open(newline=""))
    states = {(row["value"] == "", row["status"]) for row in figures}

    assert states == {(False, "shown"), (True, "confidential")}


def test_a_package_says_its_licence_source_and_edition(tmp_path):
    description = json.loads(unpacked(tmp_path, published()).read_text())

    assert description["licenses"][0]["name"] == "CC-BY-4.0"
    assert description["sources"][0]["path"] == PAGE
    assert (description["version"], description["id"]) == ("ABCD2345EFGH", "f" * 64)


def test_a_package_that_was_tampered_with_is_found_out(tmp_path):
    description = unpacked(tmp_path, published())
    figures = tmp_path / "figures.csv"
    figures.write_text(figures.read_text().replace("confidential", "secret", 1))

    assert not Package(description).validate().valid


def test_the_same_edition_gives_the_same_bytes():
    assert to_package(published(), page=PAGE) == to_package(published(), page=PAGE)


def test_sdmx_rows_carry_codes_totals_and_confidentiality():
    rows = list(csv.DictReader(io.StringIO(to_sdmx_csv(published()))))
    women = next(row for row in rows if row["SEX"] == "F")
    hidden = next(row for row in rows if row["CENTER"] == "SV-01")

    assert len(rows) == len(ONCE)
    assert {row["STRUCTURE_ID"] for row in rows} == {"SBDC:RESULTS(1.0)"}
    assert (women["REF_AREA"], women["TIME_PERIOD"], women["OBS_VALUE"]) == ("SV", "2024", "70")
    assert (women["CENTER"], women["CONF_STATUS"], women["OBS_STATUS"]) == ("_T", "F", "A")
    assert (hidden["OBS_VALUE"], hidden["CONF_STATUS"], hidden["OBS_STATUS"]) == ("", "C", "Q")


def test_observations_of_one_file_are_told_apart_by_their_dimensions():
    monthly = [line("CLI-01", "9", "all", "clients", month=f"2024-0{n}") for n in (1, 2)]
    rows = list(csv.reader(io.StringIO(to_sdmx_csv(published(lines=[*LINES, *monthly])))))

    keys = [tuple(row[:-4]) for row in rows[1:]]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2024-01-01", "2025-01-01", "2024"),
        ("2024-04-01", "2025-04-01", "2024-04-01/P1Y"),
        ("2024-04-01", "2024-07-01", "2024-Q2"),
        ("2024-05-01", "2024-06-01", "2024-05"),
        ("2024-01-01", "2024-06-01", "2024-01-01/P5M"),
        ("2024-01-03", "2024-02-01", "2024-01-03/P29D"),
    ],
)
def test_periods_are_written_as_sdmx_knows_them(start, end, text):
    assert time_period(start, end) == text


def test_the_catalogue_leads_to_every_file():
    files = [("CSV", "https://example.org/data.zip", "application/zip")]

    catalog = to_catalog([(published(), PAGE, files)], publisher="Red CDE", page=PAGE)

    dataset = catalog["dcat:dataset"][0]
    assert dataset["dcat:distribution"][0]["dcat:downloadURL"]["@id"] == files[0][1]
    assert dataset["dct:temporal"]["dcat:startDate"]["@value"] == "2024-01-01"
    assert json.loads(json.dumps(catalog, default=str)) == catalog
