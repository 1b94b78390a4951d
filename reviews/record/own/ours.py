"""Which of the portal's questions a council may leave out of its record, and why it may not leave out the
others."""

from reviews.models.review import SectionKey as K
from reviews.record.sections import SECTIONS

SCHEDULE = "A review must look at this by law (Schedule 7 of the Care Planning Regulations 2010)."
SPOKEN = "The IRO must speak to the child by law (regulation 36)."
HEARD = "A review must hear the child, parents and others by law (section 26 of the Children Act 1989)."
RIGHTS = "The IRO must see that the child knows of it by law (regulation 45)."
CODE = "The participation code of the return follows from it."
REPORT = "Whether a review may be held without the report depends on it."
FOLLOWED = "The portal follows up what is to be taken up with the council."
KEPT: dict[str, dict[str, str]] = {
    K.PREPARATION: {
        **dict.fromkeys(("spoke_to_child", "spoke_on", "why_not_spoken"), SPOKEN),
        "report_received": REPORT,
    },
    K.WISHES: {"own_words": HEARD, "how_given": HEARD},
    K.ATTENDANCE: {"child_came": CODE, "views": CODE, "others_said": HEARD},
    K.CHANGES: dict.fromkeys(("circumstances", "decisions_done", "decisions_why", "visits"), SCHEDULE),
    K.PLACEMENT: {"suits": SCHEDULE, "about": SCHEDULE},
    K.HEALTH: {"assessment": SCHEDULE, "about": SCHEDULE},
    K.EDUCATION: {"about": SCHEDULE, "leisure": SCHEDULE},
    K.FAMILY: {"about": SCHEDULE, "identity": SCHEDULE},
    K.PLAN: dict.fromkeys(("permanence", "permanence_plan", "permanence_why", "legal", "about"), SCHEDULE),
    K.SAFEGUARDING: {"worries": SCHEDULE, "about": SCHEDULE},
    K.SUPPORT: {"told_rights": RIGHTS, "court": RIGHTS, "after": SCHEDULE},
    K.VIEW: {"about": SCHEDULE, "challenge": FOLLOWED},
}
"""Section -> question -> why it stays. Each section has one, so no section is left out as a whole."""


def may_be_left_out(key: str) -> bool:
    """Whether a question of the portal's may be left out, by its key."""
    section, _, name = key.partition(".")
    is_ours = section in SECTIONS and name in SECTIONS[section].form.base_fields
    return is_ours and name not in KEPT.get(section, {})
