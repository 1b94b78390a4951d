"""The demo council: a fictional council made by a seeded generator, dated relative to today. Nothing in it is
anybody's life."""
