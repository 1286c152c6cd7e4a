"""What the page of an import shows, from the outcome kept with the run."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centers.formats import day, integer
from clients.imports.summary import sentence_of
from clients.imports.vocabulary import values as words
from clients.imports.vocabulary.labels import KINDS, LABELS
from clients.models import ImportRun

CHOICES = {
    "unknown_sex": words.SEX,
    "unknown_stage": words.STAGE,
    "unknown_yes_no": words.YES_NO,
    "unknown_kind": words.OUTCOME_KIND,
    "unknown_state": words.OUTCOME_STATE,
}
State = ImportRun.State


def import_page(run):
    """The context of clients/import_detail.html."""
    result = run.result or {}
    sheets = [_sheet(sheet) for sheet in result.get("sheets", [])]
    groups = [_group(group) for group in result.get("groups", [])]
    totals = {
        name: sum(sheet[name] for sheet in sheets)
        for name in ("rows", "created", "merged", "skipped", "returned")
    }
    return {
        "run": run,
        "sheets": sheets,
        "groups": groups,
        "with_suggestion": sum(1 for group in groups if group["suggestions"]),
        "totals": totals,
        "usable": totals["rows"] - totals["returned"],
        "result": result,
        "likely": [_likely(entry) for entry in result.get("likely", [])],
        "doubtful": [one | {"label": LABELS[one["field"]]} for one in result.get("doubtful", [])],
        "title": _title(run, groups, totals),
        "steps": _steps(run, groups),
        "ready": run.state == State.READY,
        "percent": min(99, 100 * run.rows_done // run.rows_total) if run.rows_total else 0,
    }


def _likely(entry):
    """With the facts of the line beside those of the stored client, as (label, line's, stored)."""
    facts = entry.get("facts", ())
    return {**entry, "facts": [(LABELS[name], mine, theirs) for name, mine, theirs in facts]}


def _sheet(sheet):
    columns = {index: name for name, index in sheet["columns"].items()}
    return {
        **sheet,
        "label": KINDS[sheet["kind"]],
        "known": [
            (sheet["headings"][index], LABELS[name]) for index, name in sorted(columns.items())
        ],
        "unknown": [
            text for index, text in enumerate(sheet["headings"]) if text and index not in columns
        ],
        "aside": sum(sheet["left_out"].values()),
    }


def _group(group):
    """A problem with its sentence, the values to choose from, and what one press does."""
    choices = CHOICES.get(group["cause"])
    options = _firsts(choices) if choices else []
    suggestion = group["suggestion"]
    if group["month_first"]:
        suggestion = day(date.fromisoformat(suggestion))
    elif suggestion and suggestion not in options:
        options.insert(0, suggestion)
    return {
        **group,
        "sentence": sentence_of(group),
        "options": options,
        "chosen": suggestion,
        "can_write": bool(group["value"]) or not group["optional"],
        "more": group["count"] - len(group["rows"]),
        "apply": ngettext("Apply to %(n)s row", "Apply to %(n)s rows", group["count"])
        % {"n": group["count"]},
    }


def _firsts(choices):
    """The usual spelling of each value."""
    seen = {}
    for folded, value in choices.values.items():
        seen.setdefault(value, choices.written[folded])
    return list(seen.values())


def _title(run, groups, totals):
    if run.state == State.READY and groups:
        return ngettext(
            "Fix %(problems)s problem and %(rows)s rows are ready",
            "Fix %(problems)s problems and %(rows)s rows are ready",
            len(groups),
        ) % {"problems": len(groups), "rows": integer(totals["rows"])}
    if run.state == State.FAILED and run.result.get("by_hand"):
        return _("Say what the sheets hold")
    taken = integer(totals["rows"] - totals["returned"])
    titles = {
        State.CHECKING: _("Checking the file"),
        State.READY: _("%(rows)s rows are ready") % {"rows": integer(totals["rows"])},
        State.STORING: _("Storing the rows"),
        State.STORED: _("%(rows)s rows taken in") % {"rows": taken},
        State.UNDONE: _("This import was undone"),
        State.CANCELLED: _("This import was cancelled"),
        State.FAILED: _("The file cannot be read"),
    }
    return titles[run.state]


def _steps(run, groups):
    """[(label, state)]: "done", "now" or "" for each of the four steps."""
    here = {State.CHECKING: 1, State.FAILED: 0, State.READY: 2 if groups else 3}.get(run.state, 4)
    return [
        (label, "done" if place < here else "now" if place == here else "")
        for place, label in enumerate(
            (_("Upload"), _("Columns"), _("Repair"), _("Review and confirm"))
        )
    ]
