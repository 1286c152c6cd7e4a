"""A center and its director, signed in, whose uploads land in a folder of the test."""

import pytest

from tests import factories


@pytest.fixture
def center():
    return factories.make_center()


@pytest.fixture
def director(center, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user = factories.make_director(center, language="en")
    client.force_login(user)
    return user
