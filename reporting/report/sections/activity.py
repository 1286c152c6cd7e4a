"""What the centers did and what became of their clients: services, follow-up, stories."""

from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import HIDDEN
from reporting.figures import share
from reporting.report import findings
from reporting.report.pictures import in_rows, picture, shows_something
from reporting.report.service_charts import services as service_charts
from reporting.report.stories import in_words
from reporting.report.words import share_shown, shown, women_words

STORIES = 2
ROW = 30  # units that one bar takes: two lines of its name
FACTS = ("SES-01", "SES-02", "CLI-02", "CLI-03")


def services(frozen):
    """Sessions, hours, trainings; clients by sector, stage and place, hours by topic and mode."""
    figures = frozen.figures
    names = {
        "SES-01": _("Sessions"),
        "SES-02": _("Hours with clients"),
        "CLI-02": _("New clients"),
        "CLI-03": _("Long-term clients"),
    }
    facts = [
        {
            "value": shown(code, figures.value(code)),
            "label": label,
            "women": women_words(figures.women_share(code)),
        }
        for code, label in names.items()
    ]
    by_sector, *others = service_charts(figures)
    charts = [
        picture(one, height=_height(one)) for one in (by_sector, *others) if shows_something(one)
    ]
    trainings = _trainings(frozen.data.get("trainings"))
    sectors = dict(zip(by_sector.categories, by_sector.series[0].values, strict=True))
    return {
        "finding": findings.largest_group(sectors, figures.value("CLI-01")),
        "facts": facts,
        "trainings": trainings,
        "charts": charts,
        "rows": in_rows(charts),
        "trainings_beside": bool(trainings) and len(charts) % 2 == 1,
        "hidden": any(one.categories for one in (by_sector, *others)) and not charts,
    }


def _height(chart):
    """Rows close together, so that five charts stand on one page."""
    return 14 + ROW * len(chart.categories)


def _trainings(counts):
    """Facts about trainings; none in editions that were frozen without them."""
    if counts is None:
        return []
    people, women = counts["participants"], counts["women"]
    return [
        {"value": counted(counts["events"]), "label": _("Trainings"), "women": ""},
        {
            "value": counted(people),
            "label": _("Different people who came to trainings"),
            "women": women_words(_percent(women, people)),
        },
    ]


def followup(frozen):
    """Who answered, who is still in business, how sales and jobs changed."""
    answers = frozen.data["followup"]
    answered, surviving = answers["answered"], answers["surviving"]
    facts = [
        {"value": counted(answers["due"]), "label": _("Follow-ups due in the period")},
        {
            "value": counted(answered),
            "label": _("Answered"),
            "women": _women(answers, "answered_women", answered),
        },
        {"value": rate(answered, answers["due"]), "label": _("Response rate")},
        {
            "value": rate(surviving, answers["survival_asked"]),
            "label": _("Still in business after 12 months, of those who answered"),
            "women": _women(answers, "surviving_women", surviving),
        },
    ]
    return {
        "finding": findings.changes_after(answers.get("sales") or {}),
        "facts": facts,
        "rows": _changes(answers),
        "partial": bool(frozen.data.get("funder")),
    }


def _women(answers, key, whole):
    return women_words(_percent(answers[key], whole)) if key in answers else ""


def _percent(part, whole):
    if HIDDEN in (part, whole):
        return HIDDEN
    return share(Decimal(part), Decimal(whole))


def _changes(answers):
    names = {"sales": _("Change in sales, %"), "jobs": _("Change in jobs, posts")}
    rows = []
    for key, name in names.items():
        one = answers.get(key) or {}
        cells = [one.get("n"), one.get("lower"), one.get("median"), one.get("upper")]
        rows.append(
            {"name": name, "cells": [_quartile(cell, index) for index, cell in enumerate(cells)]}
        )
    return rows


def _quartile(value, index):
    if value is None or value == HIDDEN:
        return HIDDEN if value == HIDDEN else _("n/a")
    return formats.integer(Decimal(value)) if index == 0 else formats.decimal(Decimal(value), 1)


def stories(frozen):
    return {"stories": [in_words(story) for story in frozen.data["stories"][:STORIES]]}


def counted(value):
    return HIDDEN if value == HIDDEN else formats.integer(value)


def rate(part, whole):
    """A share of two counts, hidden with either of them."""
    return share_shown(_percent(part, whole))
