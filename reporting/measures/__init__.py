"""Measures: a registry of definitions, each with the rows that prove it."""
