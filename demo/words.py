"""What invented reviews say: short, plain, and about nobody."""

from collections.abc import Sequence
from typing import Any

LIKES = [
    "football",
    "drawing",
    "the school play",
    "looking after the dog",
    "baking",
    "gaming with friends",
    "swimming",
    "the choir",
    "mending bikes",
    "reading comics",
    "dance club",
    "gardening",
]
# Each text with the ages it fits, from and up to.
SAID = [
    (4, 9, "I like my room because the dog sleeps next door. I want Nan to come to my birthday."),
    (4, 10, "I am happy here. The best thing this week was {like}."),
    (4, 11, "I want to see my brother. We had the same bedroom before."),
    (6, 12, "School is all right. I do not like it when the taxi is late and everybody looks."),
    (8, 17, "I like it here. I would like to see my brother more than once a month."),
    (8, 17, "I do not want so many people at my meetings. Two is enough."),
    (9, 17, "I like my social worker but she changes too often. This is the fourth one."),
    (10, 17, "I want to stay with my carers until I finish school."),
    (10, 17, "I want a phone of my own, and to ring my nan when I like."),
    (11, 17, "I would like to move school because my friends are at the other one."),
    (11, 17, "I want to talk to the judge, or have somebody who does that for me."),
    (15, 17, "I want to know what happens when I am 18, and who will help me."),
    (15, 17, "I can cook and wash. Nobody has told me how rent works."),
]
BABY = [
    "A settled baby who looks for the carer's face, smiles and reaches out. Sleeps well after family time.",
    "Crawls to the carer when tired, and lets her know when hungry. Calm in the room during the review.",
    "Babbles and points. Clings when strangers come near, and lets the carer comfort.",
]
WANTS = [
    (4, 17, "More time with family at weekends."),
    (4, 17, "To join a club for {like}."),
    (4, 17, "Nothing just now."),
    (5, 12, "A later bedtime on Fridays."),
    (6, 16, "Help with maths."),
    (4, 14, "To choose the colour of the bedroom."),
    (12, 17, "Fewer people told about the meeting at school."),
    (15, 17, "To learn to drive."),
]
PLACEMENT = [
    (
        0,
        17,
        "The carers know what helps on a hard day, and the house has a routine that works. Respite has "
        "been asked for and not agreed.",
    ),
    (
        4,
        17,
        "A warm home. The journey to school takes fifty minutes, which is too long, and the carers drive "
        "it twice a day.",
    ),
    (
        11,
        17,
        "Staff have worked hard to build trust. There were three changes of key worker since the last "
        "review.",
    ),
    (0, 17, "Going well. The carers ask for more training about trauma, and have not had an answer."),
    (
        0,
        10,
        "Carer and child are close, and it shows: stories at bedtime, comfort when things are hard. The "
        "spare room is needed from the spring.",
    ),
    (
        13,
        17,
        "The move in the autumn was planned and went well. Two matching visits were made before it, as "
        "asked at the last review.",
    ),
]
HEALTH = [
    (4, 17, "Well. Glasses are worn now without being asked. The next eye test is in the spring."),
    (0, 6, "Growing well. Immunisations are up to date. Waits for speech therapy since the summer."),
    (3, 17, "Sleeps badly before family time. The nurse offered ideas that help a little."),
    (2, 17, "Has asthma, with a plan that school and home both have."),
    (
        10,
        17,
        "The referral to the emotional health team was accepted in May. The first appointment has not been "
        "offered yet.",
    ),
    (0, 3, "Weaned and gaining weight. The health visitor comes every fortnight."),
]
EDUCATION = [
    (5, 17, "Attends every day and is catching up in English. Likes {like} best."),
    (8, 17, "Attendance has fallen to four days a week. The school has offered a mentor."),
    (4, 4, "In the last year of nursery. The school place is agreed."),
    (
        5,
        11,
        "Reads at the level of the class since Easter, which the teacher celebrated. Finds break times hard.",
    ),
    (
        11,
        15,
        "The pupil premium pays for a tutor on Thursdays. The plan for the move to a new school names "
        "nobody yet.",
    ),
    (
        15,
        17,
        "Thinks about college and wants to work with {like}. The personal education plan names a visit to "
        "the open day.",
    ),
]
FAMILY = [
    (0, 17, "Family time is every second Saturday and goes well. Grandparents ring on Sundays."),
    (0, 17, "Two visits were cancelled at short notice, which was hard. A clearer plan is needed."),
    (3, 17, "Brothers and sisters meet once a month. Everybody wants that more often."),
    (6, 17, "Mum comes when she can. The calls on Wednesdays are what counts most."),
]
PLAN = [
    (
        0,
        17,
        "The plan is to stay with these carers until adulthood. The matching panel has not met yet, and "
        "that drifts.",
    ),
    (
        0,
        17,
        "Parents are working with the service. The court decides in the spring whether there is a return "
        "home.",
    ),
    (4, 17, "Permanence is agreed. What is missing is the life-story work, promised twice."),
    (
        0,
        8,
        "Two plans run side by side: a return home, and a permanent family if that fails. The parenting "
        "assessment ends next month.",
    ),
    (16, 17, "The pathway plan has good ideas for money and cooking, and says nothing about where to live."),
]
SAFE = [
    (0, 17, "No new worries. Carers know whom to ring."),
    (12, 17, "Went missing twice. Talks after coming home were offered within three days."),
    (8, 17, "There is a plan about phones and strangers on line, which the carers helped to write."),
    (4, 11, "One fall at the playground, seen by the doctor the same day. No worry remains."),
]
NOTES = [
    (4, 17, "Wants the review at home."),
    (4, 17, "Wants to start with what went well."),
    (8, 17, "Asked that school sends a letter instead of coming."),
    (0, 3, "Seen with the carer at home, at a good time of the day."),
    (0, 17, "The social worker and I agreed to keep it under an hour."),
]
PLACES = [
    "At the carers' home",
    "Children's Centre, Aldermere",
    "School, quiet room",
    "By video",
    "Family Hub, room 2",
]
DECISIONS = [
    (
        2,
        17,
        "{name} sees brothers and sisters every month",
        "Agree dates with all the carers for six months ahead",
        "Social worker",
        "{name} says the visits happen",
    ),
    (
        5,
        15,
        "{name} gets to school without a long drive",
        "Ask for a place at the nearer school",
        "Team manager",
        "The school has answered in writing",
    ),
    (
        4,
        17,
        "{name} knows the story of the family",
        "Begin life-story work and agree six meetings",
        "Social worker",
        "{name} has the first pages",
    ),
    (
        3,
        17,
        "{name} has help with sleep",
        "Refer to the nurse, and tell the carers how long it will take",
        "Social worker",
        "An appointment has been kept",
    ),
    (
        15,
        17,
        "{name} knows who will help after 18",
        "Name a personal adviser and bring them to meet {name}",
        "Team manager",
        "{name} can say the adviser's name",
    ),
    (0, 17, "{name} can stay in this home", "Take the match to panel", "Team manager", "The panel's minutes"),
    (
        0,
        17,
        "Carers have the training they ask for",
        "Book the course on trauma",
        "Supervising social worker",
        "Carers have a date",
    ),
    (
        5,
        17,
        "{name} has a passport for the school trip",
        "Apply for the passport",
        "Social worker",
        "The passport has come",
    ),
    (
        7,
        17,
        "{name} is heard in court",
        "Ask the advocate to visit before the hearing",
        "Social worker",
        "The advocate has met {name}",
    ),
    (
        3,
        17,
        "{name} sees a dentist",
        "Find a dentist who takes new patients and book",
        "Carers",
        "{name} has been",
    ),
    (
        0,
        17,
        "{name} has savings",
        "Open a savings account and show the statement at the next review",
        "Business support",
        "A statement is there",
    ),
    (
        9,
        17,
        "{name} is safe on line",
        "Talk through the safety plan with {name}",
        "Carers",
        "Carers and {name} both know the plan",
    ),
    (
        0,
        4,
        "{name} is understood when hungry, tired or in pain",
        "Ask for speech and language therapy again, in writing",
        "Social worker",
        "There is a date",
    ),
    (
        0,
        5,
        "{name} has a plan for good that the court can approve",
        "File the care plan with both options two weeks before the hearing",
        "Team manager",
        "The plan is with the court",
    ),
    (
        0,
        17,
        "{name} knows when family time is",
        "Send the family a calendar, and name who cancels and how",
        "Social worker",
        "No visit was cancelled on the day",
    ),
    (
        16,
        17,
        "{name} can manage money",
        "Agree three sessions about rent and bills in the pathway plan",
        "Personal adviser",
        "{name} has done them",
    ),
    (
        11,
        17,
        "{name} gets talked to after going missing",
        "Offer each talk within three days by somebody {name} chooses",
        "Team manager",
        "The notes of the talks",
    ),
    (
        4,
        17,
        "{name} has fun outside school",
        "Pay for a club, and ask {name} which",
        "Supervising social worker",
        "{name} goes every week",
    ),
]
QUERIES = [
    "The nearer school is full until September. May the date move?",
    "The budget for this sits with another service. Who is meant to pay?",
    "The worker who would do this leaves at the end of the month. Can it wait until the new one has met "
    "the child?",
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
    (
        5,
        17,
        "The carer is content with how things go. The school asked for an earlier answer about the place "
        "next year.",
    ),
    (0, 17, "Mother would like more time together. The carer finds the journeys long but manages."),
    (0, 17, "Nobody of the family came; the social worker told of their wishes."),
]
CHANGED = [
    (0, 17, "A new social worker since last month. Otherwise things are as they were."),
    (2, 17, "A younger sibling was born. They have met once."),
    (5, 17, "A change of class and a new best friend. Family time has moved to Saturdays."),
    (0, 17, "Nothing of weight has changed."),
]
PLEDGE = "The social worker brings the council’s promise at the next visit."
AFTER = [
    (5, 17, "Help with homework twice a week. Nothing is planned yet for later."),
    (0, 17, "A savings account was opened, and the first statement has come."),
    (0, 4, "The health visitor stays in touch with the carers after any move."),
    (15, 17, "The worker will go through what leaving care means, in small steps."),
]
NOT_DONE = {
    "yes": ["All were done.", "All were done, the last of them in the week before the review."],
    "partly": [
        "One of the actions waits for another service to answer.",
        "The letter was sent late, so the appointment is next month.",
    ],
}
VIEW = [
    "The plan is right and is carried out. I would like the child to be told sooner what was decided.",
    "The plan is right, but parts of it wait too long for other services. I have asked for dates.",
    "The home is a good one and the child is settled. The council has kept to what was agreed.",
]
ADJOURNED = (
    "The social work report was not there. The child asked to finish once it is, together with the advocate."
)


def fitting(texts: Sequence[tuple[Any, ...]], age: int) -> list[tuple[Any, ...]]:
    """The texts that fit a child of this age, without the ages."""
    return [text[2:] for text in texts if text[0] <= age <= text[1]]


EVIDENCE = {
    "DONE": "The social worker told me at the review, and the child says so too.",
    "SUPERSEDED": "Things have changed since, and the plan now covers it in another way.",
}
"""How a decision is known to be done, or why it is no longer needed."""
