"""Inviting people and giving roles, within what the giver holds."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from centers import actions
from centers.models import Center, Country, Funder, Membership
from centers.roles import Permission

MANAGE = Permission.USER_MANAGE


class RoleForm(forms.Form):
    """A role and its place; the choices are what the giver may give."""

    role = forms.ChoiceField(label=_("Role"))
    center = forms.ModelChoiceField(
        Center.objects.none(),
        label=_("Center"),
        required=False,
        help_text=_("For advisors and directors."),
    )
    country = forms.ModelChoiceField(
        Country.objects.none(),
        label=_("Country"),
        required=False,
        help_text=_("For coordinators, editors and funders."),
    )
    funder = forms.ModelChoiceField(
        Funder.objects.none(), label=_("Funder"), required=False, help_text=_("For funders.")
    )

    def __init__(self, *args, by, **kwargs):
        self.by = by
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (role.value, role.label) for role in actions.grantable_roles(by)
        ]
        self.fields["center"].queryset = Center.objects.where(by, MANAGE)
        countries = Country.objects.where(by, MANAGE)
        self.fields["country"].queryset = countries.filter(active=True)
        self.fields["funder"].queryset = Funder.objects.filter(active=True, country__in=countries)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("center") and cleaned.get("country"):
            self.add_error("country", _("Choose a center or a country, not both."))
        return cleaned

    def _role(self):
        return {name: self.cleaned_data[name] for name in ("role", "center", "country", "funder")}

    def grant(self, user):
        return actions.grant_role(user=user, by=self.by, **self._role())


class InviteForm(RoleForm):
    """A new person with a first role."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    field_order = ["name", "email", "language", "role", "center", "country", "funder"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As the browser")), *settings.LANGUAGES]

    def invite(self):
        facts = {name: self.cleaned_data[name] for name in ("name", "email", "language")}
        return actions.invite_person(by=self.by, **facts, **self._role())


class PersonFilter(forms.Form):
    """The list of people: by words of name or e-mail, and by role."""

    q = forms.CharField(label=_("Name or e-mail"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        roles = Membership._meta.get_field("role").choices
        self.fields["role"].choices = [("", _("All roles")), *roles]

    def apply(self, people):
        if not self.is_valid():
            return people.none()
        for word in self.cleaned_data["q"].split():
            people = people.filter(name__icontains=word) | people.filter(email__icontains=word)
        if role := self.cleaned_data["role"]:
            people = people.filter(pk__in=Membership.objects.filter(role=role).values("user"))
        return people
