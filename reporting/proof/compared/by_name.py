"""Figures from elsewhere that bear a name: one name is one figure, wherever in the report it stands."""

from collections import defaultdict
from fractions import Fraction

from reporting.proof.manuscript import Fault, Manuscript
from reporting.proof.stated import Stated, rounded, stated
from reporting.proof.text import Outside, pieces


class Named:
    """Figures that bear a name: one name is one figure, wherever it stands."""

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.uses: dict[str, list[tuple[str, Stated | None, Outside]]] = defaultdict(list)
        for chapter in manuscript.chapters:
            for number, paragraph in enumerate(chapter.text.paragraphs, start=1):
                self._note(f"{chapter.title}, paragraph {number}", paragraph.pieces)
            for table in chapter.text.tables:
                for row in table.rows:
                    for cell in row:
                        self._note(f"{chapter.title}, table “{table.caption}”", pieces(cell))
        self.names = [n for n in self.uses if ">" not in n]

    def _note(self, place: str, parts: tuple[object, ...]) -> None:
        for piece in parts:
            if isinstance(piece, Outside) and piece.name:
                self.uses[piece.name].append((place, stated(piece.text), piece))

    def look(self, name: str, previous: bool) -> Fraction | None:
        use = next((u for n, uses in self.uses.items() if n.lower() == name.lower() for u in uses), None)
        return use[1].value if use and use[1] else None

    def contradictions(self) -> list[Fault]:
        """The same figure in two places with two values, bases or periods; a name that names no cell."""
        found = []
        for name, uses in self.uses.items():
            first_place, first, token = uses[0]
            cell = self.manuscript.look_up(name)
            if cell is not None:
                first_place, first = f"table “{cell[1].caption}”", cell[0]
                token = Outside(cell[0].text, base=cell[1].base, period=cell[1].period)
            elif ">" in name:
                said = f"there is no cell “{name}”. Name it as caption > row > column."
                found.append(Fault(first_place, "reference", said))
                continue
            for place, other, piece in uses if cell else uses[1:]:
                if not _same(first, other):
                    found.append(
                        Fault(
                            place,
                            "differs",
                            f"“{name}” is {piece.text} here and {token.text} in {first_place}.",
                        )
                    )
                for what in ("base", "period"):
                    here, there = getattr(piece, what), getattr(token, what)
                    if here and there and here.lower() != there.lower():
                        said = f"“{name}” is of {here} here, and of {there} in {first_place}."
                        found.append(Fault(place, what, said))
        return found


def _same(one: Stated | None, other: Stated | None) -> bool:
    """Equal as far as both show it: 97.4 and 97 are the same figure, 98 and not available are not."""
    if one is None or other is None:
        return one is None and other is None
    if one.value is None or other.value is None:
        return one.value is None and other.value is None
    decimals = min(one.decimals, other.decimals)
    return rounded(one.value, decimals) == rounded(other.value, decimals)
