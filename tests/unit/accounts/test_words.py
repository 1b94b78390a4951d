"""The council's words in texts of the portal's own: plural, capital and article stay right."""

from datetime import date
from types import SimpleNamespace

import pytest

from accounts.councils.loading import marked
from accounts.councils.words import Words, plural, speaking, with_article
from accounts.models import Authority
from reviews.record.page import title_of

OURS = Words("children in care", "statutory review", "review record", "decision", "QA manager")
THEIRS = Words("looked after children", "CLA review", "IRO minutes", "recommendation", "IRO team manager")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Decisions", "Recommendations"),
        ("3 decisions of a statutory review", "3 recommendations of a CLA review"),
        ("The QA manager confirms it.", "The IRO team manager confirms it."),
        ("A QA manager must answer.", "An IRO team manager must answer."),
        ("QA managers", "IRO team managers"),
        ("Review of 3 May", "CLA review of 3 May"),
        ("Reviews", "CLA reviews"),
        ("the review record", "the IRO minutes"),
        ("Start the record", "Start the IRO minutes"),
        ("The record is complete.", "The IRO minutes are complete."),
        ("Record of the review", "IRO minutes"),
        ("This record was amended.", "These IRO minutes were amended."),
        ("Records finished in time", "IRO minutes finished in time"),
        ("The review record is complete", "The IRO minutes are complete"),
        ("The child’s record, and record a view", "The child’s record, and record a view"),
        ("a decisionmaker reviewed it", "a decisionmaker reviewed it"),
        ("", ""),
    ],
)
def test_our_words_become_theirs(ours, theirs):
    assert THEIRS.said(ours) == theirs
    assert OURS.said(ours) == ours


def test_a_term_that_holds_our_word_is_not_doubled():
    words = Words("children in care", "CLA review", "record of the review", "decision", "QA manager")
    assert words.said("Reviews and a review record") == "CLA reviews and a record of the review"
    assert words.said(words.said("A review")) == "A CLA review"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("review", "reviews"),
        ("summary", "summaries"),
        ("pass", "passes"),
        ("key", "keys"),
        ("child in care", "children in care"),
        ("head of service", "heads of service"),
        ("record of the review", "records of the review"),
        ("Child in Care Review", "Child in Care Reviews"),
        ("minutes", "minutes"),
        ("Director of Children's Services", "Directors of Children's Services"),
    ],
)
def test_plural(one, many):
    assert plural(one) == many


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("IRO meeting", "an IRO meeting"),
        ("CLA review", "a CLA review"),
        ("LAC review", "an LAC review"),
        ("action", "an action"),
        ("minutes", "minutes"),
    ],
)
def test_article(term, said):
    assert with_article(term) == said


OWN = Words(
    children="children and young people we look after",
    child="child or young person we look after",
    iro="reviewing officer",
    iro_title="reviewing officer for children",
    titles=(("Team manager", "Practice manager"), ("Head of service", "Head of safeguarding")),
)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("An IRO and two IROs", "A reviewing officer and two reviewing officers"),
        ("IRO: nobody", "Reviewing officer: nobody"),
        ("an Independent Reviewing Officer (IRO)", "a reviewing officer for children (reviewing officer)"),
        ("Independent Reviewing Officers", "Reviewing officers for children"),
        ("cannot be the independent reviewing officer.", "cannot be the reviewing officer for children."),
        ("A child in care", "A child or young person we look after"),
        ("the team manager, or a head of service", "the practice manager, or a head of safeguarding"),
        ("Heads of service", "Heads of safeguarding"),
        ("The IRO Portal", "The IRO Portal"),
        ("a statutory\n  review", "a statutory\n  review"),
    ],
)
def test_titles_and_the_word_for_an_iro(ours, theirs):
    assert OWN.said(ours) == theirs


def test_a_phrase_that_is_broken_over_two_lines_is_found():
    assert THEIRS.said("a statutory\n  review") == "a CLA review"


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("<p>A review</p>", "<p>{% ours %}A review{% endours %}</p>"),
        ('<a href="/review/">x</a>', '<a href="/review/">x</a>'),
        (
            '<a aria-label="Review" class="review">',
            '<a aria-label="{% ours %}Review{% endours %}" class="review">',
        ),
        ("{% if review %}x{% endif %}", "{% if review %}x{% endif %}"),
        ("<script>review</script>", "<script>review</script>"),
        ("<!-- review -->", "<!-- review -->"),
        ("{% verbatim %}review{% endverbatim %}", "{% verbatim %}review{% endverbatim %}"),
        (
            '<a href="{% url \'x\' %}"{% if y %} id="b"{% endif %}>review {{ n }}</a>',
            '<a href="{% url \'x\' %}"{% if y %} id="b"{% endif %}>{% ours %}review {% endours %}{{ n }}</a>',
        ),
    ],
)
def test_words_of_a_template_are_marked_and_its_markup_is_not(source, made):
    assert marked(source) == made


def test_the_heading_of_a_record_is_in_the_councils_words():
    child = SimpleNamespace(name="Ada Marlow", born_on=date(2014, 3, 1))
    council = Authority(review_term="CLA review")
    with speaking(council):
        assert title_of(SimpleNamespace(child=child), date(2026, 3, 2)) == "Ada Marlow, 12: CLA review"
