"""Is it allowed now? The life of a request for access as one table, from which docs/restricted-records.md is
drawn.
"""

from enum import StrEnum

from accounts.lifecycle import LifeCycle, Rule, leads, stays
from accounts.models import AccessRequest, User
from accounts.models.access import RequestState as S


class Act(StrEnum):
    GRANT = "give access"
    REFUSE = "refuse access"
    REMOVE = "remove access"
    END = "close, as the restriction ends"


class Part(StrEnum):
    """What somebody who may restrict records is to a request."""

    ASKER = "asker"
    SECOND = "second"  # anybody else


SECOND = frozenset({Part.SECOND})

REQUEST = LifeCycle[Act, Part](
    noun="request",
    states=S,
    rules={
        Act.GRANT: Rule(SECOND, leads([S.WAITING], S.GRANTED)),
        Act.REFUSE: Rule(SECOND, leads([S.WAITING], S.REFUSED)),
        Act.REMOVE: Rule(frozenset(Part), stays([S.GRANTED])),
        Act.END: Rule(frozenset(Part), leads([S.WAITING], S.ENDED)),
    },
    whose={SECOND: "You cannot answer your own request. Another QA manager must answer it."},
)
WHO = {
    Part.ASKER: "who asked, if they may restrict records",
    Part.SECOND: "another person who may restrict records",
}


def parts_of(request: AccessRequest, person: User) -> frozenset[Part]:
    """What the person is to the request."""
    return frozenset({Part.ASKER if request.user_id == person.pk else Part.SECOND})
