"""How gunicorn serves the portal; its own file, read because it stands where the server is started.

One process with threads by default: the caches in its memory are then the site's only ones. With Redis and PostgreSQL,
set WEB_CONCURRENCY to the number of processes, and run `manage.py db_worker` beside them.
"""

import os

workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
wsgi_app = "portal.wsgi"
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 20
keepalive = 5
preload_app = False
control_socket_disable = True

accesslog = "-" if os.environ.get("ACCESS_LOG") else None
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(L)ss'  # no address, no query, no referrer, no browser


def post_worker_init(worker: object) -> None:
    """Without a worker of their own, tasks are run by a thread of the server."""
    from portal.background import start

    if workers == 1:
        start()
