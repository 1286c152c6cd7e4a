"""Charts with one row a category: dots, bars, funnel, bullets."""

from centers import formats
from reporting.charts.canvas import LETTER, Canvas, clipped, wrapped
from reporting.charts.scale import percent_range, ticks
from reporting.charts.spec import Role, Unit, is_number

HALF = 50
SMALL = 360  # up to this width names take less room
NAME_LETTER, LINE = 6.2, 12  # of the names before the rows: width of a letter, height of a line
WIDE_LETTERS = frozenset("MWmw@%ÆŒæœ—")


def dots(spec, width, height, standalone):
    """Shares by category on a line of tens; below the half the dot takes the men's colour."""
    shown = [value for value in spec.series[0].values if is_number(value)]
    low, high = percent_range([*shown, *(mark.value for mark in spec.marks)])
    canvas, left, right, pitch, head = _sheet(spec, width, height, standalone, pitch=24)

    def x_of(value):
        return left + (right - left) * (float(value) - low) / (high - low)

    foot = head + pitch * len(spec.categories)
    for tick in range(low, high + 1, 10):
        canvas.line("grid", x_of(tick), head - 4, x_of(tick), foot)
        label = formats.percent(tick / 100) if tick == low else str(tick)
        canvas.text("axis", label, x_of(tick), head - 9, "middle")
    _marks(canvas, spec, x_of, head, foot)
    for index, (category, value) in enumerate(
        zip(spec.categories, spec.series[0].values, strict=True)
    ):
        y = head + pitch * (index + 0.5)
        _name(canvas, category, left, y, pitch)
        if not is_number(value):
            canvas.text("note", spec.text(value), left + 8, y + 4)
            continue
        canvas.line("grid", left, y, right, y)
        role = Role.WOMEN if value >= HALF else Role.MEN
        canvas.circle(f"bar-{role}", x_of(value), y, 6, f"{category}: {spec.text(value)}")
        crossed = any(0 < x_of(mark.value) - x_of(value) < 26 for mark in spec.marks)
        to_the_left = role == Role.MEN or crossed or x_of(value) > right - 26
        aside = -10 if to_the_left else 10
        anchor = "end" if aside < 0 else "start"
        canvas.text("value", formats.integer(value), x_of(value) + aside, y + 4, anchor)
    return canvas


def bars(spec, width, height, standalone):
    """Horizontal bars from zero, a second series within the first; shares on a track of 100."""
    canvas, left, right, pitch, head = _sheet(spec, width, height, standalone, pitch=36, head=8)
    labels = spec.labels or tuple(spec.text(value) for value in spec.series[0].values)
    right -= LETTER * max(map(len, labels), default=3) + 6
    top = 100 if spec.unit == Unit.PERCENT else ticks(spec.top())[-1]

    def x_of(value):
        return left + (right - left) * min(float(value) / float(top), 1)

    rows = zip(spec.categories, spec.columns(), labels, strict=True)
    for index, (category, values, label) in enumerate(rows):
        y = head + pitch * index
        _name(canvas, category, left, y + pitch / 2)
        if spec.unit == Unit.PERCENT:
            canvas.rect("track", left, y + 6, right - left, pitch - 12)
        for series, value in zip(spec.series, values, strict=True):
            if is_number(value):
                tip = f"{category}, {series.label}: {spec.text(value)}"
                wide = x_of(value) - left
                canvas.rect(f"bar-{series.role}", left, y + 6, wide, pitch - 12, tip)
        canvas.text("value", label, right + 8, y + pitch / 2 + 4)
    _marks(canvas, spec, x_of, head, head + pitch * len(spec.categories))
    return canvas


def funnel(spec, width, height, standalone):
    """What is left at each stage, as centred bars with the share of the first stage."""
    canvas, left, right, pitch, head = _sheet(spec, width, height, standalone, pitch=44, head=6)
    values = spec.series[0].values
    first = next((value for value in values if is_number(value) and value), None)
    middle, room = (left + right) / 2, right - left
    for index, (category, value) in enumerate(zip(spec.categories, values, strict=True)):
        y = head + pitch * index
        _name(canvas, category, left, y + pitch / 2)
        if not is_number(value) or not first:
            canvas.text("note", spec.text(value), middle, y + pitch / 2 + 4, "middle")
            continue
        span = room * min(float(value) / float(first), 1)
        tip = f"{category}: {spec.text(value)}"
        canvas.rect(f"bar-{spec.series[0].role}", middle - span / 2, y + 4, span, pitch - 8, tip)
        share = formats.percent(value / first)
        label = spec.text(value) if index == 0 else f"{spec.text(value)} · {share}"
        fits = span > LETTER * len(label) + 12
        x = middle if fits else min(middle + span / 2 + 8, right - LETTER * len(label))
        look, anchor = ("on-dark", "middle") if fits else ("value", "start")
        canvas.text(look, label, x, y + pitch / 2 + 4, anchor)
    return canvas


def bullet(spec, width, height, standalone):
    """Actual against target in per cent, with the mark of what is expected to date."""
    canvas, left, right, pitch, head = _sheet(spec, width, height, standalone, pitch=34, head=8)
    right -= 48
    top = max(100, min(float(spec.top()), 200))

    def x_of(value):
        return left + (right - left) * min(float(value) / top, 1)

    for index, (category, value) in enumerate(
        zip(spec.categories, spec.series[0].values, strict=True)
    ):
        y = head + pitch * index
        _name(canvas, category, left, y + pitch / 2)
        canvas.rect("track", left, y + 10, x_of(100) - left, pitch - 20)
        if is_number(value):
            tip = f"{category}: {spec.text(value)}"
            canvas.rect("bar-actual", left, y + 10, x_of(value) - left, pitch - 20, tip)
        canvas.text("value", spec.text(value), right + 8, y + pitch / 2 + 4)
        for mark in spec.marks:
            canvas.line("half", x_of(mark.value), y + 5, x_of(mark.value), y + pitch - 5)
    foot = head + pitch * len(spec.categories)
    for mark in spec.marks:
        canvas.text("note", mark.label, x_of(mark.value), foot + 12, "middle")
    return canvas


def _sheet(spec, width, height, standalone, pitch, head=26):
    """Canvas, left and right edge of the plot, row height and head, sized by what it holds."""
    count = max(len(spec.categories), 1)
    foot = 22 if spec.marks else 4
    if height:
        pitch = (height - head - foot) / count
    canvas = Canvas(width, head + pitch * count + foot, standalone=standalone)
    room = width * (0.44 if width <= SMALL else 0.36)
    lines = [line for name in spec.categories for line in wrapped(name, _letters(room))]
    left = min(max(map(_width, lines), default=0) + 14, room)
    return canvas, left, width - 16, pitch, head


def _name(canvas, category, left, y, pitch=2 * LINE):
    one_line = pitch < 2 * LINE
    lines = [clipped(category, _letters(left))] if one_line else wrapped(category, _letters(left))
    for index, words in enumerate(lines):
        shift = LINE * (index - (len(lines) - 1) / 2)
        canvas.text("name", words, left - 10, y + 4 + shift, "end")


def _width(words):
    """About how wide a name is: letters, and the wide ones half a letter more."""
    return NAME_LETTER * (len(words) + sum(letter in WIDE_LETTERS for letter in words) / 2)


def _letters(left):
    """How many letters of a name fit before the plot."""
    return round((left - 14) / NAME_LETTER)


def _marks(canvas, spec, x_of, head, foot):
    """Reference lines with their words below, the second line's words out of the first's way."""
    last = None
    for mark in sorted(spec.marks, key=lambda one: one.value):
        x = x_of(mark.value)
        canvas.line("mark-women" if mark.role == Role.WOMEN else "half", x, head - 4, x, foot + 4)
        near = last is not None and x - last < 60
        canvas.text(
            "note", mark.label, x + (4 if near else 0), foot + 17, "start" if near else "middle"
        )
        last = x
