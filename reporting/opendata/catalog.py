"""The catalogue of public editions for data portals: DCAT 2 as JSON-LD."""

from django.utils.translation import gettext as _

from reporting.opendata.datapackage import LICENSE, title

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"


def to_catalog(entries, *, publisher, page):
    """JSON-LD of (Published, page, [(title, url, media type)]) entries. `page`: the catalogue's."""
    return {
        "@context": CONTEXT,
        "@id": page,
        "@type": "dcat:Catalog",
        "dct:title": _("Results of small business development centers"),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
        "dct:license": {"@id": LICENSE["path"]},
        "dcat:dataset": [_dataset(*entry, publisher) for entry in entries],
    }


def _dataset(published, page, files, publisher):
    return {
        "@id": page,
        "@type": "dcat:Dataset",
        "dct:identifier": published.code,
        "dct:title": title(published),
        "dct:publisher": {"@type": "foaf:Organization", "foaf:name": publisher},
        "dct:issued": _typed(published.made_at.isoformat(timespec="seconds"), "dateTime"),
        "dct:license": {"@id": LICENSE["path"]},
        "dct:spatial": [{"dct:identifier": code} for code in published.countries],
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(published.start.isoformat(), "date"),
            "dcat:endDate": _typed(published.end.isoformat(), "date"),
        },
        "dcat:landingPage": {"@id": page},
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dct:title": name,
                "dcat:downloadURL": {"@id": url},
                "dcat:mediaType": {"@id": MEDIA + media},
                "dct:license": {"@id": LICENSE["path"]},
            }
            for name, url, media in files
        ],
    }


def _typed(value, kind):
    return {"@value": value, "@type": f"xsd:{kind}"}
