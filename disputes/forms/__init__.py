"""Forms of this floor, by page. They validate and never save."""
