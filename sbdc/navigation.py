"""Where each persona can go: the side bar, the phone's bottom bar, the palette.

A page shows when its address exists and the person holds the permission. `here` names the views
(by the beginning of their names) during which the entry is marked as the current one.
"""

from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from centers.roles import Permission, Role
from centers.words import lazy_word

P = Permission


@dataclass(frozen=True)
class Entry:
    url_name: str
    label: str
    icon: str
    permission: Permission | None = None
    here: tuple = ()

    @property
    def url(self):
        """The address, or None while no such page exists."""
        try:
            return reverse(self.url_name)
        except NoReverseMatch:
            return None

    def is_current(self, view_name):
        return view_name == self.url_name or view_name.startswith(self.here or ("\0",))


HOME = Entry("clients:field", _("Home"), "home", P.CLIENT_EDIT, ("clients:field",))
LOG = Entry("clients:field", _("New"), "plus", P.CLIENT_EDIT)
CLIENTS = Entry(
    "clients:client-list", lazy_word("clients"), "users", P.CLIENT_VIEW, ("clients:client",)
)
AGENDA = Entry("clients:agenda", _("Agenda"), "cal", P.CLIENT_EDIT, ("clients:appointment",))
FOLLOWUPS = Entry(
    "clients:followup-list", _("Follow-ups"), "clock", P.CLIENT_VIEW, ("clients:followup",)
)
TRAININGS = Entry(
    "clients:training-list", _("Trainings"), "grad", P.CLIENT_VIEW, ("clients:training",)
)
OUTCOMES = Entry("clients:outcome-list", _("Results"), "flag", P.CLIENT_VIEW, ("clients:outcome",))
SESSIONS = Entry("clients:session-list", _("Sessions"), "list", P.CLIENT_VIEW, ("clients:session",))
VERIFY = Entry("clients:verify", _("To verify"), "shield", P.OUTCOME_VERIFY, ("clients:verify",))
IMPORTS = Entry("clients:import-list", _("Import"), "import", P.CLIENT_IMPORT, ("clients:import",))
EXPORTS = Entry("clients:export-list", _("Exports"), "down", P.CLIENT_EXPORT, ("clients:export",))
NEXUS = Entry("reporting:nexus", _("SBA Nexus"), "file", P.CLIENT_EXPORT)
DUPLICATES = Entry(
    "clients:duplicate-list", _("Duplicates"), "merge", P.CLIENT_MERGE, ("clients:duplicate",)
)
QUALITY = Entry(
    "clients:quality", _("Data quality"), "target", P.QUALITY_VIEW, ("clients:quality",)
)
MY_CENTER = Entry("reporting:my-center", _("My center"), "chart", P.FIGURES_VIEW)
DASHBOARD = Entry(
    "reporting:dashboard",
    _("Dashboard"),
    "chart",
    P.FIGURES_VIEW,
    ("reporting:dashboard", "reporting:explain"),
)
TARGETS = Entry(
    "reporting:target-list", _("Targets"), "target", P.TARGET_EDIT, ("reporting:target",)
)
CENTERS = Entry(
    "reporting:center-list", lazy_word("centers"), "case", P.FIGURES_VIEW, ("reporting:center",)
)
REGION = Entry("reporting:region", _("Region"), "globe", P.FIGURES_VIEW)
COMPARE = Entry("reporting:compare", _("Countries"), "swap", P.FIGURES_VIEW)
REPORTS = Entry(
    "reporting:report-list", _("Reports"), "file", P.REPORT_CREATE, ("reporting:report",)
)
WOMEN = Entry("reporting:women", _("Women in business"), "person", P.FIGURES_VIEW)
OVERVIEW = Entry("reporting:overview", _("Overview"), "chart", P.OVERVIEW_VIEW)
SHARED_REPORTS = Entry(
    "reporting:report-list", _("Reports"), "file", P.OVERVIEW_VIEW, ("reporting:report",)
)
DEFINITIONS = Entry(
    "reporting:definitions", _("Definitions"), "book", None, ("reporting:definition",)
)
PARTS = (
    "item editorial bulletin listing exchange meeting plan activity progress network learning story"
)
PRACTICES = Entry(
    "cooperation:item-list",
    _("Cooperation"),
    "globe",
    P.CONTENT_EDIT,
    tuple(f"cooperation:{part}" for part in PARTS.split()),
)
INTAKE = Entry(
    "cooperation:intake-list",
    _("Requests for advice"),
    "chat",
    P.CLIENT_EDIT,
    ("cooperation:intake",),
)
PEOPLE = Entry(
    "centers:person-list", _("People and roles"), "key", P.USER_MANAGE, ("centers:person",)
)
SETTINGS = Entry(
    "centers:settings",
    _("Country and centers"),
    "gear",
    P.COUNTRY_MANAGE,
    (
        "centers:center",
        "centers:country",
        "centers:funder",
        "clients:country",
        "clients:consent-text",
    ),
)
RATES = Entry("clients:rate-list", _("Exchange rates"), "money", P.RATE_EDIT, ("clients:rate",))
CLOSINGS = Entry(
    "reporting:closing-list",
    _("Closed periods"),
    "lock",
    P.PERIOD_CLOSE,
    ("reporting:closing", "clients:restatement", "clients:record-restate"),
)
AUDIT = Entry("centers:audit-list", _("History of changes"), "lock", P.USER_MANAGE)
ACCOUNT = Entry("centers:account", _("My account"), "gear", None)


@dataclass(frozen=True)
class Persona:
    """What one kind of user sees: groups of the side bar, four entries of the bottom bar."""

    home: Entry
    groups: tuple
    bottom: tuple


CENTER_WORK = (HOME, CLIENTS, AGENDA, FOLLOWUPS, INTAKE, TRAININGS, SESSIONS, OUTCOMES)
RECORDS = (CLIENTS, SESSIONS, OUTCOMES, FOLLOWUPS, DUPLICATES, IMPORTS, EXPORTS, NEXUS)
ADVISOR = Persona(
    home=HOME,
    groups=(
        ("", CENTER_WORK),
        (
            lazy_word("center"),
            (MY_CENTER, DASHBOARD, WOMEN, IMPORTS, EXPORTS, PRACTICES, DEFINITIONS),
        ),
    ),
    bottom=(HOME, CLIENTS, LOG, FOLLOWUPS),
)
DIRECTOR = Persona(
    home=HOME,
    groups=(
        ("", CENTER_WORK),
        (
            lazy_word("center"),
            (MY_CENTER, VERIFY, QUALITY, DASHBOARD, WOMEN, DUPLICATES, IMPORTS, EXPORTS, PRACTICES),
        ),
    ),
    bottom=(HOME, CLIENTS, LOG, FOLLOWUPS),
)
COORDINATOR = Persona(
    home=DASHBOARD,
    groups=(
        ("", (DASHBOARD, WOMEN, TARGETS, CENTERS, COMPARE, VERIFY, QUALITY, REPORTS, PRACTICES)),
        (_("Records"), RECORDS),
        (_("Settings"), (SETTINGS, PEOPLE, RATES, CLOSINGS, AUDIT, DEFINITIONS)),
    ),
    bottom=(DASHBOARD, CENTERS, VERIFY, REPORTS),
)
ADMINISTRATOR = replace(
    COORDINATOR,
    home=REGION,
    groups=(("", (REGION, *COORDINATOR.groups[0][1])), *COORDINATOR.groups[1:]),
    bottom=(REGION, DASHBOARD, VERIFY, REPORTS),
)
FUNDER = Persona(
    home=OVERVIEW,
    groups=(("", (OVERVIEW, SHARED_REPORTS, DEFINITIONS)),),
    bottom=(OVERVIEW, SHARED_REPORTS, DEFINITIONS),
)
EDITOR = Persona(
    home=PRACTICES, groups=(("", (PRACTICES, DEFINITIONS)),), bottom=(PRACTICES, DEFINITIONS)
)
NOBODY = Persona(home=ACCOUNT, groups=(), bottom=())
PERSONAS = {
    Role.ADVISOR: ADVISOR,
    Role.DIRECTOR: DIRECTOR,
    Role.COORDINATOR: COORDINATOR,
    Role.ADMINISTRATOR: ADMINISTRATOR,
    Role.EDITOR: EDITOR,
    Role.FUNDER: FUNDER,
}


def persona_of(user):
    """The persona of the person's main role of today."""
    main = user.main_membership
    return PERSONAS.get(main.role, NOBODY) if main else NOBODY


class Navigation:
    """The entries that one person may open, for the templates."""

    def __init__(self, user, view_name=""):
        self.view_name = view_name
        self.held = user.permissions
        self.persona = persona_of(user)

    def _open(self, entries):
        shown = []
        for entry in entries:
            url = entry.url
            if url and (entry.permission is None or entry.permission in self.held):
                current = entry is not LOG and entry.is_current(self.view_name)
                shown.append({"entry": entry, "url": url, "current": current})
        return shown

    @property
    def may_search(self):
        """Whether there are clients for this person to find; a funder's person has none."""
        return P.CLIENT_VIEW in self.held

    @property
    def groups(self):
        opened = [(title, self._open(entries)) for title, entries in self.persona.groups]
        return [(title, entries) for title, entries in opened if entries]

    @property
    def bottom(self):
        return self._open(self.persona.bottom)

    @property
    def more(self):
        """What the bottom bar has no room for."""
        below = set(self.persona.bottom)
        rest = [entry for _title, group in self.persona.groups for entry in group]
        return self._open([entry for entry in rest if entry not in below])

    @property
    def home_url(self):
        """Where this person starts: the first page that exists and may be opened."""
        everything = [self.persona.home, *(e for _t, group in self.persona.groups for e in group)]
        return (self._open([*everything, ACCOUNT]) or [{"url": "/"}])[0]["url"]
