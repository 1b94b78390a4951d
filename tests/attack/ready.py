"""Forms that chance alone does not fill: what stands in the database before each, and what is typed in it.

`name: Ready(typed, before, as_shown, steps)`; the names are those of the matrix."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.clock import today
from reviews.models import LetterCopy
from tests.attack import ready_states as states
from tests.attack.forms import Form
from tests.house_rules.url_matrix import World
from tests.integration.children.feed import tables
from tests.integration.children.returns import small as a_return

RATES = Path(__file__).parents[1] / "data" / "comparators" / "cla_number_and_rate_per_10k_children.csv"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


Typed = Callable[[World, Form], dict[str, Any]]


def typed(**values: Any) -> Typed:
    """The same each time."""
    return lambda w, form: dict(values)


def day(name: str, on: date) -> dict[str, str]:
    """A date in its three boxes."""
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


@dataclass(frozen=True)
class Ready:
    """What one form needs beside chance."""

    typed: Typed = typed()
    before: Callable[[World], str | None] = lambda w: None
    """Brings the state about; returns the address where it is not that of the matrix."""
    as_shown: bool = False
    """The form is sent as the page fills it in, but for `typed`."""
    steps: tuple[dict[str, str], ...] = ()
    """What is added on each page of questions after the first."""
    otherwise: dict[str, str] = field(default_factory=dict)
    """The answer to its question that chance seldom gives: in the walk over records it is also given."""
    who: str = ""
    """Who sends it, where the first reader of the matrix does not."""

    def filled(self, form: Form, w: World, by_chance: dict[str, Any]) -> dict[str, Any]:
        return (form.as_shown() if self.as_shown else by_chance) | self.typed(w, form)


def file(name: str, content: bytes) -> Callable[[], SimpleUploadedFile]:
    return partial(SimpleUploadedFile, name, content)


def all_ticked(w: World, form: Form) -> dict[str, Any]:
    return {"review": form.boxes["review"], "late_note": "Nobody came"}


def add_people(w: World, form: Form) -> dict[str, Any]:
    return {"rows": "name,email,role\nAnn Other,ann.other@council.example,IRO"}


def a_file(field: str, make_file: Callable[[], SimpleUploadedFile]) -> Typed:
    return lambda w, form: {field: make_file()}


def return_files(w: World, form: Form) -> dict[str, Any]:
    return {"year": "", "uploads": [SimpleUploadedFile(name, text) for name, text in a_return().items()]}


def of_each_item(w: World, form: Form) -> dict[str, Any]:
    """All of the pack was sent; something was said of each item."""
    boxes = {name: list(values) for name, values in form.boxes.items()}
    return boxes | {name: options[0] for name, options in form.choices.items()} | day("on", today())


def away(name: str, last: str) -> Typed:
    return lambda w, form: {name: f"{today():%d/%m/%Y}", last: f"{today() + timedelta(days=3):%d/%m/%Y}"}


def soon(w: World, form: Form) -> dict[str, Any]:
    return day("started_on", today()) | day("last_day", today() + timedelta(days=10))


def asked_of_all(w: World, form: Form) -> dict[str, Any]:
    by = f"{today() + timedelta(days=7):%d/%m/%Y}"
    return {name: list(values) for name, values in form.boxes.items()} | {"due_on": by}


def all_seen(w: World, form: Form) -> dict[str, Any]:
    """Each document was seen, and is of a day before the review."""
    seen = {name: "CURRENT" for name in form.choices if name.endswith("-state")}
    return seen | {name: "20/3/2026" for name in form.texts if name.endswith("-dated")}


READY: dict[str, Ready] = {
    "accounts:access_request": Ready(otherwise={"answer": "refuse"}),
    "children:renew_name": Ready(
        typed(**day("until", date(2026, 10, 20)), **day("review_on", date(2026, 7, 20)))
    ),
    "children:review_name": Ready(typed(**day("review_on", date(2026, 5, 20)))),
    "children:add": Ready(
        typed(
            number="200777",
            **day("born_on", date(2012, 5, 4)),
            **day("started_on", date(2026, 4, 13)),
        )
    ),
    "children:add_pack_item": Ready(typed(from_age="0", to_age="17")),
    "children:change_pack_item": Ready(typed(title="The pledge, anew", from_age="5", to_age="17")),
    "disputes:advice": Ready(
        typed(**day("sought_on", date(2026, 4, 13)), **day("received_on", date(2026, 4, 17)), summary="Yes")
    ),
    "reviews:agree_contact": Ready(typed(way="PHONE", every_weeks="6")),
    "accounts:new_terms": Ready(
        typed(**day("starts_on", date(2026, 5, 4)), reason="Agreed", manager_notice_wd="1"),
        as_shown=True,
        steps=({},),
    ),
    "accounts:people_file": Ready(add_people, steps=({"add": "1"},)),
    "accounts:new_group_role": Ready(typed(group="managers"), before=states.with_a_sign_on),
    "accounts:switch_passwords": Ready(typed(passwords="no"), before=states.with_a_sign_on),
    "accounts:renew_connection": Ready(before=states.renewed),
    "accounts:revoke_connection": Ready(before=states.revoked),
    "children:pack_asked": Ready(of_each_item, before=states.with_a_pack),
    "children:pack_sent": Ready(of_each_item, before=states.with_a_pack),
    "children:place": Ready(typed(urn="SC123456")),
    "children:providers": Ready(typed(urn="SC123456", name="Fern House")),
    "children:stand_in": Ready(away("started_on", "last_day"), before=states.to_stand_in),
    "children:allocate_many": Ready(before=states.waiting),
    "children:decide_import": Ready(before=states.alike),
    "children:decide_numbers": Ready(before=states.alike_in_a_delivery),
    "children:back_in_care": Ready(typed(**day("started_on", date(2026, 4, 13))), before=states.left),
    "children:start_of_care": Ready(typed(**day("started_on", date(2026, 4, 13))), before=states.just_come),
    "children:notified": Ready(typed(**day("on", date(2026, 4, 1))), before=states.to_be_adopted),
    "children:worker_teams": Ready(before=states.without_team),
    "children:workers_alike": Ready(typed(answer="two"), before=states.twice_recorded),
    "children:correct": Ready(typed(**day("born_on", date(2012, 5, 4)), reason="Mistyped")),
    "children:decide_difference": Ready(before=states.differs),
    "children:lift_hold": Ready(before=states.held),
    "children:draw": Ready(typed(number="3")),
    "children:link": Ready(typed(kind="SIBLING", number="200002")),
    "children:merge": Ready(typed(number="299999"), before=states.second_record, steps=({},)),
    "children:new_delivery": Ready(a_file("upload", file("night.zip", tables.packed(tables.small())))),
    "children:new_import": Ready(return_files),
    "children:open_record": Ready(before=states.locked),
    "children:propose_erasure": Ready(before=states.over),
    "children:undo_merge": Ready(before=states.merged),
    "children:unrestrict": Ready(before=states.restricted),
    "disputes:cover": Ready(soon),
    "disputes:new_process": Ready(typed(reason="Agreed"), as_shown=True),
    "reporting:comparators": Ready(lambda w, form: {"uploads": [file(RATES.name, RATES.read_bytes())()]}),
    "reporting:correct": Ready(before=states.published),
    "reporting:layout": Ready(typed(largest_hidden_count="6", largest_hidden_base="12"), as_shown=True),
    "reporting:set_groups": Ready(
        typed(**day("starts_on", date(2026, 5, 4)), groups="Young: 0-9\nOlder: 10+", reason="Agreed"),
        as_shown=True,
    ),
    "reporting:other_period": Ready(
        typed(**day("since", date(2025, 4, 1)), **day("until", date(2025, 9, 30)))
    ),
    "reviews:answer_late": Ready(before=states.asked_to_be_late),
    "reviews:draw_sample": Ready(
        typed(since="1/4/2024", until="31/3/2026", number="50", of="all", iro=""), before=states.decided
    ),
    "reviews:reach": Ready(
        typed(**dict.fromkeys(("stated_until_day", "stated_until_month", "stated_until_year"), ""))
    ),
    "reviews:review_documents": Ready(all_seen, before=states.in_hand),
    "reviews:raise_trigger": Ready(
        lambda w, form: {"needed_before": f"{today() + timedelta(days=7):%d/%m/%Y}"}
    ),
    "reviews:sign_letter": Ready(otherwise={"answer": "return", "reason": "Too long"}),
    "reviews:remove_meeting": Ready(before=states.of_two_meetings),
    "reviews:ask_updates": Ready(asked_of_all, before=states.due),
    "reviews:check": Ready(before=states.complete),
    "reviews:copy": Ready(before=states.not_to_tell),
    "reviews:own_copy": Ready(before=states.own_copy, who="social_worker"),
    "reviews:days_away": Ready(away("first", "last")),
    "reviews:change_inviting_words": Ready(
        typed(**day("starts_on", date(2026, 5, 4)), title="Please come", text="{child}: {details}")
    ),
    "reviews:inviting_words_ours": Ready(before=states.with_own_words),
    "reviews:feedback_scale": Ready(
        typed(**day("starts_on", date(2026, 5, 4)), question="How was it?", answers="Good\nBad")
    ),
    "reviews:midway_questions": Ready(
        typed(
            **day("starts_on", date(2026, 5, 4)), questions="Is there a passport?\nIs there a bank account?"
        )
    ),
    "reviews:add_record_question": Ready(
        typed(section="health", text="Is there a bank account?", kind="YES_NO", choices="", title="")
    ),
    "reviews:publish_record": Ready(typed(**day("starts_on", date(2026, 5, 4)))),
    "reviews:put_off": Ready(lambda w, form: {"on": f"{today() + timedelta(days=21):%d/%m/%Y}"}),
    "reviews:receive_paper": Ready(before=states.not_there_yet),
    "reviews:adjourn": Ready(
        lambda w, form: {"until": f"{today() + timedelta(days=3):%d/%m/%Y}", "at": "10:00"},
        before=states.started_today,
    ),
    "reviews:copy_told": Ready(before=states.to_tell),
    "reviews:answer_told": Ready(before=states.manager_to_tell),
    "reviews:copy_outcome": Ready(before=states.sent_by_hand),
    "reviews:redirect_copy": Ready(typed(channel="PRINT"), before=states.come_back),
    "reviews:explain_delay": Ready(typed(late_note="Nobody came"), before=states.late),
    "reviews:late_reviews": Ready(all_ticked, before=states.late_listed),
    "reviews:send_copies": Ready(
        lambda w, form: {"copy": [str(c.public_id) for c in LetterCopy.objects.filter(state="LISTED")]},
        before=states.with_a_copy,
    ),
    "reviews:translation": Ready(a_file("translated", file("letter.pdf", PDF))),
}
