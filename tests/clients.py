"""A browser without windows in which somebody is signed in."""

import copy
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils.crypto import get_random_string

from accounts.drafts.browsers import COOKIE
from accounts.models import User
from accounts.models.session import Session
from accounts.sign_in.sessions import SessionStore


class Browser(Client):
    """Django's client; a copy of it is a browser with the same cookies and ways."""

    def sign_in(self, user: User) -> None:
        """Have a session as after a sign-in, which has its own tests and costs ten statements more."""
        store, key = SessionStore(), get_random_string(32)
        holds = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: "accounts.sign_in.backend.Backend",
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        Session.objects.create(
            session_key=key,
            session_data=store.encode(holds),
            expire_date=store.get_expiry_date(),
            user_id=user.pk,
        )
        self.cookies[settings.SESSION_COOKIE_NAME] = key

    def signed_out(self, *, enforce_csrf_checks: bool = False) -> Client:
        """The same browser after its session has ended, with no more than tells which one it is."""
        after = Client(enforce_csrf_checks=enforce_csrf_checks)
        after.cookies[COOKIE] = self.cookies[COOKIE].value
        return after

    def __deepcopy__(self, memo: dict[int, Any]) -> "Browser":
        same = Browser(enforce_csrf_checks=self.handler.enforce_csrf_checks)
        same.cookies, same.defaults = copy.deepcopy((self.cookies, self.defaults), memo)
        same.raise_request_exception = self.raise_request_exception
        return same
