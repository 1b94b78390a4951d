"""Sentences about the demo’s figures by another hand, with plans, meetings, posts and money beside them, and
numbers worked out from the sentence before."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Fifty-eight children came into care in 2025-26, and {L} left. This is why the number in care went "
    "up to {C} by 31 March 2026.",
    "Our IROs held {HD} reviews in 2025-26, of which {HN} were in time; the remaining 19 were late.",
    "At better than nine in ten reviews of children aged four or over the child took part ({P} in "
    "2025-26). We are proud of this.",
    "The number of children in care has crept up in every quarter, from {CB} at the end of March 2025 "
    "to {C} a year later.",
    "Dental checks held up well: {DT} of children who had been in care for a year had one, slightly "
    "better than the {DTB} that we reported for 2024-25.",
    "Our joint work with the police has paid off. The number of times that children went missing has "
    "almost halved, to {M} in 2025-26.",
    "In 2025-26 {H} of our children in care were seen at a review that was in time, just under the "
    "target of 95%.",
    "We looked after {C} children on 31 March 2026. Of these, {CM} had gone missing at least once "
    "during the year, and each has a safety plan.",
    "At 31 March 2026 {HA} of all {C} children in care had had a health assessment in the year.",
    "Of the {MWN} midway checks that were counted in 2025-26, {MWD} were done in time.",
    "Taking decisions that managers answered ({DA}) and midway checks in time ({MW}) together, 87.6% of "
    "what we ask for was done in 2025-26.",
    "In {DL} of the {HD} reviews that we held in 2025-26 the team manager gave no answer.",
    "In 2025-26 {SB} children came into care, 21 more than the {S} of the year before. The rise was "
    "felt by every team.",
    "After Christmas it got busy. Between January and March 2026 {S3} children came into care, more "
    "than in any other quarter of the year.",
    "On 31 March 2026 we looked after {CJAN} children, compared with {CB} on the same day of 2025.",
    "Participation slipped to {P} in 2025-26. In 2023-24, when Ofsted last came, it had been {PB}.",
    "The IROs held {HD} reviews in 2025-26, and all but {LATEB} of them were in time.",
    "October 2025 was the hardest month for the duty team, as [[figure:starters|2025-11|count]] "
    "children came into care.",
    "So far in 2026-27 {S} children have come into care, well below the {SB} of 2024-25.",
    "From April to December 2025 only 42 children came into care ({S1}, {S2} and {S3} by quarter). That "
    "is 35 fewer than in 2024-25 ({SB}), so demand is falling sharply.",
    "Twenty-nine children came into care from April to September 2026, against {S} in 2025-26. "
    "Admissions have almost halved.",
    "In the year under report {L1} children left care, a long way below the {LB} of 2024-25.",
    "Since April 2026 we have held 161 reviews. In 2025-26 there were {HD}, so an IRO now has half as "
    "many reviews to chair.",
    "Admissions have come down three years running: {SB} in 2024-25, {S} in 2025-26 and 31 in 2026-27 "
    "to date.",
    "No midway checks were carried out in 2024-25. In 2025-26 our IROs did {MWN} in time, which shows "
    "how far the service has come.",
    "We would have liked to give examples of good practice here, but in 2025-26 there was none ({GP}).",
    "From nought in 2024-25, formal disputes have risen to {FD} in 2025-26.",
    "In 2024-25 not one decision was left without an answer, whereas in 2025-26 this happened {DL} times.",
    "IROs raised {IA} informal alerts in 2025-26 and 0 in the year before.",
    "Contact between IROs and children outside reviews dropped to nil in 2025-26 ({CT}), which we put "
    "down to staff sickness.",
)
RIGHT = (
    "{S} children came into care in 2025-26 and {L} left. At the end of March 2026 we looked after {C} "
    "children, ten more than a year earlier ({CB}).",
    "Admissions fell by just over a quarter, from {SB} in 2024-25 to {S} in 2025-26.",
    "The summer was quiet: {S2} children came into care between July and September 2025, the fewest in "
    "any quarter of the year. The autumn quarter brought {S3}.",
    "Of the {HD} reviews held in 2025-26, {HN} were in time ({H}). That is a whisker below our target "
    "of 95%, and we are not content with it.",
    "Reviews held in time stood at {H}, compared with {HB} in 2024-25. The difference is small and I "
    "would not read much into it.",
    "{LATE} reviews were held late in 2025-26, three more than in the year before. The longest delays "
    "were between 11 and 20 working days, and there were {D20} of these.",
    "Of the {LATE} late reviews {D5} took place within five working days of the due date and another "
    "[[figure:reviews_late|2025-26|count|late_days=6 to 10]] within ten, which makes ten in all.",
    "In 2025-26 the child took part in {PN} of {PD} reviews of children aged four or over ({P}). We had "
    "set ourselves 90% and missed it by six points.",
    "Participation went down from {PB} in 2024-25 to {P} in 2025-26. We think that online meetings suit "
    "teenagers less well than we had assumed, and we are going to ask them.",
    "Midway checks were in time in {MWN} of {MWD} cases ({MW}). For 2024-25 we hold no record of them, "
    "so I make no comparison.",
    "Children went missing {M} times in 2025-26, once more than in 2024-25 ({MB}). {CM} children "
    "account for all of these, as many as in the year before.",
    "About one child in fourteen went missing at least once in 2025-26 ({CMP}). In England it is 11.0%.",
    "{HAN} of the {HAD} children who had been in care for at least a year had a health assessment "
    "({HA}), a slightly lower share than the year before (95.0%).",
    "Dental checks worry us. {DT} of children had their teeth checked, after {DTB} in 2024-25, and the "
    "designated nurse tells us that two practices stopped taking new patients.",
    "Immunisations were up to date for {IM} of children, almost four points down on the previous year "
    "({IMB}).",
    "Managers answered {DAN} of the {DAD} decisions sent to them in 2025-26. {DL} went without an "
    "answer, which is more than one in nine.",
    "There was {FD} formal dispute in 2025-26, alongside {IA} informal alerts. Numbers as small as "
    "these tell us little about the quality of practice.",
    "I cannot say how many examples of good practice were passed on in 2025-26, because the number is "
    "{GP}. From April 2027 there will be a short form for it.",
    "The IRO service can be reached on 01632 960417 from 9am to 5pm, Monday to Friday.",
    "A first review has to be held within 20 working days of the child coming into care, the second "
    "within three months of it and every later one within six months.",
    "In January 2027 we will post each child over the age of seven a card with three questions on it, a "
    "fortnight before the review.",
    "The team met 11 times between April and March, twice together with colleagues from Cafcass.",
    "The new leaflet cost £640 to print, with a further £85 for copies in large type.",
    "I would like to thank the carers who drove children to their reviews through the January snow. "
    "Without them {H} would have been out of reach.",
    "Fewer children left care: {L} in 2025-26, nine down on 2024-25 ({LB}).",
    "February 2026 stands out, with [[figure:leavers|2026-02|count]] children leaving care against "
    "[[figure:leavers|2026-01|count]] in January and [[figure:leavers|2026-03|count]] in March.",
    "From April to June 2025 the number of children who came into care ({S1}) and the number who left "
    "({L1}) were the same.",
    "Between October and December 2025 twice as many children came into care as left it, {S3} against {L3}.",
    "By 31 January 2026 the number in care had reached {CJAN}, the highest at any month-end of 2025-26.",
    "We had [[figure:looked_after_at_end|2024-03-31|count]] children in care on 31 March 2024, {CB} on "
    "the same day in 2025 and {C} in 2026. Over the two years this is growth of about 31%.",
    "In more than four out of five reviews of children aged four and over the child took part ({P}), "
    "and I have read a good many minutes in which you can hear them speak.",
    "It is not possible to compare the share of decisions that got an answer ({DA}) with 2024-25, since "
    "nobody kept a record then.",
    "We want to bring late reviews down to ten or fewer in 2026-27. In 2025-26 there were {LATE}.",
    "The IRO Handbook asks us to keep an eye on progress between reviews. {MW} of midway checks were "
    "done in time in 2025-26, and our aim for March 2027 is 95%.",
    "A 15-year-old who sat on our interview panel in May told us that an IRO “should be able to keep a "
    "straight face when I swear”.",
    "November 2025 was the busiest month, with [[figure:starters|2025-11|count]] children coming into "
    "care. September 2025 and February 2026 had [[figure:starters|2025-09|count]] and "
    "[[figure:starters|2026-02|count]].",
    "To hold {HN} reviews in time while a post stood vacant until October was no small achievement.",
    "Neither reviews in time ({H}) nor participation ({P}) met the target that was set for 2025-26.",
    "All figures in this chapter were drawn on 14 May 2026. Whatever was corrected after that day will "
    "appear in next year’s report.",
    "Under section 25B of the Children Act 1989 an IRO may refer a child’s case to Cafcass at any time, "
    "and no manager’s permission is needed.",
    "The number of missing episodes hardly moved ({M} after {MB}), so we make no claim that the new "
    "protocol with the police has had an effect yet.",
    "Compliments were not counted in 2025-26 and no figure is given for them. That does not mean that "
    "nobody said thank you.",
    "We held 21 more reviews than in the year before, {HD} compared with {HDB}.",
    "Nearly nine in ten decisions were answered by the manager ({DA}). I would like to see every one "
    "answered inside five working days.",
    "Seven children in care for a year or more had no health assessment ({HAN} of {HAD} had one). The "
    "nurse for children in care is following up each of them by name.",
    "Eight of the {MWD} midway checks were not done in time. IROs have been asked to put the next one "
    "in the diary on the day of the review.",
    "December 2025 was unusual in that [[figure:leavers|2025-12|count]] child left care while "
    "[[figure:starters|2025-12|count]] came in.",
    "Our training day on 9 October 2025 was about life-story work. Lunch came from the young people’s "
    "café at £6.50 a head.",
    "In the second half of 2025-26 30 children came into care ({S3} and {S4} by quarter), four more "
    "than in the first half ({S1} and {S2}).",
    "If the number in care goes on growing as it did from March 2025 ({CB}) to March 2026 ({C}), I "
    "expect to ask for another IRO post in the budget round for 2027-28.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_at_its_place(words: str) -> None:
    assert {fault.place for fault in faults(words)} == {"Chapter, paragraph 1"}


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
