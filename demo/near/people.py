"""Around a child and its IRO: contacts, needs, first contacts, letters, days away, all by the portal's
actions.
"""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from accounts.access.viewers import viewer_for
from accounts.models import User
from children.child.current_facts import with_present
from children.contacts import actions as contacts
from children.contacts.actions import Person
from children.models import Child
from children.needs.actions import record_needs
from demo import names
from demo.days import at_work
from demo.held import Setting
from demo.people import Staff
from demo.store import Case
from reviews.contact.first import record_first
from reviews.diary import away
from reviews.letters import actions as letters
from reviews.letters import copying
from reviews.letters.known import about_child, look_again
from reviews.models import Letter, Review
from reviews.models.letter import Channel, LetterKind, LetterState
from reviews.models.review import ReviewStatus

LATELY = timedelta(days=120)
LETTERS = 10
"""Reviews of the last weeks after which the child had a letter, and everybody else minutes."""
ABOUT_ME = (
    "I have worked with children in care for nine years. I like walking, and I have a dog called Biscuit.",
    "I used to be a social worker in another town. I play the drums, badly.",
    "I live by the sea and swim in it, even in winter.",
)
COMMUNICATION: dict[str, tuple[str, ...]] = {
    "Short sentences and pictures, and a break after half an hour.": ("PICTURES", "EASY_WORDS"),
    "Uses Makaton signs; ask before you sit close.": ("KEY_SIGNS",),
    "Needs time to answer; writes better than speaks.": ("TIME",),
}
LANGUAGES = ("Kurdish", "Arabic", "Albanian", "Tigrinya")
SCHOOLS = ("Ashgrove School", "Millbrook Academy", "St Oswin’s Primary", "Harbour Road School")


def _iro(case: Case) -> User | None:
    return case.iro_now.user if case.iro_now else None


def _name(rng: random.Random, sex: str, surname: str = "") -> str:
    return f"{names.forename(rng, sex)} {surname or rng.choice(names.STAFF_SURNAMES)}"


def store_contacts(staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """The people around every child whose review is booked; of some a parent must not know the home."""
    rng, by = random.Random(31), staff.users["support.demo@example.org"]
    booked = set(
        Review.objects.filter(child__authority=staff.authority, status=ReviewStatus.BOOKED).values_list(
            "child", flat=True
        )
    )
    with at_work(setting.today, 8):
        for case in cases:
            if case.child.pk in booked:
                _people(rng, case, by)
                _needs(rng, case, by, setting)


def _people(rng: random.Random, case: Case, by: User) -> None:
    child, slug = case.child, case.child.number
    found = [
        Person(
            "MOTHER", _name(rng, "F", child.surname), "PARTS", rng.random() < 0.3, telephone="01632 960 017"
        ),
        Person("CARER", _name(rng, "F"), "RECORD", False, email=f"carer.{slug}@example.org"),
        Person(
            "SCHOOL",
            f"{_name(rng, 'M')}, {rng.choice(SCHOOLS)}",
            "PARTS",
            False,
            email=f"school.{slug}@example.org",
        ),
    ]
    if rng.random() < 0.4:
        found.append(
            Person("ADVOCATE", _name(rng, "F"), "RECORD", False, email=f"advocate.{slug}@example.org")
        )
    if rng.random() < 0.15:
        found.append(Person("FATHER", _name(rng, "M", child.surname), "NOTHING", True))
    for person in found:
        contacts.add(child=child, person=person, by=by)


def _needs(rng: random.Random, case: Case, by: User, setting: Setting) -> None:
    """One in six children needs something to take part; some of them an interpreter."""
    if rng.random() > 0.17 or case.child.needs.exists():
        return
    abroad = rng.random() < 0.35
    language = rng.choice(LANGUAGES) if abroad else "English"
    words = "" if abroad else rng.choice(list(COMMUNICATION))
    record_needs(
        child=case.child,
        starts_on=setting.today,
        is_disabled="NOT_KNOWN",
        disabilities=[],
        language=language,
        needs_interpreter=abroad,
        communication=words,
        by=by,
        methods=() if abroad else COMMUNICATION[words],
    )


def store_days_away(staff: Staff, setting: Setting) -> None:
    """Leave and training of the IROs and of some social workers in the next two months."""
    rng = random.Random(32)
    with at_work(setting.today, 8):
        for worker in [*staff.iros, *staff.social_workers[::4]]:
            if worker.user is None or rng.random() < 0.25:
                continue
            first = setting.today + timedelta(days=rng.randint(4, 45))
            last = first + timedelta(days=rng.choice([0, 1, 4, 11]))
            away.add(worker=worker, first=first, last=last, by=worker.user)


def store_introductions(staff: Staff, cases: Sequence[Case], setting: Setting) -> None:
    """Children who came lately: the IRO spoke with the social worker and the child, and wrote to them."""
    rng = random.Random(33)
    for case in cases:
        by = _iro(case)
        period = case.child.periods.filter(ended_on=None).order_by("-started_on").first()
        if by is None or period is None or setting.today - period.started_on > LATELY:
            continue
        named = case.child.iro_allocations.filter(ended_on=None).first()
        if named is None:
            continue
        on = max(named.started_on, period.started_on) + timedelta(days=3)
        on = min(max(on, named.child_told_on or on, named.carer_told_on or on), setting.today)
        for whom in ("WORKER", "CHILD"):
            if rng.random() < 0.75:
                _spoke(case, whom, on, by)
        if rng.random() < 0.7:
            _introduced(rng, case, on, by)


def _spoke(case: Case, whom: str, on: date, by: User) -> None:
    way = "PHONE" if whom == "WORKER" else "IN_PERSON"
    made = {"with_whom": whom, "outcome": "MADE", "way": way, "note": ""}
    with at_work(on, 15) as day:
        record_first(child=case.child, on=on, by=by, today=day, **made)


def _introduced(rng: random.Random, case: Case, on: date, by: User) -> None:
    with at_work(on, 16) as day:
        letter = letters.introduce(child=case.child, by=by, today=day)
        texts = {"me": rng.choice(ABOUT_ME)}
        _finished_and_sent(letter, texts, by, day)


def store_letters(staff: Staff, setting: Setting) -> None:
    """Letters and minutes of the latest reviews: most are sent, some opened, one is being written."""
    rows = Review.objects.filter(
        child__authority=staff.authority,
        child__is_restricted=False,
        status=ReviewStatus.COMPLETED,
        completed_record__isnull=False,
        created_by__isnull=False,
    ).select_related("child__authority", "created_by", "chaired_by")
    with at_work(setting.today, 9) as day:
        for number, review in enumerate(rows.order_by("-held_on", "pk")[:LETTERS]):
            by = review.created_by
            assert by is not None
            for kind in (LetterKind.CHILD, LetterKind.MINUTES):
                letter = letters.write(review=review, kind=kind, by=by, today=day)
                if number:
                    _finished_and_sent(letter, {}, by, day)


def _finished_and_sent(letter: Letter, texts: dict[str, str], by: User, day: date) -> None:
    """Finished as an IRO finishes it: what the guards stop is said to be right, then all copies go."""
    choices = {"format": letter.format, "language": "", "withheld_words": ""}
    letters.save(letter=letter, texts=texts, choices=choices, by=by)
    letter.child = with_present(Child.objects.select_related("authority")).get(pk=letter.child_id)
    viewer = viewer_for(by, today=day)
    if viewer is None:
        return
    for found in look_again(letter, about_child(letter, viewer, day)):
        if not found.kept:
            letters.settle(letter=letter, found=found, reason="Checked against the record.", by=by)
    letters.finish(letter=letter, viewer=viewer, today=day)
    if letter.state != LetterState.READY:
        return
    _sent(letter, by, day)


def _sent(letter: Letter, by: User, day: date) -> None:
    """All copies go; of some of those on paper it is known what became of them."""
    copies = list(letter.copies.order_by("pk"))
    for copy in copies:
        copy.letter = letter
        if copy.withholds_home:
            copying.read_first(copy=copy, by=by)
    copying.send(letter=letter, copies=copies, by=by, today=day)
    by_hand = [copy for copy in copies if copy.channel == Channel.PRINT]
    for number, copy in enumerate(by_hand):
        copy.letter = letter
        came_back = number == 1 and letter.pk % 5 == 0
        state, note = ("RETURNED", "Not known at this address") if came_back else ("OPENED", "")
        if letter.pk % 2 or came_back:
            copying.record_outcome(copy=copy, state=state, note=note, by=by)
