"""What a person typed or a file says is kept whole, or refused: no slice cuts it, and no input of a page."""

import ast
import re

from tests.house_rules.sources import modules, templates

PRODUCT = ("accounts", "children", "reviews", "disputes", "reporting", "iro_portal")
FEWEST = 40
"""From so many characters on a slice is looked at; shorter ones are of dates, codes and lists shown."""
NOT_TYPED = {
    "accounts/jobs/queue.py": "how far a job is",
    "accounts/mail/outbox.py": "what a mail server answered, and a number of mails",
    "accounts/single_sign_on/adapters.py": "a provider's name for itself, in a message",
    "accounts/sign_in/adapters.py": "a key of the limits, and the browser's name for itself",
    "accounts/councils/bank_holidays.py": "a name that GOV.UK publishes",
    "accounts/drafts/actions.py": "the title of a page",
    "accounts/drafts/keys.py": "addresses of pages",
    "accounts/drafts/sending.py": "the name of a view",
    "accounts/drafts/once.py": "an address of the portal",
    "accounts/searches.py": "a search, of which the page says that it was cut; a line of the access log",
    "children/feed/actions.py": "the name of a file; why a delivery failed, in our words",
    "children/feed/by_hand.py": "what differs, shown beside the records that hold it whole",
    "children/feed/endpoint.py": "the name of a delivery",
    "children/feed/staging.py": "the key of a row in a message",
    "children/imports/actions.py": "the name of a file, and our words on it",
    "children/imports/reading.py": "the start of a file, and a cell in a message",
    "children/imports/run.py": "headings in a message",
    "children/imports/state/lives.py": "a cell in a message",
    "children/imports/tables.py": "the number of a worker, which is refused where it is longer",
    "children/imports/tables_shown.py": "a cell in a list of rows",
    "children/imports/values.py": "a cell in a message",
    "children/people/hand_over_views.py": "a line of the access log",
    "disputes/concern/prefill.py": "a key in an address",
    "disputes/patterns/views.py": "the first rows of a list",
    "reporting/api/calls.py": "a line of the access log",
    "reporting/edition/workbook.py": "the name of a sheet",
    "reporting/screen/grids.py": "labels of columns",
    "reporting/screen/list_views.py": "the first rows of a list",
    "reviews/decisions/views.py": "the number of decisions sent at once",
    "reviews/inviting/words_forms.py": "a question in a message",
    "reviews/midway/asked_views.py": "a question in a message",
    "reviews/midway/forms.py": "a decision as a label, on the page of which it is read whole",
    "reviews/record/contradictions.py": "a decision in a message",
    "reviews/record/own/forms.py": "an answer in a message",
    "reviews/record/row_forms.py": "a decision in a message",
}
"""May only shrink, but for what nobody typed into the field that is kept."""


def cuts(tree: ast.Module) -> list[int]:
    """Lines with a slice from the start to a number, or to a name that reads like a limit."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Slice)
        and node.slice.lower is None
        and is_limit(node.slice.upper)
    ]


def is_limit(upper: ast.expr | None) -> bool:
    if isinstance(upper, ast.Constant):
        return isinstance(upper.value, int) and upper.value >= FEWEST
    name = upper.attr if isinstance(upper, ast.Attribute) else getattr(upper, "id", "")
    return name.startswith("LONGEST")


def test_nothing_cuts_what_was_typed():
    found = {name: lines for name, tree in modules().items() if (lines := cuts(tree))}
    cut = {name: lines for name, lines in found.items() if name.startswith(PRODUCT)}
    assert {n: lines for n, lines in cut.items() if n not in NOT_TYPED} == {}
    assert NOT_TYPED.keys() <= cut.keys(), "cuts nothing any more: take it off the list"


def test_no_template_lets_the_browser_cut():
    limit = re.compile(r"(?<!data-)maxlength=")
    assert [name for name, text in templates().items() if limit.search(text)] == []
