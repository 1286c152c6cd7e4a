"""Evaluates an IATI ruleset (the JSON of IATI-Rulesets) and code lists over an activity file.

Written from the published specification of the rules; covers every rule that standard.json uses.
Conditions that ask whether an identifier is published already (`idCondition`) need the registry:
here every identifier counts as new, the stricter reading.
"""

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

from lxml import etree

# Lists of organisation identifiers, of international bodies and of the Americas, from IATI's code
# list OrganisationRegistrationAgency (a mirror of org-id.guide). An identifier of another list
# breaks rules 1.14.8 and 1.18.8 here: register it at org-id.guide or take one of XI-IATI.
AGENCIES = (
    *("XI-IATI", "XI-PB", "XM-DAC", "XM-OCHA"),
    *("AR-CENOC", "CA-CRA_ACR", "CO-CCB", "CO-RUE", "US-DOS", "US-EIN", "US-USAGOV"),
)


def broken_rules(root, ruleset):
    """[(id of the rule, severity, message)] of the rules that the file breaks."""
    rules = json.loads(ruleset.read_text())
    return [
        (case["ruleInfo"]["id"], case["ruleInfo"]["severity"], case["ruleInfo"]["message"])
        for context, named in rules.items()
        for element in root.xpath(context)
        for case in _broken(element, named)
    ]


def _broken(element, named):
    for name, rule in named.items():
        for case in rule["cases"]:
            if name == "loop":
                for value in dict.fromkeys(map(str, element.xpath(case["foreach"]))):
                    yield from _broken(element, _filled(case["do"], value))
            elif _applies(element, case) and not CHECKS[name](element, case):
                yield case


def _filled(rules, value):
    return json.loads(json.dumps(rules).replace("$1", value))


def _applies(element, case):
    return "condition" not in case or bool(element.xpath(case["condition"]))


def _found(element, case):
    return [one for path in case["paths"] for one in element.xpath(path)]


def _texts(element, case):
    return [one if isinstance(one, str) else (one.text or "") for one in _found(element, case)]


def _day(element, path):
    if path == "NOW":
        return datetime.now(UTC).date()
    found = element.xpath(path)
    return date.fromisoformat(str(found[0])[:10]) if found else None


def _in_order(element, case):
    less, more = _day(element, case["less"]), _day(element, case["more"])
    return less is None or more is None or less <= more


def _within_a_year(element, case):
    start, end = _day(element, case["start"]), _day(element, case["end"])
    return start is None or end is None or (end - start).days <= 366


def _one_or_all(element, case):
    if element.xpath(case["one"]):
        return True
    if case["all"] == "lang":
        return not element.xpath(".//narrative[not(@xml:lang)]")
    if case["all"] == "currency":
        return not element.xpath(".//value[not(@currency)]")
    return not element.xpath(f"transaction[not({case['all']})]")


def _starts(element, case):
    if case["prefix"] == ["ORG-ID-PREFIX"]:
        prefixes, ends = AGENCIES, "-"
    else:
        prefixes = [str(one) for path in case["prefix"] for one in element.xpath(path)]
        ends = case.get("separator", "")
    return all(
        any(text.startswith(prefix + ends) for prefix in prefixes) for text in _texts(element, case)
    )


def _between(element, case):
    day, start, end = (_day(element, case[name]) for name in ("date", "start", "end"))
    return None in (day, start, end) or start <= day <= end


CHECKS = {
    "if_then": lambda e, c: not e.xpath(f"boolean({c['if']})") or e.xpath(f"boolean({c['then']})"),
    "no_spaces": lambda e, c: all(text == text.strip() for text in _texts(e, c)),
    "date_order": _in_order,
    "date_now": lambda e, c: _day(e, c["date"]) is None or _day(e, c["date"]) <= _day(e, "NOW"),
    "time_limit": _within_a_year,
    "between_dates": _between,
    "atleast_one": lambda e, c: bool(_found(e, c)),
    "no_more_than_one": lambda e, c: len(_found(e, c)) <= 1,
    "unique": lambda e, c: len(set(_texts(e, c))) == len(_texts(e, c)),
    "one_or_all": _one_or_all,
    "regex_matches": lambda e, c: all(re.search(c["regex"], text) for text in _texts(e, c)),
    "startswith": _starts,
    "range": lambda e, c: all(c["min"] <= float(text) <= c["max"] for text in _texts(e, c)),
    "strict_sum": lambda e, c: sum(map(Decimal, _texts(e, c))) == Decimal(str(c["sum"])),
}


def unknown_codes(root, folder):
    """[(path, value)] of attributes whose value is not in the code list that IATI maps to them.

    Lists that are not stored in `folder` are not checked.
    """
    unknown = []
    for mapping in etree.parse(folder / "mapping.xml").getroot():
        stored = folder / f"{mapping.find('codelist').get('ref')}.xml"
        if not stored.exists():
            continue
        codes = set(etree.parse(stored).xpath("//codelist-item/code/text()"))
        condition = mapping.findtext("condition")
        path, _slash, leaf = mapping.findtext("path").rpartition("/")
        path = f"{path}[{condition}]" if condition else path
        found = map(str, root.xpath(f"{path}/{leaf}"))
        unknown += [(mapping.findtext("path"), value) for value in found if value not in codes]
    return unknown
