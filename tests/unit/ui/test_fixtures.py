"""The form pack and the page parts give what govuk-frontend's own fixtures give. Named differences, nothing
else."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from accounts.templatetags.govuk import all_errors, tag
from accounts.ui.fields import DatePartsField
from accounts.ui.forms import BaseForm
from tests.unit.ui.markup import lines

DATA = Path(__file__).resolve().parents[2] / "data" / "govuk" / "fixtures.json"
FIXTURES = {(f["component"], f["name"]): f for f in json.loads(DATA.read_text(encoding="utf-8"))}
PACK = ("input", "textarea", "character-count", "select", "radios", "checkboxes", "date-input", "file-upload")


def names(*components: str) -> list[tuple[str, str]]:
    return [key for key in FIXTURES if key[0] in components]


# --- what is ours: ids (Django's), label weight, and words for assistive technology that Django adds


def ids_of_ours(html: str) -> str:
    html = html.replace("_helptext", "-hint").replace("_error", "-error")
    html = re.sub(r"\bid_(\w[\w-]*?)_0\b", r"id_\1", html)
    html = re.sub(r"\b(id_[\w-]*?)_(\d+)\b", lambda m: f"{m[1]}-{int(m[2]) + 1}", html)
    html = re.sub(r"_(day|month|year)\b", r"-\1", html)
    return html


def words_of_ours(html: str) -> str:
    html = re.sub(r' aria-invalid="true"| cols="40"', "", html)
    return re.sub(r" govuk-label--s| govuk-fieldset__legend--s", "", html)


def ids_of_theirs(given: str, name: str) -> Any:
    def change(html: str) -> str:
        html = re.sub(
            rf'(id|for|data-aria-controls)="(conditional-)?{re.escape(given)}', r'\1="\2id_field', html
        )
        html = re.sub(r'aria-describedby="[^"]*"', lambda m: m[0].replace(given, "id_field"), html)
        return html.replace(f'name="{name}"', 'name="field"')

    return change


def field_of(component: str, options: dict[str, Any]) -> forms.Field:
    """The Django field that asks what the fixture asks."""
    label = (options.get("label") or options.get("fieldset", {}).get("legend"))["text"]
    common = {"label": label, "help_text": options.get("hint", {}).get("text", ""), "required": False}
    if component == "date-input":
        return DatePartsField(**common)
    if component in ("textarea", "character-count"):
        field: forms.Field = forms.CharField(
            widget=forms.Textarea(attrs={"rows": options.get("rows", 5)}), **common
        )
        if "maxlength" in options:
            field.govuk_maxlength = options["maxlength"]
        return field
    if component in CHOICES:
        return _choice_of(component, options, common)
    return (forms.FileField if component == "file-upload" else forms.CharField)(**common)


CHOICES: dict[str, Any] = {
    "select": forms.Select,
    "radios": forms.RadioSelect,
    "checkboxes": forms.CheckboxSelectMultiple,
}


def _choice_of(component: str, options: dict[str, Any], common: dict[str, Any]) -> forms.Field:
    """A field of choices with what the fixture says of each: hints, and what a choice reveals."""
    items = options.get("items") or []
    choices = [(str(i.get("value", "")), i["text"]) for i in items if "text" in i]
    kind = forms.MultipleChoiceField if component == "checkboxes" else forms.ChoiceField
    legend = options.get("fieldset", {}).get("legend", {})
    field = kind(choices=choices, widget=CHOICES[component], **common)
    field.item_hints = {str(i["value"]): i["hint"]["text"] for i in items if "hint" in i}
    field.legend_class = legend.get("classes", "")
    field.inline = "--inline" in options.get("classes", "")
    field.small = "--small" in json.dumps(options)
    field.is_page_heading = legend.get("isPageHeading", False)
    field.reveals = {str(i["value"]): f"shown_{n}" for n, i in enumerate(items) if i.get("conditional")}
    return field


def chosen(component: str, options: dict[str, Any]) -> Any:
    items = options.get("items") or []
    if component == "date-input":
        return options.get("values")
    if component == "checkboxes":
        return [
            str(i["value"]) for i in items if i.get("checked") or i.get("value") in options.get("values", [])
        ]
    if component in ("radios", "select"):
        found = [str(i["value"]) for i in items if i.get("checked") or i.get("selected")]
        return options.get("value") or (found[0] if found else None)
    return options.get("value")


def form_of(component: str, options: dict[str, Any]) -> forms.Form:
    field = field_of(component, options)
    revealed = {name: forms.CharField(required=False) for name in getattr(field, "reveals", {}).values()}
    made = type("FixtureForm", (BaseForm,), {"field": field, **revealed})
    form = made(initial={"field": chosen(component, options)})
    for extra in (
        "item_hints",
        "reveals",
        "legend_class",
        "is_page_heading",
        "inline",
        "small",
        "govuk_maxlength",
    ):
        if hasattr(field, extra):
            setattr(form.fields["field"], extra, getattr(field, extra))
    if "errorMessage" in options:
        form.is_bound, form._errors, form.cleaned_data = True, forms.utils.ErrorDict(), {}
        form.add_error("field", options["errorMessage"]["text"])
        form.is_bound = False  # the fixture shows an error beside the first values, not what was sent
        form.fields["field"].bad_parts = [
            p for p in ("day", "month", "year") if options.get(p, {}).get("error")
        ]
    return form


def without_reveals(html: str) -> str:
    """What stands inside a reveal is a field of its own and compared as such; the fixtures put bare inputs
    there."""
    keep, skip, out = re.split(r"(<div\b[^>]*>|</div>)", html), 0, []
    for part in keep:
        if skip:
            skip += part.startswith("<div") - (part == "</div>")
            if skip:
                continue
        elif "__conditional" in part and part.startswith("<div"):
            skip = 1
        out.append(part)
    return "".join(out)


NUMERIC_MONTH = re.compile(r'(id="[^"]*-month"[^>]*?) inputmode="numeric"')


def of_dates(html: str) -> str:
    """Ours takes the names of months too, so the month has no number pad; and our boxes are named after the
    field."""
    html = NUMERIC_MONTH.sub(r"\1", html)
    html = re.sub(r' value=""', "", html)
    return re.sub(r'name="(?:field[-_]|[\w-]*?)(day|month|year)"', r'name="\1"', html)


@pytest.mark.parametrize(("component", "name"), names(*PACK))
def test_field_is_drawn_as_govuk_frontend_draws_it(component, name):
    fixture = FIXTURES[component, name]
    options = fixture["options"]
    given = options.get("idPrefix") or options.get("id") or options.get("name")
    theirs = fixture["html"].replace(" disabled", "")  # no choice of ours is ever disabled
    ours = form_of(component, options)["field"].as_field_group()
    if component in ("radios", "checkboxes"):
        for n, item in enumerate(options["items"]):
            if "id" in item:  # this fixture names each box; ours are named after the question
                ours_is = f"id_field-{n + 1}" if n else "id_field"
                theirs = re.sub(rf'((?:id|for|aria-describedby)="){item["id"]}', rf"\1{ours_is}", theirs)
            if "name" in item:
                theirs = theirs.replace(f'name="{item["name"]}"', 'name="field"')
    changes = [without_reveals, of_dates] if component in ("radios", "checkboxes", "date-input") else []
    assert lines(ours, ids_of_ours, words_of_ours, *changes) == lines(
        theirs, ids_of_theirs(given, options.get("name", given)), *changes
    )


@pytest.mark.parametrize(("component", "name"), names(*PACK))
def test_crispy_draws_the_same_field(component, name):
    """`{% crispy form %}` and `as_field_group` give one markup."""
    form = form_of(component, FIXTURES[component, name]["options"])
    by_crispy = Template("{% load crispy_forms_tags %}{% crispy form %}").render(Context({"form": form}))
    assert lines(by_crispy) == lines(form["field"].as_field_group())


def test_a_multiple_choice_is_checkboxes_though_python_calls_it_radios():
    html = form_of("checkboxes", FIXTURES["checkboxes", "default"]["options"])["field"].as_field_group()
    assert 'type="checkbox"' in html and "radio" not in html


# --- page parts


def part(template: str, **context: Any) -> list[str]:
    return lines(render_to_string(f"components/{template}.html", context), without_words)


def without_words(html: str) -> str:
    """Our values keep their line breaks by a span of our own, which GOV.UK's have not."""
    return re.sub(r'<span class="iro-words">(.*?)</span>', r"\1", html)


@pytest.mark.parametrize("name", [n for _, n in names("error-summary")])
def test_error_summary(name):
    fixture = FIXTURES["error-summary", name]
    errors = [(e["text"], e.get("href", "").lstrip("#")) for e in fixture["options"]["errorList"]]
    assert part("error_summary", errors=errors) == lines(fixture["html"])


@pytest.mark.parametrize(
    ("name", "number", "total"), [("first page", 1, 3), ("last page", 3, 3), ("default", 2, 3)]
)
def test_pagination(name, number, total):
    page = Paginator(range(total), 1).get_page(number)
    request = RequestFactory().get("/")
    html = render_to_string("components/pagination.html", {"page": page}, request)
    addresses = [(re.compile(r'href="[^"]*"'), 'href=""')]
    theirs, ours = FIXTURES["pagination", name]["html"], html
    for pattern, plain in addresses:
        theirs, ours = pattern.sub(plain, theirs), pattern.sub(plain, ours)
    assert lines(ours) == lines(theirs)


@pytest.mark.parametrize("name", [n for _, n in names("summary-list")])
def test_summary_list_and_card(name):
    options = FIXTURES["summary-list", name]["options"]
    rows = []
    for row in options["rows"]:
        action = (row.get("actions") or {}).get("items", [{}])
        if len(action) > 1 or "html" in row["value"]:
            pytest.skip("our lists have one link a row and no markup in a value")
        found = {"key": row["key"]["text"], "value": row["value"]["text"]}
        rows.append(
            found
            | ({"href": action[0]["href"], "change": action[0]["visuallyHiddenText"]} if action[0] else {})
        )
    card = options.get("card")
    if card is None:
        assert part("summary_list", rows=rows) == lines(FIXTURES["summary-list", name]["html"])
    else:
        actions = card.get("actions", {}).get("items", [])
        shown = part("summary_card", title=card["title"]["text"], rows=rows, actions=actions)
        assert shown == lines(FIXTURES["summary-list", name]["html"])


@pytest.mark.parametrize("name", [n for _, n in names("task-list")])
def test_task_list(name):
    fixture = FIXTURES["task-list", name]
    prefix = fixture["options"].get("idPrefix", "task-list")
    tasks = []
    for n, item in enumerate(fixture["options"]["items"], 1):
        status = item["status"]
        tasks.append(
            {
                "id": f"{prefix}-{n}",
                "title": item["title"]["text"],
                "href": item.get("href", ""),
                "hint": item.get("hint", {}).get("text", ""),
                "status": status.get("text") or status["tag"]["text"],
                "colour": status.get("tag", {}).get("classes", "").removeprefix("govuk-tag--"),
            }
        )
    assert part("task_list", tasks=tasks) == lines(fixture["html"])


@pytest.mark.parametrize(
    ("name", "kind", "title"), [("default", "", "Important"), ("with type as success", "success", "Success")]
)
def test_notification(name, kind, title):
    """ "Done" is our word for "Success"; everything else is theirs."""
    fixture = FIXTURES["notification-banner", name]
    shown = part(
        "notification", text=fixture["options"]["text"], kind=kind, id="govuk-notification-banner-title"
    )
    assert shown == lines(fixture["html"].replace("Success\n", "Done\n"))


def test_warning_inset_back_link_and_tags():
    warning, inset = FIXTURES["warning-text", "default"], FIXTURES["inset-text", "default"]
    assert part("warning", text=warning["options"]["text"]) == lines(warning["html"])
    assert part("inset", text=inset["options"]["text"]) == lines(inset["html"])
    assert lines(FIXTURES["back-link", "default"]["html"])[0] in "\n".join(part("back_link", href="#"))
    assert lines(tag("Grey", "grey")) == lines(FIXTURES["tag", "grey"]["html"])
    assert lines(tag("Red", "red")) == lines(FIXTURES["tag", "red"]["html"])


def test_table():
    options = FIXTURES["table", "with head and caption"]["options"]
    headings = [{"text": h["text"], "numeric": h.get("format") == "numeric"} for h in options["head"]]
    rows = [[cell["text"] for cell in row] for row in options["rows"]]
    ours = part("table", caption=options["caption"], headings=headings, rows=rows)
    inside = [re.sub(r" data-label='[^']*'", "", line.removeprefix("  ")) for line in ours[1:]]
    assert inside == lines(FIXTURES["table", "with head and caption"]["html"])


# --- the error summary of whole pages


class Outer(BaseForm):
    name = forms.CharField(label="Name")
    held_on = DatePartsField(noun="The date of the review")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A")], widget=forms.RadioSelect)
    token = forms.CharField(label="Token", widget=forms.HiddenInput)


class Inner(BaseForm):
    action = forms.CharField(label="What is to be done?")


def test_every_error_of_forms_and_formsets_is_listed_in_page_order_with_a_link_that_lands():
    made = forms.formset_factory(Inner)
    form = Outer({"held_on_day": "3", "held_on_year": "2026"})
    formset = made({"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "1", "rows-0-action": ""}, prefix="rows")
    found = all_errors(form, formset)
    assert [message for message, _ in found] == [
        "Enter name",
        "The date of the review must include a month",
        "Choose kind",
        "Enter token",
        "Answer “What is to be done?”",
    ]
    assert [target for _, target in found] == [
        "id_name",
        "id_held_on_month",
        "id_kind_0",
        "",
        "id_rows-0-action",
    ]
    html = str(form) + formset.render()
    for _, target in found:
        assert not target or f'id="{target}"' in html
