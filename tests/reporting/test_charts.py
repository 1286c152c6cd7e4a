"""The three drawings of a chart say the same numbers."""

import re
from decimal import Decimal
from html import unescape
from xml.etree import ElementTree

import pytest
from django.utils import translation

from centers import formats
from reporting.charts import (
    HIDDEN,
    ChartSpec,
    Kind,
    Mark,
    Role,
    Series,
    Unit,
    for_page,
    to_plotly,
    to_svg,
    to_table,
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"), formats.country("SV"):
        yield


def spec(kind, values=(1126, 990, 12), **given):
    plain = {
        "key": "jobs",
        "title": "Jobs are ahead of plan",
        "subtitle": "Jobs created and verified, 2025",
        "description": "In March there were 12 jobs.",
        "dimension": "Month",
        "categories": ("January", "February", "March"),
        "series": (Series("2025", values, Role.WOMEN),),
    }
    return ChartSpec(kind=kind, **plain | given)


def texts_of_drawing(svg):
    root = ElementTree.fromstring(svg)
    return [element.text for element in root.iter() if element.text]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("standalone", [True, False])
def test_drawing_figure_and_table_carry_equal_numbers(kind, standalone):
    chart = spec(kind)
    drawn = " | ".join(texts_of_drawing(to_svg(chart, standalone=standalone)))
    numbers = [value for trace in to_plotly(chart)["data"] for value in trace[_value_axis(kind)]]

    assert numbers == [1126, 990, 12]
    assert [row.texts for row in to_table(chart).rows] == [("1,126",), ("990",), ("12",)]
    for row in to_table(chart).rows:
        assert row.texts[0] in drawn


def _value_axis(kind):
    return "y" if kind in (Kind.LINE, Kind.STACKED) else "x"


@pytest.mark.parametrize("kind", list(Kind))
def test_plotly_accepts_the_figure(kind):
    from plotly import graph_objects

    marks = (Mark(Decimal(50), "half"), Mark(Decimal(61), "country", Role.WOMEN))
    chart = spec(kind, (61, None, HIDDEN), unit=Unit.PERCENT, marks=marks)

    figure = graph_objects.Figure(to_plotly(chart))

    assert len(figure.data) == 1
    assert len(figure.layout.shapes) == 2


@pytest.mark.parametrize("kind", list(Kind))
def test_a_hidden_cell_shows_its_mark_and_no_number_anywhere(kind):
    chart = spec(kind, (1126, HIDDEN, None))

    assert to_plotly(chart)["data"][0][_value_axis(kind)][1] is None
    assert to_plotly(chart)["data"][0]["customdata"] == ["1,126", "[c]", "n/a"]
    marks = [one["text"] for one in to_plotly(chart)["layout"]["annotations"]]
    assert marks.count("[c]") == 1
    assert to_table(chart).as_csv().splitlines()[2] == "February,,[c]"
    assert to_svg(chart).count("1,126") >= 1


def test_lines_carry_their_names_apart_from_each_other_where_years_are_categories():
    chart = ChartSpec(
        key="years",
        kind=Kind.LINE,
        title="",
        subtitle="",
        description="",
        dimension="Year",
        categories=("2024", "2025"),
        series=(Series("Jobs", (1, 50)), Series("Target", (2, 51), Role.TARGET)),
    )

    layout = to_plotly(chart)["layout"]

    ends = layout["annotations"]
    assert [(one["text"], one["x"], one["y"]) for one in ends] == [
        ("Target: 51", 1, 51),
        ("Jobs: 50", 1, 50),
    ]
    assert ends[0]["yshift"] - ends[1]["yshift"] >= 10  # with the pixels between 50 and 51
    assert layout["xaxis"]["range"] == [-0.5, 1.5]
    assert not layout["showlegend"]


def test_shares_stand_on_the_same_tens_as_in_the_drawing():
    layout = to_plotly(spec(Kind.DOTS, (52, 61, 47), unit=Unit.PERCENT))["layout"]

    assert layout["xaxis"]["range"] == [30, 80]


def test_the_mark_of_a_hidden_year_stands_at_the_year_and_not_at_its_number():
    chart = spec(Kind.STACKED, (1, HIDDEN, 3), categories=("2023", "2024", "2025"))

    (mark,) = [one for one in to_plotly(chart)["layout"]["annotations"] if one["text"] == HIDDEN]

    assert mark["x"] == 1


def test_a_page_drawing_has_classes_only_and_a_standalone_one_attributes_only():
    for kind in Kind:
        on_page, alone = to_svg(spec(kind)), to_svg(spec(kind), standalone=True)

        assert "style=" not in on_page + alone
        assert "fill=" not in on_page
        assert "class=" not in alone
        assert on_page.startswith('<svg viewBox="0 0 ')
        assert "<title id=" in on_page
        assert "<desc id=" in on_page


def test_a_name_cannot_break_out_of_the_drawing():
    nasty = '</text><script>alert("1")</script>' + "x" * 120
    chart = spec(Kind.BARS, categories=(nasty, "<b>", "=1+1"))

    drawn = to_svg(chart)

    assert "<script>" not in drawn
    assert ElementTree.fromstring(drawn) is not None
    assert "…" in unescape(drawn)
    assert to_table(chart).rows[0].label == nasty
    assert to_table(chart).as_csv().splitlines()[3].startswith("'=1+1")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("values", [(0, 0, 0), (None, None, None), (HIDDEN,) * 3])
def test_nothing_to_show_is_still_a_drawing(kind, values):
    assert ElementTree.fromstring(to_svg(spec(kind, values))) is not None


def test_a_series_of_another_length_is_refused():
    with pytest.raises(ValueError, match="2 values for 3 categories"):
        spec(Kind.LINE, (1, 2))


@pytest.mark.parametrize(
    ("language", "country", "shown"),
    [
        ("es", "SV", "US$\u00a01,234,568"),
        ("es", "CL", "US$\u00a01.234.568"),
        ("pt-br", "BR", "US$\u00a01.234.568"),
        ("en", "JM", "US$\u00a01,234,568"),
        ("fr", "HT", "1\u202f234\u202f568\u00a0$US"),
    ],
)
def test_money_is_written_as_the_country_writes_it(language, country, shown):
    values = (Decimal("1234567.50"), 1, 2)
    chart = spec(Kind.BARS, values, unit=Unit.MONEY, currency="USD")

    with translation.override(language), formats.country(country):
        assert to_table(chart).rows[0].texts == (shown,)
        assert shown in to_svg(chart)


def test_millions_are_shortened_in_headlines_only():
    with translation.override("es"), formats.country("SV"):
        assert formats.money_short(Decimal(4830000)) == "US$\u00a04.83\u00a0M"
        assert formats.money_short(Decimal(950000), "GTQ") == "GTQ\u00a0950,000"
        assert formats.month_letters(1) == "ene"
    with translation.override("pt-br"), formats.country("BR"):
        assert formats.money_short(Decimal(4830000)) == "US$\u00a04,83\u00a0mi"
        assert formats.separators() == ",."


def test_a_page_gets_a_drawing_for_each_width_with_ids_of_its_own():
    drawing = for_page(spec(Kind.LINE))
    ids = re.findall(r' id="([^"]+)"', drawing.wide + drawing.narrow)

    assert len(ids) == len(set(ids)) == 4


def test_a_share_in_a_file_has_four_decimals_and_money_keeps_its_cents():
    chart = spec(Kind.BARS, (Decimal(700) / 9, Decimal("1714.32"), 3))

    lines = to_table(chart).as_csv().splitlines()

    assert [line.split(",")[1] for line in lines[1:4]] == ["77.7778", "1714.32", "3"]
