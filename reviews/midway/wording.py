"""What is said around midway checks in more than one place."""

ASKED_ALREADY = "The social worker has already been asked and has not answered yet."
NO_WORKER = "No social worker is recorded for this child, so nobody can be asked."
DOES_NOT_SIGN_IN = "{worker} does not sign in to the portal. Speak with them and note what they say."
NOT_YOURSELF = "You cannot ask yourself."
ANSWERED_ALREADY = "You have already answered this."
NOT_NEEDED = "The IRO has closed this check, so an update is no longer needed."
EARLIER = "You said that the next review should be held earlier. Book it for an earlier day below."
