"""Charts as SVG: first paint, phones, print and mail."""

from centers import formats
from reporting.charts import rows
from reporting.charts.canvas import LETTER, Canvas, clipped
from reporting.charts.scale import ticks
from reporting.charts.spec import HIDDEN, Kind, Role, Unit, is_number, total

WIDE, NARROW = 640, 360
BASELINE = {Role.ACTUAL: 2, Role.WOMEN: 2, Role.TARGET: 1, Role.MEN: 1, Role.LAST_YEAR: 0}


def to_svg(spec, *, width=WIDE, height=None, standalone=False):
    """Markup of the chart, `width` units wide.

    On a page it carries classes only; `standalone` gives colours as presentation attributes,
    for print and mail, where no stylesheet reaches.
    """
    canvas = DRAWINGS[spec.kind](spec, width, height, standalone)
    suffix = "" if width == WIDE else f"-{width}"
    return canvas.finish(key=f"{spec.key}{suffix}", title=spec.title, description=spec.description)


def _line(spec, width, height, standalone):
    wide = width > NARROW
    canvas = Canvas(width, height or (330 if wide else 260), standalone=standalone)
    steps = ticks(spec.top())
    left = 14 + LETTER * max(len(_tick(spec, step)) for step in steps)
    right, bottom = width - (_room_for_names(spec, width) if wide else 14), canvas.height - 28
    _grid(canvas, spec, steps, left, right, bottom)
    x_of = [
        left + (right - left) * index / max(len(spec.categories) - 1, 1)
        for index in range(len(spec.categories))
    ]
    every = 1 if wide or len(spec.categories) <= 6 else 2
    for index, category in enumerate(spec.categories):
        if index % every == 0:
            canvas.text("axis", category, x_of[index], canvas.height - 8, "middle")
    ends = []
    for series in sorted(spec.series, key=lambda one: BASELINE.get(one.role, 0)):
        points = [
            (x, _height(value, steps, bottom), category, value)
            for x, category, value in zip(x_of, spec.categories, series.values, strict=True)
            if is_number(value)
        ]
        canvas.path(f"line-{series.role}", [point[:2] for point in points])
        for x, y, category, value in points:
            canvas.circle("hit", x, y, 7, f"{category}, {series.label}: {spec.text(value)}")
        if points:
            ends.append((series, points[-1]))
    _label_ends(canvas, spec, ends, right, wide)
    return canvas


def _room_for_names(spec, width):
    """What the longest name takes beside the end of its line, its figure included."""
    longest = max(
        (
            len(one.label) + max(map(len, map(spec.text, one.values)))
            for one in spec.series
            if one.values
        ),
        default=0,
    )
    return min(LETTER * (longest + 2) + 10, width * 0.45)


def _label_ends(canvas, spec, ends, right, wide):
    """The last figure of each line beside its end, none on top of another."""
    letters = int((canvas.width - right - 10) / LETTER) - 2
    taken = []
    for series, (x, y, category, value) in sorted(ends, key=lambda end: end[1][1]):
        label = f"{series.label}: {spec.text(value)}"
        main = series.role in (Role.ACTUAL, Role.WOMEN)
        if main:
            canvas.circle(f"bar-{series.role}", x, y, 5)
        if wide and x > right - 20:
            look = "value" if main else "note"
            name = clipped(series.label, letters - len(spec.text(value)))  # never the number
            words = f"{name}: {spec.text(value)}"
            canvas.text(look, words, right + 10, _free(y + 4, taken))
        elif main:
            anchor = "start" if x < right * 0.2 else "end"
            y = _free(max(y - 24, 12), taken, 28)
            canvas.text("value", spec.text(value), x, y, anchor)
            canvas.text("note", category, x, y + 13, anchor)
        else:
            aside = -10 if series.role == Role.TARGET else 18
            y = _free(max(y + aside, 11), taken)
            canvas.text("note", label, min(x, right), y, "end")


def _free(y, taken, gap=15):
    while any(abs(y - other) < gap for other in taken):
        y += gap
    taken.append(y)
    return y


def _stacked(spec, width, height, standalone):
    wide = width > NARROW
    canvas = Canvas(width, height or (300 if wide else 250), standalone=standalone)
    steps = ticks(spec.top())
    left = 14 + LETTER * max(len(_tick(spec, step)) for step in steps)
    longest = max((len(one.label) for one in _named(spec)), default=0)
    beside = min(max(LETTER * longest + 28, 70), width * 0.4)
    right, bottom = width - (beside if wide else 8), canvas.height - 24
    _grid(canvas, spec, steps, left, right, bottom, head=26 if wide else 44)
    slot = (right - left) / max(len(spec.categories), 1)
    bar = min(slot * 0.64, 72)
    letters = int(slot / LETTER)
    for index, (category, values) in enumerate(zip(spec.categories, spec.columns(), strict=True)):
        middle = left + slot * (index + 0.5)
        _column(canvas, spec, category, values, (middle - bar / 2, bar), steps, bottom, wide)
        canvas.text("axis", clipped(category, letters), middle, canvas.height - 7, "middle")
    _column_names(canvas, spec, right, wide, left)
    return canvas


def _column(canvas, spec, category, values, place, steps, bottom, wide):
    x, bar = place
    head = 26 if wide else 44
    foot = bottom
    for series, value in zip(spec.series, values, strict=True):
        if not is_number(value):
            continue
        top = foot - (bottom - head) * float(value) / float(steps[-1])
        tip = f"{category}, {series.label}: {spec.text(value)}"
        canvas.rect(f"bar-{series.role}", x, top, bar, foot - top - 0.8, tip)
        wide_enough = foot - top > 15 and bar > LETTER * len(spec.text(value))
        if wide_enough and series.role != Role.WHOLE:
            look = "on-dark" if series.role == Role.WOMEN else "on-light"
            canvas.text(look, spec.text(value), x + bar / 2, (foot + top) / 2 + 4, "middle")
        foot = top
    known = all(map(is_number, values)) or _whole(spec, values)
    label = spec.text(total(values)) if known else HIDDEN
    if known or HIDDEN in values:
        canvas.text("value", label, x + bar / 2, foot - 6, "middle")


def _whole(spec, values):
    """The total of a column whose parts are confidential."""
    pairs = zip(spec.series, values, strict=True)
    return any(one.role == Role.WHOLE and is_number(value) and value for one, value in pairs)


def _column_names(canvas, spec, right, wide, left):
    """Series named beside the last column, or above the chart on a phone."""
    if not wide:
        x = left
        for series in _named(spec):
            canvas.rect(f"bar-{series.role}", x, 4, 12, 12)
            canvas.text("note", series.label, x + 17, 14)
            x += 30 + LETTER * len(series.label)
        return
    letters = int((canvas.width - right - 22) / LETTER)
    for index, series in enumerate(_named(spec)):
        y = canvas.height - 60 - 20 * index
        canvas.rect(f"bar-{series.role}", right + 6, y - 10, 11, 11)
        canvas.text("note", clipped(series.label, letters), right + 22, y)


def _named(spec):
    """The series of which something is drawn; all of them where nothing is."""
    seen = [one for one in spec.series if any(is_number(v) and v for v in one.values)]
    return seen or spec.series


def _grid(canvas, spec, steps, left, right, bottom, head=26):
    for step in steps:
        y = _height(step, steps, bottom, head)
        canvas.line("grid" if step else "base", left, y, right, y)
        canvas.text("axis", _tick(spec, step), left - 8, y + 4, "end")


def _height(value, steps, bottom, head=26):
    return bottom - (bottom - head) * float(value) / float(steps[-1])


def _tick(spec, step):
    """Ticks are bare; money on the axis is shortened, its currency is in the subtitle."""
    if spec.unit == Unit.MONEY and step >= 10_000:
        return formats.short(step)
    return formats.integer(step)


DRAWINGS = {
    Kind.LINE: _line,
    Kind.STACKED: _stacked,
    Kind.DOTS: rows.dots,
    Kind.BARS: rows.bars,
    Kind.FUNNEL: rows.funnel,
    Kind.BULLET: rows.bullet,
}
