"""Entries in words: names of people, places and columns beside their numbers."""

from dataclasses import dataclass

from centers.audit.watched import model_of
from centers.models import AuditEntry, Center, User


@dataclass(frozen=True)
class Told:
    """One entry as it is shown; `columns` are (label, before, after), None where none is kept."""

    entry: AuditEntry
    who: str
    kind: str
    center: str
    columns: list


def told(entries):
    """[Told] of a list of entries, with two queries for all their names."""
    people = dict(
        User.objects.filter(pk__in={one.actor for one in entries}).values_list("pk", "name")
    )
    centers = dict(
        Center.objects.filter(pk__in={one.center for one in entries}).values_list("pk", "name")
    )
    return [
        Told(
            entry=one,
            who=people.get(one.actor, ""),
            kind=_kind(one.record),
            center=centers.get(one.center, ""),
            columns=[(_label(one.record, name), pair) for name, pair in one.changed.items()],
        )
        for one in entries
    ]


def _kind(table):
    model = model_of(table)
    return str(model._meta.verbose_name) if model else table


def _label(table, column):
    """The label of a column; its name where the table has none of that name any more."""
    model = model_of(table)
    fields = {field.column: field for field in model._meta.local_concrete_fields} if model else {}
    return str(fields[column].verbose_name) if column in fields else column
