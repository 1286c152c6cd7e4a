"""A country's own words for centers, advisors and clients, language by language."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext, override

from centers.words import GENERAL, PAIRS


class WordsForm(forms.Form):
    def __init__(self, *args, country, **kwargs):
        super().__init__(*args, **kwargs)
        self.country = country
        for language, _name in settings.LANGUAGES:
            for key in GENERAL:
                self.fields[f"{language}_{key}"] = self._field(language, key)

    def _field(self, language, key):
        with override(language):
            general = str(GENERAL[key])
        return forms.CharField(
            label=general,
            max_length=30,
            required=False,
            initial=self.country.words.get(language, {}).get(key, ""),
            widget=forms.TextInput(attrs={"lang": language, "placeholder": general}),
        )

    @property
    def parts(self):
        """[(language, its name, whether unfolded, bound fields)], the country's own first."""
        own = self.country.language
        languages = sorted(settings.LANGUAGES, key=lambda pair: pair[0] != own)
        return [
            (
                language,
                name,
                language == own or any(self[f"{language}_{key}"].errors for key in GENERAL),
                [self[f"{language}_{key}"] for key in GENERAL],
            )
            for language, name in languages
        ]

    def clean(self):
        cleaned = super().clean()
        for language, name in settings.LANGUAGES:
            for pair in PAIRS:
                given = [bool(cleaned.get(f"{language}_{key}")) for key in pair]
                if any(given) and not all(given):
                    text = gettext("Give both words, for one and for several (%(language)s).")
                    missing = pair[given.index(False)]
                    self.add_error(f"{language}_{missing}", text % {"language": gettext(name)})
        return cleaned

    def save(self):
        words = {}
        for language, _name in settings.LANGUAGES:
            given = {key: self.cleaned_data[f"{language}_{key}"] for key in GENERAL}
            if given := {key: word for key, word in given.items() if word}:
                words[language] = given
        self.country.words = words
        self.country.save(update_fields=["words"])
