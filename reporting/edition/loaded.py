"""Loads the library that draws PDFs, once in the worker, before its processes are forked: half a second of
the processor that the first report of each process waited for. Settings name it (CELERY_IMPORTS)."""

from contextlib import suppress

from reporting.edition.pdf import PdfUnavailable, load

with suppress(PdfUnavailable):  # said where somebody asks for a report
    load()
