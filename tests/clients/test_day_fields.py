"""Every browser field for a day is written as the browser reads it, in each language."""

from datetime import UTC, datetime

import pytest
from django import forms
from django.conf import settings
from django.urls import reverse

from centers.forms.days import DayInput
from tests import factories

pytestmark = pytest.mark.django_db


def all_of(form_class):
    for one in form_class.__subclasses__():
        yield one
        yield from all_of(one)


def test_no_form_has_a_day_field_of_its_own_kind():
    days = [
        (form, name, field.widget)
        for form in all_of(forms.BaseForm)
        if form.__module__.partition(".")[0] in settings.INSTALLED_APPS
        for name, field in getattr(form, "base_fields", {}).items()
        if getattr(field.widget, "input_type", "") == "date"
        or field.widget.attrs.get("type") == "date"
    ]
    assert len(days) > 10
    assert [one for one in days if not isinstance(one[2], DayInput)] == []


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_an_appointment_that_is_moved_shows_its_day(client, language):
    advisor = factories.make_advisor(factories.make_center(), language=language)
    firm = factories.make_client(advisor.home_center, advisor=advisor)
    noon = datetime(2026, 5, 28, 18, tzinfo=UTC)
    booked = factories.make_appointment(firm, advisor=advisor, starts_at=noon)
    client.force_login(advisor)

    page = client.get(reverse("clients:appointment-move", args=[booked.uuid]))

    assert 'value="2026-05-28"' in page.content.decode()
