"""What a sentence claims must be borne out by a figure that stands in it, under one reading at the least.
This is the safe default: a claim that no reading of its figures makes true is refused, and one for which
there is nothing to compare with is pointed out as not checked, so that nothing passes only because nobody
understood it."""
