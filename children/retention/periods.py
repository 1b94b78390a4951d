"""How long each kind of record is kept, and what happens then, as the council's terms say today."""

from datetime import date

from accounts.calendars import terms_for
from accounts.drafts.actions import UNSENT
from accounts.models import Authority
from statute.terms import Terms

BY_TWO = "deleted or made anonymous by two people"


def kinds_of(authority: Authority, today: date) -> list[list[str]]:
    """Rows of the table on the page: what, how long, what happens then."""
    return kinds_by(terms_for(authority).on(today))


def kinds_by(t: Terms) -> list[list[str]]:
    """The same by these terms; docs/privacy/dpia.md has them by those of the law."""
    return [
        ["A child’s record", f"{t.record_years} years from birth", BY_TWO],
        [
            "The record of a child who died before 18",
            f"{t.record_death_years} years from the death",
            BY_TWO,
        ],
        [
            "The record of an adopted child",
            f"{t.adoption_record_years} years from the order",
            f"locked after {t.adoption_lock_days} days; {BY_TWO}",
        ],
        ["Who has looked at a record", "as long as the record", "deleted with it"],
        ["Concerns, disputes and private notes", "as long as the record", "deleted with it"],
        ["Published reports and figures", "for good", "no child is named in them"],
        ["The audit trail", "for good", "no child is named in it"],
        ["Files of imports not applied", f"{t.import_file_days} days", "deleted by the portal"],
        ["Refused rows of imports", f"{t.import_reject_days} days", "deleted by the portal"],
        [
            "Files and deliveries of the daily feed",
            f"{t.feed_days} days",
            "deleted by the portal",
        ],
        ["Records put together for handing out", f"{t.bundle_days} days", "deleted by the portal"],
        ["Words typed and never sent", f"{UNSENT.days} days", "deleted by the portal"],
        ["Sessions, with the searches typed in them", "until the session ends", "deleted every night"],
    ]
