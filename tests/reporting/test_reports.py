"""Editions and their files: frozen, built whole, read by whom they are meant for."""

import hashlib
from datetime import date, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError

from clients.models import Client
from reporting import editions
from reporting.models import Edition, Report
from reporting.periods import Period, calendar_year
from reporting.report.document import compose
from tests.factories import (
    make_center,
    make_client,
    make_coordinator,
    make_country,
    make_director,
    make_funder,
    make_funder_user,
    make_outcome,
    make_session,
)

ASKED = {
    "countries": ["SV"],
    "start": "2024-01-01",
    "end": "2024-12-31",
    "template": "flyer",
    "languages": ["en"],
    "audience": "funder",
}


@pytest.fixture
def center(db, settings, tmp_path):
    """Twelve women's clients with a session and three verified jobs each, in a closed year."""
    settings.MEDIA_ROOT = tmp_path
    center = make_center(name="Valle Alto", locked_through=date(2024, 12, 31))
    for number in range(12):
        served = make_client(center, contact_sex="woman")
        make_session(served, held_on=date(2024, 3, 1 + number))
        make_outcome(served, quantity=3, women=2, state="verified")
    return center


def make_edition(center, by=None, *, audience="funder", period=None, **given):
    by = by or make_coordinator(center.country)
    period = period or calendar_year(2024)
    where = {"countries": [center.country.code], "audience": audience}
    data, true = editions.figures_for(by, period, **where)
    return editions.freeze(by=by, data=data, true=true, period=period, **where, **given)


def test_an_edition_keeps_its_figures_when_the_records_change(center):
    edition = make_edition(center)

    make_session(make_client(center), held_on=date(2024, 5, 5))

    edition.refresh_from_db()
    line = next(x for x in edition.data["lines"] if x["measure"] == "CLI-01" and not x["by"])
    assert line["value"] == "12"
    assert edition.sha256 == editions.fingerprint(edition.data)


def test_a_report_is_ordered_built_and_downloaded(
    client, center, django_capture_on_commit_callbacks
):
    client.force_login(make_coordinator(center.country))

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/reports/new/", ASKED)
    edition, report = Edition.objects.get(), Report.objects.get()
    page = client.get(answer.url)
    got = client.get(f"{answer.url}{report.uuid}/")

    content = b"".join(got.streaming_content)
    assert answer.url == edition.get_absolute_url()
    assert report.state == Report.State.READY
    assert content.startswith(b"%PDF")
    assert hashlib.sha256(content).hexdigest() == report.sha256
    assert report.sha256 in page.content.decode()
    assert 'filename="impact-SV-2024-01-01-flyer-en.pdf"' in got["Content-Disposition"]


def test_building_twice_gives_the_same_bytes(center):
    edition = make_edition(center)

    assert editions.pdf_of(edition, "flyer", "es") == editions.pdf_of(edition, "flyer", "es")


def test_a_stopped_build_begins_again_and_leaves_no_half_file(center, monkeypatch):
    edition = make_edition(center)
    report = Report.objects.create(edition=edition, template="flyer", language="en")
    monkeypatch.setattr(editions, "pdf_of", lambda *given: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        editions.build(report)

    assert (report.state, bool(report.file)) == (Report.State.FAILED, False)
    monkeypatch.undo()
    editions.build(report)
    assert report.state == Report.State.READY


def test_a_build_begun_again_next_month_writes_to_the_same_place(center):
    report = Report.objects.create(edition=make_edition(center), template="flyer", language="en")
    ordered = report.queued_at

    with time_machine.travel(ordered + timedelta(days=40)):
        again = report.file.field.generate_filename(report, "x.pdf")

    assert again == f"reports/{ordered:%Y/%m}/x.pdf"


def test_an_open_period_makes_a_draft(center):
    center.locked_through = None
    center.save()

    assert make_edition(center).draft
    assert not editions.is_open(["GT"], calendar_year(2024))


def test_a_replacement_names_what_it_replaces_and_what_changed(client, center):
    user = make_coordinator(center.country)
    first = make_edition(center, user)
    for served in Client.objects.all():
        make_outcome(served, quantity=1, women=1, state="verified")
    client.force_login(user)

    client.post("/reports/new/", ASKED | {"replaces": first.uuid, "because": "Two claims fell."})

    first.refresh_from_db()
    second = first.replaced_by
    replaced = second.data["replaces"]
    assert (replaced["code"], replaced["reason"]) == (first.code, "Two claims fell.")
    jobs = {"measure": "JOB-01", "state": "verified", "before": "36", "now": "48"}
    assert jobs in replaced["changes"]
    html = compose(second.data | {"stories": []}, template="full", language="en").html
    assert f"What changed since edition {first.code}" in html
    assert "<td>36</td><td>48</td>" in html
    assert "Two claims fell." in client.get(first.get_absolute_url()).content.decode()
    with pytest.raises(ValueError, match="replaced already"):
        make_edition(center, user, replaces=first)


def test_a_replacement_without_a_reason_is_refused(client, center):
    user = make_coordinator(center.country)
    first = make_edition(center, user)
    client.force_login(user)

    page = client.post("/reports/new/", ASKED | {"replaces": first.uuid})

    assert page.context["form"].errors["because"] == ["This field is required."]
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"end": "2023-12-31"}, "end"),
        ({"end": "9999-12-31"}, "end"),
        ({"countries": ["GT"]}, "countries"),
        ({"languages": []}, "languages"),
        ({"template": "novel"}, "template"),
        ({"budget": "-3"}, "budget"),
    ],
)
def test_bad_input_names_the_field_and_freezes_nothing(client, center, change, field):
    make_country("GT")
    client.force_login(make_coordinator(center.country))

    page = client.post("/reports/new/", ASKED | change)

    assert field in page.context["form"].errors
    assert not Edition.objects.exists()


def test_the_preview_shows_the_pages_and_stores_nothing(client, center):
    client.force_login(make_coordinator(center.country))

    page = client.get("/reports/new/", ASKED | {"template": "short", "preview": "1"})

    html = page.content.decode()
    assert "36 verified jobs in 2024" in html
    assert "Results by center" in html
    assert "style=" not in html
    assert not Edition.objects.exists()
    measure, _country, address = page.context["explained"][0]
    assert address in html.replace("&amp;", "&")
    assert str(measure.label) in client.get(address).content.decode()


def test_a_director_makes_no_reports(client, center):
    client.force_login(make_director(center))

    assert client.get("/reports/").status_code == 403
    assert client.post("/reports/new/", ASKED).status_code == 403


def test_a_stranger_finds_nothing(client, center):
    edition = make_edition(center)
    client.force_login(make_coordinator(make_country("GT")))

    assert client.get(edition.get_absolute_url()).status_code == 404
    assert edition.code not in client.get("/reports/").content.decode()


def test_a_funder_reads_finished_editions_but_no_draft_and_no_other_funders(client, center):
    reader = make_funder_user(center.country)
    finished = make_edition(center)
    foreign = make_edition(center, funder=make_funder(center.country))
    draft = make_edition(center, period=Period(date(2024, 1, 1), date(2025, 6, 1)))
    client.force_login(reader)

    listed = client.get("/reports/").content.decode()

    assert finished.code in listed
    assert foreign.code not in listed
    assert draft.code not in listed
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.post(f"{finished.get_absolute_url()}build/").status_code == 403


def test_the_command_writes_the_file_and_names_the_edition(center, tmp_path, capsys):
    out = tmp_path / "report.pdf"

    call_command(
        "report",
        country="sv",
        start=date(2024, 1, 1),
        end=date(2025, 1, 1),
        language="es",
        template="flyer",
        out=out,
    )

    assert out.read_bytes().startswith(b"%PDF")
    assert Edition.objects.get().code in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"country": "XX"}, "no country XX"),
        ({"end": date(2023, 1, 1)}, "before it starts"),
        ({"email": "nobody@example.org"}, "Nobody has the e-mail"),
    ],
)
def test_the_command_refuses_with_a_sentence(center, tmp_path, change, sentence):
    asked = {"country": "SV", "start": date(2024, 1, 1), "end": date(2025, 1, 1)}

    with pytest.raises(CommandError, match=sentence):
        call_command("report", **(asked | {"out": tmp_path / "x.pdf"} | change))
