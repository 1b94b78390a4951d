"""What a sentence says of its figures, each kind in several wordings, and sentences like them that are right:
shares with a negation, groups beside groups, other subjects, means, what is told of two figures together."""

import pytest

from reporting.proof.checks import check
from reporting.proof.manuscript import Aside, Chapter, Fault, Known, Manuscript
from reporting.proof.text import read
from tests.unit.reporting.words.test_worked_out import FIGURES, NUMBERS, _ref

TIME, NEED = "Reviews held that were in time", "Came into care, as they were on the first day"
KINDS = (("first", "94.0%"), ("second", "86.8%"), ("later", "96.5%"), ("adoption", "100.0%"))
TEAMS = (("Adolescents", "96.6%"), ("Assessment", "88.4%"), ("North", "92.3%"), ("South", "98.0%"))
AGES = (("Under 1", "13"), ("1 to 4", "6"), ("5 to 9", "6"), ("10 to 15", "26"), ("16 and over", "5"))
HOMES = (("In-house foster care", "34"), ("Agency foster care", "42"), ("Residential", "9"))


def _grouped(code: str, when: str, part: str, by: str, key: str) -> str:
    return f"{code}|{when}|{part}|{by}={key}"


WHEN = {"held_in_time": "2025-26", "entrants": "2025-26", "mix": "31 March 2026"}
GROUPED = (
    *(("held_in_time", "percent", "kind", TIME, "reviews", True, *group) for group in KINDS),
    *(("held_in_time", "percent", "team", TIME, "reviews", True, *group) for group in TEAMS),
    *(("entrants", "count", "age", NEED, "periods of care", None, *group) for group in AGES),
    *(("mix", "count", "home", "Children by placement", "children", None, *group) for group in HOMES),
)
KNOWN = FIGURES | {
    _grouped(code, WHEN[code], part, by, key): Known(
        text, f"{what}, {by} {key}", base, WHEN[code], code=code, is_more_better=better
    )
    for code, part, by, what, base, better, key, text in GROUPED
}
KNOWN["rate|2025-26|count"] = Known(
    "29.7", "Children for each full-time IRO", "IROs", "2025-26", code="rate", aside=Aside("27.7", "2024-25")
)
REFS = {name: f"[[figure:{_ref(name)}]]" for name in NUMBERS} | {
    "".join(key.split()): f"[[figure:{_grouped(code, WHEN[code], part, by, key)}]]"
    for code, part, by, *_, key, _ in GROUPED
}
REFS["CL"] = "[[figure:rate|2025-26|count]]"
UNFINISHED = KNOWN | {
    "starters|2026-27|count": Known(
        "66", "Came into care", "periods of care", "2026-27", code="starters", is_of_a_part=True
    )
}

WRONG = (
    # a share with a negation
    ("Most children did not take part ({P}).", "Most"),
    ("The majority of children never took part in their review: {P}.", "majority"),
    ("Most reviews were late ({H}).", "Most"),
    ("Nearly all children went without a health assessment ({HA}).", "Nearly all"),
    ("More than half of midway checks were overdue ({MW}).", "half"),
    ("Few children had their teeth checked ({DC}).", "Few"),
    ("Three quarters of children had no dental check ({DC}).", "Three quarters"),
    # a share wherever it stands
    ("{HAN} of {HAD} had their health assessed, barely two thirds of those due.", "two thirds"),
    ("Of {C} children {TN} moved three times or more, about one in five of them.", "one in five"),
    ("{PN} children took part, nearly all of them ({P}).", "nearly all"),
    ("{S4} and {S5} children came in April and May, half of the {S} who came into care.", "half"),
    # a group among groups, and beside another
    ("Second reviews did better than first reviews: {second} in time against {first}.", "better"),
    ("First reviews ({first}) were more often in time than later ones ({later}).", "more"),
    (
        "More children live with in-house foster carers than with agency ones ({In-housefostercare} and "
        "{Agencyfostercare}).",
        "More",
    ),
    ("The Adolescents team was the least punctual, with {Adolescents} of its reviews in time.", "least"),
    ("North was the best team for timeliness ({North}).", "best"),
    ("The largest age group to come into care was babies under one ({Under1}).", "largest"),
    ("Children aged 5 to 9 were the most common group to come into care ({5to9}).", "most common"),
    ("Adoption reviews had the lowest share in time ({adoption}).", "lowest"),
    # another subject
    ("Dental checks were done for {HA} of children.", "teeth"),
    ("Fewer children went missing than moved often: {L}.", "going missing"),
    ("{TN} children were immunised.", "immunisations"),
    ("Participation was strong at {DC}.", "taking part"),
    ("There were {S} missing episodes.", "going missing"),
    ("Health assessments ({DC}) and dental checks ({HA}) were done for most.", "health"),
    # means
    ("{TN} children moved, and {M} went missing, each of them four times on average.", "four times"),
    ("{HD} reviews were held for {C} children, an average of four for each child.", "average of four"),
    # of two figures together
    ("Both timeliness ({H}) and participation ({P}) improved on last year.", "improved"),
    ("Neither health assessments ({HA}) nor dental checks ({DC}) fell on last year.", "fell"),
    ("Both timeliness ({H}) and participation ({P}) met their targets.", "met"),
    ("Timeliness ({H}) and dental checks ({DC}) rose compared with last year.", "rose"),
    ("Of the {C} children, {T} had three or more homes, a rise on last year.", "rise"),
    # denied, though it is so
    ("Participation did not fall on last year ({P}).", "fall"),
    ("The number of new arrivals did not drop from last year: {S}.", "drop"),
    # other words of a move
    ("Caseloads have come down to {CL}.", "come down"),
    ("Dental checks have been flat for two years ({DC}).", "flat"),
    ("Timeliness has never been so good: {H}.", "never been so good"),
    # times
    ("In the final quarter of the year {SQ3} children came into care.", "final quarter"),
    ("In the closing three months of the year {SQ2} children came into care.", "closing three months"),
    ("In the opening quarter {SQ4} children came into care.", "opening quarter"),
    ("A year ago {C} children were in our care.", "A year ago"),
    ("This time last year we had {C} children in care.", "time last year"),
    # the order of years, and by what part
    ("Dental checks slid from {DC} to {DCB}.", "comes before"),
    ("In care are {CB} children, up from {C}.", "comes before"),
    ("Starts of care are down by more than a third, to {S}.", "third"),
    ("Numbers coming into care dropped by half, to {S}.", "half"),
    ("Missing episodes, {M} of them, are up by a quarter.", "quarter"),
    # said of all
    ("The review was in time for every child ({H}).", "every child"),
    ("We met our duty in all cases: {H} of reviews were in time.", "all cases"),
    ("Reviews are always held on time ({H}).", "always"),
    # groups, with a word that turns it round
    ("Later reviews are more at risk of being late than second reviews ({later} and {second}).", "more"),
    ("Assessment and South were neck and neck ({Assessment} and {South}).", "neck"),
    # who did it, and a bound
    ("Participation by parents stood at {P}.", "parents"),
    ("In the quarters {SQ1}, {SQ2} and {SQ3} children came into care, never more than ten.", "ten"),
    ("More than 90 children had no health assessment ({HAN} of {HAD}).", "90"),
    # the name of another group, and what others did or did not do
    ("Seven in ten, {Agencyfostercare}, live with in-house carers.", "In-house"),
    ("- {10to15} of those who came were aged 5 to 9", "5 to 9"),
    ("First reviews: {second}; second reviews: {first}", "first"),
    ("{HAN} children did not have a health assessment.", "did not"),
    ("Of {HD} reviews, {HN} were not in time.", "were not"),
    ("{HAN} children had no health assessment in the year.", "had no"),
    ("{P}: this is how many parents took part in reviews.", "parents"),
    ("All of the {TN} who moved often were girls.", "girls"),
    ("All but {HN} of the {HD} reviews were in time.", "all but"),
    ("IROs made no contacts with children between reviews.", "no contacts"),
    ("During May {S4} children came into care.", "May"),
    ("All reviews but {HN} were in time.", "all but"),
    ("We finished {MW} of midway checks late.", "late"),
    ("As many children came into care as left it: {S} and {L}.", "as many"),
    ("From April to September {SQ1} children came into care.", "April to September"),
    ("We took {L} children into care in 2025-26.", "coming into care"),
    ("The typical IRO holds {HD} reviews a year.", "each"),
    # a rise told as a noun, or denied
    ("An increase in the share of children with teeth checked is welcome ({DC}).", "increase"),
    ("The fall in the number of missing episodes is good news ({M}).", "fall"),
    ("The number of missing episodes has not changed ({M}).", "not changed"),
    ("Two came into care for every child who left ({S} and {L}).", "for every"),
    ("About one review in fifty was late ({HN} of {HD} in time).", "fifty"),
    # a part for the whole
    ("The service held {HN} reviews and {TN} of them were late.", "all reviews"),
    ("Health: {HN} assessments done, out of {HAD}.", "whole"),
)
RIGHT = (
    "Few children did not take part ({P} did).",
    "Most children did not miss their review ({P} took part).",
    "Hardly any reviews were late: {H} were in time.",
    "A minority of children went without a dental check ({DC} had one).",
    "Most midway checks were not late ({MW} in time).",
    "Eight in ten is not good enough: {P} took part.",
    "{HAN} of {HAD} had their health assessed, more than nine in ten of those due.",
    "Of {C} children {TN} moved three times or more, about one in fifteen of them.",
    "{SQ1} and {SQ4} children came in the first and last quarters, half of the {S} who came into care.",
    "The third quarter was busy, and half of the team was new: {SQ3} children came into care.",
    "First reviews did better than second reviews: {first} in time against {second}.",
    "Second reviews ({second}) were less often in time than first ones ({first}).",
    "Compared with second reviews ({second}), first reviews did better ({first}).",
    "More children live with agency carers than with in-house ones ({Agencyfostercare} and "
    "{In-housefostercare}).",
    "{Agencyfostercare} of {C} live with agency carers, more than live with our own ({In-housefostercare}).",
    "The South team was the most punctual, with {South} of its reviews in time.",
    "Assessment was the weakest team for timeliness ({Assessment}), South the best ({South}).",
    "The largest age group to come into care was 10 to 15 ({10to15}).",
    "Adolescents were among the best teams ({Adolescents}).",
    "Dental checks were done for {DC} of children, and health assessments for {HA}.",
    "Because dental checks take time, health assessments were done for {HA}.",
    "Health assessments ({HA}) and dental checks ({DC}) were done for most children.",
    "{HD} reviews were held for {C} children, an average of between two and three for each.",
    "Timeliness ({H}) and participation ({P}) both fell on last year.",
    "Neither timeliness ({H}) nor participation ({P}) met its target.",
    "Neither health assessments ({HA}) nor dental checks ({DC}) rose on last year.",
    "Participation did not rise on last year ({P}).",
    "At the end of 2026, reviews for each child numbered {HD} and {C} children were in care.",
    "Despite the fall in referrals, participation was {P}.",
    "Caseloads have come up to {CL}.",
    "Dental checks slid from {DCB} to {DC}.",
    "In care are {C} children, up from {CB}.",
    "Starts of care are down by more than a quarter, to {S}.",
    "Every child is asked before the review, and {P} took part.",
    "Each review is written up within days; {H} were in time.",
    "Second reviews are more at risk of being late than later ones ({second} and {later} in time).",
    "Adolescents and South were neck and neck ({Adolescents} and {South}).",
    "Children took part in {P} of reviews, and parents came to many.",
    "In the quarters {SQ1}, {SQ2} and {SQ3} children came into care, never more than 16.",
    "The gap between timeliness ({H}) and participation ({P}) is more than ten points.",
    "Immunised or not, teeth are about eight points lower than last year ({DC}, after {DCB}).",
    "Going home was the most common way out of care for the {L} who left.",
    "They were placed 40 miles apart.",
    "First reviews: {first}; second reviews: {second}",
    "Not all reviews were in time in the last quarter, but {HQ4} were.",
    "About as many children left care as last year, and {S} came.",
    "From April to June {SQ1} children came into care.",
    "Records took {CL} days, well inside the 40 that the law allows.",
    "A young person, 15, told us: “I had four social workers in two years.”",
    "The longest serving of our IROs has been here for 14 years.",
    "During May {S5} children came into care.",
    "- {10to15} of those who came were aged 10 to 15",
    "Agency and in-house carers look after {Agencyfostercare} and {In-housefostercare} children.",
    "{HAN} children had a health assessment, and the others had none.",
    "{HN} reviews were in time; children took part in {P}, and many parents came.",
    "The fall in the share of children with teeth checked is a worry ({DC}).",
    "Six came into care for every five who left ({S} and {L}).",
    "About one review in twenty was late ({HN} of {HD} in time).",
    "In the final quarter of the year {SQ4} children came into care.",
    "In the opening three months of the year {SQ1} children came into care.",
    "A year ago {CB} children were in our care.",
    "Participation has slipped below the level of last year: {P}, after {PB}.",
    "The service held {HD} reviews and {HN} of them were in time.",
    "The council spent £1.2 million on placements and £4,200 on training.",
    "A care leaver said: “Nobody asked me where I wanted to live, and no child was happy.”",
    "No IRO had more than 70 children.",
)


def faults(words: str, figures: dict[str, Known] = KNOWN, year: int = 2026) -> list[Fault]:
    chapter = Chapter("Our year", read(words.format(**REFS)), has_figures=True)
    return check(Manuscript([chapter], figures, {"IRO": ""}, year=year))


@pytest.mark.parametrize(("words", "named"), WRONG)
def test_what_no_figure_bears_out_is_refused(words: str, named: str) -> None:
    found = faults(words)
    assert any(named.lower() in fault.text.lower() for fault in found), found


@pytest.mark.parametrize("words", RIGHT)
def test_what_a_figure_bears_out_is_not(words: str) -> None:
    assert not faults(words)


@pytest.mark.parametrize("when", ["The year ended with {} new arrivals.", "The full-year total was {}."])
def test_a_year_that_is_not_over_has_not_ended(when: str) -> None:
    words = when.format("[[figure:starters|2026-27|count]]")
    assert any("not over" in fault.text for fault in faults(words, UNFINISHED, 2027))
    assert not faults("So far this year: [[figure:starters|2026-27|count]].", UNFINISHED, 2027)
