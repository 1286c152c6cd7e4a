"""The frozen data of one report, read: what the pages are made from and nothing else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from centers import formats
from reporting.charts import HIDDEN
from reporting.figures import Figures
from reporting.report.names import country_name, period_name

WITH_CLAIMS = ("JOB-01", "CAP-01", "SAL-01", "EXP-01", "BUS-01", "FOR-01")

FEW = 4  # countries that are named on one line
LEAST_CLIENTS = {"funder": 5, "public": 10}  # of editions that did not keep it


@dataclass(frozen=True)
class Frozen:
    """Wraps the stored JSON of an edition (see `reporting.report.snapshot` for its keys)."""

    data: dict
    draft: bool = False

    @cached_property
    def figures(self):
        return Figures.of(self.data["lines"])

    @property
    def start(self):
        return date.fromisoformat(self.data["start"])

    @property
    def end(self):
        return date.fromisoformat(self.data["end"])

    @property
    def cut(self):
        """When the figures were frozen: aware, by the clock of the country."""
        return datetime.fromisoformat(self.data["cut"])

    @property
    def country(self):
        """ISO code of the one country, empty for several."""
        return self.data["countries"][0]["code"] if len(self.data["countries"]) == 1 else ""

    @property
    def words(self):
        """The one country's own words for centers and clients, as they were then."""
        return self.data["countries"][0].get("words", {}) if self.country else {}

    @property
    def paper(self):
        return self.data["countries"][0]["paper"]

    @property
    def centers(self):
        """{code: name} of the centers in the report."""
        return {one["code"]: one["name"] for one in self.data["centers"]}

    @property
    def years(self):
        """Calendar years compared, the report's last, those before the first data left out."""
        last = (self.end - timedelta(days=1)).year
        values = self.figures.values_of("year")
        known = [int(year) for year in values if self._something_happened(year)]
        first = max(min(known, default=last), last - 3)
        return list(range(first, last + 1))

    @property
    def until(self):
        """What is to be said beside the last of the years where it was not over; else ""."""
        last = min(self.end - timedelta(days=1), self.cut.date())
        if (last.month, last.day) == (12, 31):
            return ""
        said = {"year": last.year, "day": formats.long_day(last)}
        return _("%(year)s: until %(day)s.") % said

    @cached_property
    def claims(self):
        """(declared, verified) claims behind the results; None where a part is confidential."""
        known = []
        for state in ("declared", "verified"):
            counts = [self.figures.value(f"{code}.records", state) for code in WITH_CLAIMS]
            known.append(None if HIDDEN in counts else int(sum(counts)))
        return tuple(known)

    @property
    def least_clients(self):
        """Figures of fewer clients than this are hidden."""
        return self.data.get("least_clients") or LEAST_CLIENTS.get(self.data.get("audience"), 5)

    def said(self, what):
        """The author's own words in the active language: "headline" or "women"; else ""."""
        return self.data.get("words", {}).get(what, {}).get(get_language(), "")

    def _something_happened(self, year):
        return any(self.figures.value(code, year=year) for code in ("CLI-01", "JOB-01"))

    def place_name(self):
        """The countries in the active language, and whose programs alone are told of."""
        funder = self.data.get("funder")
        return f"{self.country_names()} · {funder['name']}" if funder else self.country_names()

    def country_names(self):
        """A few by name, more by their number: titles and footers have one line."""
        count = len(self.data["countries"])
        if count > FEW:
            text = ngettext("%(count)s country", "%(count)s countries", count)
            return text % {"count": formats.integer(count)}
        return self.all_country_names()

    def all_country_names(self):
        return ", ".join(country_name(one) for one in self.data["countries"])

    @property
    def is_year(self):
        return self.period_name() == str(self.start.year)

    def title(self):
        return _("Impact report %(period)s") % {"period": self.period_name()}

    def period_name(self):
        return period_name(self.start, self.end)
