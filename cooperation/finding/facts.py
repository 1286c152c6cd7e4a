"""What the facets count, of each item, kept in memory: the database is asked for changes only."""

from collections import defaultdict
from datetime import timedelta
from threading import Lock

from django.db.models import Q
from django.utils import timezone

from cooperation.models import Item

FACETS = ("kind", "country", "target_group", "women_focus", "theme", "language")
PLACE = {facet: place for place, facet in enumerate(FACETS)}
OVERLAP = timedelta(minutes=1)  # for clocks of several servers and transactions under way


class Facts:
    """Rows {item id: values of each facet, as tuples}, read once by each process, then changes.

    Every action on an item moves its `updated_at`, by which a change is seen.
    """

    def __init__(self):
        self.rows, self.read_at, self.lock = {}, None, Lock()

    def of(self, keys):
        """The rows, with those of `keys` brought up to date."""
        with self.lock:
            now = timezone.now()
            missing = [key for key in keys if key not in self.rows]
            changed = Item.objects.all()
            if self.read_at and len(missing) < 500:
                since = self.read_at - OVERLAP
                changed = changed.filter(Q(updated_at__gt=since) | Q(pk__in=missing))
            self._read(changed)
            self.read_at = now
            return self.rows

    def _read(self, items):
        rows = list(
            items.order_by().values_list("pk", "kind", "country_id", "target_group", "women_focus")
        )
        if not rows:
            return
        themes = self._lists(items, "theme_rows__theme")
        languages = self._lists(items, "texts__language")
        for key, kind, country, group, women in rows:
            self.rows[key] = (
                (kind,),
                (country,) if country else (),
                (group,),
                ("on",) if women else (),
                themes.get(key, ()),
                languages.get(key, ()),
            )

    @staticmethod
    def _lists(items, path):
        lists = defaultdict(list)
        for key, value in items.order_by().values_list("pk", path):
            if value:
                lists[key].append(value)
        return lists


facts = Facts()
