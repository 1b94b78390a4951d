"""What the portal knows for the guards of one letter, in a fixed number of queries: the child's own people
and
places, those of other children, and what was written last time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from accounts.access.viewers import Viewer
from children.models import Child, ContactPerson, Placement, ProviderName, SocialWorkerAllocation
from children.people.kin import siblings_of
from reviews.letters.drafting import whole_text
from reviews.letters.guard import guards
from reviews.letters.guard.passages import About, Hit, Kind, Other, sentences
from reviews.letters.guard.wordlists import ANY_PLACE, plain, tokens
from reviews.models import Attendance, Letter, LetterStyle, Review
from reviews.models.letter import LetterState
from reviews.record import finished

PEOPLE_OF = {
    "SCHOOL": "school",
    "CARER": "carer",
    "MOTHER": "parent",
    "FATHER": "parent",
    "ADVOCATE": "person",
    "VISITOR": "person",
    "ADVISER": "person",
    "GUARDIAN": "person",
    "SUPERVISOR": "person",
}
SHARED_BY = 3
"""A place where so many children's reviews were held, or who works with so many, belongs to none of them."""
SHORTEST = 5
OWN_WORDS = ("opening", "closing", "introduction")
"""The texts of letters that the council may write itself."""


@dataclass(frozen=True)
class Found:
    """A hit in one part of a letter, and the reason with which somebody kept it."""

    part: str
    title: str
    hit: Hit
    before: str = ""
    after: str = ""
    """What stands in the sentence before the words, and after them."""
    kept: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.hit.words}{self.after}"

    @property
    def is_wrong_child(self) -> bool:
        return self.hit.kind == Kind.WRONG_CHILD


def style_of(authority_id: int) -> LetterStyle:
    """How the council wants its letters; as the portal proposes it where nothing is set."""
    found = LetterStyle.objects.filter(authority=authority_id).first()
    return found or LetterStyle(authority_id=authority_id)


def look_again(letter: Letter, about: About) -> list[Found]:
    """Every hit in the parts of a letter. A decision that is carried over says the same again, and may."""
    kept = {(row.kind, row.words, row.sentence): row.reason for row in letter.checks.all()}
    found = []
    for part in letter.parts:
        told = replace(about, last=()) if part["key"] in ("decisions", "facts", "people") else about
        for hit in guards.check(part["text"], told):
            item = Found(part["key"], part["title"], hit, *_around(part["text"], hit))
            reason = kept.get((hit.kind.value, hit.words, item.sentence), "")
            found.append(replace(item, kept=reason))
    return sorted(found, key=lambda item: bool(item.kept))


def _around(text: str, hit: Hit) -> tuple[str, str]:
    """The rest of the sentence of a hit: before it, and after it."""
    here = next(s for s in sentences(text) if s.start <= hit.start < s.start + len(s.text))
    before, after = text[here.start : hit.start], text[hit.end : here.start + len(here.text)]
    return before.lstrip(), after.rstrip()


def about_child(letter: Letter, viewer: Viewer, today: date) -> About:
    """What is known of the child of this letter, and of the other children whom this person sees."""
    child = letter.child
    siblings = _siblings(child, viewer)
    own = _own(child)
    return About(
        forename=child.forename,
        surname=child.surname,
        sex=child.sex,
        born_on=child.born_on,
        written_on=today,
        own=tuple(own),
        siblings=tuple(c.name for c in siblings.values()),
        others=tuple(_others(child, viewer, siblings, own, whole_text(letter), today)),
        last=tuple(_last(letter)),
        standard=tuple(_standard(letter)),
    )


def _siblings(child: Child, viewer: Viewer) -> dict[int, Child]:
    return {c.pk: c for c in Child.objects.visible_to(viewer).filter(pk__in=siblings_of(child))}


def _own(child: Child) -> set[str]:
    """People and places of the child's own reviews, and who works with the child."""
    rows = Attendance.objects.filter(review__child=child).exclude(name="").values_list("name", flat=True)
    people = child.contact_people.values_list("name", flat=True)
    places = child.reviews.exclude(place="").values_list("place", flat=True)
    workers = child.social_worker_allocations.filter(worker__isnull=False)
    iros = child.iro_allocations.values_list("worker__name", flat=True)
    homes = ProviderName.objects.filter(authority=child.authority_id, urn__in=child.placements.values("urn"))
    workers_names = workers.values_list("worker__name", flat=True)
    names = [*rows, *people, *places, *workers_names, *iros, *homes.values_list("name", flat=True)]
    return {word for name in names for word in _words(name)}


def _words(name: str) -> list[str]:
    """ "Ms Lindqvist, Ashlea Primary" is two names, and so is "Jan and Steve Moody", of one surname."""
    pair = re.fullmatch(
        r"([A-Z][\w'’-]+) (?:and|&) ([A-Z][\w'’-]+(?: [\w'’-]+)* ([A-Z][\w'’-]+))", name.strip()
    )
    if pair and pair[1] not in ("Mr", "Mrs", "Ms", "Dr"):
        return [f"{pair[1]} {pair[3]}", pair[2]]
    return [part.strip() for part in re.split(r"[,;(]| and ", name) if part.strip(" )")]


def _street(address: str) -> str:
    """ "12 Mill Lane" of an address; nothing where it does not begin with a number."""
    first = re.split(r"[,\n]", address)[0].strip()
    return first if first[:1].isdigit() else ""


def _others(
    child: Child, viewer: Viewer, siblings: dict[int, Child], own: set[str], text: str, today: date
) -> Iterable[Other]:
    seen = Child.objects.visible_to(viewer).exclude(pk=child.pk).exclude(pk__in=list(siblings))
    seen_now = {c.pk: c for c in seen.filter(periods__ended_on=None, periods__isnull=False)}
    for other in seen_now.values():
        yield Other(other.name, "child")
    council = Child.objects.filter(authority=child.authority_id, is_restricted=False, merged_into=None)
    not_them = (
        council.exclude(pk__in=[child.pk, *siblings, *seen_now]).exclude(forename="").exclude(surname="")
    )
    there = plain(text).lower()
    for forename, surname in not_them.values_list("forename", "surname"):
        if plain(f"{forename} {surname}").lower() in there:  # of thousands of names, those that stand there
            yield Other(f"{forename} {surname}", "name")
    homes = map(_street, child.contact_people.exclude(address="").values_list("address", flat=True))
    mine = {name.lower() for name in (*own, *homes)}
    children = [*seen_now, *siblings]
    homes_of = _homes_of(children, child.authority_id)
    workers = _social_workers_of(children, child, today)
    for words, kind, whose in (*_of_reviews(children), *homes_of, *workers):
        if len(words) >= SHORTEST and words.lower() not in mine:
            yield Other(words, kind, siblings[whose].name if whose in siblings else "")


def _homes_of(children: list[int], authority_id: int) -> Iterable[tuple[str, str, int]]:
    """The homes with an Ofsted number where these children live now, as the council calls them."""
    called = dict(ProviderName.objects.filter(authority=authority_id).values_list("urn", "name"))
    now = Placement.objects.filter(child__in=children, ended_on=None).exclude(urn="").order_by()
    living: dict[str, list[int]] = {}
    for urn, whose in now.values_list("urn", "child"):
        living.setdefault(urn, []).append(whose)
    for urn, whose_all in living.items():
        if urn in called and len(whose_all) < SHARED_BY:
            yield called[urn], "place", min(whose_all)


def _social_workers_of(children: list[int], but: Child, today: date) -> Iterable[tuple[str, str, int]]:
    """Each present social worker of these children, once, with one of whose they are: the last of the list,
    where brothers and sisters stand. Who works with this child too may be named.
    """
    with_this_child = but.social_worker_allocations.filter(worker__isnull=False).values("worker").order_by()
    rows = SocialWorkerAllocation.objects.covering(today).exclude(worker__in=with_this_child)
    named = rows.filter(child__in=children).exclude(worker__name="").exclude(worker=None).order_by()
    place = {pk: number for number, pk in enumerate(children)}
    last = dict(sorted(named.values_list("worker__name", "child"), key=lambda row: place[row[1]]))
    return ((name, "social worker", whose) for name, whose in last.items())


def _of_reviews(children: list[int]) -> Iterable[tuple[str, str, int]]:
    """Schools, carers, homes and places in the records of other children."""
    came = Attendance.objects.filter(review__child__in=children, role__in=PEOPLE_OF).exclude(name="")
    of_reviews = came.order_by().values_list("role", "name", "review__child").distinct()
    now = ContactPerson.objects.filter(child__in=children, role__in=PEOPLE_OF, ended_on=None).order_by()
    rows = [
        *((*row, "") for row in of_reviews),
        *now.values_list("role", "name", "child", "address"),
    ]
    with_whom: dict[str, set[int]] = {}
    for _, name, whose, _ in rows:
        with_whom.setdefault(name, set()).add(whose)
    for role, name, whose, address in rows:
        if PEOPLE_OF[role] == "person" and len(with_whom[name]) >= SHARED_BY:
            continue
        yield from ((words, PEOPLE_OF[role], whose) for words in _words(name))
        if role == "CARER" and (home := _street(address)):
            yield home, "place", whose
    places: dict[str, set[int]] = {}
    held = Review.objects.filter(child__in=children).exclude(place="").order_by()
    for place, whose in held.values_list("place", "child"):
        places.setdefault(place, set()).add(whose)
    for place, whose_all in places.items():
        if len(whose_all) < SHARED_BY and not tokens(place) <= ANY_PLACE:
            yield place, "place", min(whose_all)


def _last(letter: Letter) -> list[str]:
    """The sentences of the last letter of this kind; without one, those of the last record."""
    if letter.review is None:
        return []
    before = Letter.objects.filter(
        child=letter.child_id,
        kind=letter.kind,
        state=LetterState.SENT,
        review__held_on__lt=letter.review.held_on,
    ).order_by("-review__held_on", "-issue")
    last = before.first()
    if last is not None:
        return [s.text for s in sentences(whole_text(last))]
    review = (
        letter.child.reviews.filter(status="COMPLETED", held_on__lt=letter.review.held_on)
        .order_by("-held_on")
        .first()
    )
    if review is None:
        return []
    texts = [text for row in review.sections.all() for text in row.data.values() if isinstance(text, str)]
    return [s.text for text in texts for s in sentences(text)]


def _standard(letter: Letter) -> list[str]:
    """What may be the same each time: the council's own words, and the questions of the record."""
    style = style_of(letter.child.authority_id)
    own = (style.words(name) for name in OWN_WORDS)
    words = [s.text for text in own for s in sentences(text)]
    if letter.review is None:
        return words
    return [*words, *(line.question for line in finished.read(letter.review).lines().values())]
