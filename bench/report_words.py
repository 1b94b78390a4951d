"""Words for every section of a report of an invented council: what an author of a usual year writes, figures
by reference.

Nothing here is about a real council or child. The figures are those of whatever council the report is made
of.
"""

WORDS: dict[str, str] = {
    "key_messages": """The service knows the children well, and they know their officer. Where reviews came late, the reason was nearly always a meeting that had to be moved at short notice.

The plans that worry us most are those that drift without anybody deciding that they should. We raised more of them this year, and sooner.""",
    "introduction": """This report tells the Corporate Parenting Panel, the Local Safeguarding Children Partnership and the children themselves how the service worked in the year, what it found, and what it will do next. The law asks for it once a year.

It covers every child whom the council looked after for a day or longer. At the end of the year these were [[figure:looked_after_at_end|year|count]]. We held [[figure:timeliness_reviews_held|year|all]] reviews; [[figure:timeliness_reviews_held|year|percent]] of them were in time.

Figures come from the records of the portal. Where something is not known the report says so, and counts it apart.""",
    "legal": """The council must appoint an Independent Reviewing Officer for every child it looks after. The officer is to see that the care plan meets the child’s needs, that the child’s wishes are heard and weighed, and that the council acts as a good parent would.

The officer is independent of the line that runs the case. That independence is worth something only when the officer uses it:

- to chair the review, and to speak with the child before it;
- to follow the plan between reviews;
- to challenge what is wrong, first by talking, then by the dispute resolution procedure;
- to take legal advice, and to turn to Cafcass when nothing else helps.

The regulations say when reviews are due: within twenty working days of coming into care, within three months of that, and then at least every six months.""",
    "service": """The officers are employed by the council, report to the head of quality assurance, and carry no responsibility for the cases or the budgets. No officer holds a case in which they were the social worker or manager before.

The team is stable. That matters more to children than anything else we do: many of them have had the same officer since they came into care.""",
    "support": """Two review administrators book the meetings, send the invitations, and distribute the record. Since the spring one of them books two reviews ahead, which has halved the meetings that had to be moved.

Minutes are written by the officers themselves. That costs time, and children say that the letters are better for it.""",
    "training": """Every officer had supervision each month and an appraisal in the autumn. The team trained together in writing to children, in the effects of parental conflict, and in the law on deprivation of liberty.

One officer left in the summer for a neighbouring council; the post was filled before the holidays ended. Group supervision, led by a psychologist, looks at the plans that do not move.""",
    "links": """Each officer is the link to one team and one partner. The links meet the team managers every six weeks, bring the themes of their challenges, and take back what teams find hard about reviews.

Officers sit on the fostering panel, on the permanence panel and on the panel for children at risk of exploitation. The link to the virtual school led to a shared form for personal education plans, so that reviews no longer wait for them.""",
    "progress": """Priorities stand below with what was done, and with the measure that shows it. Where a priority was not reached we say why, and it goes on.""",
    "numbers": """The number of children in care is the outcome of decisions made long before the service sees a child: who is helped at home, and who is not. We look at it because it decides how much time there is for each child.

Unaccompanied children are counted with all others. Their reviews take longer, with an interpreter, and their plans reach further ahead.""",
    "people": """Most of the children are of school age. The oldest are the largest group, and for them the review is also the place where the pathway plan is tested.

The team reflects the children less well than it should, and recruitment has to take that up. Ethnic groups are those of the return to the department; a child for whom none is recorded is counted as not recorded, and asked.""",
    "entering": """Most children came into care because they were neglected or hurt at home. Some came because a parent was ill, and a few because nobody in the country had responsibility for them.

First reviews are where the plan is made. The officer is appointed within days, and in nearly every case meets the child before the meeting.""",
    "leaving": """Children left care to go home, to be adopted, to live with somebody close to them under an order of the court, or because they became adults. For each of them a last review asked whether the plan for what follows is good enough.

Where a child went home the officer asked for support for as long as it takes. Two plans to go home were changed after the officer had challenged them.""",
    "placements": """Most children live with foster carers. Those who live far away do so for a reason that is written in their plan, and their officer travels to them.

Stability is better than it was, but a move in the first months is still too common. Reviews ask of every move whether it could have been foreseen.""",
    "permanence": """A plan for permanence must be on the table at the second review. Where it was not, the officer wrote to the team manager within the week.

Long-term matching with foster carers still takes too long after everybody has agreed to it. Adoption plans were followed up between reviews; special guardianship was considered early for children who lived with relatives. Drift was the commonest theme of challenge, as it was a year ago.""",
    "reviews": """The number of reviews follows the number of children, and of those who come and go. A child in the first year of care has three reviews, a child who has been here for longer two.

Some reviews are held in more than one part, because the child wants fewer people in the room. The record says which part was the review.""",
    "timeliness": """[[figure:timeliness_reviews_held|year|percent]] of the reviews that were held were in time. A review that is late is told to the manager on the day, with the reason.

The reasons fall into three kinds:

- somebody who had to be there was ill;
- the child had moved on the day before;
- the date was missed, which is nobody’s fault but ours.

Only the first two can be excused. For the third kind we now keep a list that is read every Monday.""",
    "midway": """Between reviews the officer looks at the plan at least once, and speaks to the child when anything has changed. What was found is written down, and told to the social worker.

Midway checks brought to light actions that nobody had begun, a school place that was about to be lost, and twice a plan that had been changed without a review.""",
    "participation": """Children take part in the way that suits them: in the room, by a letter, by a film they made, by an advocate, or by telling their officer beforehand. Some chair their own review, or a part of it.

What stands in the way is mostly us: meetings in school time, too many adults, words that nobody uses at home. Officers ask each child before the review where, when and with whom.""",
    "voice": """Officers asked children after the review what was good and what was not. They want to know beforehand who comes. They want to be told what happened to the things they asked for. They want the same officer.

The quotations stand here with the consent of those who said them.""",
    "entitlements": """Children in care and care leavers are entitled to more than many of them know: a pledge, savings, a passport, help with the costs of college, and somebody who stays in touch.

Reviews ask for each of them by name of the entitlement, and whether the child got it. The local offer was written anew with care leavers, and is given to every child at sixteen.""",
    "advocacy": """Every child is told at the review that an advocate can help, and how to reach one. The advocate’s service is independent of the council.

Independent visitors are found more slowly than they are asked for. Children who have nobody outside the care system come first.""",
    "planning": """A good plan says what will be better for the child, who does what, and by when. Officers found most plans up to date, and many of them still too long for a child to read.

Education and health were known at nearly every review. Pathway plans were weaker: too many began late, and some were not shared with the young person.""",
    "safeguarding": """When a child is missing the officer is told, and asks at the next review whether the talk on return took place and what was learned. Officers took part in strategy meetings when a child in care was at risk of exploitation.

Where several children of one home were at risk the service asked the placing teams to look at it together.""",
    "monitoring": """After each review the officer fills in a short form: what was good, what was missing, what has to be put right. The form goes to the team manager, who answers it.

What is most often good is the knowledge the social worker has of the child. What is most often missing is a report that was due before the review. Both are told to the teams each quarter.""",
    "oversight": """Decisions of a review go to the team manager, who may agree, query or object within the days that the procedure gives. What is not answered stands.

Managers used that right sparingly. Where they objected the officer and the manager talked, and nearly always found a better decision than either had.""",
    "disputes": """Most challenges are settled by talking. Where that does not help, the procedure goes up the line in steps, each with its days, until it reaches the director.

The themes this year were drift in permanence plans, support for contact between brothers and sisters, and reports that come too late. No case went to Cafcass; officers know that it could.""",
    "external": """Officers also ask others to do what they should: health for assessments of mental health, schools for a place, housing for a first home, other councils for their share in a child who lives with us.

Answers from partners are slower than those from teams. The partnership board has taken the theme up.""",
    "impact": """A plan had drifted since the winter, and two brothers who lived apart saw each other less and less. The officer raised it with the team, then with the service manager. The brothers now meet every week, and the plan says so.

The example stands here with consent. It was read by somebody who does not know the children, so that nobody can be recognised.""",
    "quality": """The manager observed every officer in a review, with the child’s consent, and talked about it with them afterwards. Records were audited each quarter, half of them together with a neighbouring council.

Auditors found letters to children warm and clear. They found the reasons for decisions too short in some records, which became a theme of supervision.""",
    "questionnaires": """Carers, social workers, guardians and parents were asked what they think of reviews. Carers feel heard. Social workers would like more time between the invitation and the report.

Parents find the meeting hard. Officers now offer to speak with them beforehand, and to meet them apart from the child where the child wishes it.""",
    "improvement": """The service told the corporate parents what it saw: to the panel each quarter, to the improvement board when it was asked. Officers took part in the audits of the safeguarding partnership.

The findings of the monitoring form led to a new way of booking health assessments, and to a register of passports.""",
    "changes": """Guidance on how to work together was revised in the year, and so were the standards for supported accommodation of young people. Officers check at every review whether the place where a young person lives is registered.

The council was visited by the inspectorate. What was said of reviews is in the action plan of the service.""",
    "resources": """The Handbook asks whether a lack of resources puts the quality of reviews at risk. For most of the year it did not.

In the autumn, with one post empty, officers held more children than they should. Letters to children were late for some weeks, and midway checks were fewer. With [[figure:looked_after_at_end|year|count]] children in care there is no room for another empty post.""",
    "you_said": """Children asked, and this is what was done. Where nothing could be done they were told why.""",
    "priorities": """The priorities follow from what this report has found. Each has somebody who leads, a date, and a measure by which it will be known.""",
    "conclusion": """The service does what the law asks of it, and for most children more than that. Its strength is that officers stay, know the children, and say so when a plan does not serve them.

What has to become better is the time that passes between a decision and what the child sees of it. That is where the work of the coming year begins.""",
    "distribution": """The report is public. Children get an edition of their own.""",
    "glossary": """Midway check: what the officer looks at between two reviews""",
}
PRIORITIES = (
    (
        "Reviews are in time",
        "Two reviews are booked ahead",
        "IRO manager",
        "timeliness_reviews_held",
        "Reviews are booked further ahead, and a late one is told on the day.",
    ),
    (
        "Children hear what happened to what they asked for",
        "A letter within ten days",
        "IRO manager",
        "participation_official",
        "Letters are written to the child, and go out sooner.",
    ),
    (
        "Managers answer decisions",
        "Reminders on the day they fall due",
        "Heads of service",
        "decisions_answered",
        "Reminders are sent, and lists are read each week.",
    ),
)
SAID = (
    ("We do not know who comes to the meeting.", "The invitation shows everybody’s photograph."),
    (
        "The meeting is in the middle of maths.",
        "Reviews are held after school unless the child wants it otherwise.",
    ),
    ("Nobody told me what became of my question.", "Every letter begins with what was asked last time."),
)
QUOTATIONS = ("My officer asks me first, and the others after me.", "I chaired it myself. It was shorter.")
BODIES = ("Corporate Parenting Panel", "Safeguarding Children Partnership", "Children in Care Council")
