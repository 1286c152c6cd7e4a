"""The only door to WeasyPrint: HTML in, an archivable and accessible PDF out.

Every file is PDF/A-3a (kept for good, with its data attached) and PDF/UA-1 (read aloud) at once.
"""

import base64
from dataclasses import dataclass
from functools import cache

from django.conf import settings

VARIANT = "pdf/a-3a"
FONTS = (
    ("Source Sans 3", 400, "normal", "source-sans-3-400.woff2"),
    ("Source Sans 3", 600, "normal", "source-sans-3-600.woff2"),
    ("Source Sans 3", 700, "normal", "source-sans-3-700.woff2"),
    ("Source Serif 4", 600, "normal", "source-serif-4-600.woff2"),
    ("Source Serif 4", 400, "italic", "source-serif-4-400-italic.woff2"),
)
_ABOUT = '<rdf:Description rdf:about=""'
_PROPERTY = (
    '<rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA part</pdfaProperty:description></rdf:li>"
)
# WeasyPrint writes the marks of one standard; this adds those of PDF/UA-1, and the description
# of that schema which PDF/A asks for. https://pdfa.org/resource/xmp-extension-schemas/
UA_METADATA = (
    f'{_ABOUT} xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    "<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
    f'{_ABOUT} xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    f"<pdfaSchema:property><rdf:Seq>{_PROPERTY}</rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
).encode()


@dataclass(frozen=True)
class DataFile:
    """A table that travels inside the PDF."""

    name: str
    text: str
    description: str


def render_pdf(html, *, made_at, files=()):
    """Bytes of the PDF. `html` is a whole document with its language, title and styles.

    Nothing is fetched: pictures must be data: URLs, anything else (files of the server, the
    network) is left out. The same input, `made_at` (an aware instant) included, gives the same
    bytes.
    """
    from weasyprint import CSS, HTML, Attachment  # slow to load, needs system libraries
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=["data"])
    fonts = FontConfiguration()
    faces = CSS(string=_font_faces(), font_config=fonts, url_fetcher=fetcher)
    attached = [
        Attachment(
            string=file.text,
            name=file.name,
            description=file.description,
            relationship="Data",
            created=made_at,
            modified=made_at,
        )
        for file in files
    ]
    options = {"pdf_variant": VARIANT, "attachments": attached}
    # The text face lacks the narrow no-break space of French numbers: the plain one stands in.
    html = html.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    page = HTML(string=html, url_fetcher=fetcher, base_url=None)
    document = page.render(stylesheets=[faces], font_config=fonts, **options)
    _add_accessibility_marks(document.metadata)
    _tell_languages_of_parts()
    return document.write_pdf(**options)


def data_url(svg):
    """An SVG drawing as the address of a picture."""
    svg = svg.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def _add_accessibility_marks(metadata):
    written = metadata.generate_rdf_metadata
    metadata.generate_rdf_metadata = lambda *given: written(*given).replace(
        b"</rdf:RDF>", UA_METADATA + b"</rdf:RDF>"
    )


@cache
def _tell_languages_of_parts():
    """WeasyPrint tells the language of the document alone; a part in another one says so, too."""
    import pydyf
    from weasyprint.pdf import tags

    build = tags._build_box_tree

    def with_language(box, *given):
        element = getattr(box, "element", None)
        language = element.get("lang") if element is not None and element.tag != "html" else None
        for tagged in build(box, *given):
            if language:
                tagged["Lang"] = pydyf.String(language)
            yield tagged

    tags._build_box_tree = with_language


@cache
def _font_faces():
    """The report's faces inside the stylesheet, so that no path of the server is read."""
    folder = settings.BASE_DIR / "static" / "fonts"
    rules = []
    for family, weight, style, name in FONTS:
        data = base64.b64encode((folder / name).read_bytes()).decode()
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; '
            f"src: url(data:font/woff2;base64,{data}); }}"
        )
    return "\n".join(rules)
