"""The picture that social networks show beside a link: 1200 × 630, drawn from the title."""

import io
from functools import cache

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH, EDGE = 1200, 630, 80
PAPER, INK, MUTED, PETROL, SUN = "#f4f5f2", "#14212b", "#52626f", "#0b4f6c", "#ffc21a"


def sharing_picture(title, kind, place, network):
    """PNG bytes; a long title is set smaller, and cut after four lines."""
    image = Image.new("RGB", (WIDE, HIGH), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 24, HIGH), fill=PETROL)
    draw.ellipse((WIDE - EDGE - 44, EDGE - 20, WIDE - EDGE, EDGE + 24), fill=SUN)
    draw.text((EDGE, EDGE - 16), kind.upper(), font=font(30), fill=PETROL)
    size, lines = _fit(draw, title)
    for number, line in enumerate(lines):
        draw.text((EDGE, 150 + number * size * 1.2), line, font=font(size), fill=INK)
    draw.text((EDGE, HIGH - 110), f"{place} · {network}".strip(" ·"), font=font(32), fill=MUTED)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _fit(draw, title):
    for size in (68, 58, 50):
        lines = _lines(draw, title, size)
        if len(lines) * size * 1.2 <= HIGH - 290:
            return size, lines
    return 50, [*lines[:4], f"{lines[4]} …"][:5]


def _lines(draw, title, size):
    lines, line = [], ""
    for word in title.split():
        longer = f"{line} {word}".strip()
        if draw.textlength(longer, font=font(size)) <= WIDE - 2 * EDGE - 40:
            line = longer
        else:
            lines.append(line)
            line = word
    return [text for text in [*lines, line] if text]


@cache
def font(size):
    path = settings.BASE_DIR / "static" / "fonts" / "source-sans-3-600.woff2"
    return ImageFont.truetype(str(path), size)
