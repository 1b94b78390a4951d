"""Is it allowed now, and to this person? The life of a letter and of its copies."""

from enum import StrEnum

from accounts.lifecycle import LifeCycle, NotNow, Rule, leads, stays
from reviews.models import Letter, LetterCopy
from reviews.models.letter import CopyState as C
from reviews.models.letter import LetterState as S


class Part(StrEnum):
    """What a person is to a letter. `access.parts_in` says who has which."""

    IRO = "IRO"
    SENDER = "sender"
    SIGNER = "signer"
    RECIPIENT = "recipient"


WHO = {
    Part.IRO: "the child’s IRO",
    Part.SENDER: "whoever may book reviews",
    Part.SIGNER: "the QA manager, but not the writer",
    Part.RECIPIENT: "whom the copy is for",
}


class Act(StrEnum):
    WRITE = "write"
    FINISH = "finish, where nobody signs it off"
    ASK = "ask for sign-off"
    SIGN = "sign off"
    RETURN = "return to the writer"
    REOPEN = "change it again"
    CONFIRM = "confirm that it is right though the record has changed"
    LIST = "change the list of copies"
    SEND = "send copies"
    REISSUE = "write it again after an amendment"


class CopyAct(StrEnum):
    CHANGE = "change"
    REMOVE = "remove"
    READ_FIRST = "read before it goes"
    SEND = "send"
    OPEN = "open"
    HAND_OVER = "record that it was opened or handed over"
    RETURN = "record that it came back"
    FAIL = "record that it could not be sent"
    REDIRECT = "change how it goes the next time"
    TELL = "record that they were told of an amendment"


_IRO, _SIGNER = frozenset({Part.IRO}), frozenset({Part.SIGNER})
_SENDER = frozenset({Part.SENDER})

LETTER: LifeCycle[Act, Part] = LifeCycle(
    noun="letter",
    states=S,
    rules={
        Act.WRITE: Rule(_IRO, stays([S.WRITING])),
        Act.FINISH: Rule(_IRO, leads([S.WRITING], S.READY)),
        Act.ASK: Rule(_IRO, leads([S.WRITING], S.SIGN_OFF)),
        Act.SIGN: Rule(_SIGNER, leads([S.SIGN_OFF], S.READY)),
        Act.RETURN: Rule(_SIGNER, leads([S.SIGN_OFF], S.WRITING)),
        Act.REOPEN: Rule(_IRO, leads([S.SIGN_OFF, S.READY], S.WRITING)),
        Act.CONFIRM: Rule(_IRO, stays([S.WRITING, S.SIGN_OFF, S.READY])),
        Act.LIST: Rule(_SENDER, stays([S.WRITING, S.SIGN_OFF, S.READY, S.SENT])),
        Act.SEND: Rule(_SENDER, leads([S.READY, S.SENT], S.SENT)),
        Act.REISSUE: Rule(_IRO, stays([S.SENT])),
    },
)
COPY: LifeCycle[CopyAct, Part] = LifeCycle(
    noun="copy",
    states=C,
    rules={
        CopyAct.CHANGE: Rule(_SENDER, stays([C.LISTED])),
        CopyAct.REMOVE: Rule(_SENDER, stays([C.LISTED])),
        CopyAct.READ_FIRST: Rule(_SENDER, stays([C.LISTED])),
        CopyAct.SEND: Rule(_SENDER, leads([C.LISTED, C.RETURNED, C.FAILED], C.SENT)),
        CopyAct.OPEN: Rule(frozenset({Part.RECIPIENT}), leads([C.SENT, C.OPENED], C.OPENED)),
        CopyAct.HAND_OVER: Rule(_SENDER, leads([C.SENT], C.OPENED)),
        CopyAct.RETURN: Rule(_SENDER, leads([C.SENT], C.RETURNED)),
        CopyAct.FAIL: Rule(_SENDER, leads([C.SENT], C.FAILED)),
        CopyAct.REDIRECT: Rule(_SENDER, stays([C.RETURNED, C.FAILED])),
        CopyAct.TELL: Rule(_SENDER, stays([C.SENT, C.OPENED])),
    },
)

HITS_LEFT = "Settle what stands under “Look again” first: change the words, or say why they are right."
RECORD_CHANGED = (
    "The record has changed since this was written: {names}. The IRO changes the words, or confirms that "
    "they are right, first."
)
CHANGED_AGAIN = "The record has changed again. Read what has changed, then confirm it."
EMPTY = "The text is empty. Write something first."
NOT_COMPLETE = "Complete the record first: the letter is written from it."
IN_HAND = "This is being written already."
INTRODUCE_AGAIN = "A letter of introduction is not issued again. Write another one."
LATER_ISSUE = "This was written again already. Open the later issue, and write that one again."
NEVER_SENT = "Your council does not send letters to children."
OWN_LETTER = "You wrote this yourself, so somebody else must sign it off."
MUST_NOT_KNOW = (
    "The child’s contacts say that this person must not be told where the child lives. "
    "Select yes to withhold it."
)
KEPT_SINCE = (
    "The child’s contacts now say that {name} must not be told where the child lives. Change the copy to "
    "withhold it, or leave it out."
)
WENT_WITH_HOME = (
    "The child’s contacts now say that {name} must not be told where the child lives. This copy was sent "
    "once and may say it, so it cannot be sent again. The next issue can withhold it."
)
LISTED_TWICE = "This person is on the list already."
NO_ACCOUNT = (
    "A link goes only to somebody with an account who may see the child. Choose the account, or another way."
)
READ_FIRST = "Read the copy of {name} before it goes: it must not say where the child lives."
OVERTAKEN = (
    "What was sent no longer says what the record says, so no further copy of it goes out. The IRO writes it "
    "again; send that issue."
)
NOTHING_TO_TELL = "There is no amendment that this person has still to be told of."
NOTHING_TO_SEND = "There is no copy to send. Add a recipient first."
NO_TRANSLATION = "Only a PDF can be attached. It must end in .pdf and have no password."
NOTHING_LEFT = "Nothing would be left in this copy. Leave out less, or remove the person."


def check_signer(letter: Letter, by_id: int) -> None:
    """Raise NotNow when the writer would sign off what they wrote."""
    if letter.written_by_id == by_id:
        raise NotNow(OWN_LETTER)


def check_may_go(copy: LetterCopy, *, keeps_home: bool) -> None:
    """Raise NotNow where nobody has read a copy that must not tell the home, or where a copy would tell the
    home to a reader who must not know it now. What was sent once is never changed.
    """
    if keeps_home and not copy.withholds_home:
        raise NotNow((KEPT_SINCE if copy.parts is None else WENT_WITH_HOME).format(name=copy.name))
    if copy.withholds_home and copy.read_by_id is None:
        raise NotNow(READ_FIRST.format(name=copy.name))
