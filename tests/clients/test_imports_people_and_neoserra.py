"""People, dated figures, and the files another system exports: keys, hours, milestones, funding."""

# ruff: noqa: E501
from datetime import date
from decimal import Decimal

import pytest

from clients.imports.plan import make_plan
from clients.imports.reading import read_workbook
from clients.imports.store import store_plan
from clients.models import Client, ClientContact, Contact, Outcome, Session, Situation
from tests import factories
from tests.clients.workbooks import book, causes, load, plan_of

pytestmark = pytest.mark.django_db


def figures(plan):
    return {
        sheet.kind: (sheet.rows, sheet.created, sheet.merged, sheet.skipped, len(sheet.returned))
        for sheet in plan.sheets
    }


def test_owners_and_their_shares_make_a_firm_women_owned():
    center = factories.make_center()
    data = book(
        Clientes=[
            ["Empresa", "Empresario/a", "Documento", "Sexo"],
            ["Tejidos Alba", "Ana Paz", "0111222-1", "F"],
        ],
        Socios=[
            ["Empresa", "Nombre completo", "Documento", "Sexo", "Cargo", "% propiedad"],
            ["Tejidos Alba", "Ana Paz", "0111222-1", "F", "Propietaria", 60],
            ["tejidos alba", "Luis Ruiz", "0333444-1", "M", "Socio", "40 %"],
            ["Tejidos Alba", "Luis Ruiz", "0333444-1", "M", "Socio", 40],
            ["Tejidos Alba", "Otra", "", "F", "Socia", 140],
            ["Nadie", "Otra", "", "F", "Socia", 10],
        ],
    )

    plan = load(data, center)
    again = plan_of(data, center)

    assert figures(plan) == {"clients": (1, 1, 0, 0, 0), "contacts": (5, 1, 1, 1, 2)}
    assert causes(plan) == [(5, "share_over_100"), (6, "unknown_client")]
    assert figures(again)["contacts"] == (5, 0, 0, 3, 2)
    client = Client.objects.get()
    assert client.women_owned == "yes"
    assert Contact.objects.count() == 2
    roles = client.links.order_by("contact__name", "role").values_list(
        "contact__name", "role", "share"
    )
    assert list(roles) == [
        ("Ana Paz", "first_contact", None), ("Ana Paz", "owner", Decimal(60)), ("Luis Ruiz", "owner", Decimal(40)),
    ]  # fmt: skip


def test_dated_figures_are_stored_once_a_day_and_other_figures_are_returned():
    center = factories.make_center()
    head = [
        "Empresa",
        "Fecha de corte",
        "Medición",
        "Ventas nacionales",
        "Ventas de exportación",
        "Mujeres fijas",
        "Hombres fijos",
        "Empleos formales",
        "Mujeres temporales",
        "Hombres temporales",
    ]
    data = book(
        Clientes=[["Empresa", "Fecha", "Sexo", "Ventas nacionales"], ["Uno", "1/2/2024", "F", 100]],
        Seguimientos=[
            head,
            ["Uno", "1/8/2024", "6 meses", "$ 150.00", 0, 2, 1, 3, 0, 0],
            ["UNO", "1/8/2024", "6 meses", 150, "0.00", 2, 1, 3, 0, 0],
            ["Uno", "1/8/2024", "6 meses", 999, 0, 2, 1, 3],
            ["Uno", "1/2/2024", "Línea base", 100, None, None, None, None],
            ["Uno", "1/2/2025", "12 meses", 100, 0, 1, 1, 3, 0, 0],
            ["Uno", "1/3/2025", "12 meses", None, None, None, None, None],
        ],
    )

    plan = load(data, center)

    assert figures(plan)["situations"] == (6, 1, 0, 2, 3)
    assert causes(plan) == [
        (4, "conflicting_situation"),
        (6, "formal_over_jobs"),
        (7, "no_figures"),
    ]
    waves = Situation.objects.order_by("as_of").values_list("as_of", "wave", "sales_national")
    assert list(waves) == [(date(2024, 2, 1), "baseline", 100), (date(2024, 8, 1), "6", 150)]
    assert figures(plan_of(data, center))["situations"] == (6, 0, 0, 3, 3)


CLIENTS = """Client ID,Company Name,Center,Counselor,Client Type,Date Established,In Business?,Gross Sales,Export Sales,Full-time Employees,City
4711,Island Soaps Ltd,Kingston,P. Reid,Active,2015-03-01,Yes,"120,000.00","20,000.00",4,Kingston
4712,Idea Person,Kingston,P. Reid,Pre-client,,No,,,,Mandeville
"""
CONTACTS = """Client ID,Company Name,First Name,Last Name,Email,Gender,Business Owner?,Primary?
4711,Island Soaps Ltd,Keisha,Brown,k@example.org,Female,Yes,Yes
4711,Island Soaps Ltd,Devon,Grant,,Male,No,No
"""
COUNSELING = """Client ID,Client,Session Date,Counselor,Contact Time,Prep Time,Travel Time,Type,Contact Type,Counseling Area,Reportable?
4711,whatever it is called now,2024-05-02,P. Reid,1.25,0.5,1,Initial,Online,Marketing,Yes
4711,,2024-05-03,P. Reid,0.5,0,0,Administrative,Phone,Marketing,Yes
4712,,2024-05-04,P. Reid,1,0,0,Follow-up,Client Site,Finance,No
9999,,2024-05-04,P. Reid,1,0,0,Follow-up,Client Site,Finance,No
"""
MILESTONES = """Client ID,Milestone Type,Initial Date,Initial Amount,New Date,New Amount,Counselor
4711,Change in Full-Time Staff,2023-01-01,2,2024-06-01,5,P. Reid
4711,Change in Sales,2023-01-01,"100,000",2024-06-01,"120,000",P. Reid
4711,Change in Part-Time Staff,2023-01-01,3,2024-06-01,2,P. Reid
4711,Business Established,,,2024-06-02,1,P. Reid
"""
FUNDING = """Client ID,Application Date,Reporting Date,Status,Funding Type,Institution,Amount Requested,Amount Approved
4711,2024-01-10,2024-03-10,Approved,Bank loan,JN Bank,50000,40000
4711,2024-01-11,2024-03-11,Denied,Grant,DBJ,9000,
"""


def bring(text, name, center):
    plan = make_plan(read_workbook(text.encode(), name), center=center)
    store_plan(plan)
    return plan


@pytest.fixture
def jamaica():
    center = factories.make_center(factories.make_country("JM"))
    bring(CLIENTS, "clients.csv", center)
    return center


def test_clients_of_another_system_keep_their_keys_and_are_found_by_them(jamaica):
    soaps = Client.objects.get(name="Island Soaps Ltd")
    assert (soaps.stage, soaps.started_on, soaps.keys.get().key) == (
        "in_business",
        date(2015, 3, 1),
        "4711",
    )
    assert soaps.situations.get().sales_national == Decimal("100000")
    renamed = CLIENTS.replace("Island Soaps Ltd", "Island Soaps and Oils")

    plan = bring(renamed, "clients.csv", jamaica)

    assert figures(plan) == {"clients": (2, 0, 0, 2, 0)}


def test_contacts_of_another_system_become_people_with_roles(jamaica):
    plan = bring(CONTACTS, "contacts.csv", jamaica)

    assert figures(plan) == {"contacts": (2, 2, 0, 0, 0)}
    keisha = Contact.objects.get(name="Keisha")
    assert (keisha.surname, keisha.sex, keisha.email) == ("Brown", "woman", "k@example.org")
    assert set(keisha.links.values_list("role", flat=True)) == {"owner", "first_contact"}
    assert Client.objects.get(name="Island Soaps Ltd").contact_sex == "woman"
    assert ClientContact.objects.count() == 3


def test_counseling_of_another_system_counts_only_what_is_reportable(jamaica):
    plan = bring(COUNSELING, "counseling.csv", jamaica)

    assert figures(plan) == {"sessions": (4, 3, 0, 0, 1)}
    assert causes(plan) == [(5, "unknown_client")]
    rows = Session.objects.order_by("held_on").values_list(
        "contact_minutes", "prep_minutes", "travel_minutes", "mode", "topic", "reportable"
    )
    assert list(rows) == [
        (75, 30, 60, "video", "", True), (30, 0, 0, "phone", "", False), (60, 0, 0, "visit", "", False),
    ]  # fmt: skip


def test_milestones_become_results_by_the_change_between_two_values(jamaica):
    plan = bring(MILESTONES, "milestones.csv", jamaica)

    assert figures(plan) == {"outcomes": (4, 4, 0, 0, 0)}
    rows = Outcome.objects.order_by("kind").values_list("kind", "quantity", "amount", "occurred_on")
    assert list(rows) == [
        ("business_started", 1, None, date(2024, 6, 2)), ("jobs_created", 3, None, date(2024, 6, 1)),
        ("jobs_lost", 1, None, date(2024, 6, 1)), ("sales_increase", None, Decimal(20000), date(2024, 6, 1)),
    ]  # fmt: skip


def test_funding_counts_only_where_it_was_approved(jamaica):
    plan = bring(FUNDING, "capital funding.csv", jamaica)

    assert figures(plan) == {"outcomes": (2, 2, 0, 0, 0)}
    rows = Outcome.objects.order_by("occurred_on").values_list(
        "kind", "amount", "currency", "reportable", "occurred_on", "applied_on", "detail"
    )
    assert list(rows) == [
        ("capital", 40000, "JMD", True, date(2024, 3, 10), date(2024, 1, 10), "Bank loan"),
        ("capital", 9000, "JMD", False, date(2024, 3, 11), date(2024, 1, 11), "Grant"),
    ]  # fmt: skip
