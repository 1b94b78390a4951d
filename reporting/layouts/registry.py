"""Every page of figures, by its key, and which measures each needs."""

from reporting.layouts import challenge, children, lives, reviews
from reporting.layouts.blocks import BALANCE, Balance, Figures, Months, Page

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
