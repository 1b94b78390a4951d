"""What IROs note on records, and how decisions were rated: by the portal's actions."""

import random
from collections.abc import Sequence
from datetime import timedelta

from children.models import Child
from demo.days import at_work
from demo.held import Setting
from demo.people import Staff
from demo.store import Case
from reviews.auditing import actions as auditing
from reviews.events import notes
from reviews.models import Review
from reviews.models.rating import PARTS
from reviews.models.review import ReviewStatus
from statute.working_days import add_months

LIKELY = {"is_specific": 0.95, "is_measurable": 0.8, "has_owner": 0.97, "has_date": 0.9, "is_known": 0.75}
"""How often an auditor of the demo finds each part."""
BETTER = {
    "is_specific": "Say what will be done, and where.",
    "is_measurable": "What will the child notice when this has worked?",
    "has_owner": "Name one person.",
    "has_date": "The date is after the next review.",
    "is_known": "Ask the child, and say so here.",
}
NOTES = (
    ("DISCUSSION", "Social worker", "Talked about the school place. The panel decides next week."),
    ("DISCUSSION", "Team manager", "The life story work has not begun. She will find somebody this month."),
    ("EMAIL", "Virtual school", "Asked for the date of the education plan, and for the attendance figures."),
    (
        "EMAIL",
        "Foster carer",
        "Family time goes well; the journeys are long. Asked the worker to look at it.",
    ),
    ("COMMENT", "", "The plan is on track. I will ask again about the passport before the review."),
    ("COMMENT", "", "Two changes of social worker since the last review. To be raised if there is another."),
)


def store_notes(staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """Notes of the last three months on every third child, one of them struck out."""
    rng, struck = random.Random(45), False
    for case in cases[::3]:
        iro = case.iro_now.user if case.iro_now else None
        period = case.child.periods.filter(ended_on=None).first()
        if iro is None or period is None:
            continue
        for _ in range(rng.choice([1, 1, 2, 3])):
            kind, whom, words = rng.choice(NOTES)
            on = max(setting.today - timedelta(days=rng.randint(0, 90)), period.started_on)
            about = case.child.reviews.filter(status=ReviewStatus.BOOKED).first()
            review: Review | None = about if rng.random() < 0.4 else None
            with at_work(on, 15) as day:
                note = notes.Note(kind, on, words, whom, review)
                made = notes.write(child=case.child, note=note, by=iro, today=day)
                if not struck:
                    notes.strike(note=made, because="It is about another child", by=iro)
                    struck = True


def store_samples(staff: Staff, setting: Setting) -> None:
    """One sample of each of the last two quarters: the first rated, of the second a part."""
    by = staff.users["qa.demo@example.org"]
    children, rng = Child.objects.filter(authority=staff.authority), random.Random(28)
    for months, number, rated in ((6, 12, 12), (3, 10, 6)):
        until = add_months(setting.today, -(months - 3))
        asked = auditing.Draw(add_months(setting.today, -months), until, number)
        with at_work(until, 14) as day:
            sample = auditing.draw(
                authority=staff.authority, children=children, asked=asked, by=by, today=day, chance=rng
            )
            for row in sample.decisions.select_related("made__decision__child")[:rated]:
                has = {part: rng.random() < LIKELY[part] for part in PARTS}
                comment = next((BETTER[part] for part in PARTS if not has[part]), "")
                found = auditing.Found(**has)
                auditing.rate(rated=row, found=found, comment=comment, by=by)
