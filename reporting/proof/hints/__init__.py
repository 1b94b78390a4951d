"""What an author is told to do about words that no figure bears out."""
