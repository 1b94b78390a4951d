"""Pages of this floor, by noun."""
