"""Lists of choices, written by our own renderer, are those that Django's template writes."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

CHOICES = [
    ("", "Cualquiera"),
    ("a&b", "Uno & <dos>"),
    (7, "Siete"),
    ("Grupo <1>", [("x", "Equis"), ("y", "Ye")]),
]


@pytest.mark.parametrize("value", ["", "a&b", 7, "7", "y", "none of them", None])
@pytest.mark.parametrize("attrs", [{}, {"required": True, "data-x": 'a"b', "disabled": False}])
def test_a_list_of_choices_is_as_djangos_template_writes_it(value, attrs):
    widget = forms.Select(choices=CHOICES, attrs=attrs)
    ours = forms.renderers.get_default_renderer()

    for one in (widget, forms.SelectMultiple(choices=CHOICES, attrs=attrs)):
        written = one.render("center", value, {"id": "id_center"}, renderer=ours)
        expected = one.render("center", value, {"id": "id_center"}, renderer=DjangoTemplates())
        assert parse_html(written) == parse_html(expected)
        assert "<dos>" not in written
