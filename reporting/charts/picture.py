"""A chart as a picture that stands alone: its finding, its drawing and its source in one file."""

import re
import textwrap

from reporting.charts.canvas import LETTER, Canvas
from reporting.charts.svg import WIDE, to_svg

TITLE, LINE, EDGE = 24, 17, 16  # heights of a line of the title and of other words; the margin
TITLE_LETTER = 9.4  # average width of a letter of the title


def to_picture(spec, width=WIDE):
    """SVG with colours of its own, to be kept, sent or pasted."""
    drawing = to_svg(spec, width=width, standalone=True)
    height = float(re.search(r'viewBox="0 0 \S+ (\S+)"', drawing)[1])
    sheet = Canvas(width + 2 * EDGE, 0, standalone=True)
    y = EDGE
    for look, words, letter, step in (
        ("title", spec.title, TITLE_LETTER, TITLE),
        ("note", spec.subtitle, LETTER, LINE),
    ):
        for line in textwrap.wrap(words, int(width / letter)):
            y += step
            sheet.text(look, line, EDGE, y)
    place = f'<svg x="{EDGE}" y="{y + EDGE}" width="{width}" height="{height}"'
    sheet.parts.append(drawing.replace("<svg", place, 1))
    y += 2 * EDGE + height
    for line in textwrap.wrap(spec.source, int(width / LETTER)):
        y += LINE
        sheet.text("note", line, EDGE, y)
    sheet.height = y + EDGE
    sheet.parts.insert(0, _paper(sheet))
    return sheet.finish(key=f"{spec.key}-file", title=spec.title, description=spec.description)


def _paper(sheet):
    paper = Canvas(sheet.width, sheet.height, standalone=True)
    paper.rect("paper", 0, 0, sheet.width, sheet.height)
    return paper.parts[0]
