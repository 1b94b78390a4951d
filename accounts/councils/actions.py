"""What a council sets for itself: words, look, sign-in, terms with start dates, teams."""

from datetime import date
from typing import Any

from accounts.audit.trail import action, hold
from accounts.councils.logos import Logo
from accounts.models import Authority, AuthorityTerms, Team, User
from accounts.renaming import renaming
from statute.refusals import Refused
from statute.terms import tightened

WORDS = (
    "name",
    "dfe_code",
    "ons_code",
    "child_term",
    "child_term_one",
    "review_term",
    "record_term",
    "decision_term",
    "qa_manager_term",
    "iro_term",
    "iro_full_term",
    "case_system",
    "titles",
)


def change_words(*, authority: Authority, words: dict[str, Any], by: User) -> Authority:
    """Change the council's name and what it calls things (V-01 to V-05)."""
    with action("council.words_changed", by=by, authority=authority, target=authority, fields=sorted(words)):
        for field in WORDS:
            setattr(authority, field, words[field])
        authority.save(update_fields=list(WORDS))
    return authority


def change_look(
    *, authority: Authority, colour: str, logo: Logo | None, without_logo: bool, by: User
) -> Authority:
    """Change the colour of the header and the logo. No new logo: the old one stays unless it is taken
    away.
    """
    with action("council.look_changed", by=by, authority=authority, target=authority, colour=colour):
        authority.colour = colour
        if logo:
            authority.logo, authority.logo_type = logo.content, logo.type
        elif without_logo:
            authority.logo, authority.logo_type = b"", ""
        authority.save(update_fields=["colour", "logo", "logo_type"])
    return authority


def check_terms_start(starts_on: date, today: date) -> None:
    """A start in the past would change how finished reviews are judged, so it is refused."""
    if starts_on < today:
        raise Refused(
            "The terms must start today or later: each review is judged by the terms in force on its day.",
            "starts_on",
        )


def set_terms(
    *, authority: Authority, starts_on: date, changes: dict[str, Any], reason: str, by: User, today: date
) -> AuthorityTerms:
    """Set the council's terms from a day on. Raises LoosenedTerm where one is looser than the law allows."""
    check_terms_start(starts_on, today)
    tightened(**changes)
    with action(
        "council.terms_set",
        by=by,
        authority=authority,
        reason=reason,
        starts_on=str(starts_on),
        terms=changes,
    ) as act:
        hold(authority)
        if AuthorityTerms.objects.filter(authority=authority, starts_on=starts_on).exists():
            raise Refused("There are already terms from that day. Choose another day.", "starts_on")
        act.target = AuthorityTerms.objects.create(
            authority=authority, starts_on=starts_on, changes=changes, reason=reason, created_by=by
        )
    return act.target


def add_team(*, authority: Authority, name: str, by: User) -> Team:
    """Add a social-work team."""
    with action("team.added", by=by, authority=authority) as act:
        _refuse_taken_name(authority, name)
        team = Team.objects.create(authority=authority, name=name.strip())
        act.target = team
    return team


def change_team(*, team: Team, name: str, is_active: bool, by: User) -> Team:
    """Rename a team, or close it. A team that looks after children now cannot be closed by mistake: its
    children keep it.
    """
    with (
        action("team.changed", by=by, authority=team.authority, target=team, is_active=is_active),
        renaming(),
    ):
        _refuse_taken_name(team.authority, name, but=team)
        team.name = name.strip()
        team.is_active = is_active
        team.save(update_fields=["name", "is_active"])
    return team


def _refuse_taken_name(authority: Authority, name: str, but: Team | None = None) -> None:
    hold(authority)
    taken = Team.objects.filter(authority=authority, name__iexact=name.strip())
    if (taken.exclude(pk=but.pk) if but else taken).exists():
        raise Refused("There is already a team with this name. Choose another name.", "name")
