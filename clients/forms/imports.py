"""Forms of an import: the file, the columns, the fix of a problem."""

from django import forms
from django.utils.translation import gettext_lazy as _

from centers.models import Center
from centers.roles import Permission
from clients.imports import runs
from clients.imports.by_hand import lacking
from clients.imports.reading import MAX_BYTES
from clients.imports.vocabulary.labels import KINDS, LABELS, field_labels

ACCEPTED = ".xlsx,.xlsm,.xls,.xlsb,.ods,.csv,.txt"
TOO_LARGE = _("The file is larger than 25 MB. Split it, one year a file.")


class UploadForm(forms.Form):
    """A file for a center where the user may import. Its size is refused before it is read."""

    center = forms.ModelChoiceField(Center.objects.none(), label=_("Center"))
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("xlsx, xls, ods or csv, up to 25 MB. Formulas and macros are never run."),
        widget=forms.ClearableFileInput(
            attrs={
                "accept": ACCEPTED,
                "data-most-bytes": MAX_BYTES,
                "data-too-large": TOO_LARGE,
            }
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        centers = Center.objects.where(user, Permission.CLIENT_IMPORT).select_related("country")
        self.fields["center"].queryset = centers
        self.fields["center"].initial = user.home_center
        if not user.home_center and len(centers[:2]) == 1:
            self.fields["center"].initial = centers[0]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload.size > MAX_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return upload

    def start(self, *, by):
        return runs.start_run(
            center=self.cleaned_data["center"], by=by, upload=self.cleaned_data["file"]
        )


class ColumnsForm(forms.Form):
    """For each column of a recognised sheet, the field it holds, or none."""

    def __init__(self, data=None, *, sheet):
        super().__init__(data, prefix=sheet["sheet"])
        self.sheet = sheet
        held = {index: name for name, index in sheet["columns"].items()}
        labels = field_labels(sheet["kind"])
        choices = [("", _("Leave out")), *sorted(labels.items(), key=lambda pair: str(pair[1]))]
        for index, heading in enumerate(sheet["headings"]):
            if heading:
                self.fields[str(index)] = forms.ChoiceField(
                    label=heading,
                    choices=choices,
                    required=False,
                    initial=held.get(index, ""),
                )

    def clean(self):
        cleaned = super().clean()
        chosen = [name for name in cleaned.values() if name]
        twice = {name for name in chosen if chosen.count(name) > 1}
        if twice:
            label = field_labels(self.sheet["kind"])[sorted(twice)[0]]
            raise forms.ValidationError(
                _("“%(field)s” is chosen for two columns. Keep it for one.") % {"field": label}
            )
        for group in lacking(self.sheet["kind"], chosen):
            labels = [str(LABELS[name]) for name in group]
            raise forms.ValidationError(
                _("Choose a column for one of these: %(fields)s.") % {"fields": ", ".join(labels)}
            )
        return cleaned

    @property
    def columns(self):
        """{field: column index, or None for fields that no column holds}."""
        chosen = {name: int(index) for index, name in self.cleaned_data.items() if name}
        return dict.fromkeys(field_labels(self.sheet["kind"])) | chosen


class KindForm(forms.Form):
    """What a sheet holds whose headings are not known."""

    kind = forms.ChoiceField(label=_("What it holds"), choices=list(KINDS.items()))
