"""What happens to a letter: written from the record, settled, signed off, written again. Copies:
copying.py.
"""

from contextlib import AbstractContextManager
from datetime import date

from django.conf import settings
from django.urls import reverse

from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.audit import trail as audit
from accounts.clock import now
from accounts.lifecycle import NotNow
from accounts.mail import outbox as mail
from accounts.models import User
from accounts.people.actions import holders_of
from children.access import those_who_see
from children.models import Child
from reviews.letters import copying, drawn, issues, states
from reviews.letters.drafting import first_words, introduction
from reviews.letters.issues import Written, again
from reviews.letters.known import OWN_WORDS, Found, about_child, look_again, style_of
from reviews.letters.reading import Jargon, jargon, read_preferred
from reviews.letters.states import LETTER, Act
from reviews.models import Letter, LetterCheck, LetterStyle, Review
from reviews.models.letter import ChildLetters, LetterFormat, LetterKind, LetterState
from reviews.models.review import ReviewStatus
from reviews.readiness.sorts import is_what_it_says


def _hold(letter: Letter, act: Act) -> str:
    """Hold the letter; the state that follows. Raises NotNow."""
    audit.hold(letter)
    LETTER.check_state(act, letter.state)
    return LETTER.rules[act].moves[letter.state]


def _audited(kind: str, letter: Letter, by: User, reason: str = "") -> AbstractContextManager[audit.Action]:
    child = letter.child
    return audit.action(
        kind, by=by, authority=child.authority_id, child_id=child.pk, target=letter, reason=reason
    )


def write(*, review: Review, kind: str, by: User, today: date, reason: str = "") -> Letter:
    """Begin a letter or minutes from the completed record, with the copies that are proposed. Raises
    NotNow.
    """
    child, style = review.child, style_of(review.child.authority_id)
    if kind == LetterKind.CHILD and style.child_letters == ChildLetters.NEVER:
        raise NotNow(states.NEVER_SENT)
    with audit.action(
        "letter.begun", by=by, authority=child.authority_id, child_id=child.pk, of=kind
    ) as event:
        audit.hold(review)
        if review.status != ReviewStatus.COMPLETED:
            raise NotNow(states.NOT_COMPLETE)
        earlier = list(review.letters.filter(kind=kind).order_by("issue"))
        if any(row.state != LetterState.SENT for row in earlier) or (earlier and not reason.strip()):
            raise NotNow(states.IN_HAND)
        anew = Written(
            first_words(review, kind, style, by.name), drawn.stored(drawn.facts_of(kind, child, review))
        )
        before = earlier[-1] if earlier else None
        words = again(before, anew) if before else anew
        event.target = letter = Letter.objects.create(
            child=child,
            review=review,
            kind=kind,
            issue=len(earlier) + 1,
            reissue_reason=reason.strip(),
            format=before.format if before else LetterFormat.STANDARD,
            language=before.language if before else "",
            parts=words.parts,
            drawn_from=words.drawn_from,
            withheld_words=copying.withheld_before(child, kind),
            written_by=by,
            written_at=now(),
        )
        copying.propose(letter, by=by, today=today)
    return letter


def introduce(*, child: Child, by: User, today: date) -> Letter:
    """Begin the letter in which the IRO says to the child who they are, with the copies that are proposed.
    Raises NotNow.
    """
    style = style_of(child.authority_id)
    with audit.action(
        "letter.begun",
        by=by,
        authority=child.authority_id,
        child_id=child.pk,
        of=LetterKind.INTRODUCTION.value,
    ) as event:
        audit.hold(child)
        if child.letters.filter(kind=LetterKind.INTRODUCTION).exclude(state=LetterState.SENT).exists():
            raise NotNow(states.IN_HAND)
        event.target = letter = Letter.objects.create(
            child=child,
            kind=LetterKind.INTRODUCTION,
            parts=introduction(child, style, by, today),
            drawn_from=drawn.stored(drawn.facts_of(LetterKind.INTRODUCTION, child, None)),
            withheld_words=copying.withheld_before(child, LetterKind.INTRODUCTION),
            written_by=by,
            written_at=now(),
        )
        copying.propose(letter, by=by, today=today)
    return letter


def save(*, letter: Letter, texts: dict[str, str], choices: dict[str, str], by: User) -> None:
    """Keep the words of each part, and format, language and withheld words. Raises NotNow."""
    with _audited("letter.written", letter, by):
        _hold(letter, Act.WRITE)
        letter.parts = [{**p, "text": texts.get(p["key"], p["text"]).strip()} for p in letter.parts]
        letter.format, letter.language = choices["format"], choices["language"].strip()
        letter.withheld_words = choices["withheld_words"].strip()
        letter.version += 1
        letter.save(update_fields=["parts", "format", "language", "withheld_words", "version"])
        letter.copies.update(read_by=None)


def confirm(*, letter: Letter, seen: str, by: User) -> None:
    """Say that the letter is right as it stands after the changes of the record that were seen. Raises
    NotNow.
    """
    with _audited("letter.record_confirmed", letter, by):
        _hold(letter, Act.CONFIRM)
        if seen != drawn.fingerprint(drawn.changes(letter)):
            raise NotNow(states.CHANGED_AGAIN)
        letter.drawn_from = drawn.stored(drawn.facts_of(letter.kind, letter.child, letter.review))
        letter.save(update_fields=["drawn_from"])


def rewrite(*, letter: Letter, part: str, by: User, today: date) -> None:
    """Begin one part again from the record as it reads now. Raises NotNow."""
    child, style = letter.child, style_of(letter.child.authority_id)
    with _audited("letter.written", letter, by):
        _hold(letter, Act.WRITE)
        anew = (
            introduction(child, style, by, today)
            if letter.review is None
            else first_words(letter.review, letter.kind, style, by.name)
        )
        texts = {p["key"]: p for p in anew}
        if part not in {p["key"] for p in letter.parts}:
            letter.parts = [*letter.parts, *([texts[part]] if part in texts else [])]
        else:
            text = texts[part]["text"] if part in texts else ""
            letter.parts = [{**p, "text": text} if p["key"] == part else p for p in letter.parts]
        facts = drawn.stored(drawn.facts_of(letter.kind, child, letter.review))
        others = [row for row in letter.drawn_from if row["part"] != part]
        letter.drawn_from = [*others, *(row for row in facts if row["part"] == part)]
        letter.version += 1
        letter.save(update_fields=["parts", "drawn_from", "version"])
        letter.copies.update(read_by=None)


def settle(*, letter: Letter, found: Found, reason: str, by: User) -> None:
    """Say why words that a guard stopped are right in their sentence. Raises NotNow."""
    with _audited("letter.words_kept", letter, by):
        _hold(letter, Act.WRITE)
        LetterCheck.objects.update_or_create(
            letter=letter,
            kind=found.hit.kind.value,
            words=found.hit.words,
            sentence=found.sentence,
            defaults={"reason": reason.strip(), "by": by, "at": now()},
        )


def attach(*, letter: Letter, name: str, content: bytes, by: User) -> None:
    """Attach the translated copy; an empty one takes it away. Raises NotNow."""
    with _audited("letter.translation_attached", letter, by):
        _hold(letter, Act.WRITE)
        if content and not (name.lower().endswith(".pdf") and is_what_it_says(name, content)):
            raise NotNow(states.NO_TRANSLATION, "translated")
        letter.translated, letter.translated_name = content, name[-120:] if content else ""
        letter.save(update_fields=["translated", "translated_name"])


def finish(*, letter: Letter, viewer: Viewer, today: date) -> Letter:
    """Finish writing: to whoever signs it off, or ready to send where nobody does. Raises NotNow."""
    by, style = viewer.user, style_of(letter.child.authority_id)
    with _audited("letter.finished", letter, by):
        to = _hold(letter, Act.ASK if style.needs_sign_off else Act.FINISH)
        if not any(part["text"].strip() for part in letter.parts):
            raise NotNow(states.EMPTY)
        if any(not found.kept for found in look_again(letter, about_child(letter, viewer, today))):
            raise NotNow(states.HITS_LEFT)
        drawn.check_unchanged(letter)
        letter.state, letter.written_by, letter.returned_reason = to, by, ""
        letter.save(update_fields=["state", "written_by", "returned_reason"])
        if to == LetterState.SIGN_OFF:
            _tell_signers(letter, by, today)
    return letter


def _tell_signers(letter: Letter, by: User, today: date) -> None:
    """Email the QA managers who may see the child that a letter is waiting to be signed off."""
    child = letter.child
    for person in those_who_see(holders_of(Role.QA_MANAGER, child.authority, today), child, today):
        if person.pk != by.pk:
            subject = "A letter is waiting for you to sign it off"
            _mail(letter, person, subject, "Read it and sign it off, or return it with a reason:")


def _mail(letter: Letter, person: User, subject: str, body: str) -> None:
    link = f"{settings.PUBLIC_ADDRESS}{reverse('reviews:letter', args=[letter.public_id])}"
    authority = letter.child.authority
    mail.queue_mail(to=person, authority=authority, subject=subject, body=f"{body}\n\n{link}\n", about=letter)


def sign(*, letter: Letter, by: User) -> None:
    """Sign off what somebody else wrote. Raises NotNow."""
    with _audited("letter.signed_off", letter, by):
        to = _hold(letter, Act.SIGN)
        states.check_signer(letter, by.pk)
        drawn.check_unchanged(letter)
        letter.state, letter.signed_by, letter.signed_at = to, by, now()
        letter.save(update_fields=["state", "signed_by", "signed_at"])


def send_back(*, letter: Letter, reason: str, by: User) -> None:
    """Return it to the writer with a reason. Raises NotNow."""
    with _audited("letter.returned", letter, by):
        to = _hold(letter, Act.RETURN)
        states.check_signer(letter, by.pk)
        letter.state, letter.returned_reason = to, reason.strip()
        letter.save(update_fields=["state", "returned_reason"])
        _mail(letter, letter.written_by, "A letter was returned to you", "Read why, and change it:")


def reopen(*, letter: Letter, by: User) -> None:
    """Take it back to change it; a sign-off counts no more. Raises NotNow."""
    with _audited("letter.reopened", letter, by):
        letter.state = _hold(letter, Act.REOPEN)
        letter.signed_by = letter.signed_at = None
        letter.save(update_fields=["state", "signed_by", "signed_at"])


def reissue(*, letter: Letter, reason: str, by: User, today: date) -> Letter:
    """Write it again from the record as it is amended; what was sent does not change. Raises NotNow."""
    LETTER.check_state(Act.REISSUE, letter.state)
    if letter.review is None:
        raise NotNow(states.INTRODUCE_AGAIN)
    if issues.later(letter) is not None:
        raise NotNow(states.LATER_ISSUE)
    return write(review=letter.review, kind=letter.kind, by=by, today=today, reason=reason)


def set_style(*, style: LetterStyle, words: dict[str, object], by: User) -> None:
    """How the council wants its letters."""
    with audit.action("council.letter_style_set", by=by, authority=style.authority_id) as event:
        style.child_letters = str(words["child_letters"])
        style.needs_sign_off = words["needs_sign_off"] == "yes"
        for name in OWN_WORDS:
            if (text := str(words[name]).strip()) != style.words(name):  # else the council's words still act
                setattr(style, name, text)
        style.preferred = str(words["preferred"]).strip()
        style.save()
        event.target = style


def jargon_in(letter: Letter) -> list[tuple[dict[str, str], Jargon]]:
    """The council's words to avoid in the parts of a letter, with better ones."""
    preferred = read_preferred(style_of(letter.child.authority_id).preferred)
    return [(part, word) for part in letter.parts for word in jargon(part["text"], preferred)]


def use_better_word(*, letter: Letter, number: int, by: User) -> None:
    """Put the council's better word in the place of one to avoid. Raises NotNow."""
    with _audited("letter.written", letter, by):
        _hold(letter, Act.WRITE)
        found = jargon_in(letter)
        if number >= len(found):
            return
        part, word = found[number]
        better = word.better[:1].upper() + word.better[1:] if word.words[:1].isupper() else word.better
        text = part["text"][: word.start] + better + part["text"][word.end :]
        letter.parts = [{**p, "text": text} if p["key"] == part["key"] else p for p in letter.parts]
        letter.save(update_fields=["parts"])
