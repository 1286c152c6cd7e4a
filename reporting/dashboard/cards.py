"""The five figures on top: value, women's part, pace, growth."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centers import formats
from reporting.charts.spec import is_number
from reporting.dashboard.links import explained, explained_women
from reporting.dashboard.questions import BEFORE
from reporting.figures import difference
from reporting.filters import Compare
from reporting.measures import MEASURES
from reporting.report.words import shown, women_words

CARDS = ("CLI-01", "SES-02", "BUS-01", "JOB-01", "CAP-01")
TELLING = 1000  # per cent: growth from next to nothing tells nothing
MARKS = {"ok": "check", "watch": "clock", "behind": "alert"}
TONES = {"ok": "ok", "watch": "warn", "behind": "bad"}

CHANGES = {
    Compare.YEAR: gettext_lazy("%(change)s on a year earlier"),
    Compare.TWO_YEARS: gettext_lazy("%(change)s on two years earlier"),
    Compare.BEFORE: gettext_lazy("%(change)s on the period before"),
}


def cards(board):
    """With what explains each figure."""
    return [
        card(board, code)
        | {
            "url": explained(board, code),
            "women_url": explained_women(board, code),
            "declared_url": explained(board, code, state="declared"),
            "since": _since(board, code),
        }
        for code in CARDS
    ]


def _since(board, code):
    """What came after the period was closed, which its figure does not hold."""
    change = board.since_closing(code)
    if not change:
        return ""
    sign = "+" if change > 0 else "−"
    return _("%(change)s since closing") % {"change": sign + shown(code, abs(change))}


def card(board, code):
    """One figure of a Board or a Region."""
    figures = board.figures
    value = figures.value(code)
    return {
        "code": code,
        "label": MEASURES[code].label,
        "value": _bare(value) if MEASURES[code].is_money else shown(code, value),
        "unit": formats.currency_symbol("USD") if MEASURES[code].is_money else "",
        "women": women_words(figures.women_share(code)),
        "declared": _declared(figures, code, value),
        **_pace(board.standing(code, value), code),
        "growth": _growth(value, figures.value(code, time=BEFORE), board),
    }


def _bare(amount):
    """Money for a big figure, whose currency stands small beside it."""
    if not is_number(amount):
        return amount
    return formats.short(amount, 2) if abs(amount) >= formats.MILLION else formats.integer(amount)


def _declared(figures, code, value):
    """What was declared, beside what is verified."""
    declared = figures.value(code, "declared")
    if MEASURES[code].is_service or declared == value:
        return ""
    return _("%(figure)s declared") % {"figure": shown(code, declared, short=True)}


def _pace(found, code):
    """The bar and the words of how the result stands against its target."""
    if not found:
        return {}
    share = formats.percent(found.share / 100) if found.share is not None else _("n/a")
    state = found.pace
    return {
        "number": found.actual,
        "target": found.target.value,
        "expected": found.expected,
        "state": TONES[state.value],
        "mark": MARKS[state.value],
        "state_label": _("%(share)s of the target · %(state)s")
        % {"share": share, "state": state.label},
        "bar_label": _("%(share)s of the target reached, %(expected)s expected by now")
        % {"share": share, "expected": shown(code, found.expected)},
        "target_words": _("Target %(value)s")
        % {"value": shown(code, found.target.value, short=True)},
    }


def _growth(value, before, board):
    change = difference(value, before) if board.before else None
    if change is None or not is_number(change) or abs(change) > TELLING:
        return ""
    sign = "+" if change >= 0 else "−"
    return CHANGES[board.compare] % {"change": f"{sign}{formats.percent(abs(change) / 100)}"}
