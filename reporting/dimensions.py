"""What figures can be broken down and filtered by: one table, and filters made of it."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import TruncMonth, TruncQuarter, TruncYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.models import Client, Known, Outcome, Session, Sex, Topic
from reporting import periods

EVERY = frozenset({"session", "outcome", "start"})
ALSO_EVENTS = EVERY | {"training", "attendance"}
DATES = {
    "session": "held_on",
    "outcome": "occurred_on",
    "start": "occurred_on",
    "training": "held_on",
    "attendance": "training__held_on",
}


class BadQuestion(ValueError):
    """An unknown breakdown, filter or measure; `str()` is the sentence for the reader."""


@dataclass(frozen=True)
class Dimension:
    """A breakdown: where its value is stored, and its key where nothing is stored (`empty`).

    `path` leads from a session or an outcome to the value; `paths` has exceptions by kind of row.
    `stored` gives the stored values of keys that are not stored as they are called.
    """

    key: str
    label: str
    path: str = ""
    empty: str = "unknown"
    choices: tuple = ()
    rows: frozenset = EVERY
    paths: dict = field(default_factory=dict, hash=False)
    truncate: type | None = None
    stored: dict = field(default_factory=dict, hash=False)

    def expression(self, row):
        """What to group rows of this kind by."""
        if self.truncate:
            return self.truncate(DATES[row])
        return self.paths.get(row, self.path)

    def name(self, stored):
        """The key of a stored value: `2024-01`, `woman`, `unknown`."""
        if self.truncate is TruncMonth:
            return f"{stored:%Y-%m}"
        if self.truncate is TruncQuarter:
            return f"{stored.year}-Q{(stored.month + 2) // 3}"
        if self.truncate is TruncYear:
            return str(stored.year)
        if stored in (None, ""):
            return self.empty
        return next((key for key, value in self.stored.items() if value == stored), str(stored))

    def condition(self, row, keys):
        """Rows of this kind whose value is one of `keys`."""
        if self.truncate:
            date, chosen = DATES[row], Q(pk__in=[])
            for key in keys:
                period = periods.parse(key)
                chosen |= Q(**{f"{date}__gte": period.start, f"{date}__lt": period.end})
            return chosen
        path = self.paths.get(row, self.path)
        # Some labels store their "unknown" as a value; a number's column cannot hold the word.
        is_text = not path.endswith("_id") and not self.stored
        stored = [self.stored.get(key, key) for key in keys if key != self.empty or is_text]
        chosen = Q(**{f"{path}__in": stored})
        if self.empty and self.empty in keys:
            chosen |= Q(**{f"{path}__isnull": True})
            if is_text:
                chosen |= Q(**{path: ""})
        return chosen

    def check(self, keys):
        """Raises BadQuestion where one of `keys` can never be a value of this dimension."""
        if self.truncate:
            for key in keys:
                periods.parse(key)
        known = {value for value, _label in self.choices}
        numeric = self.path.endswith("advisor_id")
        for key in keys:
            if (known and key not in known) or (
                numeric and not (key == self.empty or key.isdigit())
            ):
                raise BadQuestion(
                    _("“%(key)s” is not a value of %(dimension)s.%(known)s")
                    % {
                        "key": key,
                        "dimension": self.label,
                        "known": " " + ", ".join(sorted(known)) if known else "",
                    }
                )

    def label_of(self, key):
        """What a reader is shown for `key`, in the reader's language."""
        if self.choices:
            return dict(self.choices).get(key, key)
        if key == self.empty:
            return _("Not known") if key == "unknown" else _("None")
        return key


def _values(choices):
    return tuple((value or "unknown", label) for value, label in choices.choices)


DIMENSIONS = {
    one.key: one
    for one in (
        Dimension(
            "country",
            gettext_lazy("Country"),
            "country_id",
            rows=ALSO_EVENTS,
            paths={"attendance": "training__country_id"},
        ),
        Dimension(
            "center",
            gettext_lazy("Center"),
            "center__code",
            rows=ALSO_EVENTS,
            paths={"start": "first_center", "attendance": "training__center__code"},
        ),
        Dimension(
            "sex",
            gettext_lazy("Sex of the contact"),
            "client__contact_sex",
            choices=_values(Sex),
            rows=EVERY | {"attendance"},
            paths={"attendance": "contact__sex"},
        ),
        Dimension(
            "women_owned",
            gettext_lazy("Women-owned"),
            "client__women_owned",
            choices=_values(Known),
        ),
        Dimension(
            "women_led", gettext_lazy("Women-led"), "client__women_led", choices=_values(Known)
        ),
        Dimension("stage", gettext_lazy("Stage"), "client__stage", choices=_values(Client.Stage)),
        Dimension("size", gettext_lazy("Size"), "client__size", choices=_values(Client.Size)),
        Dimension("sector", gettext_lazy("Sector"), "client__sector"),
        Dimension(
            "area",
            gettext_lazy("Urban or rural"),
            "client__rural",
            choices=(
                ("urban", gettext_lazy("Urban")),
                ("rural", gettext_lazy("Rural")),
                ("unknown", gettext_lazy("Not known")),
            ),
            stored={"urban": False, "rural": True},
        ),
        Dimension("municipality", gettext_lazy("Municipality"), "client__municipality"),
        Dimension(
            "funder",
            gettext_lazy("Funder"),
            "funder__code",
            empty="none",
            rows=ALSO_EVENTS,
            paths={"attendance": "training__funder__code"},
        ),
        Dimension(
            "topic",
            gettext_lazy("Topic"),
            "topic",
            choices=(*Topic.choices, ("unknown", gettext_lazy("Not known"))),
            rows=frozenset({"session", "training", "attendance"}),
            paths={"attendance": "training__topic"},
        ),
        Dimension(
            "mode",
            gettext_lazy("Mode"),
            "mode",
            choices=_values(Session.Mode),
            rows=frozenset({"session"}),
        ),
        Dimension(
            "advisor",
            gettext_lazy("Advisor"),
            "advisor_id",
            empty="none",
            rows=frozenset({"session"}),
        ),
        Dimension("detail", gettext_lazy("Kind"), "detail", rows=frozenset({"outcome", "start"})),
        Dimension(
            "attribution",
            gettext_lazy("Did the center help?"),
            "attribution",
            choices=_values(Outcome.Attribution),
            rows=frozenset({"outcome", "start"}),
        ),
        Dimension("month", gettext_lazy("Month"), rows=ALSO_EVENTS, truncate=TruncMonth),
        Dimension("quarter", gettext_lazy("Quarter"), rows=ALSO_EVENTS, truncate=TruncQuarter),
        Dimension("year", gettext_lazy("Year"), rows=ALSO_EVENTS, truncate=TruncYear),
    )
}


@dataclass(frozen=True)
class Filters:
    """Values to keep, by dimension: made by `Filters.of(country="SV", sex=["woman"])`."""

    chosen: tuple = ()  # ((dimension key, (value, …)), …), sorted; hashable

    @classmethod
    def of(cls, **values):
        """Each value is a key, a list of keys, or empty (= no filter on that dimension)."""
        chosen = {}
        for key, given in values.items():
            keys = (given,) if isinstance(given, str) else tuple(map(str, given or ()))
            keys = tuple(sorted({one for one in keys if one}))
            if keys:
                dimension(key).check(keys)
                chosen[key] = keys
        return cls(tuple(sorted(chosen.items())))

    def __getitem__(self, key):
        return dict(self.chosen).get(key, ())

    def __contains__(self, key):
        return key in dict(self.chosen)

    def with_cell(self, cell):
        """These filters narrowed to one cell of a breakdown, {"sex": "woman", …}."""
        values = dict(self.chosen)
        for key, value in cell.items():
            before = values.get(key)
            values[key] = (value,) if before is None or value in before else ("",)
        return Filters(tuple(sorted(values.items())))

    def apply(self, rows, row):
        """Keeps the rows (a queryset of kind `row`) that match every filter.

        A filter that this kind of row does not know (topic of an outcome) keeps none of them.
        """
        for key, keys in self.chosen:
            one = dimension(key)
            if row not in one.rows:
                return rows.none()
            rows = rows.filter(one.condition(row, keys))
        return rows


def dimension(key):
    """The dimension called `key`; BadQuestion names those there are."""
    try:
        return DIMENSIONS[key]
    except KeyError:
        raise BadQuestion(
            _("“%(key)s” is not a breakdown. There are: %(known)s.")
            % {"key": key, "known": ", ".join(DIMENSIONS)}
        ) from None
