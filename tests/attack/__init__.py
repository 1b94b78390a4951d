"""The attack of November 2026 replayed, and what it taught asked of every page."""
