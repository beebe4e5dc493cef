"""How gunicorn serves the site, in the demo and in production.

Threads, so that a visitor on a slow line holds a thread and not a whole process.
"""

import gc
import os

from config.env import Env
from config.logs import logging_config

env = Env()
bind = f"{env.str('HOST', default='127.0.0.1')}:{env.int('PORT', default=8000)}"
workers = env.int("WEB_CONCURRENCY", default=max(2, os.cpu_count() or 1))
worker_class = "gthread"
threads = env.int("WEB_THREADS", default=4)
timeout = 30
graceful_timeout = 10
keepalive = 5
preload_app = True  # faults in the settings end the start; the processes share their memory
accesslog = "-"
access_log_format = '%(h)s "%(r)s" %(s)s %(b)s %(M)sms'
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 -- heartbeats, never on a disk
control_socket_disable = True
logconfig_dict = logging_config(
    as_json=env.bool("PRODUCTION", default=False), level=env.str("LOG_LEVEL", default="INFO")
)


def when_ready(_server: object) -> None:
    """What was loaded before the workers start is never garbage: none of them looks through it or copies it."""
    gc.collect()
    gc.freeze()


def post_fork(_server: object, _worker: object) -> None:
    """A page makes thousands of short-lived records: looking for cycles after each 700 took 2 % of its time."""
    gc.set_threshold(50_000, 20, 50)
