"""The browser's own field for a day."""

from django import forms


class DayInput(forms.DateInput):
    """Reads and writes ISO days whatever the language: what is written otherwise, the browser
    shows as empty."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
