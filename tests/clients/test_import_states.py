"""A newer file that says more about a result that is stored already."""

import pytest

from clients.imports.summary import summarise
from clients.models import Evidence, Outcome
from tests import factories
from tests.clients.workbooks import book, load, plan_of

pytestmark = pytest.mark.django_db
HEADINGS = ["Fecha", "Empresa", "Tipo de resultado", "Cantidad", "Estado", "Evidencia"]


@pytest.fixture
def center():
    center = factories.make_center()
    factories.make_client(center, name="Panadería Rosa", folded_name="panaderia rosa")
    return center


def results(*rows):
    return book(Resultados=[HEADINGS, *rows])


def line(state, evidence=None, quantity=2):
    return ["2024-05-02", "Panadería Rosa", "Empleos generados", quantity, state, evidence]


@pytest.mark.parametrize("evidence", [None, "Planilla ISSS"])
def test_a_result_is_neither_counted_twice_nor_verified_by_a_file(center, evidence):
    load(results(line("Declarado")), center)

    plan = load(results(line("Verificado", evidence)), center)

    assert Outcome.objects.get().state == "declared"
    assert not Evidence.objects.exists()
    told = summarise(plan)["notes"]
    assert [(row, code, state) for _sheet, row, code, state in told] == [
        (2, "further_state", "verified")
    ]


def test_the_sentence_says_what_to_do(center):
    load(results(line("Con evidencia", "Planilla ISSS")), center)

    plan = plan_of(results(line("Verificado", "Planilla ISSS")), center)

    (note,) = plan.sheets[0].notes
    assert "have a colleague verify it" in note.sentence()
    assert plan.sheets[0].skipped == 1


@pytest.mark.parametrize(
    "later",
    [
        line("Verificado", quantity=3),  # another claim
        line("Verificado", "Contrato 7"),  # the stored one has another evidence
    ],
)
def test_another_claim_is_taken(center, later):
    load(results(line("Con evidencia", "Planilla ISSS")), center)

    load(results(later), center)

    assert sorted(Outcome.objects.values_list("state", flat=True)) == ["evidenced", "verified"]


def test_the_same_file_again_changes_nothing(center):
    load(results(line("Verificado", "Planilla ISSS")), center)

    plan = load(results(line("Verificado", "Planilla ISSS")), center)

    assert Outcome.objects.count() == 1
    assert [note.code for note in plan.sheets[0].notes] == ["stored"]
