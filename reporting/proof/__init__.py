"""What makes a report prove itself, pure: sums written in words, figures as printed, checks that name the
place."""
