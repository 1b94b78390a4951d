"""Writing in records under load leaves everybody's own words as they were."""

from datetime import UTC, datetime

import pytest

from accounts.models import Draft, User
from bench.record import Desk, drafts_put_aside

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 2, 10, tzinfo=UTC)


def _keep(person: User, words: str, **late: object) -> Draft:
    return Draft.objects.create(
        person=person, kind="reviews:record", subject="1", page="/", words=words, saved_at=AT, **late
    )


def test_drafts_are_afterwards_what_they_were():
    person = User.objects.create(email="iro@example.org", name="Ira Officer")
    _keep(person, "my own words")
    with drafts_put_aside([Desk("", "", person.pk, "1")]):
        assert not Draft.objects.exists()
        _keep(person, "of the measurement", late_words="of another window", late_at=AT)
    assert list(Draft.objects.values_list("words", "late_words")) == [("my own words", "")]
