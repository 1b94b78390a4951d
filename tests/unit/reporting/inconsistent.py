"""Inconsistencies that printed annual reports contain, typed as an author would type them: id -> (text,
where, rule, part of the answer)."""

CASES: dict[str, tuple[str, str, str, str]] = {}


def case(ids: str, text: str, rule: str, says: str, where: str = "") -> None:
    for name in ids.split():
        CASES[name] = (text.strip("\n"), where, rule, says)


def table(head: str, *rows: str) -> str:
    return "\n".join((f"[[table:{head}]]", *rows, "[[end]]"))


MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
TITLE = "|source: case records|period: 2014-15|base: children looked after"


def months(head: str, *columns: list[object], total: str = "") -> str:
    rows = ["Month | " + head]
    rows += [" | ".join([m, *map(str, cells)]) for m, *cells in zip(MONTHS, *columns, strict=True)]
    return "\n".join(rows + ([total] if total else []))


SNAPSHOT = [170, 166, 163, 161, 165, 186, 182, 179, 185, 184, 174, 179]
NEW = [10, 9, 13, 6, 4, 17, 10, 11, 9, 12, 3, 11]
CEASED = [8, 12, 13, 9, 0, 0, 9, 6, 4, 11, 11, 7]
case(
    "X-02",
    table(
        "Children by month" + TITLE,
        months("Children = previous Children + New - Ceased | New | Ceased", SNAPSHOT, NEW, CEASED),
    ),
    "total",
    "“May”, “Children” says 166, but its parts come to 167",
    "Children by month",
)
case(
    "X-03",
    "The rate was [[outside:30.9|council|is: rate at 31 March 2015]].\n\n"
    "It was [[outside:32|council|is: rate at 31 March 2015]] in March.",
    "differs",
    "“rate at 31 March 2015” is 32 here and 30.9",
    "paragraph 2",
)
case(
    "X-04",
    table(
        "Children by age|source: council|period: 2013-14|base: children looked after",
        "Age | % | Number",
        "Under 1 | 10.0 | 15",
        "1 to 4 | 14.0 | 25",
        "5 to 9 | 13.0 | 20",
        "10 to 15 | 31.0 | 50",
        "16 and over | 55 | 82",
        "Total | 100 | 165",
    ),
    "total",
    "the column “%” adds up to 123.0",
    "Children by age",
)
case(
    "X-07",
    table(
        "Ethnic origin, neighbours|source: council|period: 2013-14|base: children",
        "Group | % = Number / total Number | Number",
        "White | 48.7 | 120",
        "Mixed | 16.9 | 45",
        "Asian | 13.4 | 36",
        "Black | 19.7 | 53",
        "Other | 4.8 | 13",
        "Refused | 0.7 | 2",
        "Total | 100 | 269",
    ),
    "percent",
    "“White”, “%” says 48.7, but it comes to 44.6",
)
case(
    "X-08",
    table(
        "Census|source: census|base: residents",
        "Group | %",
        "Minority ethnic | 69.1",
        "White British | 31.9",
        "Total | 100.0",
    ),
    "total",
    "adds up to 101.0",
)
case(
    "X-09",
    table(
        "Gender|source: council|period: 2014-15|base: children looked after",
        "Sex | Number",
        "Male | 97",
        "Female | 68",
        "Total | 179",
    ),
    "total",
    "adds up to 165, but its total says 179",
)
case(
    "X-10",
    "In the year 158 out of 172 reviews (91.0%) were on time.",
    "percent",
    "158 of 172 is 91.9%, not 91.0%",
    "paragraph 1",
)
case(
    "X-11",
    "April was [[outside:98|report|is: timeliness April]].\n\nApril was [[outside:N/A|report|is: "
    "timeliness April]].",
    "differs",
    "“timeliness April” is N/A here and 98",
)
case(
    "X-12",
    table(
        "Placed over 20 miles away" + TITLE,
        "Month | New | % = ? / New",
        "Apr | 9 | 5",
        "Oct | 10 | 30",
        "Nov | 11 | 9.1",
    ),
    "whole",
    "“Apr”, “%”: 5 of 9 is not a whole number",
)
MIX = [[17, 15.7], [5.3, 7.2], [37.1, 33.7], [28.2, 50.7], [1.8, 1.8], [10.6, 10.8], [0, 0]]
case(
    "X-13",
    table(
        "Placement mix" + TITLE,
        "Placement | % in April | % in May",
        *(f"Type {n} | {a} | {b}" for n, (a, b) in enumerate(MIX)),
        "Total | 100 | 100",
    ),
    "total",
    "“% in May” adds up to 119.9",
)
case(
    "X-14",
    "[[outside:11.5%|council|is: three placements or more]] had moved.\n\n"
    "It was [[outside:9.5%|council|is: three placements or more]] in March.",
    "differs",
    "is 9.5% here and 11.5%",
)
case(
    "X-15",
    table(
        "Missing by quarter|source: council|base: instances",
        "Quarter | Missing",
        "Q1 | 25",
        "Q2 | 116",
        "Q3 | 341",
        "Q4 | 399",
        "Total | 881",
    )
    + "\n\nIn all [[outside:90|council|is: Missing by quarter > Total > Missing]] went missing.",
    "differs",
    "is 90 here and 881",
)
case(
    "X-16",
    "Adoptions are to double to around 10 from [[outside:4%|council|of: 10 / 2 / 90]].",
    "percent",
    "stands for 10 / 2 / 90, which comes to 5.6%",
)
case("X-17", "Complaints were upheld for 7 of 11 (63%).", "percent", "7 of 11 is 63.6%, not 63%")
case(
    "X-22",
    "The number moved [[outside:between 162 and 170|council|of: 162 <= 159 <= 170]].",
    "claim",
    "does not follow",
)
case(
    "X-26",
    "Timeliness was [[outside:100%|council|is: timeliness May]] throughout.\n\n"
    + table(
        "Timeliness|source: council|base: reviews", "Month | %", "May | [[outside:99.4%|is: timeliness May]]"
    ),
    "differs",
    "“timeliness May” is",
)
case(
    "X-27",
    table(
        "Leaving care|source: council|base: children who left",
        "Reason | %",
        *(f"Reason {n} | {v}" for n, v in enumerate((28.8, 5.9, 13.6, 2.5, 4.2, 2.5, 0.8, 35.6))),
        "Total | 100",
    ),
    "total",
    "adds up to 93.9",
)
case(
    "X-28",
    "There are [[outside:ten|council]] entitlements: [[outside:10|council|of: 4 + 5]] in all.",
    "average",
    "stands for 4 + 5, which comes to 9",
)
case(
    "X-30",
    table(
        "Taking part|source: council|base: reviews of children aged 4 or over",
        "Way | %",
        "Took part | 81",
        "Did not take part | 3.7",
        "Total | 100",
    ),
    "total",
    "adds up to 84.7",
)
case("X-31", "At stage two there were 8 of 55 (14%).", "percent", "8 of 55 is 14.5%, not 14%")
case("X-34", "Of the reviews 96.77% of 849 were on time.", "whole", "96.77% of 849 is not a whole number")
case(
    "X-37",
    table(
        "Quality of the chairing|source: questionnaires",
        "Answer | Number",
        "Excellent | 23",
        "Good | 21",
        "Fair | 4",
        "Poor | 1",
        "Total | 48",
    ),
    "total",
    "adds up to 49, but its total says 48",
)
case(
    "X-38",
    table(
        "Stock and flow|source: council|period: 2018-19",
        "Year | Start | Came | Left | End = Start + Came - Left",
        "2018-19 | 209 | 175 | 183 | 209",
    ),
    "total",
    "“2018-19”, “End” says 209, but its parts come to 201",
)
case(
    "X-39",
    table(
        "Reviews undertaken|source: council|period: 2018-19",
        "Year | In time | Held | % = In time / Held",
        "2018-19 | 476 | 490 | 93.9",
    ),
    "percent",
    "says 93.9, but it comes to 97.1",
)
case("X-42", "Absent parenting stood for 108 of 141 (76.5%).", "percent", "108 of 141 is 76.6%")
case(
    "X-43",
    table(
        "Need of those who came|source: council|base: aged 14 to 17",
        "Need | Number",
        "Absent parenting | 108",
        "Other | 33",
        "Total | 141",
    )
    + "\n\nThere were [[outside:142|council|is: Need of those who came > Total > Number]] in all.",
    "differs",
    "is 142 here and 141",
)
case(
    "X-51",
    "The average caseload in the year was [[outside:56|council|of: (368 + 334) / 2 / 6]].",
    "average",
    "comes to 58.5",
)
case(
    "X-58",
    table(
        "Moves in the year|source: council|base: children looked after",
        "Moves | Number",
        "None | 191",
        "One | 43",
        "More | 21",
        "Total | 334",
    ),
    "total",
    "adds up to 255, but its total says 334",
)
case(
    "X-59",
    "[[outside:75%|council|is: in one home for two years]] were settled.\n\n"
    "[[outside:71%|council|is: in one home for two years]] had a home that lasted.",
    "differs",
    "is 71% here and 75%",
)
case(
    "X-62",
    "Adoptions rose by [[outside:5%|council|of: (7 - 6) / 6]].",
    "percent",
    "comes to 16.7%",
)

# of the other severities, those that arithmetic or a stated base can show
case("X-01", "[[outside:Two thirds|council|of: 70 / 99]] were of these groups.", "claim", "which is 70.7%")
case(
    "X-05",
    "The share was [[outside:higher|council|of: 21.9 > 23.0]] than England.",
    "claim",
    "does not follow",
)
case(
    "X-06",
    table(
        "Ages together|source: council",
        "Age | % | Base",
        "10 to 15 | 36 | new entrants",
        "16 and over | 23 | children looked after",
        "Total | 59 | children looked after",
    ),
    "base",
    "shares of different bases",
)
case(
    "X-18",
    table(
        "Gender as at 31 March 2014|source: council|base: children",
        "Sex | Harrow 2014-15 (%)",
        "Male | 59",
        "Female | 41",
        "Total | 100",
    ),
    "period",
    "is of 2014-15, but the caption is of another period",
)
case("X-23", "The caseload was [[outside:49|council|of: 159 / 3.2]] to 68.", "average", "comes to 49.7")
case(
    "X-24",
    table("Forms|source: council|period: 2018-19", "Year | Reviews | Forms = Reviews", "2018-19 | 525 | 513"),
    "total",
    "“2018-19”, “Forms” says 513",
)
case("X-25", "The [[outside:majority|council|of: 41.8 / 100]] were 16 or over.", "claim", "which is 41.8%")
case("X-33", "The caseload was [[outside:60|council|of: 291 / 5]].", "average", "comes to 58.2")
case(
    "X-35",
    table(
        "Placements|source: council",
        "Placement | % | Base",
        "In house | 68.5 | foster placements",
        "Agency | 22.8 | foster placements",
        "Residential | 12.3 | all placements",
        "Total | 103.6 | all placements",
    ),
    "base",
    "can’t be added up",
)
case("X-36", "There was an increase of [[outside:17|council|of: 27 - 17]].", "average", "comes to 10")
case(
    "X-40",
    "The caseload of [[outside:45|council|within: 50 to 70]] is well within guidance.",
    "range",
    "does not lie within",
)
case("X-41", "Younger children are [[outside:falling|council|of: 66 > 32 > 33]].", "claim", "does not follow")
case(
    "X-44",
    table(
        "Left care|source: council|base: persons with parental responsibility",
        "Code | Number",
        "Parents | 22",
        "Others with responsibility | 14",
        "Total | 36",
    )
    + "\n\n[[outside:42|council|is: Left care > Total > Number]] went to their parents.",
    "differs",
    "is 42 here and 36",
)
case("X-46", "The [[outside:majority|council|of: 46 / 183]] ceased at 18.", "claim", "which is 25.1%")
BASES = table(
    "Reviews|source: council|base: reviews",
    "Kind | Number",
    "Boys | 533",
    "All reviews | 901",
    "In time | 631",
    "Came | 403",
    "Under four | 51",
)
for ids, row, value, base in (
    ("X-47", "Came", 403, "consultations before reviews"),
    ("X-48", "Under four", 51, "looked after children"),
    ("X-52", "Boys", 533, "children in our care"),
    ("X-54", "In time", 631, "first reviews"),
    ("X-56", "All reviews", 901, "reviews of young people aged 4 or over"),
):
    case(
        ids,
        f"{BASES}\n\nIt was [[outside:{value}|council|is: Reviews > {row} > Number|base: {base}]].",
        "base",
        f"is of {base} here, and of reviews in",
    )
case(
    "X-55",
    "Views were not conveyed in [[outside:2%|council|of: (100 - 91) / 100]].",
    "percent",
    "comes to 9.0%",
)
case(
    "X-57",
    "[[outside:A third|council|of: (99 + 24) / 334]] of all our children have a plan.",
    "claim",
    "which is 36.8%",
)
case(
    "X-60",
    table("Education plans|source: council|base: all children in care", "What | Number", "With a plan | 294")
    + "\n\n[[outside:294|council|is: Education plans > With a plan > Number|base: children who must have "
    "one]] have a plan.",
    "base",
    "is of children who must have one here",
)
case(
    "X-61",
    table("Matched|source: council|base: matched in the year", "What | Number", "Matched | 25")
    + "\n\n[[outside:25|council|is: Matched > Matched > Number|base: in foster care at the end of the "
    "year]] are matched.",
    "base",
    "here, and of matched in the year in",
)
case(
    "X-53",
    table(
        "Reviews by month, April 2023 to September 2023|source: council",
        "Month | Reviews",
        "March 2023 | 70",
        "April 2023 | 81",
    ),
    "period",
    "“March 2023” is of 2022-23",
)
case(
    "X-63",
    table("Advocacy|source: council", "Quarter | Referrals", "Q1 23/24 | 16", "Q2 23/23 | 19"),
    "period",
    "“23/23” is not a year",
)
case(
    "X-66",
    table(
        "Sent on|source: council|period: 2013-14",
        "Year | Escalated | CAFCASS*",
        "2013-14 | 3 | 0",
    ),
    "mark",
    "a * stands in the table",
)
case(
    "X-69",
    "Answers come within 5 days. Managers answer within 5 working days.",
    "unit",
    "5 days stands beside",
)
A = [
    "X-02",
    "X-03",
    "X-04",
    "X-07",
    "X-08",
    "X-09",
    "X-10",
    "X-11",
    "X-12",
    "X-13",
    "X-14",
    "X-15",
    "X-16",
    "X-17",
    "X-22",
    "X-26",
    "X-27",
    "X-28",
    "X-30",
    "X-31",
    "X-34",
    "X-37",
    "X-38",
    "X-39",
    "X-42",
    "X-43",
    "X-51",
    "X-58",
    "X-59",
    "X-62",
]
