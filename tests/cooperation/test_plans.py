"""Plans of work: the light by dates, what countries tell, the closing report, the example."""

from datetime import date

import pikepdf
import pytest
from django.urls import reverse

from cooperation.example_plan import load_example_plan
from cooperation.models import Activity, Progress
from cooperation.texts import LANGUAGES
from cooperation.traffic import Light, end_of_quarter, light, quarter_of, quarters_of
from tests import factories
from tests.cooperation import rows

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "state, today, expected",
    [
        ("done", date(2027, 1, 1), Light.DONE),
        ("dropped", date(2026, 3, 1), Light.DROPPED),
        (None, date(2025, 12, 1), Light.NOT_DUE),
        ("started", date(2025, 12, 1), Light.ON_TRACK),
        (None, date(2026, 2, 1), Light.WATCH),
        ("not_started", date(2026, 4, 15), Light.BEHIND),
        ("started", date(2026, 3, 1), Light.ON_TRACK),
        ("started", date(2026, 5, 15), Light.WATCH),
        ("started", date(2026, 6, 30), Light.WATCH),
        ("started", date(2026, 7, 1), Light.BEHIND),
    ],
)
def test_the_light_follows_dates_and_the_last_state(state, today, expected):
    activity = Activity(starts_on=date(2026, 1, 1), due_on=date(2026, 6, 30))
    assert light(activity, state, today) == expected


def test_a_quarter_begins_on_its_first_day():
    assert quarter_of(date(2026, 5, 31)) == date(2026, 4, 1)
    assert quarter_of(date(2026, 12, 31)) == date(2026, 10, 1)


def test_a_country_tells_a_quarter_and_may_tell_it_again(client):
    salvador = factories.make_country("SV")
    factories.make_country("GT")
    activity = rows.make_activity()
    client.force_login(rows.make_editor(salvador))
    address = reverse("cooperation:progress-add", args=[activity.pk])
    form = {"country": "SV", "day": "2026-05-20", "state": "done"}

    bare = client.post(address, form)
    foreign = client.post(address, form | {"country": "GT", "evidence": "x"})
    client.post(address, form | {"evidence": "Dos boletines publicados."})
    client.post(address, form | {"state": "started"})

    assert "Done needs evidence" in bare.content.decode() and foreign.status_code == 200
    row = Progress.objects.get()
    assert (row.state, row.quarter, row.country) == ("started", date(2026, 4, 1), salvador)
    board = client.get(activity.goal.plan.get_absolute_url()).content.decode()
    assert "El Salvador" in board


def test_only_the_network_makes_plans(client):
    client.force_login(rows.make_editor())
    assert client.get(reverse("cooperation:plan-add")).status_code == 403
    client.force_login(factories.make_administrator())
    form = {
        "slug": "2027-2029",
        "starts_on": "2027-01-01",
        "ends_on": "2029-12-31",
        "titles_es": "Plan 2027–2029",
    }
    client.post(reverse("cooperation:plan-add"), form)
    assert client.get("/plans/2027-2029/").status_code == 200


def test_the_example_has_eleven_actions_in_four_languages_and_loads_once():
    plan = load_example_plan()
    assert load_example_plan() == plan
    activities = Activity.objects.filter(goal__plan=plan)
    assert activities.count() == 11
    for activity in activities:
        for texts in (activity.texts, activity.responsible, activity.indicators):
            assert sorted(texts) == sorted(LANGUAGES) and all(texts.values())
    assert activities.filter(due_on__gt=plan.ends_on).count() == 0


def test_the_closing_report_names_states_and_evidence(client, tmp_path):
    plan = load_example_plan()
    salvador = factories.make_country("SV")
    activity = Activity.objects.filter(goal__plan=plan).first()
    Progress.objects.create(
        activity=activity,
        country=salvador,
        quarter=date(2020, 1, 1),
        state="done",
        evidence="Centro en línea con 40 prácticas.",
    )
    client.force_login(factories.make_coordinator(salvador))
    answer = client.get(reverse("cooperation:plan-report", args=[plan.slug]))
    (tmp_path / "plan.pdf").write_bytes(answer.content)
    with pikepdf.open(tmp_path / "plan.pdf") as pdf:
        assert len(pdf.pages) >= 2 and "2019" in str(pdf.docinfo["/Title"])
        assert "/MarkInfo" in pdf.Root


def test_the_board_of_a_quarter_shows_what_was_known_at_its_end(client):
    salvador = factories.make_country("SV")
    activity = rows.make_activity()
    plan = activity.goal.plan
    for quarter, state in ((date(2026, 1, 1), "started"), (date(2026, 4, 1), "done")):
        Progress.objects.create(
            activity=activity, country=salvador, quarter=quarter, state=state, evidence="x"
        )
    client.force_login(rows.make_editor(salvador))

    def lights(**query):
        board = client.get(plan.get_absolute_url(), query).context["board"]
        return [cell.light for _goal, lines in board for _one, cells in lines for cell in cells]

    assert lights(quarter="2026-01-01") == [Light.ON_TRACK]
    assert lights(quarter="2026-04-01") == lights() == lights(quarter="nonsense") == [Light.DONE]
    quarters = [date(2026, month, 1) for month in (10, 7, 4, 1)]
    assert quarters_of(plan, today=date(2026, 12, 1)) == quarters
    assert end_of_quarter(date(2026, 10, 1)) == date(2026, 12, 31)
