"""The committee's page: a council's own headings, who cleared the report, how it is printed."""

import pytest
from django.template.loader import render_to_string

from reporting.cover.fields import as_lines, every_field, fields_of, filled
from reporting.cover.forms import CoverForm
from reporting.cover.page import in_parts
from reporting.models import ReportLayout

OWN = "-wards: Wards affected\nportfolio: Lead member\nWard member\n-Old heading"


def test_a_council_orders_names_and_leaves_out_headings():
    """P-141, V-29: what it does not name stands after those it does."""
    layout = ReportLayout(cover_fields=OWN)
    labels = [field.label for field in fields_of(layout)]
    assert labels[:3] == ["Lead member", "Ward member", "Meeting"]
    assert "Wards affected" not in labels and "Key decision" in labels and "Old heading" not in labels
    again = ReportLayout(cover_fields=as_lines(layout))
    assert every_field(again) == every_field(layout)
    said = filled(layout, {"wards": "All", "portfolio": "A. Patel", "own_ward-member": "B. Lee"})
    assert said == (("Lead member", "A. Patel"), ("Ward member", "B. Lee"))


@pytest.mark.parametrize(
    ("typed", "kept", "wrong"),
    [
        ("Treasurer | A. Patel | 3/6/2026", "Treasurer | A. Patel | 3 June 2026", ""),
        ("Treasurer|A. Patel|", "Treasurer | A. Patel", ""),
        ("Treasurer, A. Patel", "", "Line 1: enter the post, the name and the day"),
        ("Treasurer | A. Patel\n\nSolicitor | B. Lee | soon", "", "Line 2: “soon” is not a day"),
    ],
)
def test_who_cleared_the_report_is_post_name_and_day(typed, kept, wrong):
    form = CoverForm({"clearance": typed}, headings=fields_of(ReportLayout()))
    assert form.is_valid() is not bool(wrong)
    if wrong:
        assert wrong in form.errors["clearance"][0]
    else:
        assert form.filled() == {"clearance": kept}


def test_a_decision_is_said_to_be_key_or_not_or_nothing():
    asked = fields_of(ReportLayout())
    assert CoverForm({"key_decision": "No"}, headings=asked).is_valid()
    assert not CoverForm({"key_decision": "Perhaps"}, headings=asked).is_valid()


def test_short_words_stand_in_a_table_and_clearances_in_another():
    """R-00: twenty headings each on a line of its own took two pages."""
    long = "The report tells of a year. " * 5
    cover = (
        ("Meeting", "Cabinet"),
        ("Summary", long),
        ("Clearance", "Treasurer | A. Patel | 3 June 2026\nSolicitor | B. Lee"),
    )
    parts = in_parts(cover)
    assert parts.brief == (cover[0],) and parts.long == (cover[1],)
    assert parts.clearances == (
        ("Clearance", (("Treasurer", "A. Patel", "3 June 2026"), ("Solicitor", "B. Lee", ""))),
    )
    page = render_to_string("reporting/exhibits/committee.html", {"cover": cover})
    assert "<td>not yet</td>" in page and page.count("<table ") == 2 and f">{long}</p>" in page
