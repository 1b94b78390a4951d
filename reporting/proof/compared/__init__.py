"""Comparisons that stand in another order, or under another name, than they mostly do."""
