"""From bytes to rows: encodings, separators, line ends, and files that are no table at all."""

import pytest

from children.imports.reading import MAX_CELL, Unreadable, read_sheet

TEXT = "CHILD,NAME\n1,Zoë\n2,Brontë\n"
ROWS = [(2, {"CHILD": "1", "NAME": "Zoë"}), (3, {"CHILD": "2", "NAME": "Brontë"})]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        pytest.param(TEXT.encode(), "UTF-8", id="utf-8"),
        pytest.param(TEXT.encode("utf-8-sig"), "UTF-8", id="byte order mark"),
        pytest.param(TEXT.encode("cp1252"), "Windows-1252", id="cp1252"),
        pytest.param(TEXT.encode("utf-16"), "UTF-16", id="utf-16"),
        pytest.param(b"\xfe\xff" + TEXT.encode("utf-16-be"), "UTF-16", id="utf-16 big end first"),
        pytest.param(TEXT.replace(",", ";").encode(), "UTF-8", id="semicolons"),
        pytest.param(TEXT.replace(",", "\t").encode(), "UTF-8", id="tabs"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), "UTF-8", id="CRLF"),
        pytest.param(TEXT.replace("\n", "\r").encode(), "UTF-8", id="CR alone"),
        pytest.param(TEXT.rstrip().encode(), "UTF-8", id="no last line end"),
        pytest.param(TEXT.replace("CHILD,NAME", "child,name").encode(), "UTF-8", id="lower-case headings"),
        pytest.param(TEXT.replace("CHILD,NAME", " Child , name ").encode(), "UTF-8", id="spaces in headings"),
        pytest.param(TEXT.replace("\n", ",,\n").encode(), "UTF-8", id="trailing commas"),
        pytest.param(TEXT.replace("1,Zoë", '"1","Zoë"').encode(), "UTF-8", id="quoted"),
        pytest.param(
            b'"CHILD", "NAME"\n"1", "Zo\xc3\xab"\n2, "Bront\xc3\xab"\n', "UTF-8", id="blank, then quoted"
        ),
        pytest.param(
            b' "CHILD","NAME"\n1,Zo\xc3\xab\n2,Bront\xc3\xab\n', "UTF-8", id="blank before the first"
        ),
    ],
)
def test_the_rows_are_the_same_however_the_file_is_written(content, encoding):
    sheet = read_sheet("any.csv", content)
    assert sheet.rows == ROWS
    assert sheet.encoding == encoding
    assert bool(sheet.notes) == (encoding != "UTF-8")


@pytest.mark.parametrize("blank", [" ", "\t", "\x0b", "\x0c", "\ufeff", "\u00a0", "\u200b"], ids=ascii)
@pytest.mark.parametrize(
    "written",
    [
        "{0}CHILD,NAME\n1,Zoë\n2,Brontë\n",
        "CHILD,NAME{0}\n1,Zoë\n2,Brontë\n",
        "CHILD,NAME\n1{0},Zoë\n2,Brontë\n",
        "CHILD,NAME\n1,Zoë\n{0}2,Brontë\n",
        'CHILD,NAME\n1,"Zoë{0}"\n2,Brontë\n',
        'CHILD,NAME\n1,"{0}Zoë"\n2,Brontë\n',
        "CHILD,NAME\r\n1,Zoë{0}\r\n2,Brontë",
        "CHILD,NAME\n1,Zoë\n2,Brontë{0}",
    ],
)
def test_a_cell_is_stripped_wherever_one_in_the_file_has_a_blank_beside_it(written, blank):
    assert read_sheet("any.csv", written.format(blank).encode()).rows == ROWS


@pytest.mark.parametrize("content", ['"CHILD" , "DOB"\n"700" , 1\n', '"CHILD","DOB" \r\n"700","1" \r\n'])
def test_blanks_behind_a_quotation_mark_say_nothing(content):
    sheet = read_sheet("a.csv", content.encode())
    assert sheet.rows == [(2, {"CHILD": "700", "DOB": "1"})]


def test_lines_are_counted_over_blank_lines_and_cells_of_several_lines():
    content = b'CHILD,NOTE\r\n\r\n1,"two\r\nlines"\r\n,,\r\n2,x\r\n'
    rows = read_sheet("a.csv", content).rows
    assert rows == [(3, {"CHILD": "1", "NOTE": "two lines"}), (6, {"CHILD": "2", "NOTE": "x"})]


def test_a_line_with_more_cells_than_the_heading_is_set_aside():
    sheet = read_sheet("a.csv", b"CHILD,DOB\n1,x\n2,y,z\n")
    assert [line for line, _ in sheet.rows] == [2]
    assert sheet.torn == [(3, "z")]


def test_a_short_line_is_filled_with_nothing():
    assert read_sheet("a.csv", b"CHILD,DOB,SEX\n1\n").rows == [(2, {"CHILD": "1", "DOB": "", "SEX": ""})]


def test_a_heading_ends_with_its_last_name():
    sheet = read_sheet("a.csv", b"CHILD,,DOB" + b"," * 1_000_000 + b"\n1,,2\n")
    assert (sheet.headings, sheet.rows) == (("CHILD", "", "DOB"), [(2, {"CHILD": "1", "DOB": "2"})])


def test_a_heading_alone_has_no_rows():
    sheet = read_sheet("a.csv", b"CHILD,DOB\n")
    assert (sheet.headings, sheet.rows) == (("CHILD", "DOB"), [])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \r\n\n", "empty", id="blank"),
        pytest.param(b"\xef\xbb\xbf", "empty", id="only a byte order mark"),
        pytest.param(b"PK\x03\x04rest", "Save as, CSV UTF-8", id="xlsx or zip"),
        pytest.param(b"PK\x05\x06rest", "empty zip", id="empty zip"),
        pytest.param(b"\xd0\xcf\x11\xe0rest", "old Excel", id="xls"),
        pytest.param(b"%PDF-1.7", "PDF", id="pdf"),
        pytest.param(b"\x1f\x8bxx", "compressed", id="gzip"),
        pytest.param(b"<?xml version='1.0'?>", "XML", id="xml"),
        pytest.param(b"CHILD,DOB\n1,\x00\n", "bytes that no text has", id="NUL"),
        pytest.param(b"\xff\xfeC\x00H", "encoding is broken", id="half a UTF-16 file"),
        pytest.param(b"CHILD,DOB\n1,\x81\x8d\n", "neither UTF-8 nor Windows-1252", id="another encoding"),
        pytest.param(b"CHILD,DOB,child\n1,2,3\n", "CHILD is in the heading twice", id="a column twice"),
        pytest.param(b"a," * 1_000_000, "has 1,000,000 columns", id="columns without end"),
        pytest.param(b'CHILD,NOTE\n1,"' + b"x" * (MAX_CELL + 1), "quotation mark", id="unclosed quote"),
        pytest.param(
            b'CHILD,DOB\n1,"never closed\n2,3\n4,5\n',
            "line 2 can't be read: a quotation",
            id="short unclosed quote",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content, words):
    with pytest.raises(Unreadable, match=words):
        read_sheet("a.csv", content)
