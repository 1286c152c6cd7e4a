"""The invented network shows work to every role: targets, a closed year, a public edition."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from reporting.models import Edition, Target
from tests.factories import make_funder_user


@pytest.mark.django_db
def test_the_demonstration_has_targets_and_a_year_that_funders_can_read(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    call_command("demo", stdout=StringIO())

    call_command("demo_reports", stdout=StringIO())

    jobs = Target.objects.filter(country="SV", center=None, measure="JOB-01").order_by("year")
    assert [bool(one.reason) for one in jobs] == [True, False]  # of the year that is over
    edition = Edition.objects.first()
    assert len(edition.data["targets"]) == 4
    assert len(edition.stories) == 1
    assert not Edition.objects.filter(draft=True).exists()
    client.force_login(make_funder_user(Edition.objects.first().countries.get()))
    assert "[c]" in client.get(reverse("reporting:overview")).content.decode()
