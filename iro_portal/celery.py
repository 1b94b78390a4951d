"""The Celery application. The schedule is code, in settings; the truth about work is the Job table."""

import os

from celery import Celery

from iro_portal.broker import install

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "iro_portal.settings")

install()
app = Celery("iro_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
