"""Workbooks of the same kind from other countries, in other words, currencies and styles."""

# ruff: noqa: E501 (one line of a sheet a line)
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from openpyxl import Workbook

from clients.models import Client, Contact, Outcome, Session, Situation
from tests import factories
from tests.clients.workbooks import book, causes, load, plan_of, saved

pytestmark = pytest.mark.django_db


def figures(plan):
    return {
        sheet.kind: (sheet.rows, sheet.created, sheet.merged, sheet.skipped, len(sheet.returned))
        for sheet in plan.sheets
    }


def test_a_honduran_workbook_in_lempiras_with_its_own_words():
    center = factories.make_center(
        country=factories.make_country("HN", currency="HNL", locale="es_HN")
    )
    data = book(
        Portada=[["Centro de Desarrollo Empresarial"], ["Informe 2024"]],
        Logros=[
            ["FECHA", "NOMBRE DEL NEGOCIO", "TIPO DE LOGRO", "CANTIDAD", "MUJERES", "MONTO (HNL)", "ESTADO"],
            ["15/03/2024", "Baleadas Doña Ana S. de R.L.", "EMPLEOS GENERADOS", 3, 2, None, "verificado"],
            ["2024-04-01", "baleadas dona ana", "Incremento en Ventas", None, None, "L. 125,000.50", "CON EVIDENCIA"],
            ["01/04/2024", "Baleadas Doña Ana", "Crédito aprobado", None, None, "US$ 1,000", None],
        ],
        Bitacora=[
            ["Control de atenciones"],
            [None],
            ["Horas", "Fecha de atención", "Nombre del negocio", "Cédula", "Consultor", "Modalidad"],
            ["1 h 30", "5 de febrero de 2024", None, "0801-1980-12345", "Luis", "En línea"],
            ["45 min", "06/02/24", "Baleadas  Doña Ana", None, "Luis", "visita a la empresa"],
            ["TOTAL", None, None, None, None, None],
        ],
        Padron=[
            ["Sexo", "Cédula", "Nombre del negocio", "Propietaria", "Fecha de ingreso", "Provincia",
             "Parroquia", "Ventas nacionales 12 meses (HNL)", "Nota libre"],
            ["Fem.", "0801-1980-12345", "Baleadas Doña Ana, S. de R. L.", "Ana López", 45323, "Cortés",
             "Choloma", "L 250,000.00", "x"],
            ["Fuente: archivo del centro"],
        ],
    )  # fmt: skip

    plan = load(data, center)

    assert figures(plan) == {
        "clients": (1, 1, 0, 0, 0), "sessions": (2, 2, 0, 0, 0), "outcomes": (3, 3, 0, 0, 0),
    }  # fmt: skip
    assert plan.unrecognised == ["Portada"]
    client = Client.objects.get()
    assert (client.contact_sex, client.registered_on, client.region, client.municipality) == (
        "woman", date(2024, 2, 1), "Cortés", "Choloma",
    )  # fmt: skip
    situation = Situation.objects.get()
    assert (situation.currency, situation.sales_national) == ("HNL", Decimal("250000"))
    assert list(
        Session.objects.order_by("held_on").values_list("held_on", "contact_minutes", "mode")
    ) == [
        (date(2024, 2, 5), 90, "video"),
        (date(2024, 2, 6), 45, "visit"),
    ]
    amounts = (
        Outcome.objects.exclude(amount=None)
        .order_by("amount")
        .values_list("amount", "currency", "state")
    )
    assert list(amounts) == [
        (Decimal("1000"), "USD", "declared"),
        (Decimal("125000.50"), "HNL", "evidenced"),
    ]
    assert Outcome.objects.get(currency="HNL").rate  # the year's rate, frozen


def test_a_jamaican_workbook_in_english_with_dollars():
    center = factories.make_center(country=factories.make_country("JM"))
    data = book(
        **{
            "Client list": [
                ["SBDC – client register"],
                ["TRN", "Business Name", "Owner", "Gender", "Parish", "Stage", "Registered business",
                 "% women owned", "Annual sales (J$)", "Export sales (J$)", "Full-time women",
                 "Part-time women", "Full-time men", "Part-time men", "Date registered"],
                ["123-456-789", "Blue Mountain Sauces Ltd", "Keisha Brown", "Female", "St. Andrew",
                 "In business", "Yes", 0.51, "$1,250,000", 0, 2, 1, 0, 0, "March 4, 2024"],
                ["123-456-780", "Yard Crafts", "Devon Grant", "M", "Kingston", "Start-up", "N",
                 0, "J$ 80,000.00", "", 0, 0, 1, "2", "4-Mar-24"],
                ["123-456-781", "Bad Firm", "X Y", "Femal3", "Kingston", "Startup", "N",
                 0, "80,00,000", "", 0, 0, 1.5, "2", "30 Feb 2024"],
                ["", "", "", "", "", "", "", "", "", "", 2, 1, 1, 2, ""],
            ],
            "Counselling": [
                ["Date", "Client", "Advisor", "Contact type", "Hours", "Prep time", "Subject"],
                [datetime(2024, 3, 11), "YARD CRAFTS", "P. Reid", "Phone", time(1, 15), "0:15", "Pricing"],
                ["12/03/2024", "Blue Mountain Sauces Limited", "P. Reid", "Zoom", "1.5 hours", "-", "Tax"],
                ["12/03/2024", "Blue Mountain Sauces Limited", "P. Reid", "Zoom", "90 mins", "", "Tax"],
                ["13/03/2024", "Bad Firm", "P. Reid", "Zoom", "90 mins", "", "Tax"],
            ],
        }
    )  # fmt: skip

    plan = load(data, center)

    assert figures(plan) == {"clients": (3, 2, 0, 0, 1), "sessions": (4, 2, 0, 1, 1)}
    bad = plan.returned[0]
    assert {fault.cause for fault in bad.faults} == {
        "unreadable_date", "unknown_sex", "unreadable_money", "unreadable_count",
    }  # fmt: skip
    assert [fault.suggestion for fault in bad.faults if fault.cause == "unknown_sex"] == ["female"]
    assert causes(plan)[1:] == [(5, "unknown_client")]
    sauces = Client.objects.get(name__startswith="Blue")
    assert (sauces.declared_women_share, sauces.women_owned) == (Decimal("51"), "yes")
    assert sauces.situations.get().sales_national == Decimal("1250000")
    assert sauces.situations.get().currency == "JMD"
    assert sauces.formalizations.count() == 1


def test_a_brazilian_workbook_with_decimal_commas_and_two_heading_rows():
    center = factories.make_center(
        country=factories.make_country("BR", currency="BRL", locale="pt_BR")
    )
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Cadastro"
    sheet.append(["CADASTRO DE CLIENTES"])
    sheet.merge_cells("A1:J1")
    sheet.append(["Data de inscrição", "Nome da empresa", "Empreendedor(a)", "CPF", "Sexo",
                  "Vendas nacionais (R$)", "Mulheres", None, "Homens", None])  # fmt: skip
    sheet.append(
        [None, None, None, None, None, None, "Fixas", "Temporárias", "Fixos", "Temporários"]
    )
    sheet.append(["05/03/2024", "Doces da Vovó", "Márcia Souza", "123.456.789-09", "Feminino",
                  "12.345,60", 1, 2, 3, 4])  # fmt: skip
    sheet.append(["06/03/2024", "Oficina Beto", "Beto Lima", "987.654.321-00", "Masculino",
                  "2.416", 0, 0, 1, 0])  # fmt: skip
    sheet.append(["", "TOTAL GERAL", "", "", "", "14.761,60", 1, 2, 4, 4])

    plan = load(saved(workbook), center)

    assert figures(plan) == {"clients": (2, 2, 0, 0, 0)}
    jobs = ("women_full_time", "women_part_time", "men_full_time", "men_part_time")
    rows = Situation.objects.order_by("as_of").values_list("currency", "sales_national", *jobs)
    assert list(rows) == [
        ("BRL", Decimal("12345.60"), 1, 2, 3, 4),
        ("BRL", Decimal("2416"), 0, 0, 1, 0),
    ]


def test_a_column_that_proves_month_first_is_read_month_first():
    center = factories.make_center()
    data = book(
        Clientes=[
            ["Fecha", "Empresa", "Sexo", "Documento"],
            ["03/25/24", "Uno", "F", "1111-2"],
            ["12/31/2023", "Dos", "F", "1111-3"],
            ["02/03/2024", "Tres", "F", "1111-4"],
        ]
    )

    load(data, center)

    assert list(Client.objects.order_by("registered_on").values_list("registered_on", flat=True)) == [
        date(2023, 12, 31), date(2024, 2, 3), date(2024, 3, 25),
    ]  # fmt: skip


def test_where_sexes_are_written_h_and_m_the_m_is_a_woman():
    center = factories.make_center()
    data = book(Clientes=[["Empresa", "Sexo", "Etapa"], ["Uno", "H", "Idea"], ["Dos", "M", "Idea"]])

    load(data, center)

    assert dict(Client.objects.values_list("name", "contact_sex")) == {"Uno": "man", "Dos": "woman"}


def test_staff_in_the_feminine_are_the_women_and_in_the_masculine_the_men_beside_them():
    center = factories.make_center()
    head = ["Empresa", "Sexo", "Empleados fijos", "Empleadas fijas"]

    load(book(Clientes=[head, ["Uno", "F", 1, 4]]), center)
    load(book(Clientes=[head[:3], ["Dos", "F", 9]]), center)  # all of them: men are not told

    jobs = Situation.objects.values_list("client__name", "men_full_time", "women_full_time")
    assert list(jobs) == [("Uno", 1, 4)]


def test_a_column_takes_its_second_meaning_where_another_has_only_the_first():
    center = factories.make_center(country=factories.make_country("JM"))
    head = ["Name of Enterprise", "Owner's name", "Contact No.", "M/F", "Parish", "Town/Village",
            "Line of business", "C.I."]  # fmt: skip

    load(
        book(
            Clients=[
                head,
                ["Uno", "Ann Lee", "876 555 0101", "F", "St. Ann", "Moneague", "Retail", "123-456"],
                ["TOTAL", None, None, None, None, None, None, None],
                ["Grand total", None, None, None, None, None, None, None],
            ]
        ),
        center,
    )

    one = Client.objects.get()
    assert (one.region, one.municipality, one.national_sector, one.phone, one.contact_sex) == (
        "St. Ann", "Moneague", "Retail", "876 555 0101", "woman",
    )  # fmt: skip
    assert Contact.objects.get().document == "123-456"


def test_a_parish_is_the_larger_of_the_two_beside_a_district():
    center = factories.make_center(country=factories.make_country("BS"))
    rows = [["Company", "Gender", "Parish", "District"], ["Uno", "F", "St. John", "North Side"]]

    load(book(Clients=rows), center)

    one = Client.objects.get()
    assert (one.region, one.municipality) == ("St. John", "North Side")


def test_a_french_nombre_is_how_many_and_a_spanish_one_is_who():
    center = factories.make_center(country=factories.make_country("HT", locale="fr_HT"))
    clients = [["Entreprise", "Nom complet", "Sexe"], ["Lakay", "Régine Désir", "F"]]
    french = ["Date", "Entreprise", "Résultat", "Nombre", "Femmes", "Valeur", "État"]
    spanish = ["Fecha", "Empresa", "Nombre", "Tipo de resultado", "Monto", "Estado"]

    load(
        book(
            Clients=[clients[0], clients[1]],
            Impact=[french, ["02/05/2024", "Lakay", "Emplois créés", 3, 2, None, "Vérifié"]],
            Logros=[spanish, ["03/05/2024", "Lakay", "Régine Désir", "Crédito", 500, "Declarado"]],
        ),
        center,
    )

    stated = Outcome.objects.order_by("occurred_on").values_list("quantity", "women", "amount")
    assert list(stated) == [(3, 2, None), (None, None, Decimal(500))]


def test_a_sex_that_was_not_told_is_no_news_on_a_second_load():
    center = factories.make_center()
    data = book(Clientes=[["Empresa", "Sexo", "Etapa"], ["Uno", "Prefiere no decir", "Idea"]])
    load(data, center)

    assert figures(load(data, center)) == {"clients": (1, 0, 0, 1, 0)}


def test_namesakes_are_told_apart_by_document_and_person():
    center = factories.make_center()
    data = book(
        Clientes=[
            ["Empresa", "Empresario/a", "Documento de identidad", "Sexo"],
            ["Comedor San José", "Ana Paz", "0111-1", "F"],
            ["Comedor San Jose", "Luis Ruiz", "0222-2", "M"],
            ["COMEDOR SAN JOSÉ", "Ana Paz", None, "F"],
            ["Pupusería", "Ana Paz", "pendiente", "F"],
            ["Taller", "Rita Sol", "pendiente", "F"],
        ],
        Sesiones=[
            ["Fecha", "Empresa", "Empresario/a", "Horas"],
            ["01/02/2024", "Comedor San José", "Luis Ruiz", 1],
            ["01/02/2024", "Comedor San José", None, 1],
            ["01/02/2024", None, "Rita Sol", 1],
        ],
    )

    plan = load(data, center)

    assert figures(plan) == {"clients": (5, 4, 1, 0, 0), "sessions": (3, 2, 0, 0, 1)}
    assert causes(plan) == [(3, "ambiguous_client")]
    assert Session.objects.filter(client__name="Comedor San Jose").count() == 1


def test_a_later_workbook_completes_a_stored_client_and_never_overwrites_it():
    center = factories.make_center()
    head = ["Fecha", "Empresa", "Documento", "Sexo", "Teléfono", "Municipio"]
    load(book(Clientes=[head, ["01/02/2024", "Uno", "0123-4", "F", None, "Ilobasco"]]), center)
    Client.objects.update(municipality="Suchitoto")

    plan = load(
        book(Clientes=[head, ["01/02/2024", "Uno", "0123-4", "F", "7777 1234", "Ilobasco"]]), center
    )
    again = plan_of(
        book(Clientes=[head, ["01/02/2024", "Uno", "0123-4", "F", "7777 1234", "Ilobasco"]]), center
    )

    client = Client.objects.get()
    assert (client.phone, client.municipality, client.phone_key) == (
        "7777 1234",
        "Suchitoto",
        "77771234",
    )
    assert figures(plan) == {"clients": (1, 0, 1, 0, 0)}
    assert figures(again) == {"clients": (1, 0, 0, 1, 0)}


def test_an_edited_session_is_still_the_one_of_the_workbook():
    center = factories.make_center()
    data = book(
        Clientes=[["Empresa", "Sexo", "Etapa"], ["Uno", "F", "Idea"]],
        Sesiones=[["Fecha", "Empresa", "Horas", "Notas"], ["01/02/2024", "Uno", 1, "a"]],
    )
    load(data, center)
    Session.objects.update(note="mended", contact_minutes=75)

    plan = load(data, center)

    assert figures(plan)["sessions"] == (1, 0, 0, 1, 0)
    assert Session.objects.get().note == "mended"


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        (["01/02/2024", "Uno", "Empleos generados", -2, 0, None, None], "negative_jobs"),
        (["01/02/2024", "Uno", "Empleos generados", None, 0, None, None], "no_quantity"),
        (["01/02/2024", "Uno", "Incremento en ventas", None, None, None, None], "no_amount"),
        (["01/02/2024", "Uno", "Incremento en ventas", None, None, -5, "USD"], "negative_money"),
        (["01/02/2024", "Uno", "Incremento en ventas", None, None, "US$ 5", "EUR"], "mixed_currencies"),
        (["01/02/2024", "Uno", None, 1, None, None, None], "no_kind"),
        ([None, "Uno", "Formalización", 1, None, None, None], "no_date"),
        (["01/02/1924", "Uno", "Formalización", 1, None, None, None], "date_too_early"),
        (["01/02/2024", None, "Formalización", 1, None, None, None], "no_client"),
    ],
)  # fmt: skip
def test_outcomes_that_cannot_be_right_are_returned_with_their_cause(row, cause):
    center = factories.make_center()
    factories.make_client(center=center, name="Uno")
    head = ["Fecha", "Empresa", "Tipo de resultado", "Cantidad", "Mujeres", "Monto", "Moneda"]

    plan = load(book(Resultados=[head, row]), center)

    assert causes(plan) == [(2, cause)]
    assert plan.returned[0].sentence()
    assert not Outcome.objects.exists()
