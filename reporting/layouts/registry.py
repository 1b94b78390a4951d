"""Every page of figures, by its key, and which measures each needs."""

from reporting.layouts import challenge, children, lives, reviews
from reporting.layouts.blocks import BALANCE, Balance, Cross, Figures, Months, Page

PAGES: dict[str, Page] = {
    page.key: page
    for page in (
        children.MONTHS,
        children.CHILDREN,
        reviews.REVIEWS,
        lives.PLACEMENTS,
        lives.PERMANENCE,
        lives.WELLBEING,
        challenge.CHALLENGE,
        challenge.SERVICE,
    )
}

CROSSED = frozenset(
    (block.code, frozenset((block.down, block.across)))
    for page in PAGES.values()
    for block in page.blocks
    if isinstance(block, Cross)
)
"""The measures and pairs of breakdowns that a page shows as one table: their cells have lists, other pairs
have none.
"""


def codes_of(page: Page) -> list[str]:
    """Every measure of a page."""
    found: list[str] = []
    for block in page.blocks:
        if isinstance(block, Months | Figures):
            found += block.codes
        elif isinstance(block, Balance):
            found += BALANCE
        else:
            found.append(block.code)
    return list(dict.fromkeys(found))
