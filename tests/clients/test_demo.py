"""The demonstration: invented, plausible, the same for the same seed, and never over real data."""

from datetime import date
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from centers.models import Center, ExchangeRate, User
from centers.roles import Role
from clients.demo.load import lives
from clients.demo.network import PASSWORD, make_places
from clients.models import (
    Appointment,
    Attendance,
    Client,
    FollowUp,
    Outcome,
    QualityCount,
    Session,
    Training,
)
from tests import factories as make

pytestmark = pytest.mark.django_db


def demo(settings, tmp_path, **options):
    settings.VAR_DIR = tmp_path
    out = StringIO()
    call_command("demo", scale="small", seed=7, stdout=out, **options)
    return out.getvalue()


def test_a_small_demonstration_is_a_plausible_network(settings, tmp_path):
    printed = demo(settings, tmp_path)

    assert Session.objects.count() == 3000
    assert Client.objects.values("country").distinct().count() == 6
    assert Client.objects.values("country__currency").distinct().count() >= 3
    busiest = Session.objects.values("client").annotate(n=Count("pk")).order_by("-n")
    assert busiest[0]["n"] > 2.5 * 3000 / len(busiest)
    assert Client.objects.filter(size="").exists()
    assert Client.objects.filter(contact_sex="not_stated").exists()
    assert not Outcome.objects.filter(amount__isnull=False, amount_usd=None).exists()
    assert ExchangeRate.objects.filter(
        currency="GTQ", source="Demonstration rate: 2024 average carried forward"
    ).exists()
    assert Training.objects.values("country").distinct().count() == 6
    assert Training.objects.with_present().filter(present__gte=4, women__gte=1).exists()
    assert Attendance.objects.filter(present=False).exists()
    assert QualityCount.objects.values("center").distinct().count() == Center.objects.count()
    assert "advisor@example.org" in printed and PASSWORD in printed


def test_a_demonstration_writes_to_nobody(
    settings, tmp_path, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        demo(settings, tmp_path)

    assert mailoutbox == []


def test_every_role_can_log_in_and_the_advisor_has_work_today(settings, tmp_path):
    demo(settings, tmp_path)

    roles = set()
    for user in User.objects.exclude(password__startswith="!"):
        assert user.check_password(PASSWORD)
        roles |= {one.role for one in user.current_memberships}
    assert roles == set(Role)
    advisor = User.objects.get(email="advisor@example.org")
    assert Appointment.objects.filter(advisor=advisor).count() >= 4
    assert FollowUp.objects.for_user(advisor).due().exists()


def test_real_data_are_never_mixed_with_invented_ones_unasked(settings, tmp_path):
    make.make_client()

    with pytest.raises(CommandError, match="--add"):
        demo(settings, tmp_path)

    assert Client.objects.count() == 1
    demo(settings, tmp_path, add=True)
    assert Session.objects.count() == 3000


def test_the_same_seed_and_day_make_the_same_network():
    today = date(2026, 5, 4)
    places = make_places(Random(1), centers=6, advisors=1, today=today)

    def sessions():
        start = date(2024, 5, 4)
        found = lives(Random(5), places, start, today, 200)
        return [(one.held_on, one.contact_minutes) for life in found for one in life.sessions]

    assert sessions() == sessions()
