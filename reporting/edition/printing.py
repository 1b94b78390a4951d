"""An edition as it is printed: every reference replaced by its figure, hidden ones by a word, sections and tables numbered.

PDF, page, data pack and charts are all drawn from what is made here, so they can't differ.
"""

from typing import Any

from reporting.drawing.wording import in_a_sentence
from reporting.edition.narrative import NOT_SHOWN, WORDS, hidden_in, stand_ins, typed_key
from reporting.edition.suppression import Key
from reporting.proof import text as texts
from reporting.proof.checks import ABBREVIATION
from reporting.proof.paper import plain_name
from reporting.proof.stated import stated

HIDDEN = "c"
TOO_SMALL = "The numbers of this section are too small to be shown."
FOR_CHILDREN = (
    (
        "looked_after_at_end",
        "count",
        "children and young people were in care here on the last day of the year",
    ),
    ("timeliness_reviews_held", "all", "meetings were held to review how children are and what they want"),
    ("timeliness_reviews_held", "percent", "of these meetings were on time"),
    (
        "participation_official",
        "percent",
        "of meetings heard what the child or young person thinks, if they were 4 or older",
    ),
)
NOTE = "c: not shown, because it is a small number or would give one away (counts of 1 to {count}, percentages on 1 to {count} or of a base of 1 to {base})."


def printed(frozen: dict[str, Any], edition: str) -> dict[str, Any]:
    """The content of an edition, from the frozen report alone: the same report always gives the same content."""
    return Printer(frozen, edition).content()


class Printer:
    """Prints one edition."""

    def __init__(self, frozen: dict[str, Any], edition: str) -> None:
        self.frozen, self.edition = frozen, edition
        self.hidden: frozenset[Key] = hidden_in(frozen, edition)
        self.staff = stand_ins(frozen, edition)
        self.tables = self.charts = 0
        self.lists: dict[str, list[dict[str, str]]] = {"tables": [], "charts": []}
        self.has_hidden = False
        self.words: list[str] = []

    def content(self) -> dict[str, Any]:
        frozen = self.frozen
        kept = [s for s in frozen["sections"] if self._has_content(s)]
        sections = [self._section(n, s) for n, s in enumerate(kept, start=1)]
        glossary = self._glossary()
        for section in sections:
            if section["key"] == "glossary":
                section["glossary"] = glossary
        sections = [s for s in sections if s["key"] != "glossary" or glossary]
        rules = frozen["rules"]
        note = NOTE.format(count=rules["largest_hidden_count"], base=rules["largest_hidden_base"])
        head = {"span": "year"} | {k: frozen[k] for k in HEAD if k in frozen}
        return head | {
            "edition": self.edition,
            "edition_words": WORDS[self.edition],
            "sections": sections,
            "list_of_tables": self.lists["tables"],
            "list_of_charts": self.lists["charts"],
            "note": note if self.has_hidden else "",
            "for_children": self._for_children() if self.edition == "children" else None,
        }

    def _for_children(self) -> dict[str, Any]:
        """Two pages in plain words: a few figures that are shown everywhere, what was asked and done, drawings, what comes next."""
        figures, found = self.frozen["figures"], []
        for code, part, words in FOR_CHILDREN:
            ref = next(
                (
                    r
                    for r, f in figures.items()
                    if r.startswith(f"{code}|")
                    and r.endswith(f"|{part}")
                    and r.count("|") == 2
                    and f["period"] in (self.frozen["year_label"], self.frozen["to_day"])
                ),
                "",
            )
            if ref and ref not in self.hidden and figures[ref]["value"] is not None:
                found.append({"figure": figures[ref]["text"], "words": words})
        voices = [v for s in self.frozen["sections"] for v in s.get("voices", []) if v["is_signed_off"]]
        tables = {t["key"]: t["rows"] for s in self.frozen["sections"] for t in s["tables"]}
        return {
            "figures": found,
            "voices": [v for v in voices if v["kind"] in ("drawing", "quotation")][:3],
            "you_said": [[c["text"] for c in row] for row in tables.get("you_said", [])][:3],
            "next": [row[0]["text"] for row in tables.get("priorities", [])][:3],
        }

    def _has_content(self, section: dict[str, Any]) -> bool:
        """Whether a section has anything to show in this edition; voices that are not signed off stay in the house."""
        voices = self._voices(section)
        return section["key"] == "glossary" or bool(
            voices or any(section[k] for k in ("narrative", "tables", "sentences"))
        )

    def _voices(self, section: dict[str, Any]) -> list[dict[str, Any]]:
        return [v for v in section.get("voices", []) if self.edition == "internal" or v["is_signed_off"]]

    def _section(self, number: int, section: dict[str, Any]) -> dict[str, Any]:
        shows_number = self.frozen["layout"]["numbering"] != "none"
        blocks = self._blocks(number, section) if section["key"] != "glossary" else []
        # a figure that is not shown leaves no sense in a computed sentence
        said = [s for s in section["sentences"] if not self._is_hidden(s)]
        if section["sentences"] and not (said or blocks or section["tables"]):
            said = [TOO_SMALL]
        sentences = [_first_upper(self.sentence(s)) for s in said]
        charts = [self._chart(c) for c in section["charts"] if self._shows_anything(c)]
        tables = [self._table(t) for t in section["tables"]]
        return {
            "key": section["key"],
            "heading": f"{number} {section['title']}" if shows_number else section["title"],
            "blocks": blocks,
            "sentences": sentences,
            "charts": charts,
            "tables": tables,
            "voices": self._voices(section),
        }

    # words

    def sentence(self, words: str) -> str:
        """A line of words with its figures."""
        return "".join(self._piece(p) for p in texts.pieces(words))

    def _piece(self, piece: texts.Piece) -> str:
        if isinstance(piece, texts.Reference):
            figure = self._figure(piece.ref)
            if figure is None:
                return "…"
            if self._name(piece.ref) in self.hidden:
                self.has_hidden = True
                return NOT_SHOWN.get(figure["kind"], "a share that is not shown")
            return in_a_sentence(figure)
        if isinstance(piece, texts.Words):
            self.words.append(piece.text)
        return piece.text

    def _name(self, ref: str) -> str:
        return str(self.frozen["aliases"].get(ref, ref))

    def _figure(self, ref: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.frozen["figures"].get(self._name(ref))
        return found

    def _blocks(self, number: int, section: dict[str, Any]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        paragraph = typed = 0
        for block in texts.read(section["narrative"]).blocks:
            if isinstance(block, texts.Typed):
                found.append({"kind": "table", "table": self._typed_table(section["key"], typed, block)})
                typed += 1
                continue
            words = "".join(self._piece(p) for p in block.pieces)
            if block.is_point:
                if not found or found[-1]["kind"] != "points":
                    found.append({"kind": "points", "items": []})
                found[-1]["items"].append(words)
                continue
            paragraph += 1
            label = f"{number}.{paragraph}" if self.frozen["layout"]["numbering"] == "paragraphs" else ""
            found.append({"kind": "words", "number": label, "text": words})
        return found

    def _glossary(self) -> list[dict[str, str]]:
        """The terms that are used, in order of the alphabet."""
        used = set(ABBREVIATION.findall(" ".join(self.words)))
        own = self.frozen["own_terms"]
        entries = {t: m for t, m in self.frozen["glossary"].items() if t in used or t in own}
        return [{"term": t, "meaning": m} for t, m in sorted(entries.items(), key=lambda e: e[0].lower())]

    # tables and charts

    def _label(self, kind: str, caption: str) -> dict[str, str]:
        """Table 1, Figure B, or no number; noted for the lists of tables and charts."""
        number = len(self.lists[kind]) + 1
        style = self.frozen["layout"]["captions"]
        name = {"tables": "Table", "charts": "Figure"}[kind]
        label = {"numbers": f"{name} {number}. ", "letters": f"{name} {letters(number)}. "}.get(style, "")
        found = {"id": f"{kind[:-1]}-{number}", "label": label, "caption": caption}
        self.lists[kind].append(found)
        return found

    def _table(self, table: dict[str, Any]) -> dict[str, Any]:
        order = self._order(
            [[c.get("ref") for c in row] for row in table["rows"]],
            [row[0].get("text", "") for row in table["rows"]],
            table,
        )
        rows = self._without_names([[self._cell(c) for c in table["rows"][n]] for n in order])
        total = [self._cell(c) for c in table["total"]] if table["total"] else None
        cells = [c for row in [*table["rows"], *([table["total"]] if table["total"] else [])] for c in row]
        is_provisional = any(self.frozen["figures"][c["ref"]]["provisional"] for c in cells if "ref" in c)
        is_restated = any(c["ref"] in self.frozen["restated"] for c in cells if "ref" in c)
        note = " r: restated since it was first published." if is_restated else ""
        caption = self.sentence(table["caption"]) + (" (provisional)" if is_provisional else "")
        return self._label("tables", caption) | {
            "key": table["key"],
            "headings": table["headings"],
            "rows": rows,
            "total": total,
            "source": table["source"] + note,
            "numeric": table["numeric"],
            "is_short": is_short([*rows, total or []]),
        }

    def _without_names(self, rows: list[list[str]]) -> list[list[str]]:
        """Outside the house an IRO is a number; the rows stand in the order of the numbers."""
        numbers = {label: n for n, label in enumerate(self.staff.values())}
        found = [[self.staff.get(row[0], row[0]), *row[1:]] for row in rows]
        if not any(row[0] in numbers for row in found):
            return found
        return sorted(found, key=lambda row: numbers.get(row[0], len(numbers)))

    def _cell(self, cell: dict[str, str]) -> str:
        if "text" in cell:
            return cell["text"]
        if cell["ref"] in self.hidden:
            self.has_hidden = True
            return HIDDEN
        mark = " r" if cell["ref"] in self.frozen["restated"] else ""
        return str(self.frozen["figures"][cell["ref"]]["text"]) + mark

    def _typed_table(self, section: str, number: int, table: texts.Typed) -> dict[str, Any]:
        headings = [plain_name(h) for h in table.headings]
        rows = []
        for r, row in enumerate(table.rows):
            cells = [self.sentence(c) for c in row]
            for c in range(1, len(cells)):
                if typed_key(section, number, r, c) in self.hidden:
                    cells[c], self.has_hidden = HIDDEN, True
            rows.append([plain_name(cells[0]), *cells[1:]] if cells else cells)
        numeric = [
            c
            for c in range(1, len(headings))
            if all(len(row) <= c or row[c] == HIDDEN or stated(row[c]) is not None for row in rows)
        ]
        caption = table.caption + (f" ({table.status})" if table.status else "")
        source = " ".join(
            filter(
                None,
                [f"{table.source.rstrip('.')}.", f"Base: {table.base}." if table.base else "", table.note],
            )
        )
        return self._label("tables", caption) | {
            "key": "typed",
            "headings": headings,
            "rows": rows,
            "total": None,
            "source": source,
            "numeric": numeric,
            "is_short": is_short(rows),
        }

    def _shows_anything(self, chart: dict[str, Any]) -> bool:
        """Whether a chart has anything to draw once small numbers are hidden; the table beside it says the same."""
        refs = [ref for _, values in chart["series"] for ref in values if ref]
        return not self.hidden.intersection(refs) or any(
            ref not in self.hidden and self.frozen["figures"][ref]["value"] for ref in refs
        )

    def _chart(self, chart: dict[str, Any]) -> dict[str, Any]:
        refs = [list(row) for row in zip(*(values for _, values in chart["series"]), strict=True)]
        order = self._order(refs, chart["labels"], chart)
        gaps = {n for n, label in enumerate(chart["labels"]) if label in chart.get("gaps", ())}
        series = [
            (name, ["gap" if n in gaps else self._value(values[n]) for n in order])
            for name, values in chart["series"]
        ]
        title, claim = self.sentence(chart["title"]), chart.get("claim", "")
        if claim and not self._is_hidden(claim):
            title = f"{title}: {self.sentence(claim)}"
        label = self._label("charts", title)
        return label | {
            "key": label["id"],
            "kind": chart["kind"],
            "title": title,
            "labels": [self.staff.get(chart["labels"][n], chart["labels"][n]) for n in order],
            "series": series,
            "unit": chart["unit"],
        }

    def _is_hidden(self, words: str) -> bool:
        """Whether the words refer to a figure that is not shown here."""
        return any(
            isinstance(p, texts.Reference) and self._name(p.ref) in self.hidden for p in texts.pieces(words)
        )

    def _order(self, refs: list[list[str | None]], labels: list[str], item: dict[str, Any]) -> list[int]:
        """Rows in order of size would tell which hidden number is the larger: those that hide one stand last, by the alphabet."""
        start = item.get("by_size_from")
        at = range(len(refs))
        if start is None:
            return list(at)
        hides = [n for n in at if n >= start and self.hidden.intersection(refs[n])]
        return [n for n in at if n not in hides] + sorted(hides, key=lambda n: labels[n])

    def _value(self, ref: str | None) -> Any:
        if ref is None:
            return None
        if ref in self.hidden:
            self.has_hidden = True
            return HIDDEN
        return self.frozen["figures"][ref]["value"]


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]


HEAD = (
    "title",
    "author",
    "council",
    "colour",
    "year",
    "year_label",
    "span",
    "from_day",
    "to_day",
    "is_over",
    "figures_on",
    "known_from",
    "cover",
)


def is_short(rows: list[list[str]]) -> bool:
    """Whether a table fits on a page, so that it need not be broken over two."""
    return len(rows) <= 17 and sum(len(cell) for row in rows for cell in row) < 1600


def letters(number: int) -> str:
    """1 -> A, 26 -> Z, 27 -> AA."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
