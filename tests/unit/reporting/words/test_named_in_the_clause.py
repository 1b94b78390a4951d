"""Numbers and words by what their clause names: figures that are typed under their own name and time, what
the author has done, the rest of several groups, and what a count is of."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Autumn was busy, with {S3} arrivals between October and December and nine departures.",
    "{MV0} had no move, {MV1} had one, and one child in thirty moved more often than that.",
    "The rest, 45 of them, went without a reply: {DA} of decisions were answered.",
    "{LATE} of our {PD} reviews were late.",
    "{IT} of children in care have an IRO who was named in time.",
    "The year before last we had {LB} leavers.",
    "As in 2025-26, {PB} took part in 2024-25.",
    "Up to December {S} children came into care.",
    "With two months to go, {L} children have left care this year.",
    "Leavers are falling fast, from {LB} in 2024-25 to {L3}.",
    "We had no examples of good practice to report.",
    "Every other quarter was above 95%, and the first had {DUE1}.",
    "{S} children came, and 22 fewer went out.",
    "In {PN} reviews the child took part, and in the other 124 of all {HD} nobody did.",
    "Since 2022-23, when {DTB} had their teeth checked, dentists have closed their lists.",
    "We will write to the eight children who had no assessment: {HAN} of {HAD} had one.",
    "Dental checks are down. Last year’s 85.0% was of 67 children.",
    "Reviews that never were in time stood at {H}.",
    "Of {L} leavers {S} went home.",
    "On Christmas Eve 2025 we looked after {CJAN} children.",
    "In only nine months {L} children left care.",
    "Late reviews went up to {LATE}. As a share of all reviews held that is 6.3%.",
    "Three teams beat 97%: Adolescents ({TA}), South ({TSO}) and Court and Permanence ({TC}).",
    "Fewer took part than in 2023-24: {P} now, {PB} then.",
    "Two teams, Assessment and Safeguarding ({TS}) and Children in Care North ({TNO}), did not reach 90%.",
    "Reviews held up: {P} of them had the child take part.",
    "Special guardianship ({XS}) and adoption ({XA}) were the main ways out of care.",
    "Managers never left a decision unanswered.",
)
RIGHT = (
    "Autumn was busy, with {S3} arrivals between October and December and eight departures.",
    "Thirteen children went missing in the year. Between them they went missing {M} times.",
    "{MV0} had no move, {MV1} had one, and only one child in fifteen moved more often than that.",
    "{DA} of decisions were answered. The rest, 44 of them, went without a reply.",
    "The number of children in care dipped to 123 in May 2025, and by the end of the year it was {C}.",
    "The lowest quarter was the first, at {DUE1}; every later quarter was above 94%.",
    "Adoption is rare: three of {L} leavers ({XA}), where it had been seven the year before.",
    "I chaired my first review in this county in 1998 and have never known a team so committed.",
    "I retire in July after 31 years in social work.",
    "Most late reviews had a reason that nobody here could have prevented.",
    "If we had held two more reviews in time we would have met the 95% target.",
    "{S} children came, 21 fewer than the year before, and nine fewer left ({L}).",
    "Since 2024-25, when {DTB} had their teeth checked, dentists have closed their lists.",
    "We will write to the seven children who had no assessment: {HAN} of {HAD} had one.",
    "We had expected 90% of decisions to be answered, and it was {DA}.",
    "{CL} are in touch with advisers who never let go.",
    "Late reviews went up from {LATEB} to {LATE}. As a share of all that is 5.3%, compared with 4.6%.",
    "Three teams beat 96%: Adolescents ({TA}), South ({TSO}) and Court and Permanence ({TC}).",
    "In last year’s report the share of children in foster care was over 80%. It is {F} today.",
    "Some decisions are never answered. There were {DL} of these in the year.",
    "I should like this share ({SP}) to reach 75% within two years.",
    "Mileage is paid at 45p, and the county has 2,100 square miles.",
    "Of 237 reviews in which a child could take part, {PN} had the child’s participation.",
    "Nothing is known about contacts between reviews ({CT}).",
    "Fewer took part than in 2024-25: {P} now, {PB} then.",
    "Two teams, Assessment and Safeguarding ({TS}) and Children in Care North ({TNO}), did not reach 95%.",
    "Of {LATE} late reviews {D5} were held up to five working days after the due date.",
    "Home ({XF}) and special guardianship ({XS}) were the main ways out of care.",
    "As reports were not asked about in 2024-25, I draw no conclusion on whether {R} is better or worse.",
    "{IT} of children who came into care had an IRO named in time.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_or_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
