"""Pages are pressed, and read as they were written."""

import zlib

from pydyf import Stream

from reporting.edition import pdf
from reporting.paging import pressed

WRITTEN = [b"1 0 0 -1 0 842 cm", "/P", 2.5, *[f"{n} 0 R" for n in range(900)]]


def test_a_part_is_pressed_and_reads_the_same():
    pdf._weasyprint()
    head, _, rest = Stream(WRITTEN, {"Type": "/ObjStm"}, compress=True).data.partition(pressed.BEGINS)
    within = rest.removesuffix(pressed.ENDS)
    assert head == b"<</Type /ObjStm/Filter /FlateDecode/Length %d>>" % len(within)
    assert within == zlib.compress(zlib.decompress(within), pressed.LEVEL)
    assert Stream(WRITTEN).data.endswith(pressed.BEGINS + zlib.decompress(within) + pressed.ENDS)


def test_a_part_that_is_not_to_be_pressed_is_as_it_was():
    pdf._weasyprint()
    part = Stream(WRITTEN)
    assert part.data == pressed.usual.fget(part)
