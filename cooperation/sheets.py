"""Lists of cooperation as columns of a file: what every reader of the page sees."""

from django.utils.translation import gettext_lazy as _

from clients.exports.columns import Column, coded, column

LISTING_COLUMNS = (
    column("country_id", _("Country"), "code", name="country"),
    *coded("kind", _("Offer or request")),
    *coded("theme", _("Theme")),
    column("title", _("Title")),
    column("description", _("Description")),
    column("institution", _("Institution")),
    *coded("mode", _("Mode")),
    Column("languages", _("Languages of work"), "code", lambda row: " ".join(row.languages)),
    column("covers_costs", _("Can carry part of the costs"), "yes_no"),
    column("until", _("Stands until"), "day"),
)
MEETING_COLUMNS = (
    column("uuid", _("Key"), "code"),
    *coded("series", _("Series")),
    Column("title", _("Title"), "text", str),
    column("starts_at", _("Starts at"), "moment"),
    column("ends_at", _("Ends at"), "moment"),
    column("time_zone", _("Time zone"), "code"),
    column("place", _("Place")),
    *coded("state", _("State")),
)
ITEM_COLUMNS = (
    column("uuid", _("Key"), "code"),
    *coded("kind", _("Kind")),
    Column("title", _("Title"), "text", str),
    column("institution", _("Institution")),
    column("starts_on", _("From"), "day"),
    column("ends_on", _("Until"), "day"),
    column("language", _("Language"), "code"),
    column("women_focus", _("Focuses on women"), "yes_no"),
    *coded("state", _("State")),
)
