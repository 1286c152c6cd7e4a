"""Frozen data to a document: sections, HTML, PDF with its tables inside."""

import itertools
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from centers import formats
from centers.words import words_of
from reporting.charts import to_table
from reporting.exports import as_csv
from reporting.pdf import DataFile, data_url, render_pdf
from reporting.report import sections
from reporting.report.cover import cover
from reporting.report.frozen import Frozen
from reporting.report.names import in_groups, months_name
from reporting.report.pictures import on_screen
from reporting.report.qr import qr_picture

PARTS = {
    "cover": cover,
    "centers": sections.centers,
    "targets": sections.targets,
    "women": sections.women,
    "services": sections.services,
    "followup": sections.followup,
    "stories": sections.stories,
    "method": sections.method,
}
TEMPLATES = {
    "full": (*PARTS, "annex"),
    "short": ("cover", "centers", "women", "method"),
    "flyer": ("cover",),
    "women": ("cover", "women", "method", "annex"),
}
PAPER = {"letter": "8.5in 11in", "a4": "210mm 297mm"}


@dataclass(frozen=True)
class Document:
    html: str
    files: tuple
    made_at: object


def render(data, *, template, language, code="", draft=False):
    """Bytes of the PDF of frozen `data` in a language. `code` is that of the check page."""
    made = compose(data, template=template, language=language, code=code, draft=draft)
    return render_pdf(made.html, files=made.files, made_at=made.made_at)


def compose(data, *, template, language, code="", draft=False):
    """The document before it becomes a PDF."""
    frozen = Frozen(data, draft)
    with _written_for(frozen, language):
        parts = _parts(frozen, template)
        page = _page(frozen, language, code)
        html = render_to_string("reporting/pdf/report.html", {"page": page, "parts": parts})
        return Document(html, (_all_figures(data), *_chart_files(parts)), frozen.cut)


def parts_of(data, *, template, language):
    """The markup of each part, for a preview on the screen."""
    frozen = Frozen(data)
    with _written_for(frozen, language):
        page = _page(frozen, language, "")
        parts = _parts(frozen, template)
        for picture in itertools.chain.from_iterable(map(_pictures, parts)):
            picture["drawing"] = on_screen(picture["spec"])
        return [
            render_to_string(part["template"], {"data": part["data"], "page": page})
            for part in parts
        ]


@contextmanager
def _written_for(frozen, language):
    with translation.override(language), formats.country(frozen.country), words_of(frozen.words):
        yield


def _parts(frozen, template):
    wanted = [key for key in TEMPLATES[template] if _has_content(key, frozen.data)]
    parts = [_part(key, PARTS[key](frozen)) for key in wanted if key != "annex"]
    if "annex" in wanted:
        specs = [picture["spec"] for part in parts for picture in _pictures(part)]
        parts.append(_part("annex", sections.annex(frozen, specs)))
    return parts


def _has_content(key, data):
    """Pages that would be empty are left out: no targets set, no story told, nothing counted."""
    needs = {"targets": "targets", "stories": "stories", "annex": "lines"}
    return bool(data.get(needs[key])) if key in needs else True


def _part(key, data):
    return {"key": key, "template": f"reporting/pdf/{key}.html", "data": data}


def _pictures(part):
    data = part["data"]
    return [one for one in [*data.get("charts", []), data.get("chart")] if one]


def _page(frozen, language, code):
    """What every page of the document knows."""
    place, period = frozen.place_name(), frozen.period_name()
    title = frozen.title()
    url = f"{settings.SITE_URL}/v/{code}/"
    issuer = _issuer(frozen)
    footer = [issuer, title]
    footer += [_("Check %(code)s") % {"code": in_groups(code)}] if code else []
    cut = formats.long_day(frozen.cut.date())
    return {
        "lang": formats.locale().language if language != "pt-br" else "pt-BR",
        "title": title,
        "place": place,
        "period": period,
        "issuer": issuer,
        "about": _about(frozen),
        "days": months_name(frozen.start, frozen.end)
        if frozen.is_year
        else _("Figures as of %(day)s") % {"day": cut},
        "network": settings.NETWORK_NAME,
        "description": _("Verified results of the network's centers, %(place)s, %(period)s")
        % {"place": place, "period": period},
        "made_at": frozen.cut.isoformat(timespec="seconds"),
        "cut": cut,
        "paper": PAPER[frozen.paper],
        "footer": _css_words(" · ".join(footer)),
        "logo": data_url((settings.BASE_DIR / "static" / "icon.svg").read_text()),
        "code": in_groups(code),
        "check_url": url,
        "check_place": url.split("://", 1)[1].removesuffix(f"{code}/"),
        "qr": qr_picture(url) if code else "",
        "draft": _css_words(_("Draft: the period is not closed, figures may change."))
        if frozen.draft
        else "",
        "demo": _("Invented demonstration data.") if settings.DEMO else "",
    }


def _issuer(frozen):
    """The network, with its country where it speaks for one."""
    one_country = len(frozen.data["countries"]) == 1
    return settings.NETWORK_NAME + (f" {frozen.country_names()}" if one_country else "")


def _about(frozen):
    """What stands under the issuer's name: whose programs, which countries, what it is."""
    if frozen.data.get("funder"):
        return _("Programs paid for by %(funder)s") % {"funder": frozen.data["funder"]["name"]}
    if len(frozen.data["countries"]) > 1:
        return frozen.country_names()
    return _("Small Business Development Centers")


def _css_words(words):
    """Words for a margin box of the stylesheet, where HTML's escapes do not hold."""
    return mark_safe("".join(letter for letter in words if letter not in '"<>\\\n\r'))


def _all_figures(data):
    return DataFile("figures.csv", as_csv(data["lines"]), _("All figures of the report"))


def _chart_files(parts):
    specs = {picture["spec"].key: picture["spec"] for part in parts for picture in _pictures(part)}
    return [
        DataFile(f"{key}.csv", to_table(spec).as_csv(), spec.subtitle or spec.title)
        for key, spec in specs.items()
    ]
