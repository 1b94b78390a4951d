"""Templates compile, are shallow, and ask the database nothing of their own."""

import re

import pytest
from django.template import engines

from tests.house_rules.sources import python_files, templates, text_of

EXTENDS = re.compile(r"{%\s*extends\s+[\"']([^\"']+)[\"']")

NAMES = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")


def test_every_template_that_another_one_names_is_there():
    """An include is looked up when the page is drawn: compiling does not find one that is gone."""
    django_s = ("django/", "admin/", "registration/", "formtools/")
    named = {(name, other) for name, text in templates().items() for other in NAMES.findall(text)}
    gone = sorted(f"{n} names {o}" for n, o in named if o not in templates() and not o.startswith(django_s))
    assert not gone, gone


@pytest.mark.parametrize("name", sorted(templates()))
def test_template_compiles(name):
    if name.endswith((".html", ".txt")):
        engines["django"].get_template(name)


def test_a_comment_ends_on_its_line():
    """Django prints one that goes on in the next line: whoever opens the page reads it."""
    left_open = re.compile(r"{#(?:(?!#}).)*$", re.MULTILINE)
    wrong = {name: found[0] for name, text in templates().items() if (found := left_open.findall(text))}
    assert not wrong, wrong


def depth(name: str) -> int:
    parent = EXTENDS.search(templates().get(name, ""))
    return 1 + depth(parent[1]) if parent else 0


def test_no_template_stands_on_more_than_two_others():
    assert not {name: depth(name) for name in templates() if depth(name) > 2}


def test_no_template_asks_for_rows():
    """A query starts in a view. `.all`, `.filter` and `.count` on a relation would start one here."""
    asking = re.compile(r"{[{%][^}]*\w+_set\.|{[{%][^}]*\.(all|exists|first|last)\b(?!\w)[^}]*[}%]}")
    wrong = [name for name, text in templates().items() if asking.search(re.sub(r"{#.*?#}", "", text))]
    assert [n for n in wrong if "forloop" not in templates()[n]] == []


def test_who_did_something_goes_by_the_name_of_that_day():
    """`{{ row.sent_by|called:row.sent_at }}`, and `row.sent_by.called_at(row.sent_at)` in Python: whoever is
    renamed later did it under the name of then.
    """
    now = re.compile(r"(?:\w_by|\.by)\.name\b")
    texts = templates() | {name: text_of(name) for name in python_files() if not name.startswith("tests/")}
    assert [name for name, text in texts.items() if now.search(text)] == []


# --- every day by which something is due says why it is that one

DAYS_DUE = {
    "due_on",
    "answer_due_on",
    "distribution_on",
    "complete_by",
    "last_working_day",
    "limit",
    "needed_before",
    "next_by",
    "act_by",
    "effect_due_on",
}
SHOWN = re.compile(r"{{ ([\w.]+)\|day }}")
CHOSEN = "somebody chose this day, and stands there too"
BESIDE = "the reason stands beside it"
CLOSED = "the reason tells of the record, which its reader has not opened"
NEED_NO_TAG = {
    ("children/sampling/sample.html", "due.due_on"): CLOSED,
    ("disputes/_concern.html", "concern.effect_due_on"): CHOSEN,
    ("disputes/_step.html", "action.due_on"): CHOSEN,
    ("disputes/cafcass_meetings.html", "next_by"): BESIDE,
    ("disputes/patterns.html", "item.due_on"): CHOSEN,
    ("disputes/systemic.html", "systemic.due_on"): CHOSEN,
    ("reporting/priorities.html", "priority.due_on"): CHOSEN,
    ("reviews/_called.html", "row.trigger.needed_before"): BESIDE,
    ("reviews/_due.html", "cycle.due_on"): BESIDE,
    ("reviews/_due.html", "cycle.last_working_day"): BESIDE,
    ("reviews/auditing/_made.html", "words.due_on"): CHOSEN,
    ("reviews/brief.html", "cycle.due_on"): BESIDE,
    ("reviews/child_reviews.html", "row.due_on"): BESIDE,
    ("reviews/contact/child.html", "turn.due_on"): BESIDE,
    ("reviews/decisions/_answer.html", "answer.wording.due_on"): CHOSEN,
    ("reviews/decisions/_decision.html", "decision.due_on"): CHOSEN,
    ("reviews/decisions/_list_row.html", "decision.due_on"): CHOSEN,
    ("reviews/decisions/_to_answer_row.html", "words.due_on"): CHOSEN,
    ("reviews/decisions/_ask_of_child.html", "decision.due_on"): CHOSEN,
    ("reviews/decisions/_ask_of_child.html", "row.asked.due_on"): CHOSEN,
    ("reviews/decisions/decision.html", "asked.due_on"): CHOSEN,
    ("reviews/decisions/panel.html", "decision.due_on"): CHOSEN,
    ("reviews/events/list.html", "one.limit"): BESIDE,
    ("reviews/events/list.html", "row.answer_due_on"): CHOSEN,
    ("reviews/inviting/_row.html", "row.due_on"): "above the list of those invited",
    ("reviews/letters/_go_out.html", "distribution_on"): BESIDE,
    ("reviews/letters/review.html", "distribution_on"): BESIDE,
    ("reviews/list.html", "row.due_on"): BESIDE,
    ("reviews/monitoring/_issue.html", "issue.act_by"): CHOSEN,
    ("reviews/monitoring/_issue_card.html", "issue.act_by"): CHOSEN,
    ("reviews/needed.html", "row.trigger.needed_before"): BESIDE,
    ("reviews/panel.html", "cycle.due_on"): BESIDE,
    ("reviews/readiness.html", "row.due_on"): "the last lawful day, whose reason the review’s page gives",
    ("reviews/panel.html", "cycle.last_working_day"): BESIDE,
    ("reviews/record_page/_clocks.html", "clock.due_on"): BESIDE,
}
"""Days that are not drawn with {% due DAY WHY %}, and what says there why they are those."""


def test_every_day_that_is_due_says_why_it_is_that_one():
    plainly = {
        (name, shown)
        for name, text in templates().items()
        for shown in SHOWN.findall(text)
        if shown.rpartition(".")[2] in DAYS_DUE
    }
    assert sorted(plainly - set(NEED_NO_TAG)) == [], "draw it with {% due DAY WHY %}"
    assert sorted(set(NEED_NO_TAG) - plainly) == [], "not there any more"
