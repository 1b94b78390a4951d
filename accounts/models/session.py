"""Sessions that know whose they are, so that a leaver's are ended at once."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A signed-in browser. Rows are Django's own, with the person beside them."""

    user_id = models.BigIntegerField(null=True, db_index=True, help_text="Empty: nobody is signed in")

    @classmethod
    def get_session_store_class(cls) -> type:
        store: type = import_module(settings.SESSION_ENGINE).SessionStore
        return store
