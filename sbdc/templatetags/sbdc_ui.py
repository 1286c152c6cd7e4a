"""What every template may use without loading it: icons, numbers, days, the bullet bar."""

from decimal import Decimal
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from centers import formats, words

register = template.Library()
EMPTY = "–"


@register.simple_tag
@cache  # hundreds on a page, few different ones
def icon(name, extra=""):
    """A drawing of the sprite. It is decoration: put words beside it or a name on its button."""
    return format_html(
        '<svg class="i{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        f" {extra}" if extra else "",
        static("icons.svg"),
        name,
    )


def _written(write, value, *args):
    """An unknown value shows as a dash: it is not zero."""
    return EMPTY if value is None or value == "" else write(value, *args)


@register.simple_tag
def word(key):
    """ "center", "centers", "advisor"… as the reader's country says; only where it stands alone."""
    return words.word(key)


@register.filter
def integer(value):
    return _written(formats.integer, value)


@register.filter
def decimal(value, places=1):
    return _written(formats.decimal, value, int(places))


@register.filter
def percent(ratio, places=0):
    return _written(formats.percent, ratio, int(places))


@register.filter
def money(value, currency="USD"):
    return _written(formats.money, value, currency or "USD")


@register.filter
def cents(value, currency="USD"):
    """Money with two decimals, for records (sums are shown whole)."""
    return _written(formats.money, value, currency or "USD", 2)


@register.filter
def day(value):
    return _written(formats.day, value)


@register.filter
def dated(value):
    return _written(formats.dated, value)


@register.filter
def long_day(value):
    return _written(formats.long_day, value)


@register.filter
def weekday(value):
    return _written(formats.weekday, value)


@register.filter
def month(value):
    return _written(formats.month, value)


@register.filter
def month_name(number):
    """3 -> 'marzo'."""
    return formats.month_name(number)


@register.filter
def short_month(value):
    return _written(formats.short_month, value)


@register.filter
def clock(value):
    return _written(formats.clock, value)


@register.filter
def near_day(value):
    """'today', 'yesterday', 'tomorrow', else the day in short words."""
    if value in (None, ""):
        return EMPTY
    today = timezone.localdate()
    away = ((timezone.localdate(value) if hasattr(value, "date") else value) - today).days
    near = {0: _("today"), -1: _("yesterday"), 1: _("tomorrow")}
    return near.get(away) or formats.day(value)


@register.filter
def initials(name):
    """Two letters for the round mark beside a name."""
    words = [word for word in str(name).split() if word[:1].isalpha()]
    picked = words[:1] + (words[-1:] if len(words) > 1 else [])
    return "".join(word[0] for word in picked).upper() or "?"


@register.filter
def ends_of(text, count=4):
    """All but the last characters hidden: identity numbers are for checking, not for reading."""
    text = str(text or "")
    return f"•••• {text[-int(count) :]}" if text else EMPTY


@register.inclusion_tag("components/bullet.html")
def bullet(value, target, label, expected=None, women=None):
    """A bar of `value` on the track up to `target`, with a mark where it should be by today.

    All in one unit; `label` is the sentence a screen reader hears.
    """
    whole = max(Decimal(value or 0), Decimal(target or 0), Decimal(expected or 0), Decimal(1))

    def along(amount):
        return f"{2 + 96 * float(Decimal(amount) / whole):.1f}"

    return {
        "bar": along(value) if value else None,
        "women": along(women) if women else None,
        "mark": along(expected) if expected is not None else None,
        "goal": along(target) if target and Decimal(value or 0) > Decimal(target) else None,
        "label": label,
    }


@register.simple_tag
def error_count(form, *formsets):
    """How many fields need fixing, over a form and its formsets."""
    total = len(form.errors)
    for formset in formsets:
        total += formset.total_error_count()
    return total
