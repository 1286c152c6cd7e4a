"""The report's pages: equal numbers everywhere, every language, every awkward case."""

import base64
import io
import re
import subprocess
from datetime import date
from decimal import Decimal

import pikepdf
import pytest
from django.utils import translation

from centers import formats
from reporting.charts import HIDDEN
from reporting.figures import Figures
from reporting.report.document import TEMPLATES, compose, render
from reporting.report.names import period_name
from tests.reporting.frozen_data import CODE, LANGUAGES, line, make_frozen
from tests.reporting.verapdf import verdicts

LONG = "Centro de Desarrollo Empresarial «Ñandú & Hijos» <de> la Universidad Nacional " * 2


def text_of(pdf, tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True)
    return run.stdout.decode().replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_data_inside_the_file_is_every_frozen_figure(reports, language):
    with pikepdf.open(io.BytesIO(reports[language])) as pdf:
        inside = pdf.attachments["figures.csv"].get_file().read_bytes().decode()
        names = set(pdf.attachments)
        language_of_file = str(pdf.Root.Lang).lower()

    for one in make_frozen()["lines"]:
        assert f"{one['measure']},{one['state']}," in inside
        shown = f",{one['value']},{one['unit']},"
        assert (shown if one["value"] != HIDDEN else f",,{one['unit']},confidential") in inside
    assert {"jobs-by-year.csv", "women-in-results.csv", "women-by-center.csv"} <= names
    assert language_of_file == language


def test_all_languages_are_made_from_the_same_figures(reports):
    def inside(pdf):
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return opened.attachments["figures.csv"].get_file().read_bytes()

    assert len({inside(pdf) for pdf in reports.values()}) == 1


def test_bookmarks_and_alternative_texts_are_there(reports):
    with pikepdf.open(io.BytesIO(reports["en"])) as pdf:
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        figures = [
            o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"
        ]

    assert titles[0].startswith("2,080 verified jobs in 2024")
    assert figures
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_words_in_another_language_say_which_to_eye_and_ear(reports, tmp_path):
    said = " ".join(text_of(reports["en"], tmp_path).split())
    own = " ".join(text_of(reports["es"], tmp_path).split())
    with pikepdf.open(io.BytesIO(reports["en"])) as pdf:
        parts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o]
        languages = {str(one.Lang) for one in parts if "/Lang" in one}

    assert "Original words, in Spanish." in said
    assert "Texto original" not in own
    assert languages == {"es"}


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595)])
def test_paper_is_that_of_the_country(paper, width):
    pdf = render(make_frozen(paper=paper), template="flyer", language="es")

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert round(float(opened.pages[0].mediabox[2])) == width
        assert len(opened.pages) == 1


def test_a_report_speaks_of_centers_as_its_country_did_when_it_was_frozen():
    own = {"es": {"center": "CDMYPE", "centers": "CDMYPE", "client": "Firma", "clients": "Firmas"}}
    frozen = make_frozen()
    frozen["countries"][0]["words"] = own

    spanish = compose(frozen, template="full", language="es").html
    english = compose(frozen, template="full", language="en").html

    assert '<th scope="col">CDMYPE</th>' in spanish
    assert '<span class="g">Firmas</span> Total' in spanish
    assert '<th scope="col">Center</th>' in english


def test_a_draft_says_so_on_each_page(tmp_path):
    pdf = render(make_frozen(), template="short", language="en", draft=True)

    for page in text_of(pdf, tmp_path).split("\f")[:-1]:
        assert "Draft: the period is not closed" in page


AWKWARD = {
    "nothing happened": {"lines": [], "centers": {}},
    "one client": {"lines": [line("CLI-01", 1), line("SES-01", 1)], "centers": {"SV-01": "Uno"}},
    "all hidden": {
        "lines": [one | {"value": HIDDEN} for one in make_frozen()["lines"]],
    },
    "long names": {"centers": {"SV-01": LONG[:120], "SV-02": "B"}},
    "two hundred centers": {"centers": {f"SV-{n}": f"Centro {n}" for n in range(200)}},
    "a story without a photo": {
        "stories": [
            {"id": "1", "texts": {"es": {"title": "A", "summary": "B", "text": ""}}, "photo": ""}
        ]
    },
    "missing rates": {"rates": []},
    "unanswered": {"followup": {"due": 0, "answered": 0, "survival_asked": 0, "surviving": 0}},
    "rates": {
        "rates": [{"currency": "GTQ", "period": "2024-05", "per_usd": "7.77", "source": "Banguat"}]
    },
    "targets": {
        "targets": [
            {"measure": "JOB-01", "target": "0"},
            {"measure": "CAP-01", "target": "12000000", "reason": LONG},
        ]
    },
}


QUARTER = {"start": "2024-07-01", "end": "2024-10-01"}
SAID_AT_LENGTH = "El plan de costos mostró que el pan se vendía por debajo de su costo. " * 8
CROWDED = {
    "a headline of 140 letters": {"words": {"headline": {"es": ("Un titular largo " * 9)[:140]}}},
    "a story of 560 letters": {
        "stories": [
            {
                "id": "1",
                "texts": {"es": {"title": "A", "summary": SAID_AT_LENGTH, "text": ""}},
                "photo": "",
            }
        ]
    },
    "few answers": {
        "followup": make_frozen()["followup"] | {"due": 300, "answered": 100},
    },
    "a funder with a long name": {"funder": {"code": "B", "name": LONG[:80]}},
    "thirty-three countries": {
        "countries": [
            {"code": code, "name": code, "paper": "a4"} for code in 11 * ("SV", "GT", "HN")
        ]
    },
    "nothing happened": AWKWARD["nothing happened"],
    "a quarter": QUARTER,
    "a quarter and no story": QUARTER | {"stories": []},
    "a quarter, a long headline and few answers": QUARTER
    | {
        "words": {"headline": {"es": ("Un titular largo " * 9)[:140]}},
        "followup": make_frozen()["followup"] | {"due": 300, "answered": 100},
        "stories": [],
        "budget_usd": "",
    },
}


@pytest.mark.parametrize("language", ["es", "fr"])
@pytest.mark.parametrize("case", CROWDED)
def test_the_first_page_stays_one_page(case, language):
    data = make_frozen(**CROWDED[case])

    made = render(data, template="flyer", language=language, code=CODE, draft=True)

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1


def test_no_page_holds_a_few_left_over_lines(reports, tmp_path):
    for language, made in reports.items():
        for number, page in enumerate(text_of(made, tmp_path).split("\f")[:-1], 1):
            assert len(page.split()) > 40, (language, number, page)


def test_no_name_is_cut_in_the_charts():
    for language in LANGUAGES:
        html = compose(make_frozen(), template="full", language=language).html

        for drawing in re.findall(r"data:image/svg\+xml;base64,([^\"]+)", html):
            assert "…" not in base64.b64decode(drawing).decode()


def test_figures_without_parts_are_drawn_in_one_piece():
    lines = [line("JOB-01", 18, year="2024"), line("JOB-01.women", HIDDEN, year="2024")]
    lines += [line("CLI-01", 60, year="2024")]

    made = compose(make_frozen(lines=lines), template="flyer", language="en")

    (table,) = [file.text for file in made.files if file.name == "jobs-by-year.csv"]
    assert table.splitlines() == ["Year,Women,Others,Women and others,status", "2024,,,18,[c]"]


def test_clients_are_drawn_where_no_jobs_may_be():
    lines = [line("CLI-01", 60, year="2024"), line("CLI-01", 33, year="2024", sex="woman")]

    made = compose(make_frozen(lines=lines), template="flyer", language="en")

    names = [file.name for file in made.files]
    assert "clients-by-year.csv" in names
    assert "jobs-by-year.csv" not in names


@pytest.mark.parametrize("case", AWKWARD)
def test_awkward_figures_give_sound_pages(case):
    html = compose(make_frozen(**AWKWARD[case]), template="full", language="en").html

    assert not re.search(r"\b(None|nan|NaN|Infinity)\b", html)
    assert "<de>" not in html
    assert html.count("<h1>") == 1
    assert not re.search(
        r"<(h[123]|p|td|th)[^>]*>\s*</\1>", html.replace("<td></td>", "<td>x</td>")
    )


def test_an_empty_period_says_that_nothing_happened(tmp_path):
    made = render(make_frozen(**AWKWARD["nothing happened"]), template="full", language="en")

    assert "No client was advised in 2024" in " ".join(text_of(made, tmp_path).split())


def test_hidden_figures_are_in_no_picture_and_no_attachment():
    lines = [one | {"value": HIDDEN} for one in make_frozen()["lines"]]

    made = compose(make_frozen(lines=lines), template="full", language="en")

    for file in made.files:
        assert not re.search(r"(^|,)\d+(\.\d+)?,(clients|jobs|USD|hours)", file.text)
    assert "confidential" in made.html


def test_women_are_never_shown_without_their_base():
    figures = Figures.of([line("CLI-01", HIDDEN), line("CLI-01", 4, sex="woman")])

    assert figures.women_share("CLI-01") == HIDDEN
    assert Figures.of([]).women_share("CLI-01") is None
    assert Figures.of([line("CLI-01", 8), line("CLI-01", 2, sex="woman")]).women_share(
        "CLI-01"
    ) == Decimal(25)


def test_periods_are_named_as_people_say_them():

    with translation.override("es"), formats.country("SV"):
        assert period_name(date(2024, 1, 1), date(2025, 1, 1)) == "2024"
        assert period_name(date(2025, 5, 1), date(2025, 6, 1)) == "mayo de 2025"
        assert period_name(date(2025, 1, 1), date(2025, 6, 1)) == "enero–mayo de 2025"


@pytest.mark.slow
def test_verapdf_passes_each_template_in_each_language(reports, tmp_path):
    files = []
    for template in TEMPLATES:
        for language in LANGUAGES:
            path = tmp_path / f"{template}-{language}.pdf"
            made = (
                reports[language]
                if template == "full"
                else render(make_frozen(), template=template, language=language, code=CODE)
            )
            path.write_bytes(made)
            files.append(path)

    lines = verdicts(files, tmp_path)

    verdict = [one for one in lines if not one.startswith(" ")]
    assert len(verdict) == 2 * len(TEMPLATES) * len(LANGUAGES)
    assert [one for one in lines if not one.startswith("PASS")] == []
