"""Charts as the pictures of a page, and how they share it."""

import re

from django.utils.safestring import mark_safe

from reporting.charts import to_svg
from reporting.charts.spec import is_number
from reporting.charts.svg import NARROW
from reporting.pdf import data_url

HALF_PAGE, WHOLE_PAGE = 400, 760  # units that a picture in a column, and across a page, is wide
WORDS_ABOVE = 45  # units that its title and subtitle take


def picture(spec, width=HALF_PAGE, height=None):
    """A chart as the picture of a page, with the sentence that says what it shows."""
    drawn = to_svg(spec, width=width, height=height, standalone=True)
    tall = float(re.search(r'viewBox="0 0 \S+ (\S+)"', drawn)[1])
    return {"spec": spec, "url": data_url(drawn), "height": tall}


def on_screen(spec):
    """The same chart drawn into a page, in its own type and colours."""
    return mark_safe(to_svg(spec, width=NARROW))


def shows_something(spec):
    """Whether there is a line, a bar or a dot to draw: an empty frame tells nobody anything."""
    return any(is_number(value) and value for one in spec.series for value in one.values)


def two_columns(pictures):
    """Pictures in two columns of about the same height, read from the left one down."""
    columns = ([], [])
    for one in pictures:
        columns[_shorter(columns)].append(one)
    return [column for column in columns if column]


def in_rows(pictures):
    """Pictures two by two, those of like height beside each other, the tallest first."""
    ordered = sorted(pictures, key=lambda one: -one["height"])
    return [ordered[at : at + 2] for at in range(0, len(ordered), 2)]


def _shorter(columns):
    """Which of the columns has most room left, 0 or 1."""
    heights = [sum(one["height"] + WORDS_ABOVE for one in column) for column in columns]
    return heights.index(min(heights))
