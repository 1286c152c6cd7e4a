"""Page 1: the impact on one page. It must stand alone."""

from decimal import Decimal
from textwrap import shorten, wrap

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centers import formats
from reporting.charts import HIDDEN
from reporting.charts.spec import is_number
from reporting.parts import part_shown
from reporting.pdf import data_url
from reporting.report import chartbook, findings
from reporting.report.pictures import picture, shows_something
from reporting.report.stories import in_words
from reporting.report.words import shown, women_words

# What the charts may take of a Letter page under many words, in mm: beside a story, alone; and the
# bounds of what is well read.
BESIDE_STORY, ALONE, LEAST, MOST = 36, 72, 28, 100
MORE_ON_A4 = 14
TWO_LINES, LONG = 19.8, 90  # height of a usual headline in mm; letters of one that is set smaller
QUOTE = 240  # letters of a story's summary
SLOW_RESPONSE = 60  # per cent of due follow-ups answered; below it page 1 says so


def cover(frozen):
    """What the template reporting/pdf/cover.html shows."""
    figures = frozen.figures
    told = {"headline": _headline(frozen), "lead": _lead(frozen), "warnings": _warnings(frozen)}
    story = next(map(_quoted, frozen.data.get("stories", [])), None)
    ratio = _ratio(frozen)
    room = _room(frozen, told, story, ratio)
    return told | {
        "room": room,
        "long": len(told["headline"]) > LONG,
        "numbers": cover_numbers(figures),
        "charts": _charts(frozen, room),
        "story": story,
        "ratio": ratio,
    }


def _quoted(story):
    """A story whose summary leaves room for the figures; the page of stories has all of it."""
    words = in_words(story)
    return words | {"summary": shorten(words["summary"], QUOTE, placeholder="…")}


def _room(frozen, told, story, ratio):
    """How tall the charts may be, in whole mm: what the words of the page leave."""
    room = BESIDE_STORY if story or ratio else ALONE
    room += 5.6 * (3 - _lines(told["lead"], 90))
    room += TWO_LINES - _height_of(told["headline"])
    room -= 4.9 * (_lines(frozen.title(), 30) - 1)
    room -= 8.7 if frozen.draft else 0
    if frozen.data.get("funder"):  # whose name may take two lines more
        room -= 8.8
    room += 4.4 * (3 - sum(_lines(one, 110) for one in told["warnings"]))
    if story:
        room -= 5.6 * max(_lines(story["summary"], 42 if ratio else 75) - 2, 0)
    room += MORE_ON_A4 if frozen.paper == "a4" else 0
    return round(max(LEAST, min(room, MOST)))


def _height_of(headline):
    """Of a headline in mm: long ones are set smaller."""
    if len(headline) > LONG:
        return 7.2 * _lines(headline, 60)
    return 9.9 * _lines(headline, 38)


def _lines(words, letters):
    return len(wrap(words, letters, break_on_hyphens=False))


def _charts(frozen, room):
    """Jobs (or else clients) through the years, and women in each result; nothing empty."""
    figures = frozen.figures
    through_years = [
        chart(figures, frozen.years, frozen.until)
        for chart in (chartbook.jobs_by_year, chartbook.clients_by_year)
    ]
    women = chartbook.women_in_results(figures, frozen.period_name())
    shown = [*filter(shows_something, through_years)][:1]
    drawn = [picture(spec, height=4 * room) for spec in shown]
    if shows_something(women):
        drawn.append(picture(women, 330, 4.2 * room))
    return drawn


def _headline(frozen):
    """The author's own, else the finding. Earlier editions kept one headline for all languages."""
    own = frozen.said("headline") or frozen.data.get("headline")
    return own or findings.headline(frozen.figures, frozen.period_name())


def cover_numbers(figures):
    """The four headline numbers with women's part and what was declared."""
    return [_number(figures, code, label) for code, label in _labels().items()]


def _labels():
    return {
        "CLI-01": _("Clients served"),
        "BUS-01": _("Businesses started"),
        "JOB-01": _("Jobs created"),
        "CAP-01": _("Capital obtained"),
    }


def _number(figures, code, label):
    value, part = figures.value(code), figures.women_share(code)
    declared = figures.value(code, "declared")
    said = shown(code, value, short=True)
    number = {"label": label, "value": said, "women": women_words(part), "declared": ""}
    if is_number(part):
        number["bar"] = data_url(_women_bar(part))
        number["alt"] = _("%(share)s women") % {"share": part_shown(part / 100)}
    if code != "CLI-01" and declared != value and HIDDEN not in (declared, value):
        number["declared"] = _("%(declared)s declared") % {
            "declared": shown(code, declared, short=True)
        }
    return number


def _women_bar(part):
    """A track with women's part in violet and a stroke at the half."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 6" preserveAspectRatio="none">'
        '<rect width="100" height="6" fill="#dfe3e5"/>'
        f'<rect width="{float(part):.1f}" height="6" fill="#6b2c91"/>'
        '<rect x="49.6" width=".8" height="6" fill="#14212b"/></svg>'
    )


def _lead(frozen):
    figures = frozen.figures
    count = sum(bool(figures.value("CLI-01", center=code)) for code in frozen.centers)
    clients, capital = figures.value("CLI-01"), figures.value("CAP-01")
    if not clients or not count:
        return ""
    said = {
        "centers": formats.integer(count),
        "clients": shown("CLI-01", clients),
        "capital": shown("CAP-01", capital, short=True),
    }
    first = (
        ngettext(
            "%(centers)s center advised %(clients)s clients.",
            "%(centers)s centers advised %(clients)s clients.",
            count,
        )
        % said
    )
    if not is_number(capital) or not capital:
        return first
    return " ".join(
        [
            first,
            _("They obtained %(capital)s of capital.") % said,
            _(
                "Every verified result on this page was checked by somebody other than the person "
                "who recorded it."
            ),
        ]
    )


def _ratio(frozen):
    """Capital for each dollar of the budget, where the budget was given."""
    budget, capital = frozen.data.get("budget_usd"), frozen.figures.value("CAP-01")
    if not budget or not is_number(capital) or not capital:
        return None
    return {
        "value": formats.money(capital / Decimal(budget), "USD", 2),
        "budget": formats.money_short(Decimal(budget)),
    }


def _warnings(frozen):
    """What a reader must know before the figures: drafts, silent clients, unchecked claims."""
    said, answers = [], frozen.data["followup"]
    due, answered = answers["due"], answers["answered"]
    declared, verified = frozen.claims
    waiting = declared - verified if None not in (declared, verified) else 0
    told = HIDDEN not in (due, answered)
    if told and due and answered * 100 < due * SLOW_RESPONSE:
        said.append(
            _("%(share)s of the follow-ups due were answered; nothing is projected onto the rest.")
            % {"share": part_shown(answered / due)}
        )
    if waiting > 0:  # a claim of one period may be verified by one of the next
        said.append(
            ngettext(
                "%(count)s claim still waits for verification and is not in the headline numbers.",
                "%(count)s claims still wait for verification and are not in the headline numbers.",
                waiting,
            )
            % {"count": formats.integer(waiting)}
        )
    return said
