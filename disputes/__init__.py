"""Challenge, from a word in the corridor to Cafcass. This release holds only the place where it will stand:
an objection to a decision is kept with the decision (reviews) until the disputes of the next release pick it up."""
