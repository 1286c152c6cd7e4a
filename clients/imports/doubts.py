"""Identity and tax numbers of a workbook whose check digits are wrong: told, never returned."""

from clients.identity import doubt_of_firm, doubt_of_person

SHOWN = 200


def doubtful_numbers(plan):
    """[{name, field, row}] of new or completed clients and people; the number itself is left out.

    `field` is "document" (of a person) or "tax_number"; `row` is None for a stored client.
    """
    country, found = plan.center.country, []
    lines = [(draft, draft.values) for draft in plan.clients]
    lines += [(draft, draft.filled) for draft in plan.changed]
    lines += [(draft, values) for draft, _person, values, _roles in plan.people]
    for draft, values in lines:
        if doubt_of_person(values.get("document") or "", country):
            found.append(_entry(draft, values, "document"))
        if doubt_of_firm(values.get("tax_number") or "", country):
            found.append(_entry(draft, values, "tax_number"))
    return found[:SHOWN]


def _entry(draft, values, field):
    names = {**draft.values, **values}
    person, firm = names.get("contact_name"), names.get("business_name")
    name = person or firm if field == "document" else firm or person
    return {"name": name, "field": field, "row": draft.line[1] if draft.line else None}
