"""A line on the life so far of each open decision, as the record says it."""

from collections import Counter

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField
from django.utils.html import format_html

from accounts.councils.words import as_said
from accounts.templatetags.govuk import day as day_words
from accounts.templatetags.govuk import plural, tag
from accounts.written import OneOf, Written
from children.models import Child
from reviews.decisions.lists import DRIFT
from reviews.models import Decision, DecisionAtReview
from reviews.record.concern_prefill import drift_link

CARRIED = Written(
    lambda decisions: (
        DecisionAtReview.objects.filter(OneOf("decision", decisions), is_carried_over=True)
        .order_by()
        .values_list("decision")
    ),
    decisions=ArrayField(BigIntegerField()),
)


def passports(decisions: list[Decision], *, challenges_of: Child | None = None) -> dict[int, str]:
    """For each decision a line on its life so far: who, by when, first made when, carried over how often.

    `challenges_of`: the child whose drifting decisions get a link to raise a concern.
    """
    carried = Counter(pk for (pk,) in CARRIED(decisions=[d.pk for d in decisions])) if decisions else {}
    return {d.pk: _passport(d, carried.get(d.pk, 0), challenges_of) for d in decisions}


CHALLENGE = (
    ' <a class="govuk-link" href="{}">Challenge the drift<span class="govuk-visually-hidden">: {}</span></a>'
)


def _passport(decision: Decision, times: int, child: Child | None) -> str:
    held = decision.made_at.held_on
    made = f"First made on {day_words(held)}" if held else as_said("First made at a review")
    over = f", carried over {plural(times, 'time')}" if times else ""
    said = f"{decision.owner}, by {day_words(decision.due_on)}. {made}{over}."
    if times < DRIFT:
        return said
    page = drift_link(child, decision.public_id) if child else ""
    challenge = format_html(CHALLENGE, page, decision.action) if page else ""
    return format_html("{} {}{}", said, tag(f"Carried over {plural(times, 'time')}", "red"), challenge)
