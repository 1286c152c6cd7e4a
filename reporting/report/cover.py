"""Page 1: the impact on one page. It must stand alone."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centers import formats
from reporting.charts import HIDDEN, to_svg
from reporting.charts.spec import is_number
from reporting.pdf import data_url
from reporting.report import chartbook, findings
from reporting.report.stories import in_words
from reporting.report.words import shown, women_words

ROOM_OF_STORY = 90  # units that the charts may grow by where neither story nor ratio is told
SLOW_RESPONSE = 60  # per cent of due follow-ups answered; below it page 1 says so


def cover(frozen):
    """What the template reporting/pdf/cover.html shows."""
    figures, period = frozen.figures, frozen.period_name()
    story = next(map(in_words, frozen.data.get("stories", [])), None)
    ratio = _ratio(frozen)
    tall = 0 if story or ratio else ROOM_OF_STORY
    return {
        "headline": _headline(frozen),
        "lead": _lead(frozen),
        "numbers": cover_numbers(figures),
        "charts": [
            picture(chartbook.jobs_by_year(figures, frozen.years), 400, 205 + tall),
            picture(chartbook.women_in_results(figures, period), 330, 215 + tall),
        ],
        "tall": bool(tall),
        "story": story,
        "ratio": ratio,
        "warnings": _warnings(frozen),
    }


def _headline(frozen):
    """The author's own, else the finding. Earlier editions kept one headline for all languages."""
    own = frozen.said("headline") or frozen.data.get("headline")
    return own or findings.headline(frozen.figures, frozen.period_name())


def cover_numbers(figures):
    """The four headline numbers with women's part and what was declared."""
    return [_number(figures, code, label) for code, label in _labels().items()]


def picture(spec, width, height=None):
    """A chart as the picture of a page, with the sentence that says what it shows."""
    drawn = to_svg(spec, width=width, height=height, standalone=True)
    return {"spec": spec, "url": data_url(drawn)}


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
        number["alt"] = _("%(share)s women") % {"share": formats.percent(part / 100)}
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
    figures, count = frozen.figures, len(frozen.centers)
    clients, capital = figures.value("CLI-01"), figures.value("CAP-01")
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
    if not budget or not is_number(capital):
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
            % {"share": formats.percent(answered / due)}
        )
    if waiting:
        said.append(
            ngettext(
                "%(count)s claim still waits for verification and is not in the headline numbers.",
                "%(count)s claims still wait for verification and are not in the headline numbers.",
                waiting,
            )
            % {"count": formats.integer(waiting)}
        )
    return said
