"""What happens in a dispute. Each action checks, changes and audits in one transaction."""
