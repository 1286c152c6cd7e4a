"""Long texts: Markdown written by editors, cleaned to a short list of harmless tags."""

import json

import markdown
import nh3
from django.utils.html import format_html
from django.utils.safestring import mark_safe

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h3", "h4", "blockquote", "code", "hr"}
# Inside a page the item's own parts are h2: what authors write as headings comes below them.
LOWER = {"h1": "h3", "h2": "h3"}


def to_html(text):
    """Safe HTML of a Markdown text; raw HTML in it is dropped."""
    html = markdown.markdown(text or "", extensions=["sane_lists"])
    for high, low in LOWER.items():
        html = html.replace(f"<{high}>", f"<{low}>").replace(f"</{high}>", f"</{low}>")
    clean = nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}
    )
    return mark_safe(clean)  # noqa: S308 – nh3 has just cleaned it


def data_block(data):
    """JSON-LD as a script element that browsers read as data and never run (allowed by the CSP)."""
    text = json.dumps(data, ensure_ascii=False)
    for char in "<>&":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
