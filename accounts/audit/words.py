"""Events of the trail in words, and the groups by which they are looked for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    """Events that are looked for together."""

    text: str
    starts: tuple[str, ...]
    """How the kinds of these events begin."""


GROUPS = {
    "signing_in": Group(
        "Signing in",
        (
            "person.signed",
            "person.sign_in",
            "person.sign_on",
            "person.locked",
            "person.unlocked",
            "person.password",
            "person.codes",
            "person.clock",
            "person.sessions",
            "person.email",
            "person.way_in",
            "person.account",
        ),
    ),
    "people": Group(
        "People and roles",
        (
            "person.added",
            "person.role",
            "person.line",
            "person.worker",
            "person.deactivated",
            "person.reactivated",
            "worker.",
        ),
    ),
    "settings": Group(
        "Settings",
        (
            "council.",
            "team.",
            "authority.",
            "terms.",
            "recording.",
            "grouping.",
            "target.",
            "connection.",
            "pack.item",
            "call_reason.",
            "inviting_words.",
            "feedback.",
            "providers.",
            "service.",
            "dispute.theme",
        ),
    ),
    "imports": Group("Imports", ("import.", "feed.", "comparators.")),
    "exports": Group(
        "Exports",
        ("return.exported", "trail.exported", "looks.exported", "measure.exported", "records.sampled"),
    ),
    "keeping": Group("Keeping records", ("record.", "erasure.", "bundle.")),
    "reports": Group("Reports and figures", ("report.", "figure", "gap.", "restatement.")),
}
EVENTS = {
    "person.signed_in": "Signed in",
    "person.signed_on": "The council’s provider vouched for the person",
    "person.sign_on_refused": "Sign-in with the council’s account refused",
    "person.account_forgotten": "Person allowed to sign in with a different council account",
    "person.password_refused": "The right password refused: the council has turned passwords off",
    "council.provider_set": "Single sign-on set up or changed",
    "council.provider_confirmed": "Single sign-on confirmed by a second person",
    "council.provider_switched": "Single sign-on turned on or off",
    "council.passwords_switched": "Signing in with a password turned on or off",
    "council.group_added": "A group of the council’s accounts leads to a role",
    "council.group_removed": "A group of the council’s accounts leads to a role no more",
    "person.signed_out": "Signed out",
    "person.sign_in_failed": "Sign-in failed",
    "person.locked_out": "Locked out after too many tries",
    "person.unlocked": "Unlocked",
    "person.signed_out_by": "Signed out everywhere by an administrator",
    "person.password_link": "Link to set a password sent",
    "person.way_in": "Email sent that says how to sign in",
    "person.password_set": "Password changed",
    "person.codes_set_up": "Codes from a phone set up",
    "person.clock_learned": "Clock of the phone learned from two codes in a row",
    "person.codes_turned_off": "Codes from a phone turned off",
    "person.codes_reset_asked": "Reset of codes from a phone asked for, waiting for a second administrator",
    "person.codes_reset_declined": "Reset of codes from a phone declined",
    "person.codes_reset": "Codes from a phone reset by two administrators",
    "person.email_changed": "Email address changed",
    "person.sessions_ended": "Signed out everywhere else",
    "person.added": "Person added",
    "person.role_given": "Role given",
    "person.role_proposed": "Role proposed, waiting for a second person",
    "person.role_confirmed": "Proposed role confirmed",
    "person.role_declined": "Proposed role declined",
    "person.role_ended": "Role ended",
    "person.line_set": "Teams of a manager changed",
    "person.worker_linked": "Linked to a worker in the records",
    "person.deactivated": "Person deactivated",
    "person.reactivated": "Person reactivated",
    "council.look_changed": "Colour or logo changed",
    "council.words_changed": "Names and words changed",
    "authority.created": "Council created",
    "records.sampled": "List of records to look at drawn at random",
    "record.hold_placed": "Legal hold placed",
    "record.hold_lifted": "Legal hold lifted",
    "record.locked": "Record closed and locked after an adoption order",
    "record.opened": "Locked record opened again",
    "erasure.proposed": "Deletion of a record proposed",
    "erasure.confirmed": "Record deleted by two people",
    "erasure.declined": "Deletion of a record declined",
    "bundle.asked": "Everything held on a person asked for",
    "bundle.taken": "Everything held on a person downloaded",
    "report.web_page_taken": "Published report downloaded as one web page",
    "return.exported": "Return exported",
    "trail.exported": "This log exported",
    "looks.exported": "Who has looked exported",
    "measure.exported": "List behind a figure exported",
}


def words_of(kind: str) -> str:
    """An event as a person says it; for a kind without words of its own, its name."""
    if kind in EVENTS:
        return EVENTS[kind]
    noun, _, verb = kind.partition(".")
    text = f"{noun} {verb}".replace("_", " ")
    return text[:1].upper() + text[1:]
