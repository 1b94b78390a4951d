"""Composition: settings, URLs, Celery, navigation and home pages."""

from iro_portal.celery import app as celery_app

__all__ = ["celery_app"]
