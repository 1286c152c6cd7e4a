"""Whatever address a funder's person opens, a confidential figure is in no answer."""

import contextlib
import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from centers.models import Center
from reporting import editions
from reporting.models import Report
from reporting.periods import calendar_year
from tests import factories as make
from tests import routes
from tests.reporting.pdf_text import words_of

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"7\D{0,8}777\D{0,8}731|7[.,]78 ?M", re.DOTALL)
ASKED = (
    "",
    "?country=SV&start=2024-01-01&end=2025-01-01&by=center&measure=CAP-01",
)


@pytest.fixture
def place(settings, tmp_path):
    """A center of three clients, one of whom obtained 7,777,731 dollars; a report about it."""
    settings.MEDIA_ROOT, settings.SBDC_IATI_ORGANISATION = tmp_path, "SV-GOB-123"
    country = make.make_country("SV")
    small, large = make.make_center(country, code="SV-99"), make.make_center(country)
    place = routes.Place("MARKSECRET", small)
    for center, clients in ((small, 2), (large, 12)):
        for _number in range(clients):
            client = make.make_client(center)
            make.make_session(client, held_on=date(2024, 2, 1))
            if center == large:
                make.make_outcome(client, kind="capital", amount=Decimal(9000), state="verified")
    amount = Decimal("7777731.00")
    make.make_outcome(place.client, kind="capital", amount=amount, state="verified")
    _addresses(place)  # makes the rows that they name, before the year is closed
    Center.objects.update(locked_through=date(2024, 12, 31))
    return place


@pytest.fixture
def edition(place):
    where = {"countries": ["SV"], "audience": "public"}
    by, period = make.make_coordinator(place.country), calendar_year(2024)
    data, true = editions.figures_for(by, period, **where)
    made = editions.freeze(by=by, data=data, true=true, period=period, **where)
    editions.publish(edition=made)
    report = Report.objects.create(edition=made, template="full", language="en")
    place.rows |= {"edition": made, "report": report}
    return made


def test_the_secret_is_a_true_figure_and_confidential(edition):
    true = [line["value"] for line in edition.private["lines"]]
    shown = [line["value"] for line in edition.data["lines"] if line["measure"] == "CAP-01"]

    assert any(SECRET.search(value) for value in true)
    assert "[c]" in shown


@pytest.mark.parametrize("reader", ["funder", "nobody"])
def test_no_address_gives_it_away(client, place, edition, reader):
    if reader == "funder":
        client.force_login(make.make_funder_user(place.country))
    opened = 0

    for address in _addresses(place):
        for query in ASKED:
            answer = client.get(f"{address}{query}")
            if answer.status_code == 200:
                opened += 1
                assert not SECRET.search(_text(answer)), f"{address}{query}"

    assert opened > 20


def test_what_is_handed_out_of_the_edition_keeps_it(client, place, edition):
    client.force_login(make.make_funder_user(place.country))
    report = editions.build(place.rows["report"])

    answer = client.get(f"{edition.get_absolute_url()}{report.uuid}/")

    assert answer.status_code == 200
    assert not SECRET.search(_text(answer))
    for kind in ("csv", "package", "sdmx", "iati", "xlsx", "json"):
        answer = client.get(f"/overview/{edition.uuid}/{kind}/")
        assert answer.status_code in (200, 404)
        assert not SECRET.search(_text(answer)), kind


def _addresses(place):
    """Those of all routes whose arguments can be filled."""
    found = []
    for route in routes.all_routes():
        with contextlib.suppress(LookupError):
            found.append(route.fill(place))
    return found


def _text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"%PDF"):
        words = words_of(content)
        cells = [cell for table in words.tables for row in table for cell in row]
        return "\n".join([*cells, *words.others, *words.pictures])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode() for name in parts.namelist())
    return content.decode(errors="replace")
