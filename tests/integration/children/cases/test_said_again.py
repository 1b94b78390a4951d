"""Two returns tell of the same rows: an empty or wrong cell of the later one takes nothing away that the
earlier one told, in either order, and what was told comes and goes with its return.
"""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import Authority
from tests.integration.children.cases.written import COUNCIL, bring, run
from tests.integration.children.imports.council_state import between, state
from tests.turns import comes_every

pytestmark = [pytest.mark.django_db, comes_every(3)]
TODAY = "2026-11-26"
COLUMNS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "prev_perm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
}
ONE, TWO = "1,15/06/2012", "2,15/06/2020"
ADOPTED = {
    "header": "2,F,15/06/2020,WBRI,,0,",
    "episodes": "2,01/05/2024,S,E1,N1,A6,PR1,01/12/2024,E11,,,,",
}
"""A child who is in both returns alike, for the table of the adopted."""
KNOWN = {
    "header": ["1,F,15/06/2012,WBRI,UN3,0,"],
    "episodes": [
        "1,03/06/2024,S,C2,N1,U6,PR1,03/02/2025,X1,CARPL,DN4 7YT,DN8 4TF,SC123456",
        "1,03/02/2025,P,C2,N1,U6,PR1,,,,DN4 7YT,DN9 4TF,SC654321",
    ],
    "reviews": [f"{ONE},28/06/2024,PN2", f"{ONE},20/09/2024,PN1"],
    "uasc": ["1,F,15/06/2012,15/06/2030"],
    "ad1": [f"{TWO},10/06/2024,10/08/2024,0,2,MF,L11"],
    "placed_adoption": [f"{ONE},10/10/2024,10/11/2024,RD1"],
    "missing": [f"{ONE},M,10/07/2024,12/07/2024"],
    "prev_perm": [f"{ONE},P1,201,zz/05/2019"],
    "sw_episodes": [f"{ONE},SW01,03/06/2024,03/02/2025,MANAGE", f"{ONE},SW02,03/02/2025,,LEFTRL"],
}
"""What the return of 2025 says."""
EMPTY = {
    "header": ["1,F,15/06/2012,,,,"],
    "episodes": [
        "1,03/06/2024,S,C2,,,,03/02/2025,X1,,,,",
        "1,03/02/2025,P,C2,,,,,,,,,",
    ],
    "reviews": [f"{ONE},28/06/2024,", f"{ONE},20/09/2024,"],
    "uasc": ["1,F,15/06/2012,"],
    "ad1": [f"{TWO},10/06/2024,,,,,"],
    "placed_adoption": [f"{ONE},10/10/2024,10/11/2024,"],
    "missing": [f"{ONE},M,10/07/2024,12/07/2024"],
    "prev_perm": [f"{ONE},,,"],
    "sw_episodes": [f"{ONE},SW01,03/06/2024,03/02/2025,", f"{ONE},SW02,03/02/2025,,"],
}
WRONG = EMPTY | {
    "header": ["1,F,15/06/2012,WXYZ,12,7,31/02/2025"],
    "episodes": [
        "1,03/06/2024,S,C2,N99,Q9,PR9,03/02/2025,X1,WHY,ZZ99 1ZZ,ZZ99 1ZZ,x",
        "1,03/02/2025,P,C2,NULL,n/a,PR9,,,,ZZ99 1ZZ,ZZ99 1ZZ,x",
    ],
    "reviews": [f"{ONE},28/06/2024,PN9", f"{ONE},20/09/2024,PN0"],
    "uasc": ["1,F,15/06/2012,31/02/2030"],
    "ad1": [f"{TWO},10/06/2024,31/02/2025,2,3,XX,L9"],
    "placed_adoption": [f"{ONE},10/10/2024,10/11/2024,RD9"],
    "prev_perm": [f"{ONE},P9,2,soon"],
    "sw_episodes": [f"{ONE},SW01,03/06/2024,03/02/2025,WHY", f"{ONE},SW02,03/02/2025,,WHY"],
}
OTHERWISE = {
    "header": ["1,F,15/06/2012,MOTH,UN2,1,15/01/2025"],
    "episodes": [
        "1,03/06/2024,S,E1,N2,U1,PR2,03/02/2025,X1,CHILD,DN1 7YT,DN1 4TF,SC111111",
        "1,03/02/2025,P,E1,N2,U1,PR2,,,,DN1 7YT,DN2 4TF,SC222222",
    ],
    "reviews": [f"{ONE},28/06/2024,PN6", f"{ONE},20/09/2024,PN7"],
    "uasc": ["1,F,15/06/2012,14/06/2030"],
    "ad1": [f"{TWO},10/06/2024,11/08/2024,1,1,F1,L0"],
    "placed_adoption": [f"{ONE},10/10/2024,11/11/2024,RD2"],
    "missing": [f"{ONE},M,10/07/2024,13/07/2024"],
    "prev_perm": [f"{ONE},P2,202,zz/06/2019"],
    "sw_episodes": [f"{ONE},SW01,03/06/2024,03/02/2025,FCONTA", f"{ONE},SW02,03/02/2025,,MANAGE"],
}
"""Other valid values, which overrule."""
OF_ANOTHER = EMPTY | {
    "episodes": [
        "1,03/06/2024,S,C2,,U4,,03/02/2025,X1,,,,",
        "1,03/02/2025,P,C2,,K2,,,,,,,",
    ],
    "ad1": [f"{TWO},10/06/2024,,,1,,"],
    "placed_adoption": [f"{ONE},10/10/2024,,"],
    "missing": [f"{ONE},M,10/07/2024,"],
}
"""Other values, with nothing said of what belonged to those before; and no end."""
LEFT = KNOWN | {
    "episodes": [
        "1,03/06/2024,S,C2,N1,U4,PR1,03/02/2025,X1,CARPL,DN4 7YT,DN8 4TF,SC123456",
        "1,03/02/2025,P,C2,N1,K2,,,,,DN4 7YT,DN9 4TF,",
    ],
    "ad1": [f"{TWO},10/06/2024,10/08/2024,0,1,,"],
    "placed_adoption": [f"{ONE},10/10/2024,,"],
    "missing": [f"{ONE},M,10/07/2024,"],
}
ON_ANOTHER_DAY = EMPTY | {
    "episodes": [
        "1,05/06/2024,S,C2,,,,03/02/2025,X1,,,,",
        "1,03/02/2025,P,C2,,,,,,,,,",
    ],
    "placed_adoption": [f"{ONE},12/10/2024,10/11/2024,"],
    "sw_episodes": [f"{ONE},SW02,03/02/2025,,"],
}
"""Starts that the later return corrects."""
MOVED = KNOWN | {
    "episodes": [KNOWN["episodes"][0].replace("03/06/2024", "05/06/2024"), KNOWN["episodes"][1]],
    "placed_adoption": [f"{ONE},12/10/2024,10/11/2024,RD1"],
}


def written(rows: dict[str, list[str]]) -> dict[str, bytes]:
    """The files; each has a review of 2026 too, which the return of 2025 that goes out does not."""
    rows = rows | {"reviews": [*rows["reviews"], f"{ONE},10/06/2025,PN1"]}
    return {
        f"{name}.csv": "\n".join([COLUMNS[name], *lines, ADOPTED.get(name, "")]).encode()
        for name, lines in rows.items()
    }


def exported(where: Path) -> dict[str, list[str]]:
    """The return of 2025 as it goes out."""
    call_command("export_ssda903", *COUNCIL, "--year", "2025", "--output", str(where), stdout=StringIO())
    found = {}
    for name in COLUMNS:
        with (where / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = [",".join(row) for row in list(csv.reader(file))[1:]]
            found[name] = [row for row in rows if row != ADOPTED.get(name)]
    return found


def here() -> dict[str, list[str]]:
    return state(Authority.objects.get(code="case"))


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        pytest.param(EMPTY, KNOWN, id="empty"),
        pytest.param(WRONG, KNOWN, id="wrong"),
        pytest.param(OTHERWISE, OTHERWISE, id="otherwise"),
        pytest.param(OF_ANOTHER, LEFT, id="of another"),
        pytest.param(ON_ANOTHER_DAY, MOVED, id="on another day"),
    ],
)
def test_what_is_known_stays(
    later: dict[str, list[str]], expected: dict[str, list[str]], tmp_path: Path, on_day
) -> None:
    on_day(TODAY)
    assert bring(tmp_path, 2025, written(KNOWN))["rejects"] == []
    assert exported(tmp_path / "first") == KNOWN
    first = here()
    assert bring(tmp_path, 2026, written(later))["rejects"] == []
    assert exported(tmp_path / "both") == expected
    both = here()
    again = bring(tmp_path, 2026, written(later))["counts"]
    assert [again[name] for name in ("new", "changed", "removed")] == [0, 0, 0]
    run("withdraw_import", *COUNCIL, "--year", "2025")
    bring(tmp_path, 2025, written(KNOWN))
    assert between(both, here()) == {}
    run("withdraw_import", *COUNCIL, "--year", "2026")
    assert between(first, here()) == {}


def test_an_emptied_cell_of_a_corrected_return_is_a_correction(tmp_path: Path, on_day) -> None:
    on_day(TODAY)
    bring(tmp_path, 2025, written(KNOWN))
    emptied = KNOWN | {
        "episodes": ["1,03/06/2024,S,C2,,U6,,03/02/2025,X1,,,,", "1,03/02/2025,P,C2,,U6,,,,,,,"],
        "reviews": EMPTY["reviews"],
        "ad1": EMPTY["ad1"],
        "sw_episodes": EMPTY["sw_episodes"],
    }
    bring(tmp_path, 2025, written(emptied))
    assert exported(tmp_path / "corrected") == emptied


def test_a_placement_without_a_provider_has_none(tmp_path: Path, on_day) -> None:
    """Rules 213 and 526: of these an empty cell is the right one."""
    on_day(TODAY)
    episodes = ["1,03/06/2024,S,C2,N1,Z1,PR1,,,,,,"]
    bring(tmp_path, 2025, written({**KNOWN, "episodes": episodes, "sw_episodes": []}))
    later = [line.replace("Z1,PR1", "Z12,") for line in episodes]
    bring(tmp_path, 2026, written({**EMPTY, "episodes": later, "sw_episodes": []}))
    as_of_2025 = [line.replace("Z12", "Z1") for line in later]
    assert exported(tmp_path / "both")["episodes"] == as_of_2025
