"""The menus beside the search results: each value with how many items it would leave."""

from django.conf import settings
from django.utils.translation import gettext as _

from centers.models import Country
from clients.countries import country_name
from cooperation.models import Item, TargetGroup, Theme

FIRST = 15  # values shown at once; the rest is one press away


def _labels():
    countries = {code: country_name(code) for code in Country.objects.values_list("pk", flat=True)}
    return {
        "kind": (_("Kind"), dict(Item.Kind.choices)),
        "theme": (_("Theme"), dict(Theme.choices)),
        "country": (_("Country"), countries),
        "target_group": (_("Target group"), dict(TargetGroup.choices)),
        "women_focus": (_("Women"), {"on": _("Focuses on women")}),
        "language": (_("Language"), dict(settings.LANGUAGES)),
    }


def menus(counts, query):
    """[{name, label, chosen, chips, rest}] for a search's counts and the page's parameters."""
    found = []
    for name, (label, names) in _labels().items():
        chips = _chips(name, names, counts.get(name, {}), query)
        menu = {"name": name, "label": label, "chosen": query.get(name)}
        found.append(menu | {"chips": chips[:FIRST], "rest": chips[FIRST:]})
    return found


def _chips(name, names, counts, query):
    chosen = query.get(name, "")
    chips = []
    known = [pair for pair in counts.items() if pair[0] in names]
    # What is chosen comes first: it must be in sight to be taken away.
    known.sort(key=lambda pair: (pair[0] != chosen, -pair[1], str(names[pair[0]])))
    for value, count in known:
        current = value == chosen
        chips.append(
            {
                "url": "?" + _query(query, name, "" if current else value),
                "label": names[value],
                "count": count,
                "current": current,
            }
        )
    return chips


def _query(query, name, value):
    """The page's parameters with one changed; choosing anew goes back to the first page."""
    changed = query.copy()
    changed.pop("page", None)
    if value:
        changed[name] = value
    else:
        changed.pop(name, None)
    return changed.urlencode()
