"""What stands in the record when it opens: facts of the portal with their source, older ones marked, and
nothing that nobody knows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from children.models import CarePlan, ContactPerson, ReturnImport
from reviews.models import Consultation, Contact, DocumentCheck, Invitation, ReviewPaper, ReviewSection
from tests import factories as make

TODAY = date(2025, 9, 15)
LAST = date(2025, 6, 2)
OLDER = "Older than the last review: check."
NEWER = "New since this was saved."


@pytest.fixture(autouse=True)
def monday(on_day):
    return on_day(TODAY)


@pytest.fixture
def review(child):
    return make.make_started_review(child, TODAY)


@pytest.fixture
def last(child, review):
    return make.make_review(child, LAST)


@pytest.fixture
def shown(client_for, iro, review):
    """`shown()`: the page, and every question with its answer and the line under it."""

    def look():
        page = client_for(iro).get(reverse("reviews:record", args=[review.public_id]))
        asked = [q for part in page.context["parts"] for q in part.asked]
        return page, {q.field.html_name: (q.field.value(), q.said) for q in asked}

    return look


def contact(child, iro, role, name, day, **over):
    how = {"may_be_told": "PARTS", "recorded_by": iro, "recorded_at": make.at(day, 12)} | over
    return ContactPerson.objects.create(child=child, role=role, name=name, **how)


def looked_at(review, iro, kind, state, **over):
    how = {"recorded_by": iro, "recorded_at": make.at(TODAY)} | over
    return DocumentCheck.objects.create(review=review, kind=kind, state=state, **how)


@pytest.mark.parametrize(
    ("aims", "permanence", "which"),
    [
        (["LTFOST18"], "yes", "foster"),
        (["RETURN1M", "RETURNEV"], "yes", "home"),
        (["ADOPTION", "LTRELFR"], "yes", "several"),
        (["REMAINSUP"], None, None),
        (["OTHERPLN"], None, None),
    ],
)
def test_the_plan_for_permanence_is_that_of_the_care_plan(shown, child, aims, permanence, which):
    CarePlan.objects.create(child=child, started_on=LAST, aims=aims)
    _, answers = shown()
    assert answers["plan-permanence"][0] == permanence
    assert answers["plan-permanence_plan"][0] == which
    if permanence:
        assert answers["plan-permanence"][1] == "From the care plan of 2 June 2025"


def test_where_an_answer_began_stays_beside_it_once_it_is_saved(shown, review, child, iro):
    """As long as it is the same; another one is said to be changed, and from what."""
    CarePlan.objects.create(child=child, started_on=LAST, aims=["LTFOST18"])
    spoke_on = TODAY - timedelta(days=1)
    made = {"state": "MADE", "happened_on": spoke_on, "recorded_by": iro, "recorded_at": make.at(TODAY)}
    Contact.objects.create(child=child, way="VISIT", **made)
    kept = {"permanence": "yes", "permanence_plan": "foster"}
    plan = make.make_section(review, "plan", iro, data=kept)
    prepared = make.make_section(review, "preparation", iro, data={"spoke_to_child": "yes"})
    _, answers = shown()
    origin = "From the care plan of 2 June 2025"
    assert (answers["plan-permanence"][1], answers["plan-permanence_plan"][1]) == (origin, origin)
    assert answers["preparation-spoke_to_child"][1] == "From the contact of 14 September 2025"
    ReviewSection.objects.filter(pk=plan.pk).update(data={"permanence": "no"})
    ReviewSection.objects.filter(pk=prepared.pk).update(data={"spoke_to_child": "refused"})
    _, answers = shown()
    assert answers["plan-permanence"] == ("no", "Changed. The care plan of 2 June 2025: Yes.")
    assert answers["plan-permanence_plan"][1].startswith("The care plan of 2 June 2025: Long-term foster")
    assert answers["preparation-spoke_to_child"][1] == "Changed. The contact of 14 September 2025: Yes."


def test_a_fact_that_came_in_after_the_answer_was_saved_is_new_and_the_answer_is_not_called_changed(
    shown, review, child, iro
):
    saved = make.make_section(
        review, "preparation", iro, data={"spoke_to_child": "no", "why_not_spoken": "Ill."}
    )
    spoke_on = TODAY - timedelta(days=1)
    made = {"state": "MADE", "happened_on": spoke_on, "recorded_by": iro}
    later = saved.saved_at + timedelta(minutes=1)
    contact = Contact.objects.create(child=child, way="VISIT", recorded_at=later, **made)
    told = f"<strong>{NEWER}</strong> The contact of 14 September 2025: "
    page, answers = shown()
    assert answers["preparation-spoke_to_child"] == ("no", f"{told}Yes.")
    assertContains(page, f"{told}14 September 2025.")  # under “When did you speak?”
    assert [text for text, _ in page.context["panel"].newer] == [
        "Did you speak to the child in private before the review?"
    ]
    Contact.objects.filter(pk=contact.pk).update(recorded_at=saved.saved_at)
    page, answers = shown()
    assert answers["preparation-spoke_to_child"][1] == "Changed. The contact of 14 September 2025: Yes."
    assertNotContains(page, NEWER)


def test_what_is_typed_after_a_fact_came_in_is_changed(shown, client_for, review, child, iro):
    """Whoever has another answer in the draft than in the record has seen what was new."""
    saved = make.make_section(review, "preparation", iro, data={"spoke_to_child": "no"})
    made = {"state": "MADE", "happened_on": TODAY, "recorded_by": iro}
    Contact.objects.create(
        child=child, way="VISIT", recorded_at=saved.saved_at + timedelta(minutes=1), **made
    )
    typed = {"preparation-spoke_to_child": ["refused"]}
    make.make_draft(iro, "reviews:record", str(review.public_id), typed)
    _, answers = shown()
    assert answers["preparation-spoke_to_child"] == (
        "refused",
        "Changed. The contact of 15 September 2025: Yes.",
    )


def test_a_date_and_words_that_are_filled_in_say_where_they_come_from(shown, review, child, iro):
    made = {"state": "MADE", "happened_on": TODAY, "recorded_by": iro, "recorded_at": make.at(TODAY)}
    Contact.objects.create(child=child, way="VISIT", **made)
    said = [{"key": "about", "title": "How is it going?", "text": "I like it here."}]
    invited = Invitation.objects.create(review=review, role="CHILD", name="The child", way="PRINT")
    how = {"edition": "1", "returned_on": TODAY, "given": "TALK", "recorded_by": iro}
    Consultation.objects.create(invitation=invited, words=said, recorded_at=make.at(TODAY), **how)
    page, _ = shown()
    origin = '<p class="iro-ask__said">From the {} of 15 September 2025</p>'
    for what in ("contact", "consultation"):
        assertContains(page, origin.format(what), count=1)


def test_a_date_of_this_review_is_not_called_changed_since_the_last(shown, review, last, iro):
    for of, day in ((last, LAST), (review, TODAY)):
        said = {"spoke_to_child": "yes", "spoke_on": day.isoformat()}
        make.make_section(of, "preparation", iro, data=said, is_complete=True)
    page, _ = shown()
    assertContains(page, '<p class="iro-ask__said">Last time: 2 June 2025</p>')


def test_who_is_listed_says_where_they_are_known_from_and_whether_they_came_last_time(
    shown, review, last, iro
):
    people = [
        {"role": "CARER", "name": "Pat Lowe", "presence": "REMOTE"},
        {"role": "MOTHER", "name": "Carly Ashdown", "presence": "APOLOGIES"},
    ]
    make.make_section(last, "attendance", iro, data={"attendees": people}, is_complete=True)
    page, _ = shown()
    listed = {row["name"].value(): said for part in page.context["parts"] for row, said in part.people}
    assert "From the allocations." in listed.values()
    assert listed["Carly Ashdown"] == "Listed last time. Last time: sent apologies."
    sent = {"state": "SENT", "sent_on": TODAY, "sent_by": iro}
    replied = {"reply": "COMES", "replied_on": TODAY}
    Invitation.objects.create(review=review, role="CARER", name="Pat Lowe", way="PRINT", **sent, **replied)
    page, _ = shown()
    assertContains(page, "Invited: will come. Last time: joined by phone or video.")


def test_a_care_plan_from_before_the_last_review_is_marked(shown, child, last):
    plan = CarePlan.objects.create(child=child, started_on=LAST - timedelta(days=1), aims=["ADOPTION"])
    page, answers = shown()
    assert answers["plan-permanence"][0] == "yes"
    assertContains(page, f"From the care plan of 1 June 2025. <strong>{OLDER}</strong>", count=2)
    CarePlan.objects.filter(pk=plan.pk).update(started_on=LAST)
    page, answers = shown()
    assert answers["plan-permanence"][0] == "yes"
    assertNotContains(page, OLDER)


def test_an_older_fact_against_which_the_last_review_spoke_is_not_the_answer(shown, child, last, iro):
    make.make_section(last, "plan", iro, data={"permanence": "no"}, is_complete=True)
    CarePlan.objects.create(child=child, started_on=date(2025, 4, 1), aims=["ADOPTION"])
    page, answers = shown()
    said = "The care plan of 1 April 2025: Yes. Older than the last review: choose it if it still holds."
    assert answers["plan-permanence"] == (None, f"{said} Last time: No")


def test_advocate_and_visitor_are_those_of_the_contacts_and_nobody_is_not_nobody_there(
    shown, child, last, iro
):
    contact(child, iro, "VISITOR", "Sam Ode", LAST - timedelta(days=30))
    contact(child, iro, "ADVOCATE", "Kit Ray", LAST, ended_on=TODAY)
    contact(child, iro, "SCHOOL", "Fell Lane School", LAST)
    page, answers = shown()
    value, line = answers["support-visitor"]
    assert value == "has"
    assert line == (f"From the contacts, Sam Ode, recorded 3 May 2025. <strong>{OLDER}</strong>")
    assert not answers["support-advocate"][0]
    assertContains(page, "<dd>Fell Lane School</dd>", html=True)
    ContactPerson.objects.filter(role="ADVOCATE").update(ended_on=None)
    _, answers = shown()
    assert answers["support-advocate"] == ("has", "From the contacts, Kit Ray, recorded 2 June 2025")


def test_what_was_found_of_the_documents_for_this_review_answers(shown, review, last, iro):
    looked_at(review, iro, "PEP", "CURRENT", seen_on=TODAY, dated=date(2025, 9, 1))
    looked_at(review, iro, "PLAN", "OLD", seen_on=TODAY)
    looked_at(review, iro, "EHCP", "NONE")
    looked_at(review, iro, "HEALTH", "UNSEEN")
    looked_at(review, iro, "FIRST_HEALTH", "NONE")
    looked_at(last, iro, "HEALTH", "CURRENT", seen_on=LAST)
    page, answers = shown()
    found = "dated 1 September 2025, seen on 15 September 2025, up to date"
    assert answers["education-pep"] == ("yes", f"From the document: {found}")
    assert answers["plan-up_to_date"][0] == "no"
    assert answers["education-ehcp"] == ("not_needed", "From the document: the child needs none")
    assert not answers["health-assessment"][0]  # that of an earlier review is shown, and marked
    assertContains(page, "seen on 2 June 2025, up to date")
    assertContains(page, OLDER, count=1)


def test_a_plan_that_came_in_is_shown_with_its_day_and_does_not_say_it_is_up_to_date(shown, review, iro):
    by = {"recorded_by": iro, "recorded_at": make.at(TODAY)}
    came = {"received_on": date(2025, 9, 8), "due_on": date(2025, 9, 9), "way": "MARKED"}
    ReviewPaper.objects.create(review=review, kind="pep", **came, **by)
    page, answers = shown()
    assertContains(page, "in on 8 September 2025")
    assert not answers["education-pep"][0]


def test_family_time_is_shown_as_the_last_record_has_it(shown, last, iro):
    section = make.make_section(last, "family", iro, data={"about": "Every Saturday."}, is_complete=True)
    page, _ = shown()
    assertContains(page, "the last review, 2 June 2025: check")
    section.data = {"about": "x" * 301}  # under the box, to copy
    section.save()
    assertNotContains(shown()[0], "2 June 2025: check")


def test_a_return_that_ends_before_the_last_review_marks_where_the_child_lives(shown, child, authority, last):
    source = ReturnImport.objects.create(authority=authority, year=2025, state="APPLIED")
    for row in (child.placements.get(), child.legal_statuses.get()):
        row.source = source
        row.save()
    authority.known_until = date(2025, 3, 31)
    authority.save()
    assertContains(shown()[0], OLDER, count=2)
    authority.known_until = LAST
    authority.save()
    assertNotContains(shown()[0], OLDER)


def test_what_is_filled_in_is_stored_only_when_the_iro_saves(client_for, shown, child, review, iro):
    contact(child, iro, "VISITOR", "Sam Ode", LAST)
    shown()
    assert not review.sections.exists()
    rows = {f"{rows}-{total}": "0" for rows in ("attendees", "decisions") for total in TOTALS}
    sent = {"act": "save", "section_version": "", "support-visitor": "has"} | rows
    client_for(iro).post(reverse("reviews:record", args=[review.public_id]), sent)
    assert [(s.key, s.data, s.saved_by) for s in review.sections.all()] == [
        ("support", {"visitor": "has"}, iro)
    ]


TOTALS = ("TOTAL_FORMS", "INITIAL_FORMS")
