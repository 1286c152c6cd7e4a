"""Declaring results and attaching evidence on the pages."""

import io
from datetime import date
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from PIL import Image

from clients import actions
from clients.models import Outcome
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return factories.make_client()


@pytest.fixture
def advisor(firm, client):
    user = factories.make_advisor(firm.center)
    client.force_login(user)
    return user


def photo(side=3000):
    out = io.BytesIO()
    Image.effect_noise((side, side), 60).save(out, "JPEG", quality=80)
    return SimpleUploadedFile("Planilla mayo.jpg", out.getvalue(), content_type="image/jpeg")


def claim(**changes):
    return {
        "uuid": str(uuid4()),
        "kind": "jobs_created",
        "occurred_on": "2024-05-15",
        "quantity": "3",
        "women": "2",
        "currency": "USD",
    } | changes


def test_jobs_with_a_photo_become_evidenced(client, advisor, firm):
    client.post(
        f"/clients/{firm.pk}/outcomes/add/",
        claim(file=photo(), evidence_kind="payroll", attribution="yes"),
    )

    outcome = Outcome.objects.get()
    evidence = outcome.evidence.get()
    assert (outcome.state, outcome.quantity, outcome.women) == ("evidenced", 3, 2)
    assert (outcome.recorded_by, outcome.center) == (advisor, firm.center)
    assert evidence.content_type == "image/jpeg"
    assert evidence.file.size <= 200 * 1024
    assert max(Image.open(evidence.file).size) >= 800


def test_capital_keeps_its_kind_and_dollars(client, advisor, firm):
    client.post(
        f"/clients/{firm.pk}/outcomes/add/",
        claim(kind="capital", amount="8000.50", detail="bank_loan", women="9", quantity="2"),
    )

    outcome = Outcome.objects.get()
    assert (str(outcome.amount_usd), outcome.detail) == ("8000.50", "bank_loan")
    assert (outcome.quantity, outcome.women, outcome.state) == (2, None, "declared")


@pytest.mark.parametrize(
    "changes, field",
    [
        ({"women": "4"}, "women"),
        ({"quantity": ""}, "quantity"),
        ({"kind": "capital", "detail": "bank_loan"}, "amount"),
        ({"kind": "capital", "amount": "5"}, "detail"),
        ({"kind": ""}, "kind"),
        ({"occurred_on": "2999-01-01"}, "occurred_on"),
        ({"file": SimpleUploadedFile("a.pdf", b"<script>alert(1)</script>")}, "file"),
        ({"file": SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0 cut off")}, "file"),
    ],
)
def test_refusal_names_the_field(client, advisor, firm, changes, field):
    page = client.post(f"/clients/{firm.pk}/outcomes/add/", claim(**changes))

    assert field in page.context["form"].errors
    assert not Outcome.objects.exists()


def test_exports_keep_their_destinations_and_starts_their_signs(client, advisor, firm):
    factories.make_session(firm)
    firm.first_session_on = factories.DAY
    firm.save()
    address = f"/clients/{firm.pk}/outcomes/add/"
    exports = claim(kind="export_sales", amount="900", destinations=["US", "GT"], first_export="on")

    client.post(address, exports)
    client.post(address, claim(kind="business_started", start_tests=["sale", "worker"]))

    sold, started = Outcome.objects.order_by("pk")
    assert (sold.destinations, sold.first_export) == (["US", "GT"], True)
    assert (started.start_tests, started.quantity) == (["sale", "worker"], 1)


def test_a_doubtful_amount_is_asked_about_once(client, advisor, firm):
    factories.make_situation(firm)
    address = f"/clients/{firm.pk}/outcomes/add/"
    sent = claim(kind="sales_increase", amount="12000000")

    asked = client.post(address, sent)
    key = asked.context["form"].questions[0]
    client.post(address, sent | {"asked": [key], "confirmed": [key]})

    assert "was one of them typed in thousands?" in asked.text
    assert str(Outcome.objects.get().amount) == "12000000.00"


def test_a_result_is_mended_or_taken_away_with_a_reason(client, advisor, firm):
    outcome = factories.make_outcome(firm, state="returned", recorded_by=advisor)
    address = f"/outcomes/{outcome.uuid}/edit/"

    shown = client.get(address)
    client.post(address, claim(quantity="5", women="1"))
    outcome.refresh_from_db()

    assert shown.context["form"]["kind"].value() == "jobs_created"
    assert (outcome.quantity, outcome.women, outcome.state) == (5, 1, "declared")
    client.post(f"/outcomes/{outcome.uuid}/delete/", {"reason": "Another client's"})
    outcome.refresh_from_db()
    assert outcome.deleted_reason == "Another client's"


def test_a_closed_result_is_not_mended(client, advisor, firm):
    outcome = factories.make_outcome(firm)
    firm.center.locked_through = factories.DAY
    firm.center.save()

    page = client.post(f"/outcomes/{outcome.uuid}/edit/", claim(quantity="5"))
    client.post(f"/outcomes/{outcome.uuid}/delete/", {"reason": "x"})

    outcome.refresh_from_db()
    assert "restatement" in str(page.context["form"].errors)
    assert (outcome.quantity, outcome.deleted_at) == (2, None)


def test_a_late_result_takes_evidence_but_waits_for_a_restatement(client, advisor, firm):
    firm.center.locked_through = factories.DAY
    firm.center.save()

    client.post(f"/clients/{firm.pk}/outcomes/add/", claim(file=photo(300)))

    outcome = Outcome.objects.get()
    assert (outcome.late, outcome.state, outcome.evidence.count()) == (True, "declared", 1)


def test_same_form_sent_twice_is_one_claim(client, advisor, firm):
    sent = claim()

    for _ in range(2):
        client.post(f"/clients/{firm.pk}/outcomes/add/", sent)

    assert Outcome.objects.count() == 1


def test_evidence_is_served_only_through_the_scope(client, advisor, firm):
    client.post(f"/clients/{firm.pk}/outcomes/add/", claim(file=photo(400)))
    url = f"/evidence/{Outcome.objects.get().evidence.get().uuid}/"

    mine = client.get(url)
    client.force_login(factories.make_advisor())
    foreign = client.get(url)

    assert mine["Content-Type"] == "image/jpeg" and mine["Cache-Control"] == "private, no-store"
    assert foreign.status_code == 404


def test_evidence_attached_later_moves_a_returned_claim(client, advisor, firm):
    outcome = factories.make_outcome(firm, state="returned")

    refused = client.post(outcome.get_absolute_url(), {"kind": "payroll"})
    client.post(outcome.get_absolute_url(), {"kind": "payroll", "file": photo(300)})
    outcome.refresh_from_db()

    assert "file" in refused.context["form"].errors
    assert outcome.state == "evidenced"


def test_list_filters_by_state_and_kind(client, advisor, firm):
    jobs = factories.make_outcome(firm)
    factories.make_outcome(firm, kind="capital")

    page = client.get("/outcomes/?kind=jobs_created&state=declared").context["page"]

    assert list(page) == [jobs]


@pytest.fixture
def corrected(firm, advisor):
    """Five jobs by the firm's situations, of which the advisor corrected the claim to three."""
    facts = {"client": firm, "by": advisor, "men_full_time": 0}
    actions.record_situation(as_of=date(2024, 1, 15), women_full_time=1, **facts)
    later = actions.record_situation(as_of=date(2024, 7, 15), women_full_time=6, **facts)
    (claim,) = actions.claims_to(later)
    return actions.change_outcome(outcome=claim, by=advisor, quantity=3, women=2)


def test_a_changed_situation_asks_which_figures_hold(client, firm, corrected):
    detail = reverse("clients:outcome-detail", args=[corrected.uuid])
    assert "The situations say: Jobs created: 5" in client.get(detail).text
    assert "Keep these figures" not in client.get(detail).text

    page = client.post(
        reverse("clients:situation-edit", args=[corrected.to_situation.uuid]),
        {
            "as_of": "2024-07-15",
            "wave": "other",
            "currency": "USD",
            "women_full_time": "8",
            "men_full_time": "0",
        },
        follow=True,
    )
    assert "1 result keeps its figures" in page.text
    assert "Figures to decide: Jobs created" in page.text
    asked = client.get(detail).text
    assert "Its situations say something else" in asked
    assert "The situations say: Jobs created: 7" in asked
    client.force_login(factories.make_director(firm.center))
    queue = client.get(reverse("clients:verify"), {"item": corrected.uuid}).text
    assert "The situations say: Jobs created: 7" in queue
    assert "Take those of the situations" not in queue


def test_the_answer_keeps_the_figures_or_takes_the_others(client, corrected):
    actions.change_situation(situation=corrected.to_situation, by=None, women_full_time=8)
    answer = reverse("clients:outcome-situations", args=[corrected.uuid])

    page = client.post(answer, {"take": "own"}, follow=True)
    corrected.refresh_from_db()
    assert "The result keeps its figures." in page.text
    assert (corrected.quantity, corrected.in_doubt) == (3, False)

    page = client.post(answer, {"take": "situations"}, follow=True)
    corrected.refresh_from_db()
    assert "The result follows its situations again." in page.text
    assert (corrected.quantity, corrected.women, corrected.said) == (7, 7, None)
    assert client.get(answer).status_code == 405


def test_figures_of_a_closed_change_are_taken_by_a_restatement_only(client, firm, corrected):
    firm.center.locked_through = date(2024, 12, 31)
    firm.center.save()

    page = client.post(
        reverse("clients:outcome-situations", args=[corrected.uuid]),
        {"take": "situations"},
        follow=True,
    )

    corrected.refresh_from_db()
    assert "Ask the coordinator for a restatement" in page.text
    assert corrected.quantity == 3
    assert "Take those of the situations" not in page.text


def test_a_change_between_situations_stays_the_kind_it_is(client, corrected):
    edit = reverse("clients:outcome-edit", args=[corrected.uuid])
    assert "Computed from two situations" in client.get(edit).text

    client.post(edit, claim(kind="jobs_retained", occurred_on="2024-07-15", quantity="4"))

    corrected.refresh_from_db()
    assert (corrected.kind, corrected.quantity) == ("jobs_created", 4)


def test_the_question_goes_to_the_client_by_whatsapp_in_their_language(client, advisor, firm):
    actions.change_client(client=firm, by=advisor, phone="7777-1234", language="es")
    outcome = factories.make_outcome(firm)
    address = reverse("clients:outcome-attribution", args=[outcome.uuid])

    page = client.get(address)
    ways = dict(page.context["ways"])

    assert list(ways) == ["whatsapp", "sms"]
    assert ways["whatsapp"].startswith("https://wa.me/50377771234?text=Empleos%20generados")
    assert quote(page.context["link"]) in ways["whatsapp"]
    assert escape(ways["whatsapp"]) in page.text
    actions.answer_attribution(outcome=outcome, answer="yes", answered_by="client", question="?")
    assert client.get(address).context["ways"] == []
