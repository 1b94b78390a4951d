"""The day of most tests: Monday 5 January 2026, a plain month ahead."""

from datetime import date

RAISED = date(2026, 1, 5)
