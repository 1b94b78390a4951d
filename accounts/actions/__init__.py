"""What happens on this floor, by noun: people, councils, access, jobs."""
