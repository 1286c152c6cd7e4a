"""From rows to protected lines: who is behind a figure, and what a reader may have of it."""

from datetime import date
from decimal import Decimal

import pytest

from centers.system import SYSTEM
from clients.models import Outcome
from reporting import disclosure
from reporting.contributors import with_contributors
from reporting.impact import impact
from reporting.periods import Period, calendar_year
from reporting.protection import Readers, line_key, protect_snapshot, table_of
from reporting.questions import make as ask
from tests import factories as make

pytestmark = pytest.mark.django_db
YEAR = calendar_year(2024)
RULES = disclosure.Rules(least_contributors=5, p_percent=15)
FUNDERS = Readers(RULES)


def snapshot(*breakdowns, period=YEAR, countries=("SV",), funder=None):
    filters, lines = {"country": list(countries)}, []
    if funder:
        filters["funder"] = funder
    for by in ((), *breakdowns):
        table = impact(SYSTEM, period, filters, by)
        own = [line for line in table.as_json() if set(line["by"]) == set(by)]
        lines += with_contributors(own, ask(SYSTEM, period, filters, by))
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "countries": [{"code": code} for code in countries],
        "funder": {"code": funder} if funder else None,
        "lines": lines,
    }


def line(data, measure, state="all", **by):
    return next(
        one
        for one in data["lines"]
        if (one["measure"], one["state"], one["by"]) == (measure, state, by)
    )


def clients_with_jobs(center, jobs, **fields):
    for posts in jobs:
        client = make.make_client(center, **fields)
        make.make_session(client, held_on=date(2024, 3, 1))
        make.make_outcome(client, quantity=posts, women=0, state=Outcome.State.VERIFIED)


def test_a_line_knows_its_clients_and_the_two_greatest_contributions():
    center = make.make_center()
    clients_with_jobs(center, [7, 2, 4])
    twice = make.make_client(center)
    make.make_outcome(twice, quantity=3, state=Outcome.State.DECLARED)
    make.make_outcome(twice, quantity=5, state=Outcome.State.DECLARED)

    data = snapshot(("center",))

    declared = line(data, "JOB-01", "declared")
    assert (declared["value"], declared["clients"]) == ("21", 4)
    assert (declared["largest"], declared["second"]) == ("8", "7")
    verified = line(data, "JOB-01", "verified", center=center.code)
    assert (verified["clients"], verified["largest"], verified["second"]) == (3, "7", "4")
    assert line(data, "CLI-01")["clients"] == 3


def test_amounts_of_contributors_are_in_the_unit_of_the_line():
    client = make.make_client()
    make.make_session(client, held_on=date(2024, 3, 1), contact_minutes=90, prep_minutes=0)
    make.make_outcome(client, kind=Outcome.Kind.CAPITAL, amount=Decimal("1234.56"))

    data = snapshot()

    assert line(data, "SES-02")["largest"] == "1.50"
    assert line(data, "CAP-01", "declared")["largest"] == "1234.56"


def test_a_small_center_is_hidden_with_another_and_nothing_private_is_left():
    small, middle, large = (make.make_center(name=name) for name in "abc")
    clients_with_jobs(small, [2, 2])
    clients_with_jobs(middle, [2] * 6)
    clients_with_jobs(large, [2] * 9)

    protected = protect_snapshot(snapshot(("center",)), FUNDERS)

    shown = {
        code: line(protected, "JOB-01", "verified", center=code)["value"]
        for code in (small.code, middle.code, large.code)
    }
    assert shown == {small.code: "[c]", middle.code: "[c]", large.code: "18"}
    assert line(protected, "JOB-01", "verified")["value"] == "34"
    private = {"clients", "largest", "second", "gross", "signed", "rest", "waiting"}
    assert not private & set(line(protected, "JOB-01", "verified"))
    assert not private & set(line(protected, "JOB-01", "declared"))


def test_a_second_report_does_not_give_away_what_the_first_one_hid():
    small, other, third = (make.make_center() for _ in range(3))
    clients_with_jobs(small, [2, 2])
    clients_with_jobs(other, [2] * 6)
    clients_with_jobs(third, [2] * 7)
    first = snapshot(("center",))
    shown_first = protect_snapshot(first, FUNDERS)
    hidden_first = {
        one["by"]["center"]
        for one in shown_first["lines"]
        if one["measure"] == "CLI-01" and one["value"] == "[c]"
    }

    clients_with_jobs(third, [2] * 20)  # recorded late: another center is the cheaper one now
    second = protect_snapshot(snapshot(("center",)), Readers(RULES, ((first, shown_first),)))

    assert small.code in hidden_first
    assert hidden_first <= {
        one["by"]["center"]
        for one in second["lines"]
        if one["measure"] == "CLI-01" and one["value"] == "[c]"
    }


def test_what_is_hidden_from_the_public_protects_funders_who_read_both():
    centers = [make.make_center() for _ in range(3)]
    for center, posts in zip(centers, ([2] * 3, [2] * 7, [2] * 12), strict=True):
        clients_with_jobs(center, posts)
    data = snapshot(("center",))
    public = Readers(disclosure.Rules(least_contributors=10))
    for_funders = protect_snapshot(data, FUNDERS)

    for_all = protect_snapshot(data, public, Readers(RULES, ((data, for_funders),)))

    def hidden(shown):
        return [line(shown, "CLI-01", center=one.code)["value"] == "[c]" for one in centers]

    assert hidden(for_funders) == [True, True, False]
    assert hidden(for_all)[:2] == [True, True]


def test_a_month_and_a_year_are_periods_of_their_own():
    clients_with_jobs(make.make_center(), [2] * 6)
    data = snapshot(("month",), ("year",))
    march = line(data, "CLI-01", month="2024-03")
    year = line(data, "CLI-01", year="2024")

    assert line_key(march, data).period == str(Period(date(2024, 3, 1), date(2024, 4, 1)))
    assert line_key(year, data) == line_key(line(data, "CLI-01"), data)


def test_figures_of_a_funder_are_a_part_of_the_country():
    fund = make.make_funder()
    client = make.make_client()
    make.make_session(client, held_on=date(2024, 3, 1), funder=fund)

    name = line_key(line(snapshot(funder=fund.code), "CLI-01"), snapshot(funder=fund.code))

    assert dict(name.dims) == {"country": "SV", "funder": fund.code}


def test_posts_of_women_do_not_give_away_the_few_others():
    center = make.make_center()
    for women in (4, 4, 4, 4, 4, 2):  # one client with two posts of men
        client = make.make_client(center)
        make.make_outcome(client, quantity=4, women=women, state=Outcome.State.VERIFIED)

    data = snapshot()
    protected = protect_snapshot(data, FUNDERS)

    women = line(data, "JOB-01.women", "verified")
    assert (women["clients"], women["rest"]["clients"], women["rest"]["largest"]) == (6, 1, "2")
    shown = {line(protected, code, "verified")["value"] for code in ("JOB-01", "JOB-01.women")}
    assert "[c]" in shown


def test_what_is_declared_and_not_verified_is_not_given_away():
    center = make.make_center()
    clients_with_jobs(center, [4] * 8)
    waits = make.make_client(center)
    make.make_outcome(waits, quantity=7, women=7, state=Outcome.State.DECLARED)

    data = snapshot()
    protected = protect_snapshot(data, FUNDERS)

    waiting = line(data, "JOB-01", "declared")["waiting"]
    assert (waiting["clients"], waiting["largest"]) == (1, "7")
    shown = {state: line(protected, "JOB-01", state)["value"] for state in ("declared", "verified")}
    assert shown == {"declared": "[c]", "verified": "32"}


def test_every_line_of_an_edition_finds_its_cell():
    clients_with_jobs(make.make_center(), [1, 9, 4, 4, 4, 3], contact_sex="woman")
    data = snapshot(("sex",), ("center",), ("center", "sex"), ("month",), ("sector",))

    table = table_of(data)

    assert {cell.key for cell in table.cells if cell.published} == {
        line_key(one, data) for one in data["lines"]
    }
