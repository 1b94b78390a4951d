"""The sections of the annual report (R-00 to R-39): which there are, what each computes, what the author is
asked to write."""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.councils.words import said
from accounts.models import Authority
from reporting.appendix import listing
from reporting.dashboard import in_report
from reporting.figures import Figures, Part, care, challenge, follow_up, headlines, leads, reviews
from reporting.models import ReportSection
from reporting.offers.offered import OFFERED


@dataclass(frozen=True)
class Section:
    """A section: computed, narrative or mixed. `asks` tells the author what belongs here.

    `is_made` ones are drawn from data of their own (cover, priorities, glossary), `is_offered` says whether
    a new report takes them in.
    """

    key: str
    rid: str
    title: str
    asks: str
    compute: Callable[[Figures], Part] | None = None
    needs_words: bool = False
    is_made: bool = False
    is_offered: bool = True

    @property
    def kind(self) -> str:
        """Computed, narrative or mixed."""
        if self.key in OFFERED:
            return "mixed"
        if self.needs_words:
            return "narrative"
        return "mixed" if self.compute is not None else "from the records of this report"


def _words(key: str, rid: str, title: str, asks: str, *, is_offered: bool = False) -> Section:
    return Section(key, rid, title, asks, needs_words=True, is_offered=is_offered)


ALL: tuple[Section, ...] = (
    Section(
        "key_messages",
        "R-03",
        "The year on one page",
        "What works well, what worries us and what we do next, each under a heading: ## What works well. "
        "The figures are added automatically.",
        headlines.key_messages,
    ),
    _words(
        "introduction",
        "R-04",
        "Introduction",
        "What this report is for, whom it is for and what it covers.",
        is_offered=True,
    ),
    _words(
        "legal",
        "R-05",
        "The law and the role of the IRO",
        "What the law asks of the council and of the IRO.",
        is_offered=True,
    ),
    Section(
        "service",
        "R-06",
        "The IRO service",
        "Who the IROs are, how long they have been here, how independent they are, and how far the team "
        "reflects the children.",
        care.service,
    ),
    _words(
        "support",
        "R-07",
        "Business support",
        "Who books, takes minutes and distributes, and whether that is enough.",
    ),
    _words(
        "training",
        "R-08",
        "Training and supervision",
        "Training, supervision, people who came and left, and what the service learned.",
    ),
    _words(
        "links",
        "R-09",
        "Links, panels and champions",
        "Which IRO is the link to which team, panel or partner, and what came of it.",
    ),
    Section(
        "progress",
        "R-10",
        "Progress on last year’s priorities",
        "What became of each priority of last year. The list and its measures stand below by themselves.",
        is_made=True,
    ),
    Section("numbers", "R-11", "Children in care", "What lies behind the numbers.", care.numbers),
    Section(
        "people",
        "R-12",
        "Age, sex and ethnicity",
        "Whom the council looks after, and what follows for the service.",
        care.people,
    ),
    Section("entering", "R-13", "Coming into care", "Why children came into care.", care.entering),
    Section("leaving", "R-14", "Leaving care", "Where children went, and whether it lasted.", care.leaving),
    Section(
        "placements",
        "R-15",
        "Where children live",
        "How well the placements suit the children, and how stable they are.",
        care.placements,
    ),
    Section(
        "permanence",
        "R-16",
        "Permanence",
        "Adoption, special guardianship, long-term matching, and plans that drift.",
        leads.permanence,
    ),
    Section(
        "reviews", "R-17", "Reviews held", "What the number of reviews says of the work.", reviews.reviews
    ),
    Section(
        "timeliness", "R-18", "Timeliness", "Why reviews were late, and what was done.", reviews.timeliness
    ),
    Section(
        "midway",
        "R-19",
        "Between reviews",
        "Midway checks, contact with children, and what they brought to light.",
        follow_up.midways,
    ),
    Section(
        "participation",
        "R-20",
        "How children took part",
        "What helps children to take part, and what stands in the way.",
        reviews.participation,
    ),
    _words(
        "voice",
        "R-21",
        "What children say",
        "What children said of their reviews and of their IRO, with their consent.",
        is_offered=True,
    ),
    Section(
        "entitlements",
        "R-22",
        "Entitlements",
        "What children in care and care leavers are entitled to, and whether they know and get it.",
        leads.entitlements,
    ),
    Section(
        "advocacy",
        "R-23",
        "Advocacy and independent visitors",
        "Who had an advocate or visitor, and who was offered one.",
        leads.advocacy,
    ),
    Section(
        "planning",
        "R-24",
        "Quality of care planning",
        "Care and pathway plans, education, health: what reviews found.",
        follow_up.planning,
    ),
    Section(
        "safeguarding",
        "R-25",
        "Missing, exploitation and safeguarding",
        "What IROs saw, and what they did.",
        leads.safeguarding,
    ),
    Section(
        "monitoring",
        "R-26",
        "Findings of the monitoring form",
        "What the forms after reviews show, good and not.",
        follow_up.monitoring,
    ),
    Section(
        "oversight",
        "R-27",
        "Management oversight of decisions",
        "What the answers of managers show.",
        reviews.oversight,
    ),
    Section(
        "disputes",
        "R-28",
        "Challenge and dispute resolution",
        "What was raised, at which stage it was resolved, and the themes.",
        challenge.challenge,
    ),
    Section(
        "external",
        "R-29",
        "Challenge of partners",
        "What was asked of health, education, housing and other councils, and the answers.",
        challenge.external,
    ),
    _words(
        "impact",
        "R-30",
        "The difference made",
        "Cases that show what changed for a child, with consent and a named sign-off.",
        is_offered=True,
    ),
    _words(
        "quality",
        "R-31",
        "Quality assurance of the service",
        "Observations, audits and peer review of the IROs’ own work.",
    ),
    _words(
        "questionnaires",
        "R-32",
        "What others say of us",
        "Questionnaires to carers, social workers, guardians and parents.",
    ),
    _words(
        "improvement",
        "R-33",
        "Contribution to improvement",
        "What the service gave to corporate parenting and to the council’s improvement.",
    ),
    _words("changes", "R-34", "Changes in law and practice", "What changed in the year, and inspections."),
    _words(
        "resources",
        "R-35",
        "Resources and challenges ahead",
        "Whether a lack of resources puts quality at risk (the Handbook asks for it).",
        is_offered=True,
    ),
    Section(
        "you_said",
        "R-21",
        "You said, we did",
        "What children asked for, and what was done. The list stands below by itself.",
        is_made=True,
        is_offered=False,
    ),
    Section(
        "priorities",
        "R-36",
        "Priorities for next year",
        "What the service will do, by when, and how it will be known. The list stands below by itself.",
        is_made=True,
    ),
    Section(
        "monthly",
        "P-137",
        "Key measures month by month",
        "The measures of your dashboard, month by month, with the notes on them. The tables stand below by "
        "themselves.",
        in_report.by_month,
        is_offered=False,
    ),
    _words("conclusion", "R-37", "Conclusion", "The overview in a few sentences, and who signs it."),
    Section(
        "distribution",
        "R-38",
        "Distribution",
        "Who receives this report. The list stands below by itself.",
        is_made=True,
        is_offered=False,
    ),
    Section(
        "glossary",
        "R-39",
        "Glossary",
        "Terms of your own, one on each line: “MACE: multi-agency panel on exploitation”. Those that the "
        "report uses are printed.",
        is_made=True,
    ),
    Section("definitions", "R-39", "Definitions", "", reviews.definitions),
    Section(
        "data",
        "R-39",
        "Data appendix",
        "Every figure of the report in small print, with its numbers, period, meaning and source. It adds "
        "several pages, which are made from the sections before it.",
        listing.measures_used,
        is_offered=False,
    ),
)

SECTIONS: dict[str, Section] = {s.key: s for s in ALL}


def title_of(row: ReportSection, council: Authority) -> str:
    """The heading as it is printed: the author's own, else the portal's in the council's words."""
    return row.title or said(SECTIONS[row.key].title, council)
