"""The codes that a report uses are found, and have a meaning."""

from reporting.edition.phrasing import CODE, _between
from reporting.report.glossary import GLOSSARY, codes_of_the_return


def test_codes_are_found_and_explained():
    words = "Source: DfE. Short breaks (V3, V4), those who came (PN1 to PN4), adopted (E11, E4A), PR1."
    found = set(CODE.findall(words)) | _between(words)
    assert found == {"DfE", "V3", "V4", "PN1", "PN2", "PN3", "PN4", "E11", "E4A", "PR1"}
    assert found <= {*GLOSSARY, *codes_of_the_return()}
    assert codes_of_the_return()["PN1"] == "came and spoke for themselves (a child at a review)"
