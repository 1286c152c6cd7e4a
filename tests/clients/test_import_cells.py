"""What a cell means, in the styles people write, and what is refused rather than guessed."""

# ruff: noqa: E501 (cells and what they mean, side by side)
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from clients.imports.cells.currencies import currency_in_heading, read_currency
from clients.imports.cells.dates import is_month_first, read_date
from clients.imports.cells.durations import read_minutes
from clients.imports.cells.numbers import (
    are_fractions,
    decimal_mark_of_column,
    read_count,
    read_money,
    read_share,
)
from clients.imports.cells.refused import Refused
from clients.imports.cells.style import Style
from clients.imports.cells.text import clean, is_blank
from clients.imports.vocabulary.values import OUTCOME_KIND, SEX, YES_NO

TODAY = date(2026, 11, 22)
POINT = Style(today=TODAY)
COMMA = replace(POINT, decimal_mark=",")
DAY = date(2024, 2, 12)


def cause(read, cell, style=POINT):
    with pytest.raises(Refused) as refused:
        read(cell, style)
    return refused.value.cause


@pytest.mark.parametrize(
    "cell",
    [
        "12/02/2024", "2024-02-12", "12-feb-24", "12-FEB.-2024", "12 de febrero de 2024", "12.2.24",
        "lunes, 12 de febrero del 2024", "Feb 12, 2024", "12 February 2024", "12 de fevereiro de 2024",
        "12 févr. 2024", "20240212", "12/02/2024 10:30", "2024-02-12T10:30:00", " 12 / 02 / 2024 ",
        datetime(2024, 2, 12, 9), DAY, 45334, 45334.0, "45334", "12-febr-24", "Febr. 12, 2024",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_styles(cell):
    assert read_date(cell, POINT) == DAY


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31/02/2024", "unreadable_date"), ("29/02/2023", "unreadable_date"),
        ("feb-24", "unreadable_date"), ("12-jui-24", "unreadable_date"), ("ayer", "unreadable_date"), (7, "unreadable_date"),
        ("15/03/2031", "future_date"), (datetime(2027, 1, 1), "future_date"),
        ("12/02/1985", "date_too_early"), ("00/00/0000", "unreadable_date"),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused(cell, why):
    assert cause(read_date, cell) == why


def test_serial_numbers_follow_the_workbooks_date_system():
    assert read_date(45334 - 1462, replace(POINT, date1904=True)) == DAY


def test_a_month_first_day_is_suggested_and_a_proven_column_is_read_so():
    with pytest.raises(Refused) as refused:
        read_date("03/25/24", POINT)

    assert refused.value.suggestion == "2024-03-25"
    assert is_month_first(["03/25/24", "01/02/2024", "12/31/2023"])
    assert not is_month_first(["03/25/24", "31/12/2023", "12/31/2023"])
    assert is_month_first(["03/25/24", "31/02/2024", "12/31/2023"])  # a day that never was
    assert is_month_first([*["03/25/24"] * 12, "31/12/2023"])
    assert read_date("02/12/2024", replace(POINT, month_first=True)) == DAY


@given(
    st.dates(date(1990, 1, 1), TODAY),
    st.sampled_from(["es_SV", "en_JM", "pt_BR", "fr_HT"]),
    st.sampled_from(["d/M/yyyy", "yyyy-MM-dd", "d MMMM yyyy", "d-MMM-yyyy", "EEEE d MMMM yyyy"]),
)
def test_every_day_written_in_a_known_style_is_read_back(day, locale, pattern):
    assert read_date(format_date(day, pattern, locale=locale), POINT) == day


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        (1.5, 90), ("1.5", 90), ("1,5", 90), ("1:30", 90), ("90 min", 90), ("90 minutos", 90),
        ("1 h 30", 90), ("1h30", 90), ("2 horas", 120), ("1 hora y media", 90), ("media hora", 30),
        ("½", 30), ("1 1/2", 90), ("1.5 hrs.", 90), (time(1, 30), 90), (timedelta(minutes=90), 90),
        ("01:30:00", 90), (0, 0), (24, 1440), ("0.33", 20), ("45'", 45),
        ("1 hora(s) 30 min", 90),
    ],
)  # fmt: skip
def test_a_duration_is_read_in_many_styles(cell, minutes):
    assert read_minutes(cell, POINT) == minutes


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (60, "over_24_hours"), ("60", "over_24_hours"), ("25:00", "over_24_hours"),
        (-1, "negative_hours"), ("-1:00", "negative_hours"), ("abc", "unreadable_hours"),
        (datetime(2024, 1, 1), "unreadable_hours"), ("1.5.5", "unreadable_hours"),
        (True, "unreadable_hours"), (float("nan"), "unreadable_hours"),
    ],
)  # fmt: skip
def test_a_duration_that_cannot_be_is_refused(cell, why):
    assert cause(read_minutes, cell) == why


def test_bare_numbers_are_minutes_only_where_the_heading_says_so():
    with pytest.raises(Refused) as refused:
        read_minutes(60, POINT)

    assert refused.value.suggestion == "60 min"
    assert read_minutes(60, replace(POINT, minutes=True)) == 60


@given(st.integers(1, 1440))
def test_every_duration_is_read_back_from_clock_and_minutes(minutes):
    assert read_minutes(f"{minutes // 60}:{minutes % 60:02}", POINT) == minutes
    assert read_minutes(f"{minutes} min", POINT) == minutes


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("$ 2,416.54", "2416.54", ""), ("2.416,54", "2416.54", ""), ("28,063.20", "28063.20", ""),
        ("1 234 567,89", "1234567.89", ""), ("1'200.50", "1200.50", ""), ("US$ 1,000", "1000", "USD"),
        ("L. 1,500.00", "1500", "HNL"), ("Lps. 3,000", "3000", "HNL"), ("₡1.000.000", "1000000", "CRC"),
        ("1,200.50 HNL", "1200.50", "HNL"), ("R$ 1.200,50", "1200.50", "BRL"), ("$ 0.00", "0", ""),
        ("B$ 20", "20", "BSD"), ("G. 831.882,00", "831882", ""), ("Gdes 5", "5", "HTG"),
        ("$ 1,200.50 M.N.", "1200.50", ""), ("B/. 500", "500", "PAB"), (12.349999, "12.35", ""), (0, "0", ""),
    ],
)  # fmt: skip
def test_an_amount_is_read_in_many_styles(cell, amount, currency):
    assert read_money(cell, POINT) == (Decimal(amount), currency)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2,097,2312.96", "unreadable_money"), ("15.623.1 mil", "unreadable_money"),
        ("15 mil", "unreadable_money"), ("12,34,567", "unreadable_money"), ("100-200", "unreadable_money"),
        ("abc", "unreadable_money"), (True, "unreadable_money"), (float("inf"), "unreadable_money"),
        ("-5", "negative_money"), ("(1,200.00)", "negative_money"), ("$ -5.00", "negative_money"),
        (1e13, "unreadable_money"),
    ],
)  # fmt: skip
def test_an_amount_that_cannot_be_is_refused(cell, why):
    assert cause(read_money, cell) == why


def test_an_amount_that_may_be_a_thousandfold_is_read_by_country_or_refused():
    assert read_money("2.416", COMMA).amount == 2416
    assert read_money("2,416", POINT).amount == 2416
    assert cause(read_money, "2.416") == "unreadable_money"
    assert cause(read_money, "2,416", COMMA) == "unreadable_money"
    assert decimal_mark_of_column(["2.416", "12,50"], ".") == ","
    assert decimal_mark_of_column(["2.416", "12,50", "1.5"], ".") == "."


@given(
    st.decimals(Decimal("0"), Decimal("99999999"), places=2),
    st.sampled_from(["es_SV", "en_JM", "pt_BR", "fr_HT", "es_CR"]),
)
def test_every_amount_with_cents_is_read_back_whatever_the_separators(amount, locale):
    text = format_decimal(amount, "#,##0.00", locale=locale)

    assert read_money(text, POINT).amount == amount
    assert read_money(text, COMMA).amount == amount


@given(st.text(max_size=12), st.sampled_from([read_date, read_minutes, read_money, read_share]))
def test_any_text_is_read_or_refused_and_nothing_else(text, read):
    try:
        read(text, POINT)
    except Refused as refused:
        assert refused.cause


def test_counts_and_shares():
    assert read_count("3", POINT) == read_count(3.0, POINT) == 3
    assert cause(read_count, 3.5) == cause(read_count, "tres") == "unreadable_count"
    assert cause(read_count, -2) == "negative_quantity"
    assert read_share("51 %", POINT) == read_share(0.51, POINT) == read_share("51,0", POINT) == 51
    assert cause(read_share, 140) == "share_over_100"
    assert cause(read_share, -1) == "negative_share"
    assert are_fractions([0, 1, 0.5])
    assert not are_fractions([0, 100])
    assert are_fractions([*[0.5] * 5, 1, 0, *[1] * 4, 1.4, "140%"])
    assert not are_fractions([1, 51, "0.5"])
    assert read_share(1, replace(POINT, fractions=True)) == 100
    assert cause(read_share, 1.4, replace(POINT, fractions=True)) == "share_over_100"


def test_currencies_by_code_mark_name_and_heading():
    assert [read_currency(text, "JMD") for text in ("usd", "Lempiras", "$", "dólares")] == [
        "USD", "HNL", "JMD", "USD",
    ]  # fmt: skip
    with pytest.raises(Refused):
        read_currency("XXZ")
    assert currency_in_heading("Ventas nacionales 12 meses (HNL)") == "HNL"
    assert currency_in_heading("Annual sales (J$)") == "JMD"
    assert currency_in_heading("SALES (12 MONTHS)") == ""
    assert currency_in_heading("VENTAS MERCADO NACIONAL") == ""  # no Canadian dollar in it
    assert currency_in_heading("ALL SALES") == ""
    assert currency_in_heading("Ventas mercado nacional en S/") == "PEN"


def test_words_are_compared_folded_and_slips_are_suggested_never_applied():
    assert [SEX.read(w) for w in (" M", "FEMENINO ", "Fem.", "Hombre", "Mrs.", "Mme", "Sr.")] == [
        "man", "woman", "woman", "man", "woman", "woman", "man",
    ]  # fmt: skip
    with pytest.raises(Refused) as refused:
        SEX.read("femenno")
    assert refused.value.suggestion == "femenino"
    assert [YES_NO.read(word) for word in ("X", "si ", "S", "No", "formal")] == [
        "yes", "yes", "yes", "no", "yes",
    ]  # fmt: skip
    assert [OUTCOME_KIND.read(word) for word in ("Incremento em vendas", "Nueva empresa")] == [
        "sales_increase", "business_started",
    ]  # fmt: skip
    with pytest.raises(Refused):
        OUTCOME_KIND.read("Otro logro")


def test_invisible_marks_and_signs_of_nothing():
    assert clean("  Ana\u00a0\u200b López ") == "Ana López"
    assert all(map(is_blank, [None, "", " ", "-", "N/D", "n/a", "—", "\u00a0"]))
    assert not is_blank(0)
