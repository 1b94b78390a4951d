"""Which group did best or worst, by words for how it was done, and in whichever order the groups stand."""

import pytest

from tests.unit.reporting.words.demo_figures import faults

WRONG = (
    "Among the social work teams the best record for reviews held in time was that of Adolescents, at "
    "{TA}, behind which Children in Care South was placed with {TSO}.",
    "It was at the second review that punctuality was most securely maintained ({KS}), first reviews "
    "({KF}) and later ones ({KL}) having been more liable to delay.",
    "Adolescents came first with {TA}, ahead of Children in Care South with {TSO}.",
    "Behind Adolescents ({TA}) lay Children in Care South ({TSO}).",
    "The best record of punctual reviews was that of Adolescents ({TA}).",
    "The weakest result for reviews was that of Adolescents ({TA}), and Assessment and Safeguarding had"
    " {TS}.",
    "Second reviews were the safest ground ({KS}); first ({KF}) and later reviews ({KL}) were more "
    "prone to slip.",
    "Second reviews ({KS}) were more reliably in time than first reviews ({KF}).",
    "Punctuality was firmest at second reviews ({KS}), against {KF} at first ones.",
    "First reviews ({KF}) were more liable to delay than second ones ({KS}).",
    "Later reviews ({KL}) were more at risk of being late than second ones ({KS}).",
    "Later reviews ({KL}) were more at risk of slipping than second ones ({KS}).",
    "Least likely to be late were second reviews, {KS} of which were in time.",
    "Children in Care South, with {TSO}, could not match Adolescents, with {TA}.",
    "Children in Care South ({TSO}) had to yield to Adolescents ({TA}).",
    "Children in Care South ({TSO}) was inferior to Adolescents ({TA}).",
    "Dates were kept most faithfully at second reviews ({KS}).",
    "Dates were least faithfully kept in Children in Care South ({TSO}).",
    "Delay was rarest at second reviews, of which {KS} were in time.",
    "Delay was commonest at later reviews, of which {KL} were in time.",
    "Adolescents ({TA}), above which stood Assessment and Safeguarding ({TS}), did well.",
)
RIGHT = (
    "Among the social work teams the best record for reviews held in time was that of Children in Care "
    "South, at {TSO}, behind which Adolescents was placed with {TA}.",
    "Children in Care South came first with {TSO}, ahead of Adolescents with {TA}.",
    "Behind Children in Care South ({TSO}) lay Adolescents ({TA}).",
    "Second reviews ({KS}) were more liable to delay than first ones ({KF}).",
    "Second reviews ({KS}) were more at risk of slipping than later ones ({KL}).",
    "Dates were kept most faithfully in Children in Care South ({TSO}).",
    "Dates were least faithfully kept at second reviews ({KS}).",
    "Delay was commonest at second reviews, of which {KS} were in time.",
    "Delay was rarest in Children in Care South, of whose reviews {TSO} were in time.",
    "Adolescents ({TA}) had to yield to Children in Care South ({TSO}).",
    "Adolescents ({TA}), with all its effort, could not match Children in Care South ({TSO}).",
    "Assessment and Safeguarding ({TS}), above which stood Children in Care North ({TNO}), has changed "
    "its diary.",
    "The main reasons for coming into care were abuse or neglect ({NA}) and family dysfunction ({NF}).",
    "The reasons behind the figure of Assessment and Safeguarding ({TS}) are known.",
    "Reviews are most carefully prepared for where the child is new, and {KF} of first reviews were in time.",
)


@pytest.mark.parametrize("words", WRONG)
def test_a_group_in_another_place_is_refused(words: str) -> None:
    assert faults(words)


@pytest.mark.parametrize("words", RIGHT)
def test_a_group_in_its_place_raises_nothing(words: str) -> None:
    assert faults(words) == []
