"""The files of an edition: what they are called in addresses and how they are made."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting import exports
from reporting.opendata import datapackage, iati, sdmx
from reporting.opendata.published import Published


@dataclass(frozen=True)
class FileKind:
    """`make(published, page)` gives bytes or text; `page`: full address of the edition's page."""

    label: str
    suffix: str
    media: str
    make: Callable


def organisation():
    """Who reports to IATI; NotForIati where the deployment has not said."""
    return iati.Organisation(settings.SBDC_IATI_ORGANISATION, settings.NETWORK_NAME)


def _iati(published, page):
    return iati.to_iati([published], organisation(), made_at=timezone.now())


FILES = {
    "csv": FileKind(
        _("Table (CSV)"),
        "csv",
        "text/csv",
        lambda published, page: "\ufeff" + exports.as_csv(published.data["lines"]),
    ),
    "xlsx": FileKind(
        _("Workbook (Excel)"),
        "xlsx",
        exports.XLSX,
        lambda published, page: exports.as_xlsx(published.data["lines"]),
    ),
    "package": FileKind(
        _("Data package with definitions (zip)"),
        "zip",
        "application/zip",
        lambda published, page: datapackage.to_package(published, page=page),
    ),
    "sdmx": FileKind(
        _("SDMX-CSV"), "sdmx.csv", "text/csv", lambda published, page: sdmx.to_sdmx_csv(published)
    ),
    "iati": FileKind(_("IATI 2.03 (XML)"), "iati.xml", "application/xml", _iati),
}


def kinds_for(edition):
    """{word: FileKind} of the files that can be made of this edition."""
    to_iati = settings.SBDC_IATI_ORGANISATION and len(edition.data["countries"]) == 1
    return {word: kind for word, kind in FILES.items() if to_iati or word != "iati"}


def download(edition, word, page):
    """The file as an attachment; KeyError for a word that is none of `kinds_for`."""
    kind = kinds_for(edition)[word]
    response = HttpResponse(kind.make(Published.of(edition), page), content_type=kind.media)
    places = "-".join(country["code"] for country in edition.data["countries"])
    name = f"results-{places}-{edition.start}-{edition.code}.{kind.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
