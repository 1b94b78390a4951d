"""Pages of disputes, thin: door, form, one action, redirect."""
