"""An item as schema.org data, for search engines."""

from django.conf import settings

from cooperation.addresses import absolute
from cooperation.models import Item
from cooperation.texts import html_language

TYPES = {
    Item.Kind.POLICY: "CreativeWork",
    Item.Kind.PROGRAMME: "Project",
    Item.Kind.TOOL: "LearningResource",
    Item.Kind.STORY: "Article",
    Item.Kind.PUBLICATION: "Report",
    Item.Kind.INITIATIVE: "Project",
}


def of_item(item, text, address, picture):
    """The dictionary for JSON-LD; `address` and `picture` are paths of this site."""
    kind = TYPES[item.kind]
    data = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": absolute(address),
        "url": absolute(address),
        "name": text.title,
        "description": text.summary,
        "image": absolute(picture),
    }
    original = next((row.original for row in item.replicates.all()), None)
    if original and original.is_public:
        data["isBasedOn"] = absolute(original.get_absolute_url())
    if item.starts_on or item.ends_on:
        ends = (day.isoformat() if day else ".." for day in (item.starts_on, item.ends_on))
        data["temporalCoverage"] = "/".join(ends)
    if item.country:
        data["areaServed" if kind == "Project" else "spatialCoverage"] = {
            "@type": "Country",
            "name": item.country.name,
            "identifier": item.country_id,
        }
    if kind == "Project":
        data.pop("temporalCoverage", None)  # an organization's word is another
        data.pop("isBasedOn", None)
        if item.starts_on:
            data["foundingDate"] = item.starts_on.isoformat()
        if item.ends_on:
            data["dissolutionDate"] = item.ends_on.isoformat()
        return data | {"keywords": [str(label) for label in item.theme_labels]}
    data |= {
        "headline": text.title,
        "inLanguage": html_language(text.language),
        "dateModified": item.updated_at.isoformat(),
        "about": [str(label) for label in item.theme_labels],
        "publisher": {"@type": "Organization", "name": settings.NETWORK_NAME},
    }
    if item.published_at:
        data["datePublished"] = item.published_at.isoformat()
    if item.institution:
        data["author"] = {"@type": "Organization", "name": item.institution}
    if item.licence_address:
        data["license"] = item.licence_address
    return data
