"""What every view wears: the methods it takes, and the permission it needs."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from accounts.access.roles import Permission
from accounts.access.viewers import NotAllowed
from accounts.drafts.sending import opened, sent, without_right

View = Callable[..., HttpResponseBase]
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])


class _Page(Protocol):
    """A view that says whom it lets in."""

    needs: tuple[Permission, ...]
    methods: tuple[str, ...]

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def page(*permissions: Permission, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """A page for people who have one of these permissions in their council (none named: any role at all).

    Without it the answer is 403; NotAllowed raised further down is a 404, so that nobody learns what exists.
    Forms are kept as drafts and act once (accounts/drafts). The permissions are kept on the view as `needs`
    and its methods as `methods`, which tests read.
    """

    def wrap(view: View) -> View:
        @require_http_methods(list(methods))
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            viewer = getattr(request, "viewer", None)
            if viewer is None or (permissions and not any(viewer.may(p) for p in permissions)):
                if (words := without_right(request)) is not None:
                    return words
                raise PermissionDenied

            def answer() -> HttpResponseBase:
                try:
                    return view(request, *args, **kwargs)
                except NotAllowed as refused:
                    raise Http404("Not found") from refused

            return sent(request, answer) if request.method == "POST" else opened(request, answer)

        served = cast("_Page", checked)
        served.needs, served.methods = permissions, methods
        return served

    return wrap


def takes(*methods: str) -> Callable[[AnyView], AnyView]:
    """The methods of a view that stands open without a role. They are kept on it, as those of a page are."""

    def wrap(view: AnyView) -> AnyView:
        served: Any = require_http_methods(list(methods))(view)
        served.methods = methods
        return cast("AnyView", served)

    return wrap


SAFE = ("GET", "HEAD")
POST = ("POST",)
FORM = ("GET", "HEAD", "POST")
