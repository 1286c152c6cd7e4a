"""From the values of a line to the columns of the models."""

from clients.imports.cells.text import fold
from clients.imports.rows.figures import JOBS
from clients.models import Outcome, Session, Topic

NOT_KNOWN = "not_stated"


def _word(pair, default=""):
    """(code, text to keep) of a word read by `read_word`: unknown words are never dropped."""
    if not pair:
        return "", ""
    code, text = pair
    return (code, "") if code else (default, text)


def session_fields(values):
    """Columns of a Session but its client, center and keys."""
    mode, odd_mode = _word(values["mode"], Session.Mode.OTHER)
    topic, odd_topic = _word(values["topic"], Topic.OTHER)
    kept = [text for text in (odd_topic, odd_mode, values["funder"] or "") if text]
    note = values["note"] or ""
    return {
        "held_on": values["held_on"],
        "contact_minutes": values["contact_hours"],
        "prep_minutes": values["prep_hours"] or 0,
        "travel_minutes": values["travel_hours"] or 0,
        "mode": mode or Session.Mode.CENTER,
        "topic": topic,
        "service": values["session_type"] or "",
        "advisor_name": values["advisor"] or "",
        "people_present": values["people_present"] or 1,
        "note": f"{note} [{' · '.join(kept)}]".strip() if kept else note,
        "next_step": values["next_step"] or "",
        "reportable": values["reportable"] != "no" and not _is_administrative(values),
    }


def _is_administrative(values):
    """Office work for a client is no counseling: it is kept and not counted."""
    return fold(values["session_type"] or "").startswith("administrati")


def outcome_fields(values):
    """Columns of an Outcome but its client, center, rate and keys."""
    return {
        "occurred_on": values["occurred_on"],
        "kind": values["kind"],
        "quantity": values["quantity"],
        "women": values["women"],
        "amount": values["amount"],
        "currency": values["currency"] or "",
        "state": values["state"],
        "returned_reason": "other" if values["state"] == Outcome.State.RETURNED else "",
        "note": values["note"] or "",
        "detail": values["detail"] or "",
        "applied_on": values["applied_on"],
        "reportable": values["reportable"] != "no",
    }


def sector(pair):
    """(ISIC section or "", the word as registered)."""
    section, text = pair or ("", "")
    return section or "", text[:80]


def client_fields(values):
    """Columns of a Client but its center, keys and labels."""
    isic, as_written = sector(values["sector"])
    own = "" if values["contact_name"] else values["document"] or ""
    return {
        "name": values["business_name"] or values["contact_name"],
        "stage": values["stage"],
        "sector": isic,
        "national_sector": as_written,
        "municipality": values["municipality"] or "",
        "region": values["department"] or "",
        "document": values["tax_number"] or own,
        "phone": values["phone"] or "",
        "email": values["email"] or "",
        "started_on": values["started_on"],
        "declared_women_share": values["women_share"],
        "contact_sex": values["sex"] or NOT_KNOWN,
    }


def contact_fields(values):
    """Columns of the Contact, or None where the line names no person."""
    if not values["contact_name"]:
        return None
    return {
        "name": values["contact_name"],
        "sex": values["sex"] or NOT_KNOWN,
        "birth_year": values["birth_year"],
        "phone": values["phone"] or "",
        "email": values["email"] or "",
        "document": values["document"] or "",
    }


def situation_fields(values):
    """Columns of the baseline Situation, or None where the line states neither sales nor jobs."""
    figures = {
        "sales_national": values.get("national_sales"),
        "sales_export": values.get("export_sales"),
        **{name: values.get(name) for name in JOBS},
    }
    if all(figure is None for figure in figures.values()):
        return None
    return {**figures, "currency": values.get("sales_currency") or ""}


def person_fields(values):
    """Columns of a Contact from a line of the people's sheet."""
    return {**contact_fields(values), "name": values["name"], "surname": values["surname"]}
