"""How gunicorn serves the portal in production. Numbers come from the environment."""

import gc
import os
from typing import Any

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
FREEZE_AT = 300
"""Requests after which nearly all that stays has been loaded: pages, templates, statements."""


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
