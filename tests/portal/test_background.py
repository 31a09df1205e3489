"""Tasks run in a thread of the server: each once it is due, whatever happened to another."""

import threading
import time

import pytest
from django.core.cache import cache
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from portal import background


@task()
def note(word):
    cache.set("noted", [*cache.get("noted", []), word])


@task()
def break_down():
    raise RuntimeError("this task always fails")


@pytest.fixture(autouse=True)
def tasks_in_the_database(settings, transactional_db):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


def test_what_is_due_is_run_also_after_a_task_that_fails():
    break_down.enqueue()
    note.enqueue("one")
    note.enqueue("two")

    background.run_due()

    assert cache.get("noted") == ["one", "two"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == [
        "FAILED",
        "SUCCESSFUL",
        "SUCCESSFUL",
    ]


def test_nothing_is_locked_while_there_is_nothing_to_do(django_assert_num_queries):
    with django_assert_num_queries(1):
        background.run_due()


def test_a_task_that_died_with_the_server_is_run_again_but_not_another_workers():
    note.enqueue("ours")
    note.enqueue("theirs")
    for result, worker in zip(DBTaskResult.objects.order_by("enqueued_at"), ["server", "w1"], strict=True):
        result.claim(worker)

    assert background.resume_interrupted() == 1
    background.run_due()

    assert cache.get("noted") == ["ours"]


def test_the_thread_survives_errors(monkeypatch, settings):
    calls, stopped = [], threading.Event()

    def run_due():
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionError("the database is away")
        stopped.set()

    monkeypatch.setattr(background, "run_due", run_due)
    monkeypatch.setattr(background, "REST", 0.01)
    thread = threading.Thread(target=background._run, args=(stopped,), daemon=True)
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive()
    assert len(calls) == 2


def test_there_is_one_thread_however_often_it_is_started(monkeypatch):
    monkeypatch.setattr(background, "_thread", None)
    monkeypatch.setattr(background, "_run", lambda stopped: time.sleep(1))
    assert background.start() is background.start()


def test_tasks_that_are_run_at_once_need_no_thread(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    assert background.start() is None
