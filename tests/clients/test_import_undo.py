"""Taking an import back after somebody has worked with what it stored."""

from decimal import Decimal

import pytest
from django.urls import reverse

from clients import actions
from clients.models import Client, ClientKey, Outcome, Session, Situation
from tests import factories
from tests.clients.test_import_pages import HEAD, post, upload
from tests.clients.workbooks import book

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def edit_session(director):
    session = Session.objects.get(held_on="2024-02-05")
    actions.change_session(session=session, by=director, note="Said more", contact_minutes=75)


def edit_situation(director):
    situation = Situation.objects.get(client__name="Uno")
    actions.change_situation(situation=situation, by=director, sales_national=Decimal(120))


def edit_person(director):
    person = Client.objects.get(name="Uno").links.get().contact
    actions.change_contact(contact=person, by=director, phone="7777 8888")


def add_person(director):
    uno = Client.objects.get(name="Uno")
    actions.link_contact(client=uno, by=director, role="manager", name="Ana", sex="woman")


def prove_result(director):
    actions.attach_evidence(outcome=Outcome.objects.get(), by=director, label="Planilla")


CHANGES = [edit_session, edit_situation, edit_person, add_person, prove_result]


def people_book():
    clients = [[*HEAD, "Contacto", "Ventas nacionales"],
               ["1/2/2024", "Uno", "01234-5", "F", "", "Idea", "Rosa Paz", 100],
               ["1/2/2024", "Dos", "01234-6", "F", "", "Idea", "Eva Sol", 50]]  # fmt: skip
    sessions = [["Fecha", "Empresa", "Horas"], ["5/2/2024", "Uno", 1], ["6/2/2024", "Dos", 2]]
    results = [["Fecha", "Empresa", "Tipo de resultado", "Cantidad"],
               ["7/2/2024", "Uno", "Empleos generados", 2]]  # fmt: skip
    return book(Clientes=clients, Sesiones=sessions, Resultados=results)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("choice", "left"), [("keep", 1), ("undo", 0)])
def test_what_was_changed_a_moment_later_is_shown_and_kept_or_undone_by_choice(
    client, center, director, change, choice, left
):
    run = upload(client, center, people_book())
    post(client, run, "confirm")
    change(director)

    page = client.get(reverse("clients:import-undo", args=[run.uuid])).content.decode()
    post(client, run, "undo", changed=choice)

    assert "Changed since by somebody" in page
    assert run.state == "undone"
    assert list(Client.objects.alive().values_list("name", flat=True)) == ["Uno"] * left


def test_what_nobody_changed_asks_nothing(client, center, director):
    run = upload(client, center, people_book())
    post(client, run, "confirm")

    page = client.get(reverse("clients:import-undo", args=[run.uuid])).content.decode()

    assert "Nobody has changed any of it since" in page


def test_a_rate_that_came_later_is_nobodys_change(client, center, director):
    run = upload(client, center, people_book())
    post(client, run, "confirm")
    Outcome.objects.update(rate=Decimal("8.75"), amount_usd=Decimal(10))

    post(client, run, "undo")

    assert not Outcome.objects.alive().exists()


@pytest.mark.parametrize("choice", ["keep", "undo"])
def test_a_client_with_work_of_others_stays_and_is_named(client, center, director, choice):
    run = upload(client, center, people_book())
    post(client, run, "confirm")
    mine = factories.make_session(Client.objects.get(name="Dos"))

    page = client.get(reverse("clients:import-undo", args=[run.uuid])).content.decode()
    post(client, run, "undo", changed=choice)

    assert "Clients that stay in any case" in page
    assert list(Session.objects.alive()) == [mine]
    assert Client.objects.alive().get().name == "Dos"


def test_claims_computed_from_an_imported_situation_are_computed_anew(client, center, director):
    old = factories.make_client(center, name="Uno")
    jobs = dict.fromkeys(["women_full_time", "women_part_time", "men_full_time"], 0)
    actions.record_situation(client=old, by=director, as_of="2023-01-31", men_part_time=1, **jobs)
    rows = [["Fecha", "Empresa", "Mujeres fijas", "Mujeres temporales", "Hombres fijos",
             "Hombres temporales"], ["30/6/2023", "Uno", 0, 0, 0, 3]]  # fmt: skip
    run = upload(client, center, book(**{"Antes y ahora": rows}))
    post(client, run, "confirm")
    actions.record_situation(client=old, by=director, as_of="2023-12-31", men_part_time=5, **jobs)

    post(client, run, "undo", changed="undo")

    claim = Outcome.objects.alive().get()
    assert (claim.quantity, str(claim.occurred_on)) == (4, "2023-12-31")


FIGURES = ["Fecha", "Empresa", "Mujeres fijas", "Mujeres temporales", "Hombres fijos",
           "Hombres temporales", "Ventas nacionales"]  # fmt: skip


def figures(*rows):
    return book(Clientes=[HEAD, ["1/2/2022", "Uno"]], **{"Antes y ahora": [FIGURES, *rows]})


def test_imported_situations_declare_what_changed_and_undoing_takes_it_back(
    client, center, director
):
    run = upload(
        client,
        center,
        figures(
            ["30/6/2022", "Uno", 1, 0, 1, 0, 1000],
            ["30/6/2023", "Uno", 3, 0, 1, 0, 900],
            ["30/6/2024", "Uno", 2, 0, 1, 0, 1500],
        ),
    )

    post(client, run, "confirm")

    claims = Outcome.objects.alive().order_by("occurred_on", "kind")
    told = [(str(one.occurred_on), one.kind, one.quantity, one.women, one.amount) for one in claims]
    assert told == [
        ("2023-06-30", "jobs_created", 2, 2, None),
        ("2024-06-30", "jobs_lost", 1, 1, None),
        ("2024-06-30", "sales_increase", None, None, Decimal("600.00")),
    ]
    assert {(one.state, one.source, one.recorded_by) for one in claims} == {
        ("declared", "import", director)
    }
    post(client, run, "undo")
    for model in (Outcome, Situation, Client):
        assert not model.objects.alive().exists()


def test_an_imported_situation_splits_a_change_until_it_is_undone(client, center, director):
    old = factories.make_client(center, name="Uno")
    for day, women in (("2022-01-31", 1), ("2024-01-31", 6)):
        factories.make_situation(old, as_of=day, women_full_time=women)
    actions.recompute_changes([old], by=director)
    rows = [FIGURES, ["31/1/2023", "Uno", 4, 0, 1, 0, ""]]
    run = upload(client, center, book(**{"Antes y ahora": rows}))

    post(client, run, "confirm")
    jobs = Outcome.objects.alive().order_by("occurred_on").values_list("quantity", flat=True)
    split = list(jobs)
    post(client, run, "undo")

    assert split == [3, 2]
    assert list(jobs.all()) == [5]


def test_what_results_of_the_same_file_say_is_not_counted_twice(client, center, director):
    rows = [["Fecha", "Empresa", "Tipo de resultado", "Cantidad"],
            ["15/3/2023", "Uno", "Empleos creados", 2]]  # fmt: skip
    data = {
        "Clientes": [HEAD, ["1/2/2022", "Uno"]],
        "Antes y ahora": [
            FIGURES,
            ["30/6/2022", "Uno", 1, 0, 1, 0, ""],
            ["30/6/2023", "Uno", 4, 0, 1, 0, ""],
        ],
        "Resultados": rows,
    }

    post(client, upload(client, center, book(**data)), "confirm")

    jobs = Outcome.objects.alive().order_by("occurred_on").values_list("quantity", flat=True)
    assert list(jobs) == [2, 1]


def test_changes_of_a_closed_period_arrive_late(client, center, director):
    center.locked_through = "2023-12-31"
    center.save()
    rows = (["30/6/2022", "Uno", 1, 0, 1, 0, ""], ["30/6/2023", "Uno", 3, 0, 1, 0, ""])
    run = upload(client, center, figures(*rows))

    post(client, run, "confirm")
    late = list(Outcome.objects.values_list("late", flat=True))
    answer = client.post(reverse("clients:import-undo", args=[run.uuid]), follow=True)

    assert late == [True]
    assert "lies in a period that is closed" in answer.text
    assert Client.objects.alive().exists()


@pytest.mark.parametrize("rows", [2, 20])
def test_questions_to_the_database_do_not_grow_with_the_clients_compared(
    center, director, rows, django_assert_num_queries
):
    firms = [factories.make_client(center) for _ in range(rows)]
    for firm in firms:
        for day, women in (("2022-01-31", 1), ("2024-01-31", 6)):
            factories.make_situation(firm, as_of=day, women_full_time=women)

    with django_assert_num_queries(5):  # a savepoint and its end, situations, claims, new ones
        actions.recompute_changes(firms, by=director)


def test_keys_of_another_system_are_freed_and_found_again(client, center, director):
    old = factories.make_client(center, name="Dos")
    rows = [["Client ID", *HEAD], ["K1", "1/2/2024", "Uno"], ["K2", "", "Dos"]]
    run = upload(client, center, book(Clientes=rows))
    post(client, run, "confirm")
    names = dict(ClientKey.objects.values_list("key", "client__name"))
    assert names == {"K1": "Uno", "K2": "Dos"}

    post(client, run, "undo")
    assert not ClientKey.objects.exists()
    again = upload(client, center, book(Clientes=rows))
    post(client, again, "confirm")

    assert ClientKey.objects.get(key="K1").client == Client.objects.alive().get(name="Uno")
    assert ClientKey.objects.get(key="K2").client == old


def test_a_person_linked_to_an_older_client_is_unlinked_unless_changed_since(
    client, center, director
):
    old = factories.make_client(center, name="Uno")
    rows = [["Empresa", "Nombre", "Cargo"], ["Uno", "Ana Paz", "Gerente"],
            ["Uno", "Eva Sol", "Gerente"]]  # fmt: skip
    run = upload(client, center, book(Contactos=rows))
    post(client, run, "confirm")
    eva = old.links.get(contact__name__startswith="Eva").contact
    actions.change_contact(contact=eva, by=director, phone="7777 8888")

    post(client, run, "undo", changed="keep")

    assert [str(link.contact) for link in old.links.filter(ends_on=None)] == ["Eva Sol"]
