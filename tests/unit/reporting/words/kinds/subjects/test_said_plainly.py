"""Sentences of real reports with “all”, “every”, “no”, “both” and “it”, and which of them claim something."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "No dispute took longer than the twenty working days allowed.",
    "Nobody complained, and no child asked to change IRO.",
    "{C} children were in care. It is the highest number for ten years.",
    "None of the children in our care was placed outside the area.",
    "All children in care have an up-to-date care plan.",
    "{IA} informal alerts were raised. All were resolved within five days.",
    "The share of children seen alone rose again. That has improved every year since 2021-22.",
    "{L} children left care, half the number of two years ago.",
    "Compared with two years ago, fewer children are in care ({C}).",
    "{S} children came into care. The first quarter was the busiest.",
    "Not one starter pack was late.",
    "Every child was asked how they wanted their review to be held.",
    "Our performance is better than that of our statistical neighbours.",
    "{H} of reviews were held in time. That is better than two years ago.",
)
RIGHT = (
    "All children deserve to be listened to, and every review is a chance to do so.",
    "Every IRO in the team is a registered social worker.",
    "We are grateful to all the carers who wrote to us.",
    "No two reviews are alike.",
    "Nobody in the team takes this lightly.",
    "Each of our teams has a named link IRO.",
    "Both of our new IROs started in September.",
    "{C} children were in care on 31 March. Each of them has a story, and none of them is a number.",
    "{M} times a child went missing. It is a number that we take seriously.",
    "{H} of reviews were in time. This is a strong result, and we thank everyone who helped.",
    "{DT} of children had their teeth checked. It has been a hard year for finding a dentist.",
    "All our policies were reviewed in the summer.",
    "We now ring every child before the review.",
    "We have not yet been able to ask every child how they would like their review to be held.",
    "There is no single reason for this.",
    "There were no surprises in the inspection.",
    "No child should hear from a stranger that their plan has changed.",
    "IROs are asked to see each child alone before the review.",
    "Every review ends with the child’s own words.",
    "None of this would be possible without our business support team.",
    "The number has to be read with care: {C} children were in care on one day.",
    "{CASE} children is a heavy caseload. It has an effect on how often IROs can visit.",
    "{S} children came into care and {L} left. Both numbers are lower than in the year before.",
    "{S} children came into care. The figure is lower than in 2024-25.",
    "Fewer of us work part-time than last year.",
    "We held more training days than in 2024-25.",
    "The team is larger than it was two years ago.",
    "Our office is closer to the station than before.",
    "We have been asked whether all children know their IRO; we do not record it.",
    "All but one of the posts are filled.",
    "The council’s promise to every child is on the wall of each office.",
    "Neither of the two IROs who left has been replaced.",
    "We visited all the residential homes in which our children live.",
    "Every team now has a copy of the resolution process.",
    "Not every carer finds it easy to write.",
    "One boy told us that nobody had explained the plan to him.",
    "No news is not good news here, so we ask.",
    "{FD} formal dispute was raised. It was settled after a meeting with the head of service.",
)


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_is_refused_or_pointed_out(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_what_is_right_raises_nothing(words: str) -> None:
    assert faults(words) == []
