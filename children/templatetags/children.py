"""The words of the return's codes, and ages, for templates."""

from datetime import date
from typing import Any

from django import template
from django.urls import reverse

from accounts.access.roles import Permission
from accounts.councils.words import as_said
from accounts.registry import registered
from accounts.templatetags.govuk import plural
from children import codesets
from children.models import Child
from statute.participation import MEANING
from statute.working_days import age_on

register = template.Library()


@register.filter
def code_words(code: str | None, codeset: str) -> str:
    """The label of a code; "not recorded" where there is none."""
    return codesets.label(codeset, code or "")


@register.filter
def short_words(code: str | None, codeset: str) -> str:
    """A code in a few words, for lists and the identity bar."""
    return codesets.short(codeset, code or "")


@register.filter
def took_part(code: str) -> str:
    """A participation code with what it means, in the council's words."""
    return as_said(f"{code}: {MEANING[code]}")


@register.filter
def age(born_on: date, day: date) -> str:
    """How old on the day: in weeks in the first month, in months under two years, else in years."""
    years = age_on(born_on, day)
    if years >= 2:
        return f"{years} years"
    months = (day.year - born_on.year) * 12 + day.month - born_on.month - (day.day < born_on.day)
    if months:
        return plural(months, "month")
    weeks = (day - born_on).days // 7
    return plural(weeks, "week") if weeks else "under a week"


@register.simple_tag(takes_context=True)
def child_page(context: template.Context, child: Child) -> str:
    """The address of the child's overview, for whose role there is one; else empty. Asks no rows."""
    viewer = getattr(getattr(context, "request", None), "viewer", None)
    may = viewer is not None and viewer.may(Permission.SEE_CHILDREN)
    return reverse("children:child", args=[child.public_id]) if may else ""


@register.simple_tag(takes_context=True)
def child_links(context: template.Context, child: Child) -> list[dict[str, Any]]:
    """What the upper floors offer beside the child's name on every page (settings.CHILD_LINKS): {text,
    href}. Asks no rows.
    """
    viewer = getattr(getattr(context, "request", None), "viewer", None)
    return (
        [link for provider in registered("CHILD_LINKS") for link in provider(viewer, child)] if viewer else []
    )
