"""IATI 2.03 activity files with results: https://iatistandard.org/en/iati-standard/203/

One activity per country and period. Hidden figures are left out; what is declared beside what is
verified stands in a comment.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from reporting.measures import main_measures
from reporting.measures.base import DECLARED, VERIFIED
from reporting.opendata.published import parts_of_women

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
IATI_LANGUAGE = {"pt-br": "pt"}  # IATI's list knows languages, not their countries
SME_DEVELOPMENT = "32130"  # OECD DAC purpose code
SDG_TARGETS = ("5.5", "8.3", "8.5")  # alignment, no claim of contribution
IRIS = {"CLI-01": "PI4060", "JOB-01": "PI3687"}  # IRIS+ metric of the total
IRIS_VOCABULARY, SDG_GOAL, SDG_TARGET = "99", "2", "3"
OUTPUT, OUTCOME = "1", "2"
UNIT = "1"
SEX = {
    "woman": "female",
    "man": "male",
    "other": "other",
    "not_stated": "not stated",
    "man_or_not_stated": "male or not stated",
}


class NotForIati(ValueError):
    """An edition that IATI cannot hold; `str()` is the sentence for the reader."""


@dataclass(frozen=True)
class Organisation:
    """Who reports: identifier with its agency prefix, name, IATI type (23: academic, 10: state)."""

    ref: str
    name: str
    type: str = "10"

    def __post_init__(self):
        if not self.ref or set(self.ref) & set(" /&|?"):
            raise NotForIati(
                _(
                    "The reporting organisation “%(ref)s” is not an IATI identifier. Set "
                    "SBDC_IATI_ORGANISATION to one such as XI-IATI-SBDC, without spaces or / & | ?."
                )
                % {"ref": self.ref}
            )


def to_iati(editions, organisation, *, made_at):
    """Bytes of an activity file of `Published` editions, each of one country."""
    root = etree.Element("iati-activities", version="2.03")
    root.set("generated-datetime", _instant(made_at))
    for published in editions:
        root.append(_activity(published, organisation, made_at.date()))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def identifier(published, organisation):
    """Identifier of the activity: the same for every edition of a country and period."""
    last = published.end - timedelta(days=1)
    return f"{organisation.ref}-{published.countries[0]}-{published.start:%Y%m%d}-{last:%Y%m%d}"


def _activity(published, organisation, today):
    if len(published.countries) != 1:
        raise NotForIati(
            _("Edition %(code)s covers several countries. IATI wants an edition of each country.")
            % {"code": published.code}
        )
    activity = etree.Element("iati-activity")
    activity.set(XML_LANG, "es")
    activity.set("default-currency", "USD")
    activity.set("last-updated-datetime", _instant(published.made_at))
    _add(activity, "iati-identifier").text = identifier(published, organisation)
    reporter = _add(activity, "reporting-org", ref=organisation.ref, type=organisation.type)
    _add(reporter, "narrative").text = organisation.name
    _narratives(_add(activity, "title"), TITLE, place=published.place, year=published.start.year)
    _narratives(_add(activity, "description", type="1"), DESCRIPTION)
    _participants(activity, published, organisation)
    _when(activity, published, today)
    _what(activity, published)
    services = [one for one in main_measures() if one.is_service]
    outcomes = [one for one in main_measures() if not one.is_service]
    for kind, title, measures in ((OUTPUT, SERVICES, services), (OUTCOME, OUTCOMES, outcomes)):
        indicators = [
            found for one in measures if (found := _indicator(published, one)) is not None
        ]
        if indicators:
            result = _add(activity, "result", type=kind, **{"aggregation-status": "0"})
            _narratives(_add(result, "title"), title)
            result.extend(indicators)
    return activity


def _participants(activity, published, organisation):
    if funder := published.data.get("funder"):
        _add(_add(activity, "participating-org", role="1"), "narrative").text = funder["name"]
    own = _add(activity, "participating-org", role="4", ref=organisation.ref)
    _add(own, "narrative").text = organisation.name


def _when(activity, published, today):
    """Status and dates; the actual end is known only when it is past."""
    over = published.end <= today
    last = (published.end - timedelta(days=1)).isoformat()
    _add(activity, "activity-status", code="4" if over else "2")
    began = "2" if published.start <= today else "1"
    _add(activity, "activity-date", type=began, **{"iso-date": published.start.isoformat()})
    _add(activity, "activity-date", type="4" if over else "3", **{"iso-date": last})


def _what(activity, published):
    _add(activity, "recipient-country", code=published.countries[0])
    _add(activity, "sector", vocabulary="1", code=SME_DEVELOPMENT)
    for goal in sorted({target.split(".")[0] for target in SDG_TARGETS}):
        _add(activity, "tag", vocabulary=SDG_GOAL, code=goal)
    for target in SDG_TARGETS:
        _add(activity, "tag", vocabulary=SDG_TARGET, code=target)
    _add(activity, "policy-marker", vocabulary="1", code="1", significance="1")  # gender equality


def _indicator(published, one):
    """The indicator of a measure, or None if nothing of it may be shown."""
    total, parts = published.value(one.code), parts_of_women(published, one.code)
    if total is None and not parts:
        return None
    indicator = etree.Element(
        "indicator",
        {
            "measure": UNIT,
            "ascending": "0" if one.code == "JOB-03" else "1",
            "aggregation-status": "1" if one.additive else "0",
        },
    )
    _narratives(_add(indicator, "title"), one.label, suffix=f" ({one.unit})")
    _narratives(_add(indicator, "description"), one.definition)
    if iris := IRIS.get(one.code):
        _add(indicator, "reference", vocabulary=IRIS_VOCABULARY, code=iris)
    if before := published.year_before(one.code):
        year, value = before
        day = {"iso-date": f"{year}-12-31"}
        _add(indicator, "baseline", year=str(year), value=value, **day)
    _period(indicator, published, one, total, parts)
    return indicator


def _period(indicator, published, one, total, parts):
    period, last = _add(indicator, "period"), published.end - timedelta(days=1)
    _add(period, "period-start", **{"iso-date": published.start.isoformat()})
    _add(period, "period-end", **{"iso-date": last.isoformat()})
    if target := published.target(one.code):
        _add(period, "target", value=target)
    if total is not None:
        actual = _add(period, "actual", value=total)
        declared = published.value(one.code, DECLARED) if VERIFIED in one.states else None
        if declared is not None:
            _narratives(_add(actual, "comment"), DECLARED_BESIDE, declared=declared)
    for dimension, group, value in parts:
        actual = _add(period, "actual", value=value)
        name = SEX[group] if dimension == "sex" else group
        _add(actual, "dimension", name=dimension.replace("_", "-"), value=name)


def _narratives(parent, text, *, suffix="", **values):
    """One narrative a language, Spanish first: it is the activity's own."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            narrative = _add(parent, "narrative")
            narrative.text = (str(text) % values if values else str(text)) + suffix
        if language != "es":
            narrative.set(XML_LANG, IATI_LANGUAGE.get(language, language))


def _add(parent, tag, **attributes):
    return etree.SubElement(parent, tag, attributes)


def _instant(moment):
    return moment.isoformat(timespec="seconds")


TITLE = gettext_lazy("Counseling of micro, small and medium enterprises, %(place)s %(year)s")
DESCRIPTION = gettext_lazy(
    "Long-term, confidential counseling of micro, small and medium enterprises by small business "
    "development centers. Results are verified by somebody other than the person who recorded "
    "them; figures of few clients are left out."
)
SERVICES = gettext_lazy("Services of the centers")
OUTCOMES = gettext_lazy("Results of the clients")
DECLARED_BESIDE = gettext_lazy("Verified. Declared by clients: %(declared)s.")
