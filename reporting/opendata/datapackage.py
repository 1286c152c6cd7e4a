"""Frictionless data package of a public edition: CSV files with their schema, zipped.

https://specs.frictionlessdata.io/tabular-data-package/
"""

import csv
import io
import json
import zipfile
from datetime import date

from django.utils.translation import gettext as _

from reporting.measures import MEASURES
from reporting.opendata.rows import CONFIDENTIAL, SHOWN, breakdowns, rows

LICENSE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0",
}
FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # a package of the same edition has the same bytes


def to_package(published, *, page):
    """Bytes of the zip: datapackage.json, figures.csv, measures.csv. `page`: URL of the edition."""
    files = {
        "figures.csv": _csv(_figures(published)),
        "measures.csv": _csv(_measures(published)),
    }
    description = json.dumps(descriptor(published, page=page), ensure_ascii=False, indent=2)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in {"datapackage.json": description, **files}.items():
            package.writestr(zipfile.ZipInfo(name, FIRST_ZIP_DAY), text)
    return packed.getvalue()


def descriptor(published, *, page):
    """The data package's description."""
    return {
        "profile": "tabular-data-package",
        "name": f"results-{'-'.join(published.countries)}-{published.start}".lower(),
        "id": published.sha256,
        "title": title(published),
        "description": _(
            "Figures of an edition with their definitions. Cells of few clients are empty; their "
            "status is “confidential”, whatever the reason."
        ),
        "version": published.code,
        "created": published.made_at.isoformat(timespec="seconds"),
        "homepage": page,
        "licenses": [LICENSE],
        "sources": [{"title": _("Records of the centers"), "path": page}],
        "resources": [_figure_resource(published), _measure_resource()],
    }


def title(published):
    return _("Results of small business development centers, %(place)s %(start)s – %(end)s") % {
        "place": published.place,
        "start": published.start.isoformat(),
        "end": published.end.isoformat(),
    }


def _resource(name, fields, **schema):
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], **schema},
    }


def _measure_resource():
    fields = [
        _field("measure", "string", _("Code of the measure"), unique=True),
        _field("label", "string", _("What it is called")),
        _field("unit", "string", _("Unit of its values")),
        _field("adds_up", "boolean", _("Whether its cells add up; distinct counts do not")),
        _field("definition", "string", _("What counts")),
        _field("source", "string", _("Where the definition comes from")),
        _field("version", "string", _("Version of the definition")),
    ]
    return _resource("measures", fields, primaryKey=["measure"])


def _figure_resource(published):
    link = {"fields": "measure", "reference": {"resource": "measures", "fields": "measure"}}
    return _resource("figures", _figure_fields(published), foreignKeys=[link])


def _figure_fields(published):
    groups = [_field(name, "string", _("Group; empty for all")) for name in breakdowns(published)]
    status = _field("status", "string", _("Whether the value may be shown"))
    status["constraints"] = {"enum": [SHOWN, CONFIDENTIAL], "required": True}
    return [
        _field("countries", "string", _("ISO 3166-1 codes"), required=True),
        _field("start", "date", _("First day"), required=True),
        _field("end", "date", _("First day that counts no more"), required=True),
        _field("measure", "string", _("Code of the measure"), required=True),
        _field("state", "string", _("all, declared or verified"), required=True),
        *groups,
        _field("value", "number", _("The figure; empty if confidential")),
        _field("unit", "string", _("Unit of the value"), required=True),
        status,
    ]


def _field(name, kind, description, **constraints):
    field = {"name": name, "type": kind, "description": description}
    return field | {"constraints": constraints} if constraints else field


def _figures(published):
    groups = breakdowns(published)
    yield ["countries", "start", "end", "measure", "state", *groups, "value", "unit", "status"]
    place = "+".join(published.countries)
    for line, (start, end), by, value, status in rows(published):
        own = by.get("country", place)
        columns = [by.get(name, "") for name in groups]
        named = [line["measure"], line["state"], *columns, value, line["unit"], status]
        yield [own, date.fromisoformat(start), date.fromisoformat(end), *named]


def _measures(published):
    yield ["measure", "label", "unit", "adds_up", "definition", "source", "version"]
    for code in dict.fromkeys(line["measure"] for line in published.data["lines"]):
        one = MEASURES[code]
        version = published.data.get("definitions", {}).get(code, one.version)
        adds_up = "true" if one.additive else "false"
        yield [code, one.label, one.unit, adds_up, one.definition, one.source, version]


def _csv(lines):
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()
