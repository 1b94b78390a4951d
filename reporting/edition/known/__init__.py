"""What a reader knows of figures from their names and codes alone (AR-2)."""
