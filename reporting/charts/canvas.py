"""A sheet to draw on, in the page's classes or in colours of its own."""

from html import escape
from textwrap import wrap

from reporting.charts.palette import COLORS, GRID, INK, MUTED, PAPER
from reporting.charts.spec import Role

FACE = "Source Sans 3"
# look: (class on a page, presentation attributes in a file that stands alone)
LOOKS = {
    "grid": ("gr", {"stroke": GRID}),
    "base": ("base", {"stroke": MUTED}),
    "half": ("sink", {"stroke": INK, "stroke-width": "1.2"}),
    "track": ("ftrack", {"fill": GRID}),
    "paper": ("fcard", {"fill": PAPER}),
    "title": ("lb", {"fill": INK, "font-size": "20", "font-weight": "700"}),
    "axis": ("ax", {"fill": MUTED, "font-size": "12"}),
    "name": ("nm", {"fill": INK, "font-size": "13"}),
    "value": ("lb", {"fill": INK, "font-size": "13", "font-weight": "700"}),
    "note": ("lm", {"fill": MUTED, "font-size": "12"}),
    "on-dark": ("lw", {"fill": PAPER, "font-size": "11", "font-weight": "600"}),
    "on-light": ("lk", {"fill": "#0b2a22", "font-size": "11", "font-weight": "600"}),
    "hit": ("hit", {"fill": "none"}),
    "bar-actual": ("f1", {"fill": COLORS[Role.ACTUAL]}),
    "bar-target": ("f2", {"fill": COLORS[Role.TARGET]}),
    "bar-last_year": ("f0", {"fill": COLORS[Role.LAST_YEAR]}),
    "bar-women": ("fw", {"fill": COLORS[Role.WOMEN]}),
    "bar-men": ("fm", {"fill": COLORS[Role.MEN]}),
    "bar-not_stated": ("fn", {"fill": PAPER, "stroke": MUTED, "stroke-dasharray": "2 2"}),
    "bar-whole": ("f0", {"fill": COLORS[Role.WHOLE]}),
    "line-actual": (
        "s1 w3",
        {
            "stroke": COLORS[Role.ACTUAL],
            "stroke-width": "3",
            "fill": "none",
            "stroke-linecap": "round",
        },
    ),
    "line-target": (
        "s2 w2 dash",
        {
            "stroke": COLORS[Role.TARGET],
            "stroke-width": "2",
            "fill": "none",
            "stroke-dasharray": "5 4",
        },
    ),
    "line-last_year": (
        "s0 w2",
        {"stroke": COLORS[Role.LAST_YEAR], "stroke-width": "2", "fill": "none"},
    ),
    "line-women": (
        "sw w3",
        {"stroke": COLORS[Role.WOMEN], "stroke-width": "3", "fill": "none"},
    ),
    "line-men": (
        "sm w2",
        {"stroke": COLORS[Role.MEN], "stroke-width": "2", "fill": "none", "stroke-dasharray": "1"},
    ),
    "mark-women": ("sw dash", {"stroke": COLORS[Role.WOMEN], "stroke-dasharray": "5 4"}),
}
LETTER = 6.6  # average width of a letter at the sizes above, in units of the drawing


class Canvas:
    def __init__(self, width, height, *, standalone=False):
        self.width, self.height, self.standalone = width, height, standalone
        self.parts = []

    def draw(self, tag, look, *, tip="", **geometry):
        """One shape; `tip` is the sentence shown when it is pointed at."""
        inner = f"<title>{escape(tip)}</title>" if tip else ""
        attributes = {**self._look(look), **_plain(geometry)}
        self.parts.append(f"<{tag}{_written(attributes)}>{inner}</{tag}>")

    def text(self, look, words, x, y, anchor="start"):
        attributes = {**self._look(look), **_plain({"x": x, "y": y})}
        if self.standalone:
            attributes["font-family"] = FACE
        if anchor != "start":
            attributes["text-anchor"] = anchor
        self.parts.append(f"<text{_written(attributes)}>{escape(words)}</text>")

    def line(self, look, x1, y1, x2, y2):
        self.draw("line", look, x1=x1, y1=y1, x2=x2, y2=y2)

    def rect(self, look, x, y, width, height, tip=""):
        self.draw("rect", look, tip=tip, x=x, y=y, width=max(width, 0), height=max(height, 0))

    def circle(self, look, cx, cy, r, tip=""):
        self.draw("circle", look, tip=tip, cx=cx, cy=cy, r=r)

    def path(self, look, points):
        if points:
            steps = " L".join(f"{_short(x)} {_short(y)}" for x, y in points)
            self.draw("path", look, d=f"M{steps}")

    def finish(self, *, key, title, description):
        """The whole drawing. Pages name it by its title and description."""
        size = f'viewBox="0 0 {_short(self.width)} {_short(self.height)}"'
        if self.standalone:
            head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        else:
            head = f'<svg {size} role="img" aria-labelledby="{key}-t {key}-d">'
        return (
            f'{head}<title id="{key}-t">{escape(title)}</title>'
            f'<desc id="{key}-d">{escape(description)}</desc>{"".join(self.parts)}</svg>'
        )

    def _look(self, look):
        css_class, attributes = LOOKS[look]
        return dict(attributes) if self.standalone else {"class": css_class}


def wrapped(words, letters):
    """A name on one line or, broken between words, on two; what fits on neither is cut."""
    if len(words) <= letters:
        return [words]
    return wrap(words, max(letters, 3), max_lines=2, placeholder="…")


def clipped(words, letters):
    """A name cut to what fits, with the ellipsis that says so."""
    return words if len(words) <= letters else words[: max(letters - 1, 1)].rstrip() + "…"


def _plain(geometry):
    return {name: _short(value) for name, value in geometry.items()}


def _short(value):
    return value if isinstance(value, str) else f"{float(value):.1f}".removesuffix(".0")


def _written(attributes):
    return "".join(f' {name}="{escape(str(value))}"' for name, value in attributes.items())
