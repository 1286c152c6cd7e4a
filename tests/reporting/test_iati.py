"""IATI files: by the schema, by the code lists, by the ruleset, and by their figures."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from lxml import etree

from reporting.opendata.iati import NotForIati, Organisation, to_iati
from tests.reporting.editions import LINES, MADE_AT, published
from tests.reporting.iati_rules import CHECKS, broken_rules, unknown_codes

SCHEMAS = Path(settings.BASE_DIR).parent / "shared" / "schemas"
IATI = SCHEMAS / "iati-2.03"
RULESET, CODELISTS = IATI / "rulesets" / "standard.json", IATI / "codelists"
OURS = Organisation("XI-IATI-SBDC", "Red CDE")


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


needs_schemas = pytest.mark.skipif(
    not IATI.exists(), reason="The IATI schemas are not stored beside the project (shared/schemas)."
)


def exported(**changes):
    return etree.fromstring(to_iati([published(**changes)], OURS, made_at=MADE_AT))


def schema_errors(root):
    schema = etree.XMLSchema(etree.parse(IATI / "schemas" / "iati-activities-schema.xsd"))
    schema.validate(root)
    return [error.message for error in schema.error_log]


@needs_schemas
def test_a_file_is_valid_by_schema_code_lists_and_ruleset():
    root = exported(funder={"code": "BID", "name": "Banco & Cía."})

    assert schema_errors(root) == []
    assert unknown_codes(root, CODELISTS) == []
    assert broken_rules(root, RULESET) == []


@needs_schemas
def test_a_file_that_is_wrong_on_purpose_fails():
    bad = etree.parse(SCHEMAS / "iati_bad_but_xsd_valid.xml").getroot()
    good = etree.parse(SCHEMAS / "iati_good.xml").getroot()

    assert schema_errors(bad) == []
    assert {value for _path, value in unknown_codes(bad, CODELISTS)} == {"XX", "77"}
    assert {"3.1.2", "8.6.1"} == {rule for rule, _severity, _text in broken_rules(bad, RULESET)}
    assert broken_rules(good, RULESET) == []


@needs_schemas
@pytest.mark.parametrize(
    ("mistake", "rule"),
    [
        (lambda a: a.find("iati-identifier").__setattr__("text", "OTHER-1"), "1.1.21"),
        (lambda a: [a.remove(one) for one in a.findall("activity-date")], "6.11.1"),
        (lambda a: a.find("recipient-country").set("percentage", "40"), "3.1.4"),
        (lambda a: a.find(".//actual").set("value", "many"), "8.10.2"),
        (lambda a: a.set("last-updated-datetime", "2199-01-01T00:00:00Z"), "11.1.1"),
        (lambda a: a.remove(a.find("sector")), "6.2.2"),
        (lambda a: [one.clear() for one in a.findall("title/narrative")], "4.3.1"),
        (lambda a: a.find("reporting-org").set("ref", "SV-GOB-123"), "1.14.8"),
        (lambda a: a.find("reporting-org").set("ref", "XI-IATI-A/B"), "1.14.13"),
    ],
)
def test_each_mistake_is_found_by_its_rule(mistake, rule):
    root = exported()
    mistake(root[0])

    assert rule in {found for found, _severity, _text in broken_rules(root, RULESET)}


@needs_schemas
def test_every_rule_of_the_ruleset_is_evaluated():
    """Rules for organisation files, a kind that the project does not write, meet one here."""
    rules = json.loads(RULESET.read_text())
    kinds = {name for named in rules.values() for name in named}
    loops = [named["loop"]["cases"] for named in rules.values() if "loop" in named]
    looped = [one["do"] for cases in loops for one in cases]
    organisation = etree.fromstring(
        "<iati-organisations><iati-organisation><organisation-identifier>SV/1"
        "</organisation-identifier><reporting-org ref='SV-1'/></iati-organisation>"
        "</iati-organisations>"
    )

    broken = {rule for rule, _severity, _text in broken_rules(organisation, RULESET)}

    assert (kinds | {name for rule in looped for name in rule}) - {"loop"} <= set(CHECKS)
    assert {"1.18.8", "1.12.13"} <= broken


def test_figures_read_back_equal_the_edition():
    root = exported()
    actuals = {
        (
            indicator.xpath("string(title/narrative[@xml:lang='en'])"),
            *actual.xpath("dimension/@name | dimension/@value"),
        ): actual.get("value")
        for indicator in root.iter("indicator")
        for actual in indicator.iter("actual")
    }

    assert actuals == {
        ("Hours with clients (hours)",): "1204.75",
        ("Clients served (clients)",): "120",
        ("Clients served (clients)", "sex", "female"): "70",
        ("Clients served (clients)", "sex", "male"): "50",
        ("Clients served (clients)", "sex", "not stated"): "0",
        ("Jobs created (jobs)",): "84",
        ("Jobs created (jobs)", "sex", "female"): "49",
        ("Jobs created (jobs)", "sex", "male or not stated"): "35",
        ("Capital obtained (USD)",): "250000.50",
        ("Capital obtained (USD)", "women-owned", "no"): "150000.00",
    }


def test_baseline_target_and_what_was_declared_stand_beside_the_figure():
    root = exported()
    titled = "//indicator[title/narrative[@xml:lang='en']='%s']"
    jobs = root.xpath(titled % "Jobs created (jobs)")[0]
    clients = root.xpath(titled % "Clients served (clients)")[0]

    assert jobs.find("period/target").get("value") == "100"
    assert "90" in jobs.xpath("string(period/actual/comment/narrative[@xml:lang='en'])")
    assert clients.find("baseline").attrib == {
        "year": "2023",
        "value": "98",
        "iso-date": "2023-12-31",
    }


def test_hidden_figures_leave_no_trace():
    text = to_iati([published()], OURS, made_at=MADE_AT).decode()

    assert "[c]" not in text
    assert "Jobs retained" not in text
    assert any(line["value"] == "[c]" for line in LINES)


def test_narratives_come_in_four_languages():
    title = exported()[0].find("title")

    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    assert [one.get(lang) for one in title] == [None, "en", "pt", "fr"]


def test_an_edition_of_several_countries_is_refused_with_what_to_do():
    both = [{"code": "SV", "name": "a", "paper": ""}, {"code": "HN", "name": "b", "paper": ""}]

    with pytest.raises(NotForIati, match="edition of each country"):
        exported(countries=both)


@pytest.mark.parametrize("ref", ["", "SV GOB 1", "SV/1"])
def test_an_organisation_without_a_sound_identifier_is_refused(ref):
    with pytest.raises(NotForIati, match="SBDC_IATI_ORGANISATION"):
        Organisation(ref, "x")
