"""Fixtures for all tests: a shared browser, pages that watch themselves, catalogues compiled."""

import os

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from deploy.messages import compile_catalogues
from tests import browsing, databases

found_kept = pytest.StashKey()

# A busy machine is not a fault of the code: neither a deadline nor slow drawing fails a property.
settings.register_profile(
    "steady", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("steady")


def pytest_configure(config):
    compile_catalogues()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Tests that really commit empty all tables at their end: bring the reference data back."""
    if not _commits(item):
        return (yield)
    _let_tables_be_emptied(item)
    try:
        result = yield
    finally:
        if nextitem is not None:  # after the last test the database itself is gone
            _guard_tables(item)
    if nextitem is not None:
        with item.config.stash[blocking_manager_key].unblock():
            from centers.models import Country, ExchangeRate
            from centers.reference import load_countries, load_rates

            load_countries(Country)
            load_rates(ExchangeRate)
    return result


def _let_tables_be_emptied(item):
    """The trail and closed records refuse it."""
    with item.config.stash[blocking_manager_key].unblock():
        from django.db import connection

        from centers.audit import triggers
        from clients import closed_guard

        triggers.drop()
        if connection.vendor == "sqlite":  # PostgreSQL truncates, which asks no guard of rows
            with connection.schema_editor() as editor:
                closed_guard.drop_guards(None, editor)


def _guard_tables(item):
    """Django puts the guards back when it empties the tables; not where setting up had failed."""
    with item.config.stash[blocking_manager_key].unblock():
        from centers.audit import triggers
        from clients import closed_guard

        triggers.install()
        closed_guard.install()


def _commits(item):
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        return True
    return bool({"live_server", "transactional_db", "page_at"} & set(item.fixturenames))


@pytest.fixture(autouse=True)
def own_language():
    """Each test begins in the default language, whatever the one before it asked for."""
    translation.deactivate()


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings):
    """SQLite runs begin with a copy of the database that an earlier run migrated."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        yield False
        return
    path = database["TEST"]["NAME"]
    request.config.stash[found_kept] = databases.start_from_kept(path)
    yield True
    databases.remove(path)


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_keepdb):
    if django_db_keepdb and not request.config.stash[found_kept]:
        from django.conf import settings

        databases.keep(settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def playwright_driver():
    """What drives Chromium; the test is skipped where there is none."""
    from playwright.sync_api import sync_playwright

    if not browsing.find_chromium():
        pytest.skip("Chromium is not installed (apt-get install chromium).")
    # Playwright's loop runs in this thread; Django would take every query for an async one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright_driver):
    """One Chromium for the whole run."""
    chromium = playwright_driver.chromium.launch(
        executable_path=browsing.find_chromium(), args=browsing.ARGUMENTS
    )
    yield chromium
    chromium.close()


@pytest.fixture
def page_at(browser, live_server):
    """page_at(width, user=None, **options): a page on the live server, signed in as `user`.

    Paths such as "/clients/" work in page.goto. Options go to the browser context (color_scheme,
    offline, java_script_enabled, locale …). When the test ends, every broken content-security rule
    and every script error on these pages fails it; browsing.watched(page) holds them.
    """
    with browsing.Visits(browser, live_server.url) as visits:
        yield visits.page
        visits.check()


@pytest.fixture
def compressed(live_server, monkeypatch):
    """The live server's static files compressed, as in production."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.middleware.gzip import GZipMiddleware

    plain = StaticFilesHandler.serve

    def serve(self, request):
        answer = plain(self, request)
        if hasattr(answer, "streaming") and not request.path.endswith(".woff2"):
            return GZipMiddleware(lambda _request: answer)(request)
        return answer

    monkeypatch.setattr(StaticFilesHandler, "serve", serve)
