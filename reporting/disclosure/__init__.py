"""Disclosure control: tables in which no client can be found.

Advisors, directors and coordinators see true figures. Funders and the public see only what this
package lets through, and they see the same everywhere: page, chart, alt text, CSV, API, PDF, open
data. No other code decides whether a figure may be shown.

Use it once per edition, with all tables a reader gets, because tables betray each other:

    from reporting import disclosure
    from reporting.disclosure import Cell, Derived, Kind, Table, key

    period = "2026-01-01/2027-01-01"
    jobs = Table("results_by_center", [
        Cell(key("JOB-01", period, country="SV"), 31, Kind.JOBS, contributors=14,
             largest=6, second=4),
        Cell(key("JOB-01", period, country="SV", center="12", sex="woman"), 9, Kind.JOBS,
             contributors=5, largest=3, second=2),
        ...,
    ])
    protected = disclosure.protect([jobs], disclosure.funder_rules(), previous=earlier_editions)

    figure = protected.cell(key("JOB-01", period, country="SV"))  # Shown(key, value, status)
    disclosure.show(figure, form=number_format)       # "31" or "[c]"
    disclosure.speak(figure)                          # "31" or "confidential"
    disclosure.data_row(figure)                       # (31, "shown") or ("", "confidential")
    protected.ratio(women_key, total_key)             # a share, hidden with its parts
    protected.table("results_by_center")              # all its figures, in order
    protected.to_data()                               # for the database only
    ProtectedTables.from_data(data)

**Keys make the links.** A cell's key is measure, period and a set of dimensions; the same key in
two tables is the same figure. Rows are inferred: a key is the total of the keys that have one
dimension more. So give every table under one naming: `country`, `center` (always together with its
country), `sex`, `sector`, `stage`, `month`, ... and use different names for different things (`sex`
of people, `owned` for women-owned firms). What the parts leave of their total is protected too, for
everybody can subtract. Declared and verified are different measures, tied by `Table.within`, as are
exports and sales.

**What is hidden** (`cells.Rules`): fewer than 5 contributing clients (10 on the open web), zero is
shown; sums of jobs and money also need 3 contributors and pass the p % rule; whatever is derived
from a hidden cell; and further cells, chosen by `suppress`, until `audit` finds for every sensitive
cell an interval that is wide enough: at most 1 to at least 5 clients, p % to either side of a sum.

**Earlier editions** are part of what a reader knows: what they showed cannot be hidden any more and
what they hid must stay safe beside the new figures. A figure that was corrected is a new variable:
the correction itself is visible, as a restatement is meant to be. Periods that contain each other
(January to June, January to July) are linked by what lies between them; levels, which do not add up
over time, are marked `flow=False`.
"""

from django.conf import settings

from reporting.disclosure.cells import OVERLAPPING, Cell, Derived, Key, Kind, Rules, Table, key
from reporting.disclosure.protect import protect
from reporting.disclosure.protected import (
    MARK,
    ProtectedTables,
    Shown,
    Status,
    data_row,
    show,
    speak,
)

__all__ = [
    "MARK",
    "OVERLAPPING",
    "Cell",
    "Derived",
    "Key",
    "Kind",
    "ProtectedTables",
    "Rules",
    "Shown",
    "Status",
    "Table",
    "data_row",
    "funder_rules",
    "key",
    "protect",
    "public_rules",
    "show",
    "speak",
]


def funder_rules():
    """Rules for a funder's login and reports."""
    return Rules(settings.SBDC_FUNDER_MIN_CLIENTS_PER_CELL, settings.SBDC_P_PERCENT)


def public_rules():
    """Rules for the open web."""
    return Rules(settings.SBDC_PUBLIC_MIN_CLIENTS_PER_CELL, settings.SBDC_P_PERCENT)
