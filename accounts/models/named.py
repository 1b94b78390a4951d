"""Names that change: of people, workers and teams. What was done before a change goes on saying the name of
that day.
"""

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
    """Something with a name that can change. The database alone writes the names it had (`keeps_names`)."""

    earlier_names = models.JSONField(
        default=list,
        editable=False,
        help_text="The names it had, oldest first, each with the instant it ended",
    )

    class Meta:
        abstract = True

    def called_at(self, at: date | datetime | None) -> str:
        """What it was called then; on a day, as that day began, so that a change on the day itself rewrites
        nothing. None: what it is called now.

        A name given to what had none is no change of name: it counts from the beginning.
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
    """For a `Named` model: each name that is given up is kept with its end, whoever writes, and nobody takes
    one away. The end is the instant that `accounts.renaming.renaming` names, or that of the database.
    """
    return pgtrigger.Trigger(
        name="keeps_names",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("name", "earlier_names"),
        func=_RENAMED,
    )
