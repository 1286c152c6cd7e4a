"""Charts as plotly figures: plain data for plotly.js, no Python library needed to make it."""

from centers import formats
from reporting.charts.canvas import LETTER
from reporting.charts.palette import COLORS, GRID, INK, MUTED
from reporting.charts.scale import percent_range, ticks
from reporting.charts.spec import HIDDEN, Kind, Role, Unit, is_number

FONT = "Source Sans 3, SS3, system-ui, sans-serif"
DASHES = {Role.TARGET: "dash", Role.MEN: "dot"}
SIDEWAYS = (Kind.DOTS, Kind.BARS, Kind.BULLET)
ROW_HEIGHT = 30
HEIGHT, PLOT_HEIGHT = 340, 290  # of charts with columns or lines, and of what lies within axes
HALF = 50  # below it a share is the men's


def to_plotly(spec):
    """`{"data": […], "layout": {…}}` for plotly.newPlot; hidden and unknown values are null.

    Each trace names its role in `meta`, so that the page can colour it by its own theme.
    """
    traces = [_trace(spec, series) for series in spec.series]
    return {"data": traces, "layout": _layout(spec)}


def _trace(spec, series):
    values = [float(value) if is_number(value) else None for value in series.values]
    texts = [spec.text(value) for value in series.values]
    numbers = [spec.text(value) if is_number(value) else "" for value in series.values]
    color = COLORS[series.role]
    categories = list(spec.categories)
    common = {
        "name": series.label,
        "meta": {"role": str(series.role)},
        "customdata": texts,
        "hovertemplate": "%{customdata}<extra>" + _inert(series.label) + "</extra>",
    }
    if spec.kind == Kind.LINE:
        line = {"color": color, "dash": DASHES.get(series.role, "solid"), "width": 3}
        return common | {
            "type": "scatter",
            "mode": "lines+markers" if series.role == Role.ACTUAL else "lines",
            "x": categories,
            "y": values,
            "line": line,
        }
    if spec.kind == Kind.DOTS:
        roles = [Role.MEN if is_number(v) and v < HALF else series.role for v in series.values]
        marker = {"color": [COLORS[role] for role in roles], "size": 13}
        common["meta"] |= {"roles": [str(role) for role in roles]}
        return common | {
            "type": "scatter",
            "mode": "markers+text",
            "x": values,
            "y": categories,
            "text": [
                text if is_number(v) else "" for v, text in zip(series.values, texts, strict=True)
            ],
            "textposition": [
                "middle left" if role == Role.MEN else "middle right" for role in roles
            ],
            "cliponaxis": False,
            "marker": marker,
        }
    if spec.kind == Kind.STACKED:
        marker = {"color": color}
        return common | {"type": "bar", "x": categories, "y": values, "marker": marker}
    bar = {"type": "bar", "orientation": "h", "y": categories, "marker": {"color": color}}
    if spec.kind == Kind.FUNNEL:
        bar["base"] = [-value / 2 if value is not None else None for value in values]
    if spec.kind == Kind.FUNNEL:
        bar |= {"textposition": "inside", "insidetextanchor": "start", "textangle": 0}
    else:
        bar |= {"textposition": "outside", "cliponaxis": False}
    return common | bar | {"x": values, "text": numbers}


def _layout(spec):
    sideways = spec.kind in (*SIDEWAYS, Kind.FUNNEL)
    plain = {"automargin": True, "fixedrange": True, "gridcolor": GRID, "zeroline": False}
    # Names, not numbers: a center called "2024" must not turn the axis into a scale.
    # All of them have a place, also those without a value.
    ends = [-0.5, len(spec.categories) - 0.5]
    named = plain | {"type": "category", "categoryarray": list(spec.categories)}
    named |= {"range": ends[::-1] if sideways else ends}
    counted = plain | {"rangemode": "tozero", "fixedrange": False}
    if spec.unit == Unit.PERCENT and spec.kind == Kind.BARS:
        counted |= {"range": [0, 100], "dtick": 25}
    if spec.kind == Kind.DOTS:
        counted |= {"range": _between(spec), "dtick": 10}
    if not sideways:
        steps = ticks(spec.top())
        counted |= {"range": [0, float(steps[-1])], "dtick": float(steps[1])}
    if spec.kind == Kind.FUNNEL:
        counted |= {"visible": False}
    layout = {
        "font": {"family": FONT, "size": 14, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": _right(spec, sideways), "t": 16 + 15 * len(spec.marks), "b": 8},
        "separators": formats.separators(),
        "hovermode": "closest" if sideways else "x unified",
        "showlegend": len(spec.series) > 1 and spec.kind != Kind.LINE,
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0},
        "xaxis": counted if sideways else named,
        "yaxis": named if sideways else counted,
        "shapes": [_shape(spec, mark) for mark in spec.marks],
        "annotations": [
            *(_annotation(spec, mark, index) for index, mark in enumerate(spec.marks)),
            *_hidden(spec, "x" if sideways else "y"),
            *(_line_ends(spec) if spec.kind == Kind.LINE else ()),
        ],
        "height": max(ROW_HEIGHT * len(spec.categories) + 70, 240) if sideways else HEIGHT,
    }
    modes = {Kind.STACKED: "stack", Kind.BARS: "overlay"}
    return layout | ({"barmode": modes[spec.kind]} if spec.kind in modes else {})


def _between(spec):
    """The same tens as in the drawing."""
    shown = [value for value in spec.series[0].values if is_number(value)]
    return list(percent_range([*shown, *(mark.value for mark in spec.marks)]))


def _right(spec, sideways):
    """Room for what stands at the ends of lines and bars."""
    if spec.kind != Kind.LINE:
        return 44 if sideways else 16
    return 24 + LETTER * max((len(words) for _s, _x, _y, words in _last_points(spec)), default=0)


def _last_points(spec):
    """(series, number of the category, value, words) of each line's last figure, highest first."""
    points = []
    for series in spec.series:
        known = [(at, value) for at, value in enumerate(series.values) if is_number(value)]
        if known:
            at, value = known[-1]
            points.append((series, at, value, f"{series.label}: {spec.text(value)}"))
    return sorted(points, key=lambda point: point[2], reverse=True)


def _line_ends(spec):
    """Lines carry their names, as in the drawing, and none stands on top of another."""
    pixel = float(ticks(spec.top())[-1]) / PLOT_HEIGHT
    last, lowest = len(spec.categories) - 1, None
    for _series, at, value, words in _last_points(spec):
        place = float(value) / pixel
        if at == last:
            lowest = place if lowest is None else min(place, lowest - 16)
            place = lowest
        yield {
            "x": at,  # a category by its number: plotly would take the name 2024 for one
            "y": float(value),
            "text": _inert(words),
            "showarrow": False,
            "xanchor": "left",
            "xshift": 8,
            "yshift": round(place - float(value) / pixel),
            "font": {"color": MUTED, "size": 13},
        }


def _shape(spec, mark):
    line = {"color": COLORS[mark.role] if mark.role else INK, "width": 1.5}
    line["dash"] = "dash" if mark.role else "solid"
    if spec.kind in SIDEWAYS:
        ends = {"x0": float(mark.value), "x1": float(mark.value), "y0": 0, "y1": 1, "yref": "paper"}
    else:
        ends = {"y0": float(mark.value), "y1": float(mark.value), "x0": 0, "x1": 1, "xref": "paper"}
    return {"type": "line", "name": str(mark.role or ""), "line": line} | ends


def _annotation(spec, mark, index):
    words = {"text": _inert(mark.label), "showarrow": False, "font": {"color": MUTED, "size": 12}}
    if spec.kind in SIDEWAYS:
        return words | {
            "x": float(mark.value),
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "yshift": 15 * index,
        }
    return words | {"y": float(mark.value), "x": 1, "xref": "paper", "xanchor": "right"}


def _hidden(spec, scale):
    """The mark of a confidential figure where its bar or dot would begin."""
    place = {"x": "y", "y": "x"}[scale]
    begin = _between(spec)[0] if spec.kind == Kind.DOTS else 0
    for at, values in enumerate(spec.columns()):
        if HIDDEN in values:
            yield {
                place: at,
                scale: begin,
                f"{scale}anchor": "left" if scale == "x" else "bottom",
                "text": HIDDEN,
                "showarrow": False,
                "font": {"color": MUTED, "size": 12},
            }


def _inert(text):
    """plotly reads a few HTML tags in its texts; a name is only a name."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
