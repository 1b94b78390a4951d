"""Packed deliveries: whatever somebody made of the zip is refused in words, never an error."""

import io
import random
import zipfile

import pytest

from children.feed.opening import MOST_FILES, BadDelivery, sheets_of

KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def packed(kind: int, count: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for n in range(count):
            archive.writestr(f"{n}.csv", "A,B\n1,2\n" * 400)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_a_zip_with_wrong_bytes_is_read_or_refused(kind: int) -> None:
    whole, chance = packed(kind), random.Random(kind)
    for _ in range(150):
        bad = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            bad[chance.randrange(2, len(bad))] = chance.randrange(256)
        try:
            list(sheets_of("night.zip", bytes(bad)))
        except BadDelivery as refused:
            assert str(refused)


def test_more_files_than_any_delivery_has_are_refused() -> None:
    with pytest.raises(BadDelivery, match="more than 500 files"):
        list(sheets_of("night.zip", packed(zipfile.ZIP_STORED, MOST_FILES + 1)))


def test_the_name_of_a_file_in_a_zip_is_what_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("in/\u202echildren\u200b.csv", "A,B\n1,2\n")
    assert [sheet.name for sheet in sheets_of("night.zip", out.getvalue())] == ["children.csv"]
