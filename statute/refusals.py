"""The one base of every "not allowed now", in the law and in the product."""


class Refused(Exception):
    """Something may not be done now.

    The text is for the person: why not, and what to do next. `fields` are the names of questions at which it
    can be put right, the likeliest first; a page shows the text at the first of them that it asks, else at
    its top.
    """

    def __init__(self, text: str, *fields: str | None) -> None:
        self.fields = tuple(name for name in fields if name)
        super().__init__(text)

    @property
    def field(self) -> str | None:
        """The question at which it can be put right; None where there is none."""
        return self.fields[0] if self.fields else None
