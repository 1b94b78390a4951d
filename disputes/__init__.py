"""Challenge: a concern from the first conversation, through the council's own stages, to Cafcass;
partners, patterns, stages.
"""
