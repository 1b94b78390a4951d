"""What happens to a child's record by hand: care, people, who may see it. Imports have actions of their own."""
