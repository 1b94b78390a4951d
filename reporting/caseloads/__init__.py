"""Caseloads of the IROs today, and what a manager has before a supervision."""
