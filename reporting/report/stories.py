"""Stories in reports: told with consent only. Who keeps stories is not this floor's to know.

The wiring hands over a keeper with two functions:
`told(countries, start, end)` gives stories to print, each {"id", "texts": {language: {"title",
"summary", "text"}}, "photo": a data: URL or ""}; `standing(ids)` gives those of the ids whose
consent still stands.
"""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from reporting.report.names import language_name

_keeper = None


def use(keeper):
    """Set once when the project starts."""
    global _keeper
    _keeper = keeper


def stories_to_tell(countries, period):
    """Stories published in the period, with consent; none where nobody keeps stories."""
    return _keeper.told(countries, period.start, period.end) if _keeper else []


def withdrawn(stories):
    """Ids of those stories that may no longer be told."""
    ids = [story["id"] for story in stories]
    return set(ids) - set(_keeper.standing(ids)) if ids and _keeper else set()


def in_words(story):
    """A story in the active language, else in the first one it was written in, and says so."""
    language = get_language()
    texts = story["texts"]
    chosen = language if language in texts else next(iter(texts))
    note = "" if chosen == language else original_words(chosen)
    return texts[chosen] | {"language": chosen, "note": note, "photo": story.get("photo", "")}


def original_words(language):
    """What stands beside words that nobody translated into the report's language."""
    return _("Original words, in %(language)s.") % {"language": language_name(language)}
