"""What a reader works out from the figures of a sentence: differences, rounded numbers, ratios, shares, and
which month or quarter was the highest."""
