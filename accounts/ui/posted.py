"""What a page was sent."""

from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, so that a form is bound by a POST and by nothing else; an empty POST is bound too."""
    return request.POST if request.method == "POST" else None
