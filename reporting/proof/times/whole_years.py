"""Words that name the year of the report as a whole: “in the course of the whole financial year”, “the annual
total”, “the year as a whole”."""

import re

from reporting.proof.pattern import Pattern

KIND = r"(?:(?:reporting|financial|council|municipal)\s+)?"
WHOLE = r"(?:whole|full|entire|complete)\s+"
LENGTH = r"(?:course|whole|entirety|length|span|duration)"
LED = (
    r"(?:over|in|during|throughout|across|for|within|through)\s+(?:"
    rf"(?:the|this)\s+{LENGTH}\s+of\s+(?:the|this|our)\s+(?:{WHOLE})?|the\s+(?:{WHOLE})?){KIND}year"
)
BY_ITSELF = (
    rf"the\s+(?:{WHOLE}|(?:whole|entirety)\s+of\s+(?:the|this|our)\s+){KIND}year"
    rf"|(?:the|this)\s+{KIND}year\s+(?:as\s+a\s+whole|in\s+full|in\s+total)"
)
NOT_ANOTHER = r"(?!\s+(?:before|earlier|(?:19|20)\d\d|to\b|end|that|after|ahead|\(?(?:19|20)\d\d))"
SUM = r"(?:figures?|totals?|numbers?|counts?|intakes?|sums?|result|outturn)\b"
MONTHS = (
    r"all\s+(?:the\s+|of\s+the\s+)?(?:twelve|12)\s+months(?!\s+(?:to|ending|ended))"
    r"|(?:the\s+)?(?:twelve|12)\s+months\s+(?:of\s+(?:the|this)\s+(?:report|year)|under\s+review"
    r"|as\s+a\s+whole"
    r"|together)"
)
THROUGH = (
    r"all\s+(?:the\s+)?year(?:\s+(?:long|round|through))"
    r"|from\s+(?:the\s+)?(?:one\s+end|start|beginning)\s+of\s+the\s+year\s+to\s+(?:the\s+)?(?:other|end|close"
    r"|finish)"
)
THIS_YEAR = (
    rf"this\s+year|(?:{LED}|{BY_ITSELF}){NOT_ANOTHER}|(?:annual|yearly|full-year|whole-year)\s+{SUM}|{MONTHS}"
    rf"|{THROUGH}"
)
PART_OF_IT = Pattern(
    r"\b(?:quarters?|months?|half|halves|weeks?|days?|parts?|time|point|rest|remainder|any(?:\s+other)?"
    r"|one)\s+"
    r"(?:[a-z]+\s+)?(?:of\s+|in\s+)?$"
    r"|\d[\d,.]*%?\s+(?:[a-z]+\s+)?(?:out\s+)?of\s+(?:the|our|this|that)\s+$",
    re.IGNORECASE,
)
"""“The busiest month of the whole year” is no whole year, nor is what is one of “the annual total”."""
