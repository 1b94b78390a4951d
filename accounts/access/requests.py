"""The request as every page behind the sign-in has it."""

from django.http import HttpRequest

from accounts.access.viewers import Viewer
from accounts.models import User


class Request(HttpRequest):
    """A request that has passed `@page`: somebody is signed in and works in a council. Only for type
    checks.
    """

    user: User
    viewer: Viewer
