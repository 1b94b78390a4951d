"""The codes that a report uses are found, and have a meaning."""

from reporting.edition.phrasing import CODE, Phrasing, _between
from reporting.edition.printed import PrintedSection
from reporting.report.glossary import GLOSSARY, WORDS, codes_of_the_return


def test_codes_are_found_and_explained():
    words = "Source: DfE. Short breaks (V3, V4), those who came (PN1 to PN4), adopted (E11, E4A), PR1."
    found = set(CODE.findall(words)) | _between(words)
    assert found == {"DfE", "V3", "V4", "PN1", "PN2", "PN3", "PN4", "E11", "E4A", "PR1"}
    assert found <= {*GLOSSARY, *codes_of_the_return()}
    assert codes_of_the_return()["PN1"] == "came and spoke for themselves (a child at a review)"


class Told:
    """A document of which only the glossary is asked for."""

    glossary = WORDS | GLOSSARY | codes_of_the_return()
    own_terms = {}


def terms_of(words):
    phrasing = Phrasing(Told(), frozenset(), {})
    phrasing.plain(words)
    return phrasing.glossary()


def test_words_of_the_trade_are_explained_where_they_are_used():
    found = terms_of(
        "Midway checks asked about permanence. An interim care order was made; V2 ended; the IRO came."
    )
    assert [t.term for t in found] == ["interim care order", "IRO", "midway check", "permanence", "V2"]
    assert [t.term for t in found if t.is_code] == ["V2"]
    assert PrintedSection("glossary", "Words", glossary=found).codes == (found[-1],)


def test_a_word_that_only_begins_like_a_term_is_not_explained():
    assert terms_of("The advocated plan, permanences aside") == terms_of("permanence")


def test_every_word_is_written_as_it_stands_in_a_sentence():
    assert all(term == term.lower() and not meaning.endswith(".") for term, meaning in WORDS.items())
