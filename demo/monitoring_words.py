"""What invented forms, checks and contacts say: short, plain, and about nobody."""

NOTES = [
    "To talk about in supervision.",
    "A good example for the training on plans.",
    "Ask again at the next review.",
]
ANY_ISSUE = "Please look at this and say by when it will be put right."
ISSUES: dict[str, str] = {
    "permanence": "There is no plan for permanence at the second review. Please say what stands in the way.",
    "care_plan": "The care plan has not been updated since the last review.",
    "pathway_plan": "The pathway plan says nothing about where to live.",
    "plan_quality": "The plan does not say who does what by when.",
    "prepared": "Nobody talked about the review with the child beforehand.",
    "report_in_time": "The report came on the morning of the review.",
    "report_quality": "The report does not say what the child wants.",
    "visits": "There was no visit in the last seven weeks.",
    "relationship": "The child says they do not know their social worker.",
    "delegated_authority": "The carers still ring for leave to cut hair.",
    "health_assessment": "The health assessment is two months late.",
    "sdq": "There is no questionnaire of this year.",
    "dentist": "The child has not seen a dentist for over a year.",
    "pep": "There was no meeting about the personal education plan this term.",
    "packs": "The child has not had the information pack.",
    "entitlements": "The child did not know of their savings.",
    "advocacy": "The child was not asked whether they want an advocate.",
    "independent_visitor": "The child has few visitors and was not asked about one.",
}
RESPONSES = {
    "WILL_ACT": [
        "We will do this, and tell you when it is done.",
        "The new worker has it on the list for this month.",
    ],
    "DONE": [
        "It was done last week; the paper is on the record now.",
        "This had been done and was not written up.",
    ],
    "DISAGREE": [
        "We see it differently: the plan before the court covers this.",
        "The visits were made and recorded elsewhere.",
    ],
}
OUTCOMES = ["Done, seen on the record.", "Done later than promised, and settled.", "Taken up at the review."]
FOUND = [
    "The plan moves as it should. The school place is agreed.",
    "Mostly on course. Two actions wait for another service.",
    "The carers feel left alone with the nights. Respite was promised and has not begun.",
    "Settled and well. The child wants to see the brother more often.",
]
CONCERNS = [
    "Life-story work was promised twice and has not begun.",
    "There was no visit for nine weeks and nobody could say why.",
    "The move to the new school is drifting past the start of term.",
]
ASKED = [
    "",
    "",
    "How did the first weeks at the new school go?",
    "Has the referral to the nurse been answered?",
]
TOLD = [
    "A new school since the half-term, and it goes well. The health assessment is booked for next month.",
    "Family time was changed to Saturdays. The carers ask for a weekend off.",
]
CONTACT: list[tuple[str, str, int | None]] = [
    ("Ring me, but not on training days.", "PHONE", 8),
    ("Come and see me once before the next meeting.", "VISIT", 12),
    ("A message is enough. I answer when I want to.", "MESSAGE", 6),
    ("Only when I ask.", "PHONE", None),
    ("I would rather just have the meetings.", "NONE", None),
    ("A video call with my carer there.", "VIDEO", 10),
]
CONTACT_MADE = [
    "Well, and told of the holidays.",
    "Short talk. Wants the dates of family time in writing.",
    "",
]
CONTACT_TRIED = [
    "No answer; left a message with the carer.",
    "Was out with friends. Tried again the next day without luck.",
]
PRACTICE = [
    "Went with the child to see the new school twice before the move.",
    "Wrote the report to the child, in words the child could read.",
    "Kept every visit through three changes in the team.",
    "Found an uncle whom nobody had asked before.",
]
COMPLIMENTS = [
    "She rings when she says she will.",
    "He listened to both of us and then did what he said.",
    "The best worker we have had.",
]
FROM = ["the foster carer", "the child's grandmother", "the school", "the young person"]
