"""What an action refuses, and what it writes on the trail: asked the same way by the tests of every app."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import models

from accounts.models import AuditEvent, User
from statute.refusals import Refused


@contextmanager
def refused(words: str, *fields: str, kind: type[Refused] = Refused) -> Iterator[None]:
    """What runs within is refused in these words, at these questions, and nothing of it is on the trail."""
    before = AuditEvent.objects.count()
    with pytest.raises(kind) as caught:
        yield
    assert str(caught.value) == words
    assert caught.value.fields == fields
    assert AuditEvent.objects.count() == before


def written(kind: str, *, by: User | None, target: models.Model | None = None) -> AuditEvent:
    """The one entry of this kind on the trail, by this person and about this thing."""
    event = AuditEvent.objects.get(kind=kind)
    assert event.by_id == (by.pk if by else None)
    if target is not None:
        assert (event.target_type, event.target_id) == (target._meta.label_lower, target.pk)
    return event
