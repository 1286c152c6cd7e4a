"""Check page, sent links, public page: what somebody without an account can learn."""

import hashlib
import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils import timezone, translation

from reporting import sharing
from reporting.models import ReportOpening
from reporting.models.edition import new_code
from reporting.views import sharing as views
from tests.factories import (
    make_coordinator,
    make_country,
    make_edition,
    make_report,
    make_report_link,
)


@pytest.fixture
def report(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return make_report()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    cache.clear()
    monkeypatch.setattr(views, "ANSWER_SECONDS", 0)


def english(client, address, **data):
    return client.get(address, data, headers={"accept-language": "en"})


def test_a_code_tells_issuer_period_and_hashes_and_no_figure(client, report):
    page = english(client, f"/v/{report.edition.code}/")

    html = page.content.decode()
    assert page.status_code == 200
    assert report.sha256 in html
    assert report.edition.sha256 in html
    assert "El Salvador" in html
    assert "2024" in html


def test_a_code_typed_with_dashes_and_small_letters_is_found(client, report):
    code = report.edition.code.lower()

    page = english(client, "/v/", code=f"{code[:4]}-{code[4:8]}-{code[8:]}")

    assert "is a report of this network" in page.content.decode()


def test_an_unknown_code_gets_plain_words_and_no_hint(client, report):
    page = english(client, "/v/NOSUCHCODE23/")

    assert page.status_code == 404
    assert "We know no report with this code" in page.content.decode()


def test_a_replaced_edition_says_by_which(client, report):
    newer = make_edition()
    edition = report.edition
    edition.replaced_by, edition.replaced_because = newer, "Two claims fell."
    edition.save()

    html = english(client, f"/v/{edition.code}/").content.decode()

    assert newer.code in html
    assert "Two claims fell." in html


def test_codes_cannot_be_tried_one_after_the_other(client, db):
    answers = [english(client, "/v/AAAABBBBCCCC/").status_code for _ in range(views.CHECKS + 1)]

    assert answers[0] == 404
    assert answers[-1] == 429


def test_known_and_unknown_codes_are_answered_after_the_same_time(client, report, monkeypatch):
    """Looking takes 0.05 s by this clock; whatever is found, the rest of 0.15 s is waited."""
    ticks, waited = itertools.count(step=0.05), []
    monkeypatch.setattr(views, "ANSWER_SECONDS", 0.15)
    clock = SimpleNamespace(monotonic=lambda: next(ticks), sleep=waited.append)
    monkeypatch.setattr(views, "time", clock)

    for code in (report.edition.code, "NOSUCHCODE23"):
        english(client, f"/v/{code}/")

    assert [round(seconds, 2) for seconds in waited] == [0.1, 0.1]


def test_codes_are_long_random_and_easy_to_read():
    codes = {new_code() for _ in range(500)}

    assert len(codes) == 500
    assert not set("".join(codes)) & set("0O1ILU")


def test_a_report_is_sent_opened_and_the_opening_noted(
    client, report, django_capture_on_commit_callbacks
):
    user = make_coordinator(report.edition.countries.get())
    client.force_login(user)
    asked = {"report": report.pk, "email": "reader@bank.example", "days": 30, "note": "As agreed."}

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{report.edition.get_absolute_url()}send/", asked)
    client.logout()
    (message,) = mail.outbox
    address = next(line for line in message.body.splitlines() if line.startswith("http"))
    page = client.get(address.split("8000", 1)[-1])

    assert message.to == ["reader@bank.example"]
    assert message.reply_to == [user.email]
    assert "As agreed." in message.body
    assert page.status_code == 200
    assert ReportOpening.objects.count() == 1
    file = client.get(address.split("8000", 1)[-1], {"file": 1})
    assert b"".join(file.streaming_content) == b"%PDF-1.7"


@pytest.mark.parametrize("change", ["expired", "withdrawn", "altered"])
def test_an_ended_link_opens_nothing(client, report, change):
    link = make_report_link(report)
    address = sharing.address_of_link(link).split("8000", 1)[-1]
    if change == "expired":
        link.expires_at = timezone.now() - timedelta(seconds=1)
        link.save()
    elif change == "withdrawn":
        sharing.withdraw_link(link=link)
    else:
        address = address[:-3] + "xx/"

    assert client.get(address).status_code == 410
    assert client.get(address, {"file": 1}).status_code == 410


def test_nobody_sends_or_withdraws_reports_of_another_country(client, report):
    client.force_login(make_coordinator(make_country("GT")))
    link = make_report_link(report)

    assert client.post(f"{report.edition.get_absolute_url()}send/", {}).status_code == 404
    assert client.post(f"/reports/links/{link.uuid}/end/").status_code == 404


def test_a_wrong_address_is_named_and_nothing_is_sent(client, report):
    client.force_login(make_coordinator(report.edition.countries.get()))

    page = client.post(f"{report.edition.get_absolute_url()}send/", {"email": "nobody"})

    assert page.context["send_form"].errors["email"] == ["Enter a valid email address."]
    assert not mail.outbox


def test_the_public_page_shows_a_published_edition_only(client, report):
    edition = report.edition

    assert english(client, "/impact/SV/").status_code == 404

    publish(edition)
    page = english(client, "/impact/sv/")
    assert page.status_code == 200
    assert "max-age=300" in page["Cache-Control"]
    assert "public" in page["Cache-Control"]
    assert english(client, f"/impact/SV/{report.uuid}/").status_code == 200


@pytest.mark.parametrize("language", ["es", "en", "pt-br", "fr"])
def test_the_public_page_speaks_each_language_and_may_be_kept(client, report, language):
    publish(report.edition)

    page = client.get("/impact/sv/", {"lang": language})

    html = page.content.decode()
    assert f'<html lang="{language}"' in html
    with translation.override(language):
        assert translation.gettext("Results by center") in html
    assert {"public", "max-age=300"} <= set(page["Cache-Control"].split(", "))
    assert "Accept-Language" in page["Vary"]
    assert not page.cookies


def test_the_public_page_of_one_country_shows_an_edition_of_several(client, report):
    edition = report.edition
    edition.countries.add(make_country("GT"))
    edition.data["countries"].append({"code": "GT", "name": "Guatemala", "paper": "letter"})
    publish(edition)

    page = english(client, "/impact/gt/")

    assert page.status_code == 200
    assert f"/impact/GT/{report.uuid}/" in page.content.decode()


def publish(edition):
    edition.audience, edition.published_at = "public", datetime(2025, 2, 1, tzinfo=UTC)
    edition.save()


@pytest.mark.browser
def test_the_check_page_compares_a_file_without_sending_it(page_at, tmp_path, transactional_db):
    content = b"%PDF-1.7"
    report = make_report(sha256=hashlib.sha256(content).hexdigest())
    genuine, changed = tmp_path / "a.pdf", tmp_path / "b.pdf"
    genuine.write_bytes(content)
    changed.write_bytes(content + b" ")
    page = page_at(1280)
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    page.goto(f"/v/{report.edition.code}/")
    page.set_input_files("#file", genuine)
    page.get_by_text("Genuine: the file is exactly the one we issued.").wait_for()
    page.set_input_files("#file", changed)
    page.get_by_text("Not the same").wait_for()

    assert set(sent) == {"GET"}
