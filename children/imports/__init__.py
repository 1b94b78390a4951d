"""Imports of returns: bytes become rows, rows become facts or a word on why not, facts become changes."""
