"""The square code that leads to the check page."""

import io

import segno

from reporting.pdf import data_url


def qr_picture(url):
    """The address as a picture (an SVG data: URL)."""
    out = io.BytesIO()
    segno.make(url, error="m").save(
        out, kind="svg", xmldecl=False, border=0, dark="#14212b", svgclass=None, lineclass=None
    )
    return data_url(out.getvalue().decode())
