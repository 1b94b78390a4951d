"""What certificates and records that are handed out call the kinds of rows."""

from accounts.councils.words import as_said

KINDS = {
    "access grants": "permissions to open the record",
    "access logs": "entries of who has looked",
    "access requests": "requests to open the record",
    "adoption matchs": "adoption matches",
    "bundles": "records put together for handing out",
    "cafcass referrals": "referrals to Cafcass",
    "concern childs": "children named in concerns",
    "covers": "times of cover",
    "decision at reviews": "decisions as a review found them",
    "health years": "years of health answers",
    "iro allocations": "allocations of IROs",
    "letter copys": "copies of letters",
    "period of cares": "periods of care",
    "previous permanences": "earlier permanent homes",
    "record closures": "closures of the record",
    "social worker allocations": "allocations of social workers",
    "uasc statuss": "times as an unaccompanied asylum-seeking child",
}


def kind_in_words(kind: str) -> str:
    """The kind as people of the council say it, to begin a row or a heading."""
    words = as_said(KINDS.get(kind, kind))
    return words[:1].upper() + words[1:]
