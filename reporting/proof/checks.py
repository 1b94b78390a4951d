"""The checks that a report must pass, each failure with its place. Computed parts are held to the same as
typed ones."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reporting.proof import ranks, said_of_all
from reporting.proof.after_the_year import wrong_days
from reporting.proof.alone import wrong_alone
from reporting.proof.borne_out.check import not_borne_out
from reporting.proof.claims import two_kinds_of_days, word_share, wrong_claims
from reporting.proof.compared.by_name import Named
from reporting.proof.compared.named_counts import wrong_counts
from reporting.proof.manuscript import Chapter, Fault, Manuscript
from reporting.proof.meaning import denied_events
from reporting.proof.meaning.as_many import wrong_times
from reporting.proof.meaning.balance import without_balances, wrong_balances
from reporting.proof.meaning.groups import wrong_groups
from reporting.proof.meaning.lengths import wrong_lengths
from reporting.proof.meaning.means import wrong_means, wrong_times_told
from reporting.proof.meaning.named_then import wrong_later, wrong_then, wrong_year_before
from reporting.proof.meaning.naming import wrong_names
from reporting.proof.meaning.order import wrong_order
from reporting.proof.meaning.other_bases import wrong_other_bases
from reporting.proof.meaning.quantities import wrong_quantities
from reporting.proof.meaning.said_before import wrong_before
from reporting.proof.meaning.topics import wrong_subjects
from reporting.proof.meaning.within_paragraph import wrong_within
from reporting.proof.moves import wrong_moves
from reporting.proof.pattern import Pattern
from reporting.proof.periods import impossible_years, in_a_sentence, span
from reporting.proof.sentence import Sentence, read_sentences, with_those_before
from reporting.proof.stated import Stated, shown, stated, whole_number_for
from reporting.proof.subjects.both import wrong_both
from reporting.proof.subjects.groups_named import wrong_beside_all
from reporting.proof.subjects.parts_of_the_year import wrong_parts_told
from reporting.proof.sums import BadSum, NotKnown, read
from reporting.proof.tables import TableCheck
from reporting.proof.text import Outside, Paragraph, Piece, Reference, Words, pieces
from reporting.proof.times.figures_called import wrong_called
from reporting.proof.when import wrong_periods
from reporting.proof.whose import wrong_bases
from reporting.proof.worked_out import (
    amounts,
    in_brackets,
    in_the_year,
    of_these,
    part_for_whole,
    parts_in_points,
    some_share,
)
from reporting.proof.worked_out.rest_of_parts import wrong_rests
from reporting.proof.worked_out.typed import typed_digits, without_proved, without_said
from reporting.proof.worked_out.wholes import wrong_wholes

ABBREVIATION = Pattern(r"\b[A-Z]{2,6}\b")
NEEDS_NO_ENTRY = {"COVID", "UK", "OK", "NHS", "GP", "HR", "IT", "ID", "CV", "BBC"} | {
    "MP",
    "GCSE",
    "PDF",
    "II",
    "III",
    "IV",
    "VI",
    "VII",
    "AM",
    "PM",
    "TV",
}


def check(manuscript: Manuscript) -> list[Fault]:
    """Everything that does not hold, in the order of the report."""
    named = Named(manuscript)
    found: list[Fault] = []
    for chapter in manuscript.chapters:
        in_points = parts_in_points.proved(manuscript, chapter)
        found += _chapter(manuscript, chapter)
        for table in chapter.text.tables:
            found += TableCheck(table, manuscript, chapter.title).faults()
        for number, paragraph in enumerate(chapter.text.paragraphs, start=1):
            place = f"{chapter.title}, paragraph {number}"
            found += [
                *_paragraph(manuscript, place, paragraph, in_points.get(number, ())),
                *wrong_days(place, paragraph, manuscript.year),
            ]
            for piece in paragraph.pieces:
                if isinstance(piece, Outside):
                    found += _outside(manuscript, named, place, piece)
        for number, text in wrong_counts(manuscript, chapter):
            found.append(Fault(f"{chapter.title}, paragraph {number}", "claim", text))
        found += _typed_cells(manuscript, named, chapter)
    return [fault.with_advice() for fault in found + named.contradictions()]


def _typed_cells(manuscript: Manuscript, named: Named, chapter: Chapter) -> Iterator[Fault]:
    """The figures in the tables that the author typed."""
    for table in chapter.text.tables:
        for row in table.rows:
            place = f"{chapter.title}, table “{table.caption}”, “{row[0]}”"
            for piece in (piece for cell in row for piece in pieces(cell)):
                if isinstance(piece, Outside):
                    yield from _outside(manuscript, named, place, piece, has_source=True)
                elif isinstance(piece, Reference):
                    yield from _reference(manuscript, place, piece)
                    yield from _in_row(manuscript, place, row[0], piece)


def _in_row(manuscript: Manuscript, place: str, label: str, piece: Reference) -> Iterator[Fault]:
    """A figure of one period in the row of another."""
    known = manuscript.figures.get(piece.ref)
    of_row, ours = span(label), span(known.period) if known else None
    if known is None or of_row is None or ours is None or known.is_of_a_part:
        return
    is_on_a_day_of_it = ours[0] == ours[1] and of_row[0] <= ours[0] <= of_row[1]
    if ours != of_row and not is_on_a_day_of_it:
        said = f"{known.text} is “{known.what}” of {known.period}. Choose the figure of {label}."
        yield Fault(place, "period", said)


def _chapter(manuscript: Manuscript, chapter: Chapter) -> Iterator[Fault]:
    if not chapter.text.blocks and not chapter.has_figures and not chapter.pictures:
        yield Fault(chapter.title, "empty", "nothing stands in this section. Write it, or leave it out.")
    for picture in chapter.pictures:
        if not picture.alternative.strip():
            yield Fault(
                chapter.title,
                "alternative",
                f"the image “{picture.name}” has no words for those who can’t see it.",
            )
    words = " ".join(p.text for p in chapter.text.pieces() if isinstance(p, Words))
    terms = set(ABBREVIATION.findall(words)) - NEEDS_NO_ENTRY
    for term in sorted(terms - set(manuscript.glossary)):
        yield Fault(chapter.title, "glossary", f"“{term}” is not in the glossary. Add it, or write it out.")


def _paragraph(
    manuscript: Manuscript, place: str, paragraph: Paragraph, in_points: Sequence[tuple[int, int]]
) -> Iterator[Fault]:
    denied = paragraph
    paragraph = denied_events.without_true(manuscript, paragraph)
    sentence = manuscript.sentence(paragraph.pieces)
    told = [*read_sentences(manuscript, paragraph.pieces)]
    read = with_those_before(told)
    plain = [without_balances(one) for one in read]
    of_each = [(one, [*_wrong(manuscript, one), *_of_other_times(manuscript, one, told)]) for one in plain]
    later = [
        *_unfinished(manuscript, place, paragraph),
        *said_of_all.faults(manuscript, place, paragraph),
        *_without_figures(manuscript, place, paragraph, told),
    ]
    later += denied_events.faults(manuscript, place, denied, later)
    found = [wrong for one in read for wrong in wrong_balances(one)]
    found += [wrong for one, wrongs in of_each for wrong in wrongs or _not_borne_out(manuscript, one, later)]
    named = {_quoted(rule, text) for rule, text in found}
    shares = {one.words[start:end] for one in read for start, end in some_share.proved(manuscript, one)}
    claims = [
        (rule, text)
        for rule, text in wrong_claims(sentence)
        if _quoted(rule, text) not in named
        and not (rule == "typed" and any(share in text for share in shares))
    ]
    found += [*of_these.wrong_parts(manuscript, told), *wrong_before(manuscript, told)]
    found += [*wrong_rests(manuscript, told), *wrong_both(told), *wrong_beside_all(manuscript, told)]
    found += wrong_called(told)
    for rule, text in dict.fromkeys([*claims, *found]):
        yield Fault(place, rule, text, stops=rule != "typed")
    if number := two_kinds_of_days(sentence):
        said = f"{number} days stands beside {number} working days. Say in both places which is meant."
        yield Fault(place, "unit", said)
    for wrong in impossible_years(sentence):
        yield Fault(place, "period", f"“{wrong}” is not a year. Write it as 2025-26.")
    yield from later
    parts = without_said(manuscript, paragraph.pieces)
    yield from _pieces(manuscript, place, [*without_proved(manuscript, parts, told, read, in_points)])


def _without_figures(
    manuscript: Manuscript, place: str, paragraph: Paragraph, told: Sequence[Sentence]
) -> Iterator[Fault]:
    """Ranks and claims of sentences without a figure, unless one of the paragraph bears them out."""

    def all_wrong(manuscript: Manuscript, one: Sentence) -> list[tuple[str, str]]:
        return [*_wrong(manuscript, one), *not_borne_out(manuscript, one)]

    for number, fault in ranks.faults(manuscript, place, paragraph):
        wrong = None if number is None else wrong_within(manuscript, told, number, all_wrong)
        if wrong is None:
            yield fault
        for rule, text in wrong or ():
            yield Fault(place, rule, text, stops=rule != "typed")


def _wrong(manuscript: Manuscript, one: Sentence) -> list[tuple[str, str]]:
    """What is wrong of one sentence."""
    return [
        *wrong_moves(one),
        *wrong_times(one),
        *wrong_alone(manuscript, one),
        *wrong_bases(one),
        *wrong_other_bases(one),
        *wrong_wholes(manuscript, one),
        *amounts.wrong_ratios(one),
        *some_share.wrong_shares(manuscript, one),
        *wrong_quantities(manuscript, one),
        *wrong_groups(manuscript, one),
        *wrong_means(one),
        *wrong_times_told(one),
        *wrong_order(one),
        *wrong_lengths(one),
        *wrong_names(manuscript, one),
        *wrong_subjects(one),
        *in_the_year.wrong_parts(manuscript, one),
        *wrong_parts_told(manuscript, one),
        *part_for_whole.wrong_parts(one),
        *in_brackets.wrong_brackets(one),
    ]


def _of_other_times(
    manuscript: Manuscript, one: Sentence, told: Sequence[Sentence]
) -> Iterator[tuple[str, str]]:
    """Periods are those of the figures of their own sentence, also where it is read with the one before."""
    for part in told:
        if one.at <= part.at < one.at + len(one.words):
            yield from wrong_periods(part, manuscript.year)
            yield from wrong_then(part, manuscript.year)
            yield from wrong_year_before(part, manuscript.year)
            yield from wrong_later(part, manuscript.year)


def _not_borne_out(manuscript: Manuscript, one: Sentence, found: Sequence[Fault]) -> list[tuple[str, str]]:
    """The claims of a sentence that no figure of it bears out, where nobody has found out why yet."""
    rules = {fault.rule for fault in found}
    return [wrong for wrong in not_borne_out(manuscript, one) if wrong[0] not in rules]


def _quoted(rule: str, text: str) -> tuple[str, str]:
    """The words that a fault is about: two checks may find the same."""
    found = re.match("“([^”]+)”", text)
    return rule, found[1].lower() if found else text


def _pieces(manuscript: Manuscript, place: str, parts: Sequence[Piece]) -> Iterator[Fault]:
    """What is wrong of references and of typed numbers, these with what stands around them."""
    shown = [manuscript.printed(piece) for piece in parts]
    for n, piece in enumerate(parts):
        if isinstance(piece, Reference):
            yield from _reference(manuscript, place, piece)
        elif isinstance(piece, Words):
            if "[[" in piece.text or "]]" in piece.text:
                said = "a mark in double brackets can’t be read. Choose the figure again from the list."
                yield Fault(place, "form", said)
            around = "".join(shown[:n]), "".join(shown[n + 1 :])
            yield from typed_digits(manuscript, place, piece.text, *around)


def _reference(manuscript: Manuscript, place: str, piece: Reference) -> Iterator[Fault]:
    """A figure of ours that there is not, or that nobody recorded."""
    known = manuscript.figures.get(piece.ref)
    if known is None:
        said = f"there is no figure “{piece.ref}”. Choose it again from the list."
        yield Fault(place, "reference", said)
    elif not known.is_known:
        when = in_a_sentence(known.period)
        said = f"“{known.what}” was not recorded {when}. Leave it out, or say so in words."
        yield Fault(place, "unknown", said)


def _unfinished(manuscript: Manuscript, place: str, paragraph: Paragraph) -> Iterator[Fault]:
    """What is not over yet beside a whole year of the same."""
    refs = [p.ref for p in paragraph.pieces if isinstance(p, Reference)]
    named = [manuscript.figures[ref] for ref in refs if ref in manuscript.figures]
    for code in dict.fromkeys(known.code for known in named if known.is_of_a_part):
        whole = next((k for k in named if k.code == code and k.is_of_a_year), None)
        if whole is not None:
            said = (
                f"“{whole.what}” of {whole.period} stands beside a year that is not over. Compare the same "
            )
            yield Fault(place, "period", said + "months, or leave it out.")


def _outside(
    manuscript: Manuscript, named: Named, place: str, piece: Outside, *, has_source: bool = False
) -> Iterator[Fault]:
    if not piece.source and not has_source:
        yield Fault(place, "source", f"“{piece.text}” has no source: [[outside:{piece.text}|source]].")
    printed = stated(piece.text)
    if piece.sum:
        yield from _recomputes(named, place, piece, printed)
    if piece.within and printed is not None and printed.value is not None:
        ends = [Fraction(n) for n in re.findall(r"\d+(?:\.\d+)?", piece.within)]
        if len(ends) == 2 and not ends[0] <= printed.value <= ends[1]:
            yield Fault(place, "range", f"{piece.text} does not lie within {piece.within}.")


def _recomputes(named: Named, place: str, piece: Outside, printed: Stated | None) -> Iterator[Fault]:
    """Whether a figure follows from what its author says it comes from."""
    try:
        of = read(piece.sum, named.names)
        if of.is_comparison:
            if not of.holds(named.look):
                yield Fault(place, "claim", f"“{piece.text}” does not follow from {piece.sum}.")
        elif of.whole_base is not None:
            base = of.whole_base.value(named.look)
            if printed is not None and whole_number_for(printed, base) is None:
                said = f"{piece.text} of {shown(base, 0)} is not a whole number."
                yield Fault(place, "whole", said)
        elif printed is None:
            yield from _words_claim(place, piece, of.value(named.look))
        else:
            yield from _sum_claim(place, piece, printed, of.value(named.look), is_share=of.is_share)
    except NotKnown:
        return
    except BadSum as error:
        said = f"“{piece.sum}” can’t be worked out: {error}. Write it as 19/50, or as sums of numbers."
        yield Fault(place, "sum", said)


def _sum_claim(
    place: str, piece: Outside, printed: Stated, exact: Fraction, *, is_share: bool
) -> Iterator[Fault]:
    if is_share and exact > 1 and printed.is_percent:
        said = f"{piece.sum}: the part is larger than the whole."
        yield Fault(place, "impossible", said)
        return
    exact = exact * 100 if printed.is_percent else exact
    if not printed.shows(exact):
        rule, sign = ("percent", "%") if printed.is_percent else ("average", "")
        comes_to = f"{shown(exact, max(printed.decimals, 1))}{sign}"
        yield Fault(place, rule, f"{piece.text} stands for {piece.sum}, which comes to {comes_to}.")


def _words_claim(place: str, piece: Outside, exact: Fraction) -> Iterator[Fault]:
    claim = word_share(piece.text)
    if claim is None:
        said = f"“{piece.text}” can’t be checked against {piece.sum}. Say it as a number, or in other words."
        yield Fault(place, "claim", said)
        return
    word, low, high = claim
    is_true = exact > low if word in ("majority", "most") else low <= exact <= high
    if word == "minority":
        is_true = exact < high
    if not is_true:
        yield Fault(
            place, "claim", f"“{piece.text}” is said of {piece.sum}, which is {shown(exact * 100, 1)}%."
        )
