"""The link by which somebody without an account answers an invitation: made, found, and put into a mail when
it is sent. docs/security/reply-links.md says what it opens and why it is safe.
"""

import re
import secrets
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from accounts.calendars import terms_for
from accounts.models import OutgoingMail
from accounts.sealing import is_proof, proof_of
from accounts.templatetags.govuk import day as day_words
from reviews.models import Invitation, ReplyLink, Review
from reviews.models.inviting import InvitationState
from reviews.models.review import ReviewStatus

AT_MOST = timedelta(days=60)
"""How long a link can open; it ends with the day of the review if that is earlier."""
NONCE = 32
"""Characters of the address that find the row; the rest proves that the portal made it."""
_PURPOSE = "reviews.inviting.reply"
_MARK = re.compile(r"\[link to reply ([0-9a-f-]{36})\]")
_OPEN = (ReviewStatus.BOOKED, ReviewStatus.ADJOURNED)


def offer(invitation: Invitation, *, today: date) -> str:
    """Words for an email with a new link in place of any earlier one; empty where the person gets none: the
    council sends no links, the record is restricted, or the review has no day to come.
    """
    review = invitation.review
    day = review.booked_for
    if not _are_allowed(review, today) or review.child.is_restricted or day is None or day < today:
        return ""
    ends_on = min(day, today + AT_MOST)
    ReplyLink.objects.update_or_create(
        invitation=invitation,
        defaults={
            "nonce": secrets.token_hex(NONCE // 2),
            "ends_on": ends_on,
            "used_at": None,
            "sent_mark": "",
        },
    )
    what = (
        "say whether you will come, and what you think"
        if invitation.has_paper
        else "say whether you will come"
    )
    return (
        f"You can answer on this page: {what}. You do not need an account. The link works once, until "
        f"{day_words(ends_on)}. Please do not forward it.\n\n[link to reply {invitation.public_id}]\n\n"
    )


def put_in(body: str, mail: OutgoingMail) -> str:
    """The text of a mail with the link that is in force where it was offered (settings.MAIL_LINKS).

    Only to the address of the invitation: not to an earlier one, wrong perhaps, whose mail is tried again,
    and not to somebody who typed what reads like the mark.
    """
    return _MARK.sub(lambda mark: _address(mark[1], mail), body)


def _address(public_id: str, mail: OutgoingMail) -> str:
    link = ReplyLink.objects.filter(
        invitation__public_id=public_id,
        invitation__review=mail.about_id if mail.about_type == Review._meta.label_lower else None,
        invitation__email=mail.address or None,
    ).first()
    if link is None:
        return "(This link has been withdrawn.)"
    return f"{settings.PUBLIC_ADDRESS}{reverse('reviews:reply_by_link', args=[key_of(link)])}"


def key_of(link: ReplyLink) -> str:
    """The secret part of the address."""
    return link.nonce + proof_of(_PURPOSE, link.nonce)


def link_of(key: str) -> ReplyLink | None:
    """The link with this address, where it is one that the portal made and did not replace."""
    nonce, proof = key[:NONCE], key[NONCE:]
    if not is_proof(proof, _PURPOSE, nonce):
        return None
    rows = ReplyLink.objects.select_related(
        "invitation__sent_by", "invitation__consultation", "invitation__review__child__authority"
    )
    return rows.filter(nonce=nonce).first()


def is_open(link: ReplyLink, *, today: date) -> bool:
    """Whether an answer can still be given by it. A council that sends no links any more, since one went to
    the wrong hands perhaps, has closed those that are out too.
    """
    row = link.invitation
    return (
        link.used_at is None
        and today <= link.ends_on
        and row.state == InvitationState.SENT
        and row.review.status in _OPEN
        and not row.review.child.is_restricted
        and _are_allowed(row.review, today)
    )


def _are_allowed(review: Review, today: date) -> bool:
    return terms_for(review.child.authority).on(today).reply_links
