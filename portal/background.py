"""A thread of the server that runs tasks where nobody runs `manage.py db_worker`: the smallest set-up loses no mail."""

import logging
import threading

from django.conf import settings
from django.db import connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

WORKER = "server"  # whose tasks these are; only one process of a site calls start()
BACKEND = "default"
PAUSE = 1.0  # seconds between two looks for tasks
REST = 15.0  # seconds after something went wrong, such as a database that is away

_starting = threading.Lock()
_thread: threading.Thread | None = None


def start() -> threading.Thread | None:
    """Run tasks from now on, in one thread of this process however often it is called.

    None where tasks are not kept in the database. The thread ends with the process; what it was doing is done again
    at the next start.
    """
    global _thread
    if not settings.TASKS[BACKEND]["BACKEND"].startswith("django_tasks_db."):
        return None
    with _starting:
        if _thread is None or not _thread.is_alive():
            _thread = threading.Thread(target=_run, args=(threading.Event(),), name="tasks", daemon=True)
            _thread.start()
    return _thread


def _run(stopped: threading.Event) -> None:
    resumed = False
    while not stopped.is_set():
        pause = PAUSE
        try:
            if not resumed:
                resume_interrupted()
                resumed = True
            run_due()
        except Exception:  # whatever it is, tomorrow's mail is still to be sent
            logger.exception("Tasks could not be run; trying again in %d s", REST)
            pause = REST
        finally:
            connections.close_all()
        stopped.wait(pause)


def run_due() -> None:
    """Run every task that is due, then return. Looks before it asks for the lock that SQLite has only one of."""
    if not DBTaskResult.objects.ready().filter(backend_name=BACKEND).exists():
        return
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id=WORKER,
    ).run()


def resume_interrupted() -> int:
    """Put back what this thread was doing when its process died, to be done again; how many tasks."""
    running = DBTaskResult.objects.running().filter(backend_name=BACKEND)
    left = [task.pk for task in running if task.worker_ids and task.worker_ids[-1] == WORKER]
    return DBTaskResult.objects.filter(pk__in=left).update(status="READY", started_at=None)
