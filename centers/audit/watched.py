"""What the audit trail watches: each app declares its tables when it is ready."""

from dataclasses import dataclass

TRAIL = "centers_auditentry"


@dataclass(frozen=True)
class Watched:
    """A table. Values of `values` are kept; of all other columns only that they changed.

    `place` says where the row belongs: SQL for its center and for its country, `{row}` for the row.
    """

    model: type
    values: tuple
    columns: tuple
    place: tuple

    @property
    def table(self):
        return self.model._meta.db_table


_watched = {}


def watch(model, *, values=(), silent=(), place=None):
    """Declares a table. `silent` columns are computed from others: alone they make no entry."""
    columns = tuple(
        field.column
        for field in model._meta.local_concrete_fields
        if field.column not in silent and not field.primary_key
    )
    own = tuple(
        f"{{row}}.{name}" if name in columns else "NULL" for name in ("center_id", "country_id")
    )
    values = tuple(model._meta.get_field(name).column for name in values)
    _watched[model] = Watched(model, values, columns, place or own)


def of_parent(parent, key):
    """The `place` of rows that belong where their parent does."""
    table = parent._meta.db_table
    return tuple(
        f"(SELECT {name} FROM {table} WHERE id = {{row}}.{key})"  # noqa: S608 - our own names
        for name in ("center_id", "country_id")
    )


def all_watched():
    return tuple(_watched.values())


def model_of(table):
    return next((one.model for one in all_watched() if one.table == table), None)
