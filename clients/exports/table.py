"""What a table that can be had as a file is: rows through the scope, the page's filter, columns."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import QueryDict

from centers.roles import Permission
from clients.exports.columns import Column

EXPORT = Permission.CLIENT_EXPORT


@dataclass(frozen=True)
class Table:
    """`rows(user)` are those the user may export; `filter` is the list's own.

    `place` is the way from a row to its country; a table without one is a view of rows that other
    tables hold already, and is left out of a country's export. `alone`: it means something
    without the address of a page.
    """

    name: str
    rows: Callable
    columns: tuple[Column, ...]
    filter: type | None = None
    place: str = "country"
    alone: bool = True

    def filtered(self, user, query):
        """The rows of the list as the page shows it under this address; all without a query."""
        rows = self.rows(user)
        if not query or not self.filter:
            return rows
        return self.filter(QueryDict(query), user=user).apply(rows)

    def count(self, user, query):
        return self.filtered(user, query).count()

    def stream(self, user, query):
        """The rows one after the other, never all in memory."""
        return self.filtered(user, query).iterator(chunk_size=2000)


def owned(model, *related, right=None):
    """A finder of the rows a user may export, and may see by the page's own `right`."""

    def rows(user):
        found = model.objects.for_user(user, EXPORT)
        if right:
            found = found & model.objects.for_user(user, right)
        return found.select_related("center", *related).order_by("pk")

    return rows
