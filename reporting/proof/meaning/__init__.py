"""What a sentence says of its figures, whichever way it is put: of what, of how many, against what."""
