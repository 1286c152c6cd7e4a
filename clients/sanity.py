"""Questions about figures that look wrong: they ask, and the person decides. Pure functions."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from centers import formats

JUMP = 10  # times more, or less, than the last reported value
FEW_JOBS = 5  # from one job to five is no typing error
THOUSAND = (Decimal(800), Decimal(1250))  # a ratio that looks like figures typed in thousands
NEAR = Decimal("0.15")  # how near to the exchange rate a ratio looks like the wrong currency

SALES = ("sales_national", "sales_export")
WOMEN = ("women_full_time", "women_part_time")
MEN = ("men_full_time", "men_part_time")


@dataclass(frozen=True)
class Question:
    """One doubt: `key` names it for the answer, `field` where it shows, `sentence` asks."""

    key: str
    field: str
    sentence: str


def unanswered(questions, confirmed):
    """The questions whose key is not among those the person has confirmed as right."""
    return [question for question in questions if question.key not in set(confirmed)]


def situation_questions(before, now, rate=None):
    """Doubts about the situation `now` (facts by name) beside the one `before`.

    `rate`: units of the currency for a US dollar, to tell a mix-up with dollars; None = not known.
    Returns [] where nothing is doubtful or nothing was known before.
    """
    if not before:
        return []
    questions = _swaps(before, now)
    same_money = before.get("currency") == now.get("currency")
    for name in SALES if same_money else ():
        questions += _money_questions(name, before.get(name), now.get(name), rate)
    return questions + _job_questions(*(_sum(facts, *WOMEN, *MEN) for facts in (before, now)))


def _job_questions(before, now):
    if not before or now is None or max(before, now) <= FEW_JOBS or not _jumps(before, now):
        return []
    sentence = _("Jobs went from %(before)s to %(now)s. Is that right?")
    values = {"before": formats.integer(before), "now": formats.integer(now)}
    return [Question("jump:jobs", "women_full_time", sentence % values)]


def outcome_questions(amount, currency, quantity, *, last, rate=None):
    """Doubts about a claim beside the client's last situation (`last`: facts by name, or None)."""
    if not last:
        return []
    questions = []
    sales = _sum(last, *SALES)
    if amount and sales and currency == last.get("currency"):
        questions += _money_questions("amount", sales, amount, rate, growth_only=True)
    jobs = _sum(last, *WOMEN, *MEN)
    if quantity and jobs and quantity > max(jobs * JUMP, FEW_JOBS):
        questions.append(
            Question(
                "jump:quantity",
                "quantity",
                _("The business had %(before)s jobs. Are %(now)s more right?")
                % {"before": formats.integer(jobs), "now": formats.integer(quantity)},
            )
        )
    return questions


def facts_of(situation):
    """The facts of a Situation by name, as the functions above read them; None for no situation."""
    if situation is None:
        return None
    names = (*SALES, *WOMEN, *MEN, "currency")
    return {name: getattr(situation, name) for name in names}


def _money_questions(name, before, now, rate, growth_only=False):
    if not before or not now:
        return []
    ratio = Decimal(now) / Decimal(before)
    if growth_only and ratio <= JUMP:
        return []
    values = {"before": formats.decimal(before, 2), "now": formats.decimal(now, 2)}
    if any(THOUSAND[0] <= one <= THOUSAND[1] for one in (ratio, 1 / ratio)):
        sentence = _("From %(before)s to %(now)s: was one of them typed in thousands?")
        return [Question(f"thousand:{name}", name, sentence % values)]
    if rate and rate > 2 and any(abs(one / rate - 1) <= NEAR for one in (ratio, 1 / ratio)):
        sentence = _("From %(before)s to %(now)s: is one of them in US dollars?")
        return [Question(f"currency:{name}", name, sentence % values)]
    if _jumps(before, now):
        sentence = _("From %(before)s to %(now)s is a jump over ten times. Is that right?")
        return [Question(f"jump:{name}", name, sentence % values)]
    return []


def _jumps(before, now):
    return now > before * JUMP or now * JUMP < before


def _swaps(before, now):
    """Two figures that changed places: women and men, national and export sales."""
    pairs = [
        (
            "sales",
            "sales_national",
            ("sales_national",),
            ("sales_export",),
            _("National and export sales changed places. Are they swapped?"),
        ),
        (
            "sex",
            "women_full_time",
            WOMEN,
            MEN,
            _("Jobs of women and men changed places. Are they swapped?"),
        ),
    ]
    questions = []
    for key, field, left, right, sentence in pairs:
        then = _sum(before, *left), _sum(before, *right)
        today = _sum(now, *left), _sum(now, *right)
        if None not in then and then[0] != then[1] and today == then[::-1]:
            questions.append(Question(f"swap:{key}", field, sentence))
    return questions


def _sum(facts, *names):
    known = [facts.get(name) for name in names if facts.get(name) is not None]
    return sum(known) if known else None
