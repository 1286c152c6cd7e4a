"""A process is ready for its first visitor before it has one."""

from sbdc import warm


def test_every_page_is_compiled_without_asking_the_database(monkeypatch):
    compiled = set()
    monkeypatch.setattr(warm, "get_template", lambda name: compiled.add(name))

    warm.warm()  # a query would fail here: the test has no database

    assert {"base.html", "reporting/dashboard.html", "clients/session_list.html"} <= compiled
    for page in sorted(compiled):
        assert (warm.TEMPLATES / page).is_file()


def test_every_page_can_be_compiled():
    warm.warm()
