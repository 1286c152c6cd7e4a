"""The plan of work 2019–2021 as an example: eleven actions in our own words, four languages.

Its frame (a Dialogue in San Salvador in April 2019, quarterly virtual meetings, an inventory of
practices online) is public: oas.org, Inter-American Dialogue of High-Level MSME Authorities. The
wording, the dates of the actions and their indicators are ours.
"""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from cooperation.models import Activity, Goal, WorkPlan

FILE = Path(__file__).parent / "data" / "plan_2019_2021.json"


@transaction.atomic
def load_example_plan():
    """Adds the plan unless it is there already; returns it."""
    data = json.loads(FILE.read_text(encoding="utf-8"))
    goals = data.pop("goals")
    plan, made = WorkPlan.objects.get_or_create(
        slug=data.pop("slug"), defaults=_with_days(data, "starts_on", "ends_on")
    )
    if not made:
        return plan
    for entry in goals:
        activities = entry.pop("activities")
        goal = Goal.objects.create(plan=plan, **entry)
        Activity.objects.bulk_create(
            Activity(goal=goal, **_with_days(one, "starts_on", "due_on")) for one in activities
        )
    return plan


def _with_days(data, *names):
    return data | {name: date.fromisoformat(data[name]) for name in names}
