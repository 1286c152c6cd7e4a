"""A large import is checked and stored in the background: its page may be left, nothing is lost."""

from types import SimpleNamespace

import pytest

from clients import tasks
from clients.imports import plan, runs
from clients.models import Client, ImportRun
from tests import factories
from tests.clients.test_import_pages import post, untidy, upload

pytestmark = pytest.mark.django_db


class Queue(list):
    """Jobs that no worker has begun yet."""

    def takes(self, task):
        return SimpleNamespace(enqueue=lambda *words: self.append((task.func, words)))

    def work(self):
        job, words = self.pop(0)
        job(*words)


@pytest.fixture
def queue(monkeypatch):
    """Every file counts as a large one."""
    queue = Queue()
    monkeypatch.setattr(tasks, "AT_ONCE", 0)
    for name in ("check_import", "store_import"):
        monkeypatch.setattr(tasks, name, queue.takes(getattr(tasks, name)))
    return queue


@pytest.fixture
def told(monkeypatch):
    """How many rows the page would show as done, whenever the work tells it."""
    seen = []

    def make_plan(*words, progress, **options):
        def tell(report):
            progress(report)
            seen.append(ImportRun.objects.get().rows_done)

        return plan.make_plan(*words, progress=tell, **options)

    monkeypatch.setattr(runs, "make_plan", make_plan)
    return seen


def page_of(client, run):
    return client.get(run.get_absolute_url()).content.decode()


def test_the_page_may_be_left_and_shows_how_far_the_work_is(client, center, director, queue, told):
    run = upload(client, center, untidy(1200))
    assert "You can leave this page" in page_of(client, run)
    client.logout()

    queue.work()

    client.force_login(factories.make_director(center, language="en"))
    run.refresh_from_db()
    assert told == [500, 1000]
    assert "Fix 3 problems and 1,200 rows are ready" in page_of(client, run)
    post(client, run, "confirm")
    assert "Storing the rows" in page_of(client, run)
    queue.work()
    assert Client.objects.count() == 1173


def test_a_step_taken_while_the_file_is_stored_does_not_begin_it_anew(
    client, center, director, queue
):
    run = upload(client, center, untidy(30))
    queue.work()
    post(client, run, "confirm")

    tasks.begin_check(run)  # somebody mended a cell at the same moment

    run.refresh_from_db()
    assert (run.state, len(queue)) == ("storing", 1)


@pytest.mark.parametrize(("step", "state"), [("check", "failed"), ("store", "ready")])
def test_a_fault_of_the_program_is_told_and_stores_nothing(
    client, center, director, queue, monkeypatch, step, state
):
    run = upload(client, center, untidy(30))
    if step == "store":
        queue.work()
        post(client, run, "confirm")
    monkeypatch.setattr(runs, "make_plan", lambda *words, **options: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        queue.work()

    run.refresh_from_db()
    assert run.state == state
    assert "The program failed at this file. Nothing was stored" in page_of(client, run)
    assert not Client.objects.exists()
