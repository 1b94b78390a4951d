"""How gunicorn serves the portal in production. Numbers come from the environment."""

import gc
import os
from typing import Any

from django.db import connections
from django.utils.module_loading import import_string
from gunicorn.glogging import Logger

from iro_portal.logs import WithoutWords


class PlainLog(Logger):
    """Gunicorn's own log, in which an exception is told without its words."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(WithoutWords(self.error_fmt, self.datefmt))


logger_class = PlainLog
bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 30
max_requests = 2000
max_requests_jitter = 200
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
control_socket_disable = True
preload_app = True  # loaded once, and every process starts with it, also one that replaces another
FREEZE_AT = 300
"""Requests after which nearly all that stays has been loaded: pages, templates, statements."""


def when_ready(server: Any) -> None:
    """Load what pages need before the processes are forked, and keep no connection that they would share."""
    try:
        import_string("iro_portal.warm.warm_up")()  # only now: its models need settings
    except Exception:
        server.log.exception("not all was loaded before the start; first pages take longer")
    finally:
        connections.close_all()
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Take what is loaded out of the search for garbage, which halts all requests for 200 ms."""
    gc.collect()
    gc.freeze()


def post_request(worker: Any, request: Any, environ: Any, response: Any) -> None:
    """The same once more for what the first pages loaded."""
    if worker.nr >= FREEZE_AT and not getattr(worker, "is_frozen", False):
        worker.is_frozen = True
        gc.collect()
        gc.freeze()


accesslog = None  # addresses hold no names, but who opened what is in the access log of the portal itself
