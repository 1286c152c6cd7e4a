from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    """One column of a file: `kind` is text, number, money, day, moment, yes_no or code.

    `personal` columns name or reach a person; they never enter a file without names.
    """

    name: str
    label: str
    kind: str
    read: Callable
    personal: bool = False
    about: str = ""


def column(path, label, kind="text", *, name="", personal=False, about=""):
    """A column read from an attribute path such as "client.uuid"; empty where the path ends."""
    get = attrgetter(path)

    def read(row):
        try:
            return get(row)
        except AttributeError:
            return None

    return Column(name or path.replace(".", "_"), label, kind, read, personal, about)


def coded(field, label, about=""):
    """Two columns of a field with choices: its code and its label in the reader's language."""
    display = f"get_{field}_display"
    return (
        column(field, label, "code", about=about),
        Column(f"{field}_label", label, "text", lambda row: str(getattr(row, display)())),
    )


CENTER = (
    column("center.code", _("Center code"), "code", name="center"),
    column("center.name", _("Center"), name="center_name"),
    column("country_id", _("Country"), "code", name="country"),
)
OF_CLIENT = (
    *CENTER,
    column("client.uuid", _("Client key"), "code", name="client"),
    column("client.name", _("Client"), name="client_name", personal=True),
)
