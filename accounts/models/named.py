"""People, workers and teams can be renamed. What they did before still shows the name they had then."""

from datetime import date, datetime, time

import pgtrigger
from django.db import models
from django.utils import timezone

_RENAMED = """
    NEW.earlier_names = OLD.earlier_names;
    IF NEW.name IS DISTINCT FROM OLD.name AND OLD.name <> '' THEN
        NEW.earlier_names = OLD.earlier_names || JSONB_BUILD_OBJECT('name', OLD.name, 'until', COALESCE(
            (NULLIF(CURRENT_SETTING('pghistory.context_metadata', TRUE), '')::JSONB
                ->> 'renamed_at')::TIMESTAMPTZ,
            NOW()
        ));
    END IF;
    RETURN NEW;
"""


class Named(models.Model):
    """Something with a name that can change. Only a trigger writes its former names (`keeps_names`)."""

    earlier_names = models.JSONField(
        default=list,
        editable=False,
        help_text="The names it had, oldest first, each with the instant it ended",
    )

    class Meta:
        abstract = True

    def called_at(self, at: date | datetime | None) -> str:
        """The name at that instant, or at the start of that day, so that a change on the day itself rewrites
        nothing. None: the name now.

        A first name, given to somebody who had none, counts from the beginning.
        """
        moment = _instant(at)
        if moment is None:
            return str(self)
        for was in self.earlier_names:
            if moment <= datetime.fromisoformat(was["until"]):
                return str(was["name"])
        return str(self)


def _instant(at: date | datetime | None) -> datetime | None:
    if at is None or isinstance(at, datetime):
        return at
    return timezone.make_aware(datetime.combine(at, time.min))


def keeps_names() -> pgtrigger.Trigger:
    """For a `Named` model: every former name is kept with the instant it ended, whichever way the name was
    changed, and none can be removed. The instant is that of `accounts.renaming.renaming`, or the database's.
    """
    return pgtrigger.Trigger(
        name="keeps_names",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("name", "earlier_names"),
        func=_RENAMED,
    )
