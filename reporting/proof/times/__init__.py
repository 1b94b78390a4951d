"""Words for a whole year, and for one that is not over."""
