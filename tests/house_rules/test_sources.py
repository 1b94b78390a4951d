"""The rules of the house, read from the source: floors, clock, sizes, names. Exclude lists may only
shrink."""

import ast
import re
import sys

import pytest

from tests.house_rules.sources import (
    FLOORS,
    imported,
    lines_of,
    modules,
    nodes_of,
    python_files,
    templates,
)

HEAVY = {
    "weasyprint",
    "fontTools",
    "playwright",
    "pikepdf",
    "pypdf",
    "highspy",
}  # imported where used: Pango may be missing, and few processes ask the solver
FILES_OVER_400: set[str] = set()
FUNCTIONS_OVER_50: set[str] = set()
TEMPLATES_OVER_200: set[str] = set()
EMPTY_NAMES = {
    "made",
    "standing",
    "together",
    "between",
    "telling",
    "closed",
    "acting",
    "asking",
    "running",
    "changes",
    "present",
    "pages",
    "parts",
}
STILL_NAMED_SO = {"accounts/ui/asking.py"}  # may only shrink
MARKED_SAFE_ALLOWED: dict[str, str] = {
    "accounts/templatetags/words.py": "was marked before; the council's terms in it are escaped",
    "accounts/ui/layout.py": "render_to_string of our own template",
    "reporting/drawing/shapes.py": "SVG drawn by ourselves; every text in it is escaped",
    "reporting/drawing/charts.py": "SVG drawn by ourselves; every text in it is escaped",
}
NO_FILE_OF_THEM = {
    "accounts/people/rows.py",  # rows in a text area, to be corrected there
}
"""Modules that write CSV which no spreadsheet opens."""
CLOCK = {"accounts/clock.py"}
CALLED_FROM_OUTSIDE = {  # by a browser, Django or the queue, as a view or a task is
    "accounts/admin.py",
    "accounts/connections/door.py",
    "accounts/drafts/sending.py",
    "accounts/mail/outbox.py",
    "accounts/middleware.py",
    "accounts/sign_in/adapters.py",
    "accounts/sign_in/forgotten.py",
    "accounts/sign_in/forms.py",
    "accounts/single_sign_on/adapters.py",
    "accounts/site/watching.py",
    "accounts/templatetags/drafts.py",
    "children/child/questions.py",
    "children/feed/endpoint.py",
    "children/retention/bundles.py",
    "disputes/doors.py",
    "iro_portal/errors.py",
    "iro_portal/home.py",
    "reporting/screen/chosen_period.py",
    "reviews/meeting/step_page.py",
    "reviews/record/entry.py",
}
MOMENTS_OF_THE_COUNCIL = {"statute/notification.py"}  # in the time zone in which they were given
SECONDS_ALLOWED = {"accounts/middleware.py", "accounts/site/views.py"}  # ages of sessions, not days


def test_every_import_points_down():
    wrong = []
    for name in modules():
        floor = name.split("/")[0]
        for node in nodes_of(name):
            for target in imported(node):
                top = target.split(".")[0]
                if top in FLOORS and FLOORS.index(top) > FLOORS.index(floor):
                    wrong.append(f"{name}:{node.lineno} imports {target}")
    assert not wrong


def test_law_uses_the_standard_library_and_dateutil_alone():
    allowed = set(sys.stdlib_module_names) | {"statute", "dateutil"}
    wrong = [
        f"{name}:{node.lineno} imports {target}"
        for name in modules()
        if name.startswith("statute/")
        for node in nodes_of(name)
        for target in imported(node)
        if target.split(".")[0] not in allowed
    ]
    assert not wrong


def test_no_import_of_ours_hides_inside_a_function():
    found = set()
    for name in modules():
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        inside = [range(f.lineno, (f.end_lineno or 0) + 1) for f in nodes_of(name) if isinstance(f, kinds)]
        for node in nodes_of(name):
            for target in imported(node):
                if target.split(".")[0] not in HEAVY and any(node.lineno in lines for lines in inside):
                    found.add((name, target))
    assert not found


CLOCKS = {
    "date",
    "datetime",
    "datetime.date",
    "datetime.datetime",
    "dt.date",
    "dt.datetime",
    "time",
    "timezone",
}
READINGS = {"today", "now", "utcnow", "localdate", "localtime", "time", "time_ns"}


def reads_the_clock(node: ast.AST) -> str:
    """The clock that a call reads; localtime of a given instant reads none."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    whose, reading = ast.unparse(node.func.value), node.func.attr
    reads = whose in CLOCKS and reading in READINGS and not (reading == "localtime" and node.args)
    return whose if reads else ""


def test_clock_is_read_in_one_place():
    wrong = []
    for name in modules():
        allowed = {"", "time"} if name in SECONDS_ALLOWED else {""}
        read = [node for node in nodes_of(name) if reads_the_clock(node) not in allowed]
        wrong += [f"{name}:{node.lineno}" for node in read if name not in CLOCK]
    assert not wrong


def test_the_day_of_a_moment_is_that_of_the_council():
    """Stored moments are in UTC: in summer what happens after midnight would be of the day before."""
    wrong = [
        f"{name}:{node.lineno}"
        for name in modules()
        if name not in MOMENTS_OF_THE_COUNCIL
        for node in nodes_of(name)
        if takes_the_day_of_a_moment(node)
    ]
    assert not wrong


def takes_the_day_of_a_moment(node: ast.AST) -> bool:
    """`moment.date()`, where the moment is not what `localtime`, `astimezone` or a reader of text gives; and
    a stored one that is written as a day."""
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        return ast.unparse(node.value).endswith("_at") and "%" in ast.unparse(node.format_spec)
    is_call = isinstance(node, ast.Call) and not node.args and isinstance(node.func, ast.Attribute)
    return is_call and node.func.attr == "date" and not isinstance(node.func.value, ast.Call)


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ("x = form.completed_at.date()", True),
        ("x = moment.date()", True),
        ("x = (applied or created).date()", True),
        ("x = seen[1].date()", True),
        ('x = f"{row.created_at:%Y-%m-%d}"', True),
        ('x = f"{row.held_on:%Y-%m-%d}"', False),
        ("x = localtime(moment).date()", False),
        ("x = moment.astimezone(LONDON).date()", False),
        ("x = datetime.date(2026, 1, 1)", False),
    ],
)
def test_every_way_to_take_the_day_of_a_moment_is_found(source, wrong):
    assert any(takes_the_day_of_a_moment(node) for node in ast.walk(ast.parse(source))) is wrong


def test_today_is_handed_down_and_not_read_below_views_commands_and_tasks():
    """Whatever is not called by a browser, by somebody at a shell or by a timed job is given its `today`; it
    may note the instant with now().
    """
    wrong = [
        name
        for name in modules()
        if not re.search(r"views|commands|tasks|^bench/", name) and name not in CALLED_FROM_OUTSIDE
        for node in nodes_of(name)
        if isinstance(node, ast.ImportFrom)
        and node.module == "accounts.clock"
        and any(alias.name == "today" for alias in node.names)
    ]
    assert not wrong


def test_no_signals_no_helpers_no_logic_in_save():
    wrong = []
    for name in modules():
        if re.search(r"(^|/)(utils|helpers|signals|common|misc)\.py$", name):
            wrong.append(f"{name}: a dumping ground by its name")
        for node in nodes_of(name):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".connect", "receiver")):
                wrong.append(f"{name}:{node.lineno} connects a signal")
            if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"} and "models" in name:
                wrong.append(f"{name}:{node.lineno} overrides {node.name}()")
    assert not wrong


def test_a_file_name_says_what_is_in_it():
    names = {*python_files(), *(f"templates/{t}" for t in templates())}
    empty = {n for n in names if re.split(r"[/.]", n)[-2] in EMPTY_NAMES}
    assert empty <= STILL_NAMED_SO, empty - STILL_NAMED_SO


def test_stored_text_is_never_a_template():
    compiled = {"HTML", "Fieldset", "Submit", "Button", "Reset"}
    wrong = [
        f"{name} imports crispy's {alias.name}"
        for name in modules()
        for node in nodes_of(name)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("crispy_forms")
        for alias in node.names
        if alias.name in compiled
    ]
    assert not wrong


def test_stored_text_is_never_marked_safe():
    marks = {"mark_safe", "SafeString"}
    wrong = [
        f"{name}:{node.lineno} marks text as safe"
        for name in modules()
        for node in nodes_of(name)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in marks
        if name not in MARKED_SAFE_ALLOWED
    ]
    for name, text in templates().items():
        if re.search(r"\|\s*safe\b|autoescape off", text):
            wrong.append(f"templates/{name} switches escaping off")
    assert not wrong


def test_no_file_for_a_spreadsheet_runs_what_somebody_typed():
    """Whoever writes CSV makes formulas neutral; a workbook is written as text and numbers, cell by cell."""
    calls = {
        name: {ast.unparse(node.func) for node in nodes_of(name) if isinstance(node, ast.Call)}
        for name in modules()
        if not name.startswith(("demo/", "bench/"))
    }
    bare = {name for name, called in calls.items() if "csv.writer" in called and "neutral" not in called}
    assert bare == NO_FILE_OF_THEM
    books = {name: called for name, called in calls.items() if "xlsxwriter.Workbook" in called}
    assert list(books) == ["reporting/edition/workbook.py"]
    written = {c for called in books.values() for c in called if re.fullmatch(r"page\.write\w*", c)}
    assert written == {"page.write_string", "page.write_number"}


def test_an_answer_that_is_sent_twice_is_one():
    """Django's own question with several answers hands on what came twice."""
    asks = [name for name in modules() if any("forms.MultipleChoiceField" in line for line in lines_of(name))]
    assert asks == ["accounts/ui/fields.py"]


def test_pages_carry_no_script_or_style_of_their_own():
    wrong = []
    for name, text in templates().items():
        if not name.endswith(".html") or name.startswith("reporting/pdf"):
            continue
        bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)
        if re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", bare):
            wrong.append(name)
    assert not wrong


def long_files() -> dict[str, int]:
    return {name: len(lines_of(name)) for name in modules() if len(lines_of(name)) > 400}


def long_templates() -> dict[str, int]:
    lines = {name: len(text.splitlines()) for name, text in templates().items()}
    return {name: count for name, count in lines.items() if count > 200}


def long_functions() -> dict[str, int]:
    functions = {}
    for name in modules():
        for node in nodes_of(name):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 50:
                    functions[f"{name}:{node.name}"] = length
    return functions


@pytest.mark.parametrize(
    ("what", "found", "excluded"),
    [
        ("files over 400 lines", long_files, FILES_OVER_400),
        ("functions over 50 lines", long_functions, FUNCTIONS_OVER_50),
        ("templates over 200 lines", long_templates, TEMPLATES_OVER_200),
    ],
)
def test_sizes_stay_within_the_budget(what, found, excluded):
    over = {name: size for name, size in found().items() if name not in excluded}
    assert not over, f"{what}: {over}"


def test_every_function_says_its_types():
    wrong = []
    for name in modules():
        for node in nodes_of(name):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                bare = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
                if bare or (node.returns is None and node.name != "__init__"):
                    wrong.append(f"{name}:{node.lineno} {node.name} {bare}")
    assert not wrong
