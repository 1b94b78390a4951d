"""Of which figures words speak that name none: by the names of measures, or by the sentence before."""
