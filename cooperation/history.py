"""What a change of an item changed: its snapshot beside the one before."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from centers.models import Center
from cooperation.models import Item, ItemText, Theme

THEMES = "themes"


def differences(change):
    """[{label, language, before, after}] of the facts and texts that differ; '' = was not there."""
    earlier = change.item.changes.filter(pk__lt=change.pk).order_by("-pk").first()
    old, new = (earlier.snapshot if earlier else {}), change.snapshot
    return [*_facts(old, new), *_texts(old, new)]


def _facts(old, new):
    before, after = _with_themes(old), _with_themes(new)
    return _changed(
        (_label(Item, name), "", _shown(name, before.get(name, "")), _shown(name, value))
        for name, value in after.items()
    )


def _shown(name, value):
    """What a reader calls the stored value."""
    if name == THEMES:
        return value
    if name == "center_id":
        return str(Center.objects.filter(pk=value).first() or "") if value else ""
    choices = dict(Item._meta.get_field(name).flatchoices)
    return str(choices.get(value, {"True": _("Yes"), "False": _("No")}.get(value, value)))


def _with_themes(snapshot):
    names = dict(Theme.choices)
    themes = ", ".join(str(names.get(code, code)) for code in snapshot.get("themes", []))
    return {**snapshot.get("facts", {}), THEMES: themes}


def _texts(old, new):
    languages = dict(settings.LANGUAGES)
    before, after = old.get("texts", {}), new.get("texts", {})
    return _changed(
        (_label(ItemText, name), languages[code], before.get(code, {}).get(name, ""), words)
        for code in languages
        for name, words in after.get(code, {}).items()
    )


def _label(model, name):
    if name == THEMES:
        return _("Themes")
    return capfirst(str(model._meta.get_field(name).verbose_name))


def _changed(rows):
    return [
        {"label": label, "language": language, "before": before, "after": after}
        for label, language, before, after in rows
        if before != after
    ]
