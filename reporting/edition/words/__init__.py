"""What the words of an author make a report compute."""
