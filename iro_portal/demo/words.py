"""What invented reviews say: short, plain, and about nobody."""

import random
from typing import Any

LIKES = [
    "football", "drawing", "the school play", "looking after the dog", "baking", "gaming with friends", "swimming", "the choir",
    "mending bikes", "reading comics", "dance club", "gardening",
]  # fmt: skip
SAID = [
    "I like it here. I would like to see my brother more than once a month.",
    "School is all right. I want the same bedroom when I come back from holiday.",
    "I do not want so many people at my meetings. Two is enough.",
    "I want to know what happens when I am 18, and who will help me.",
    "I like my social worker but she changes too often.",
    "I want to stay with my carers until I finish school.",
    "I want a phone of my own, and to ring my nan when I like.",
    "I am happy. The best thing this week was {like}.",
    "I would like to move school because my friends are at the other one.",
    "I want to talk to the judge, or have somebody who does that for me.",
]
BABY = [
    "A settled baby who looks for the carer's face, smiles and reaches out. Sleeps well after family time.",
    "Crawls to the carer when tired, and lets her know when hungry. Calm in the room during the review.",
]
WANTS = [
    "More time with family at weekends.", "A later bedtime on Fridays.", "Help with maths.", "To join a club for {like}.",
    "Nothing just now.", "To choose the colour of the bedroom.",
]  # fmt: skip
PLACEMENT = [
    "The carers know what helps on a hard day, and the house has a routine that works. The contract for respite has not been agreed yet.",
    "A warm home. The journey to school takes fifty minutes, which is too long, and the carers drive it twice a day.",
    "Staff have worked hard to build trust. There were three changes of key worker since the last review.",
    "Going well. The carers ask for more training about trauma, and have not had an answer.",
]
HEALTH = [
    "Well. Glasses are worn now without being asked. The next eye test is in the spring.",
    "Growing well. Immunisations are up to date. Waits for speech therapy since the summer.",
    "Sleeps badly before family time. The nurse offered ideas that help a little.",
    "Has asthma, with a plan that school and home both have.",
]
EDUCATION = [
    "Attends every day and is catching up in English. Likes {like} best.",
    "Attendance has fallen to four days a week. The school has offered a mentor.",
    "In the last year of nursery. The school place is agreed.",
    "Thinks about college and wants to work with {like}. The personal education plan names a visit to the open day.",
]
FAMILY = [
    "Family time is every second Saturday and goes well. Grandparents ring on Sundays.",
    "Two visits were cancelled at short notice, which was hard. A clearer plan is needed.",
    "Brothers and sisters meet once a month. Everybody wants that more often.",
]
PLAN = [
    "The plan is to stay with these carers until adulthood. The matching panel has not met yet, and that drifts.",
    "Parents are working with the service. The court decides in the spring whether there is a return home.",
    "Permanence is agreed. What is missing is the life-story work, promised twice.",
    "The pathway plan has good ideas for money and cooking, and says nothing about where to live.",
]
SAFE = [
    "No new worries. Carers know whom to ring.",
    "Went missing twice. Talks after coming home were offered within three days.",
    "There is a plan about phones and strangers on line, which the carers helped to write.",
]
NOTES = ["Wants the review at home.", "Wants to start with what went well.", "Asked that school sends a letter instead of coming."]  # fmt: skip
PLACES = [
    "At the carers' home",
    "Children's Centre, Aldermere",
    "School, quiet room",
    "By video",
    "Family Hub, room 2",
]
DECISIONS = [
    ("{name} sees brothers and sisters every month", "Agree dates with all the carers for six months ahead", "Social worker", "{name} says the visits happen"),
    ("{name} gets to school without a long drive", "Ask for a place at the nearer school", "Team manager", "The school has answered in writing"),
    ("{name} knows the story of the family", "Begin life-story work and agree six meetings", "Social worker", "{name} has the first pages"),
    ("{name} has help with sleep", "Refer to the nurse, and tell the carers how long it will take", "Social worker", "An appointment has been kept"),
    ("{name} knows who will help after 18", "Name a personal adviser and bring them to meet", "Team manager", "{name} can say the adviser's name"),
    ("{name} can stay in this home", "Take the match to panel", "Team manager", "The panel's minutes"),
    ("Carers have the training they ask for", "Book the course on trauma", "Supervising social worker", "Carers have a date"),
    ("{name} has a passport for the school trip", "Apply for the passport", "Social worker", "The passport has come"),
    ("{name} is heard in court", "Ask the advocate to visit before the hearing", "Social worker", "The advocate has met {name}"),
    ("{name} sees a dentist", "Find a dentist who takes new patients and book", "Carers", "{name} has been"),
    ("{name} has savings", "Open a savings account and tell {name} about it", "Business support", "A statement is shown at the next review"),
    ("{name} is safe on line", "Talk through the safety plan with {name}", "Carers", "Carers and {name} both know the plan"),
]  # fmt: skip
QUERIES = [
    "The nearer school is full until September. May the date move?",
    "The budget for this sits with another service. Who is meant to pay?",
    "Panel has no free date before the one named here. Please look at the date again.",
]
OBJECTIONS = [
    "We do not agree that a move to the nearer school is right: the place now is what holds.",
    "The plan before the court says otherwise, so this cannot be agreed today.",
]
RESPONSES = [
    "The date stays: the child has waited for a year. I am glad to speak to the other service with you.",
    "I have thought about it and keep the decision. Please say at the next review what was tried.",
]
PROGRESS = [
    "Asked, and waiting for an answer.",
    "Done last week; waiting for the letter.",
    "Not begun: the worker was away.",
    "First meeting held.",
]
OTHERS = [
    "The carer is content with how things go. The school asked for an earlier answer about the place next year.",
    "Mother would like more time together. The carer finds the journeys long but manages.",
    "Nobody of the family came; the social worker told of their wishes.",
]
CHANGED = [
    "A new social worker since last month. Otherwise things are as they were.",
    "A younger sibling was born. The child has seen the baby once.",
    "A change of class and a new best friend. Family time has moved to Saturdays.",
    "Nothing of weight has changed.",
]
NOT_DONE = [
    "One of the actions waits for another service to answer.",
    "The letter was sent late, so the appointment is next month.",
    "All were done.",
]
AFTER = [
    "Help with homework twice a week. Nothing is planned yet for later.",
    "A savings account was opened, and the bank card has come.",
    "The worker will go through what leaving care means, in small steps.",
]
VIEW = [
    "The plan is right and is carried out. I would like the child to be told sooner what was decided.",
    "The plan is right, but parts of it wait too long for other services. I have asked for dates.",
    "The home is a good one and the child is settled. The council has kept to what was agreed.",
]
ADJOURNED = "The social work report was not there and the child asked to finish when it is, together with the advocate."


def _pick(rng: random.Random, texts: list[str]) -> str:
    return rng.choice(texts).replace("{like}", rng.choice(LIKES))


def section_texts(
    rng: random.Random, *, age: int, held_on: str, came: bool, views: str
) -> dict[str, dict[str, Any]]:
    """The answers of every section but the decisions, as they are stored."""
    young, school = age < 4, age >= 4
    return {
        "preparation": {
            "spoke_to_child": "inappropriate" if young else rng.choice(["yes", "yes", "yes", "no", "refused"]),
            "spoke_on": held_on, "report_received": rng.choice(["yes", "yes", "late", "no"]),
            "talked_with_social_worker": rng.choice(["yes", "yes", "no"]), "notes": _pick(rng, NOTES),
        },
        "wishes": {
            "own_words": rng.choice(BABY) if young else _pick(rng, SAID),
            "how_given": "observed" if young else rng.choice(["told", "told", "written", "drawing", "advocate"]),
            "wants_changed": "" if young else _pick(rng, WANTS), "understands": "too_young" if young else rng.choice(["yes", "yes", "partly"]),
        },
        "attendance": {
            "child_came": "yes" if came else "no", "views": views, "led": rng.choice(["none", "agenda", "some"]) if came and not young else "none",
            "others_said": _pick(rng, OTHERS),
        },
        "changes": {
            "circumstances": _pick(rng, CHANGED), "decisions_done": rng.choice(["yes", "partly", "partly"]), "decisions_why": _pick(rng, NOT_DONE),
            "visits": rng.choice(["yes", "yes", "yes", "no"]),
        },
        "placement": {"suits": rng.choice(["yes", "yes", "yes", "partly"]), "about": _pick(rng, PLACEMENT), "delegated": rng.choice(["yes", "yes", "no"])},
        "health": {"assessment": rng.choice(["yes", "yes", "no"]), "dentist": rng.choice(["yes", "yes", "not_known"]), "about": _pick(rng, HEALTH), "questionnaire": rng.choice(["yes", "no"]) if school else "not_needed"},
        "education": {
            "pep": rng.choice(["yes", "yes", "no"]) if school else "not_needed",
            "attends": rng.choice(["yes", "yes", "no"]) if school else "not_needed",
            "about": _pick(rng, EDUCATION) if school else "Not of school age. Enjoys a playgroup twice a week.",
        },
        "family": {"about": _pick(rng, FAMILY), "siblings": rng.choice(["yes", "no", "none"]), "identity": "Asked about, and respected at home."},
        "plan": {"up_to_date": rng.choice(["yes", "yes", "no"]), "permanence": rng.choice(["yes", "yes", "no"]), "right": rng.choice(["yes", "yes", "partly"]), "legal": "yes", "about": _pick(rng, PLAN)},
        "safeguarding": {"worries": rng.choice(["no", "no", "yes"]), "missing": rng.choice(["no", "no", "yes"]), "safety_plan": "not_needed", "protection": "no", "about": _pick(rng, SAFE)},
        "support": {
            "advocate": rng.choice(["has", "declined", "wants"]) if school else "not_asked", "visitor": rng.choice(["has", "declined", "not_asked"]),
            "told_rights": "too_young" if young else rng.choice(["yes", "yes", "not_known"]), "court": "too_young" if age < 12 else "yes",
            "pathway": "not_needed" if age < 16 else rng.choice(["yes", "no"]), "after": _pick(rng, AFTER),
        },
        "view": {"pace": rng.choice(["yes", "yes", "partly"]), "about": _pick(rng, VIEW), "challenge": rng.choice(["no", "no", "informal"])},
    }  # fmt: skip
