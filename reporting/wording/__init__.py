"""How names and days are written in ordinary text."""
