"""What a funder's person and the public are given: protected figures, everywhere the same."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from reporting import editions
from reporting.models import Edition
from reporting.periods import calendar_year
from reporting.report import chartbook
from reporting.report.frozen import Frozen
from tests import factories as make

pytestmark = pytest.mark.django_db
SMALL, SECRET = 3, "Centro Chico"


@pytest.fixture
def edition(settings):
    """A country whose smallest center has three clients, frozen for funders."""
    settings.SBDC_IATI_ORGANISATION = "SV-GOB-123"
    return make_edition_of(make.make_country("SV"))


def make_edition_of(country, audience="funder"):
    for name, clients in ((SECRET, SMALL), ("Centro Medio", 12), ("Centro Grande", 31)):
        center = make.make_center(country, name=name, locked_through=date(2024, 12, 31))
        for number in range(clients):
            client = make.make_client(center, contact_sex="woman" if number % 3 else "man")
            make.make_session(client, held_on=date(2024, 2, 1))
            make.make_outcome(client, quantity=2, women=1, state="verified")
    period, where = calendar_year(2024), {"countries": [country.code], "audience": audience}
    by = make.make_coordinator(country)
    data, true = editions.figures_for(by, period, **where)
    return editions.freeze(by=by, data=data, true=true, period=period, **where)


@pytest.fixture
def funder(client, edition):
    person = make.make_funder_user(edition.countries.get())
    client.force_login(person)
    return client


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if response["Content-Type"] == "application/zip" or "spreadsheet" in response["Content-Type"]:
        parts = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join(parts.read(name).decode() for name in parts.namelist())
    return content.decode()


def test_a_funder_sees_the_newest_edition_with_its_small_cells_marked(funder, edition):
    page = text_of(funder.get(reverse("reporting:overview")))

    row = page.split(SECRET)[-1].split("</tr>")[0]
    assert row.count("[c]") == 4  # clients, women, jobs, women's jobs; no starts, no capital
    assert "Centro Grande" in page and edition.code in page


def test_no_file_chart_or_description_shows_a_hidden_figure(funder, edition):
    marked = [line for line in edition.data["lines"] if line["value"] == "[c]"]
    assert marked
    codes = {line["by"]["center"] for line in marked if "center" in line["by"]}

    for kind in ("csv", "package", "sdmx", "iati"):
        response = funder.get(reverse("reporting:overview-data", args=[edition.uuid, kind]))
        text = text_of(response)
        assert response.status_code == 200
        for row in (one for one in text.splitlines() if any(code in one for code in codes)):
            if "CLI-01" in row and "SV-" in row and "package" not in kind:
                assert ",3," not in row

    frozen = Frozen(edition.data)
    small = next(code for code, name in frozen.centers.items() if name == SECRET)
    chart = chartbook.women_by_center(frozen.figures, frozen.centers, "2024")
    assert frozen.figures.value("CLI-01", center=small) == "[c]"
    assert f"{SECRET} confidential" in chart.description


def test_each_chart_is_handed_out_with_its_hidden_figures_hidden(funder, edition):
    page = funder.get(reverse("reporting:overview"))
    offers = page.context["centers"].offers

    table = text_of(funder.get(offers["download"]))
    picture = text_of(funder.get(offers["download"] + "&as=svg"))

    row = next(line for line in table.splitlines() if SECRET in line)
    assert row == f"{SECRET},,[c]"
    assert picture.startswith("<svg xmlns") and "records" not in offers
    assert funder.get(offers["method"].partition("#")[0]).status_code == 200
    other = reverse("reporting:overview-chart", args=[edition.uuid, "weather"])
    assert funder.get(other).status_code == 404


def test_the_overview_asks_at_most_25_questions_of_the_database(funder, edition):
    funder.get(reverse("reporting:overview"))

    with CaptureQueriesContext(connection) as queries:
        funder.get(reverse("reporting:overview"))

    assert len(queries) <= 25


def test_a_funder_has_no_way_to_true_figures(funder, edition):
    for name in ("reporting:dashboard", "clients:client-list", "reporting:report-new"):
        assert funder.get(reverse(name)).status_code == 403
    private = text_of(funder.get(reverse("reporting:overview-data", args=[edition.uuid, "csv"])))
    assert "largest" not in private and "contributors" not in private


def test_another_funders_edition_and_a_draft_are_not_found(funder, edition):
    country = edition.countries.get()
    foreign = make.make_edition(country, funder=make.make_funder(country))
    draft = make.make_edition(country, draft=True)

    for other in (foreign, draft):
        page = funder.get(reverse("reporting:overview"), {"edition": other.code})
        data = funder.get(reverse("reporting:overview-data", args=[other.uuid, "csv"]))
        assert (page.status_code, data.status_code) == (404, 404)


def test_without_an_edition_the_page_says_when_there_will_be_one(client):
    client.force_login(make.make_funder_user(make.make_country("JM")))

    page = text_of(client.get(reverse("reporting:overview")))

    assert "not closed yet" in page


def test_a_kind_of_file_that_there_is_not_is_404(funder, edition):
    address = reverse("reporting:overview-data", args=[edition.uuid, "exe"])

    assert funder.get(address).status_code == 404


def test_the_public_gets_published_editions_only(client, edition):
    hidden = reverse("reporting:open-data", args=[edition.code, "package"])
    assert client.get(hidden).status_code == 404
    assert json.loads(client.get(reverse("reporting:catalog")).content)["dcat:dataset"] == []

    public = make_edition_of(make.make_country("GT"), audience="public")
    editions.publish(edition=public)

    catalog = json.loads(client.get(reverse("reporting:catalog")).content)
    files = catalog["dcat:dataset"][0]["dcat:distribution"]
    addresses = [one["dcat:downloadURL"]["@id"] for one in files]
    assert len(addresses) == 5
    for address in addresses:
        assert client.get(address).status_code == 200


def test_definitions_are_open_to_all_in_four_languages(client):
    for language in ("es", "en", "pt-br", "fr"):
        page = client.get(reverse("reporting:definitions"), headers={"accept-language": language})
        assert page.status_code == 200
        for code in ("CLI-01", "JOB-01", "JOB-01.women", "CAP-01"):
            assert code in page.content.decode()


def test_editions_are_exported_to_iati_from_the_command_line(edition, tmp_path):
    out = tmp_path / "iati.xml"

    call_command("export_iati", edition.code, out=out, stdout=io.StringIO())

    total = etree.parse(out).xpath("//indicator[title/narrative='Clients served (clients)']")
    assert total[0].find("period/actual").get("value") == "46"


@pytest.mark.parametrize(
    ("codes", "words"), [(["NONE"], "no edition NONE"), ([], "No edition is published")]
)
def test_what_cannot_be_exported_is_said(codes, words, tmp_path):
    with pytest.raises(CommandError, match=words):
        call_command("export_iati", *codes, out=tmp_path / "a.xml")


def test_an_edition_keeps_true_figures_apart(edition):
    stored = Edition.objects.get(pk=edition.pk)

    assert "largest" not in json.dumps(stored.data)
    assert any(line["value"] == str(SMALL) for line in stored.private["lines"])
