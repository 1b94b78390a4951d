"""The committee's page before a report: its headings, what is asked under them, how it is printed."""
