"""What every page shows: the council, the person, and at most seven links that this person can use."""

from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse

from accounts.access.roles import Permission as P
from accounts.access.roles import Role
from accounts.access.viewers import Viewer
from accounts.councils.words import Words, said

MOST_LINKS = 7


@cache
def _reversed(name: str, prefix: str) -> str:
    return reverse(name)


def address_of(name: str) -> str:
    """The address of a page. Every page asks for some forty of them, so each is looked up once."""
    return _reversed(name, get_script_prefix())


@dataclass(frozen=True)
class Page:
    """A page that can be reached from every other one, by those who have the permission. `alone`: its link
    where its group has no other.
    """

    text: str
    name: str
    needs: P | tuple[P, ...] | None = None
    """One permission, or several of which one is enough."""
    alone: str = ""
    under: tuple[str, ...] = ()
    """Beginnings of addresses that are this page too, such as another week."""

    def is_open_to(self, viewer: Viewer) -> bool:
        """Whether this person may open it."""
        needs = self.needs if isinstance(self.needs, tuple) else (self.needs,)
        return any(need is None or viewer.may(need) for need in needs)

    def is_at(self, path: str) -> bool:
        return path == address_of(self.name) or path.startswith(self.under)


@dataclass(frozen=True)
class Group:
    """Pages under one link, with links between them on each.

    `without_first`: what it is called for those for whom its first page is not open; `always`: it stays one
    where each page would
    have room for a link of its own.
    """

    text: str
    pages: tuple[Page, ...]
    without_first: str = ""
    always: bool = True


REVIEWS = (
    Page("Due and in hand", "reviews:list", P.BOOK_REVIEW, alone="Reviews"),
    Page("Calendar", "reviews:week_now", P.BOOK_REVIEW, under=("/reviews/week/", "/reviews/month/")),
    Page("Needed before a change", "reviews:triggers", P.BOOK_REVIEW),
    Page("Late, without a reason", "reviews:late_reviews", P.BOOK_REVIEW),
    Page("How they were prepared", "reporting:checklist", P.BOOK_REVIEW),
    Page("Did not come", "reviews:not_there", (P.RECORD_REVIEW, P.RESTRICT_CHILD)),
    Page("Letters and copies", "reviews:letters", P.BOOK_REVIEW),
    Page("Monitoring forms", "reviews:monitoring_forms", P.READ_MONITORING),
    Page("Midway checks", "reviews:midways", P.READ_MONITORING),
    Page("Updates for midway checks", "reviews:midway_updates", P.ANSWER_MIDWAY),
    Page("Contact", "reviews:contact_list", P.READ_CONTACT),
    Page("Good practice", "reviews:praise_list", P.READ_PRAISE),
    Page("Questions", "reviews:monitoring_versions", P.EDIT_MONITORING),
)
MEASURES = (
    Page("Measures", "reporting:measures", P.SEE_MEASURES),
    Page("Dashboard", "reporting:dashboard", P.OPEN_MEASURE_ROWS),
    Page("Caseloads", "reporting:caseloads", (P.ALLOCATE_IRO, P.APPROVE_REPORT, P.RECORD_REVIEW)),
    Page("Reports", "reporting:reports", P.READ_REPORTS),
    Page("Recorded since", "accounts:recording", P.SET_RECORDING),
)
ADMINISTRATION = (
    Page("Set up", "accounts:start", (P.MANAGE_SETTINGS, P.MANAGE_WORKERS)),
    Page("Imports", "children:imports", P.IMPORT),
    Page("People", "accounts:people", P.MANAGE_PEOPLE),
    Page("IROs and social workers", "children:workers", P.MANAGE_WORKERS),
    Page("Roles to confirm", "accounts:role_proposals", P.CONFIRM_ROLE),
    Page("Settings", "accounts:settings", P.MANAGE_SETTINGS),
    Page("Starter pack", "children:pack_items", P.EDIT_MONITORING),
    Page("Reasons for an earlier review", "reviews:call_reasons", P.EDIT_MONITORING),
    Page("Questions of the record", "reviews:record_versions", P.EDIT_MONITORING),
    Page("Invitations and papers", "reviews:inviting_words", P.EDIT_MONITORING),
    Page("Restricted records", "children:names", P.RESTRICT_CHILD),
    Page("Keeping records", "children:records", P.END_RECORDS),
    Page("Log", "accounts:log", P.READ_TRAIL),
    Page("Who has looked", "accounts:looks", P.READ_TRAIL),
)
MENU: tuple[Group, ...] = (
    Group("Home", (Page("Home", "home"),)),
    Group("Children", (Page("Children", "children:list", P.SEE_CHILDREN),)),
    Group("Reviews", REVIEWS, without_first="Between reviews"),
    Group(
        "Decisions",
        (
            Page("Decisions", "reviews:decisions", P.READ_REVIEW_RECORD),
            Page("Decisions rated", "reviews:samples", P.RATE_DECISIONS),
        ),
    ),
    Group("Concerns", (Page("Concerns", "disputes:board", P.SEE_DISPUTES),)),
    Group("Measures and reports", MEASURES),
    Group("Administration", ADMINISTRATION, always=False),
)


def menu_for(viewer: Viewer) -> list[Group]:
    """The groups with the pages this person may open. Where there is room, pages stand by themselves."""
    open_to_them = [_allowed(group, viewer) for group in MENU]
    shown = [group for group in open_to_them if group.pages]
    ungrouped = [one for group in shown for one in _ungrouped(group)]
    return ungrouped if len(ungrouped) <= MOST_LINKS else shown


def _allowed(group: Group, viewer: Viewer) -> Group:
    pages = tuple(p for p in group.pages if p.is_open_to(viewer))
    text = group.text
    if len(pages) == 1:
        text = pages[0].alone or pages[0].text
    elif group.pages[0] not in pages:
        text = group.without_first or group.text
    return replace(group, text=text, pages=pages)


def _ungrouped(group: Group) -> list[Group]:
    return [group] if group.always else [Group(page.text, (page,)) for page in group.pages]


def links_for(menu: list[Group], path: str) -> list[dict[str, Any]]:
    """The links of the service navigation, the current one marked."""
    links = []
    for group in menu:
        hrefs = [address_of(page.name) for page in group.pages]
        current = any(path == href if href == "/" else path.startswith(href) for href in hrefs)
        links.append({"text": group.text, "href": hrefs[0], "current": current})
    return links


def section_links(menu: list[Group], path: str) -> list[dict[str, Any]]:
    """The links between the pages of a group, on each of these pages itself and where there is more than
    one.
    """
    for group in menu:
        links = [{"text": p.text, "href": address_of(p.name), "current": p.is_at(path)} for p in group.pages]
        if len(links) > 1 and any(link["current"] for link in links):
            return links
    return []


def _in_words_of(viewer: Viewer) -> list[Group]:
    """The menu with the council's words in it."""
    words = Words.of(viewer.authority)
    return [
        replace(
            group,
            text=words.said(group.text),
            pages=tuple(replace(p, text=words.said(p.text)) for p in group.pages),
        )
        for group in menu_for(viewer)
    ]


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of every page, put together once for all templates that a page is drawn from."""
    made: dict[str, Any] | None = getattr(request, "page_context", None)
    if made is None:
        made = request.page_context = _page(request)  # type: ignore[attr-defined]
    return dict(made)


def _page(request: HttpRequest) -> dict[str, Any]:
    viewer: Viewer | None = getattr(request, "viewer", None)
    menu = _in_words_of(viewer) if viewer else []
    return {
        "viewer": viewer,
        "authority": viewer.authority if viewer else None,
        "role_names": [said(str(Role(r).label), viewer.authority) for r in sorted(viewer.roles)]
        if viewer
        else [],
        "has_other_councils": viewer is not None and viewer.council_count > 1,
        "navigation": links_for(menu, request.path),
        "section_links": section_links(menu, request.path),
        "idle_seconds": settings.SESSION_IDLE_SECONDS,
        "is_demo": settings.MODE == "demo",
        "needs_codes": settings.SECOND_FACTOR_REQUIRED,
    }
