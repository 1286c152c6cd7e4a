"""`make run` keeps its background worker alive."""

import importlib.util
import sys

import pytest
from django.conf import settings


class Process:
    """A process that ends after being asked for its end so many times."""

    def __init__(self, lives):
        self.lives = lives

    def poll(self):
        self.lives -= 1
        return None if self.lives >= 0 else 1


@pytest.fixture
def serve(monkeypatch):
    folder = settings.BASE_DIR / "deploy"
    monkeypatch.setattr(sys, "path", [str(folder), *sys.path])
    found = importlib.util.spec_from_file_location("serve", folder / "serve.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    monkeypatch.setattr(module.time, "sleep", lambda _seconds: None)
    return module


def test_a_worker_that_was_killed_is_started_again(serve, monkeypatch, capsys):
    started = []
    monkeypatch.setattr(serve, "LEAST_LIFE", 0)
    monkeypatch.setattr(serve, "start_worker", lambda _values: started.append(1) or Process(2))

    serve.watch([Process(20), Process(0)], {})

    assert len(started) > 3
    assert "it is started again" in capsys.readouterr().out


def test_a_worker_that_ends_at_once_again_and_again_is_given_up(serve, monkeypatch):
    started = []
    monkeypatch.setattr(serve, "LEAST_LIFE", 60)
    monkeypatch.setattr(serve, "start_worker", lambda _values: started.append(1) or Process(0))

    serve.watch([Process(1000), Process(0)], {})

    assert len(started) == serve.MOST_QUICK_ENDS - 1
