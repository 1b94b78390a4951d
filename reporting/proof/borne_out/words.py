"""The words that make a claim, by what they claim: that something moved, and which way; that it lies at one
end of its kind."""

import re

from reporting.proof.pattern import Pattern

NO_WAY_UP = (
    r"(?!(?:end|finish|follow|sign|turn|show|sum|back|open|clean|team|link|join|check|add|us|cover|call"
    r"|free|tidi|wind|hurri|own|grow|group)ed\b)"
)
"""“Ended up” and “followed up” tell of no movement."""
NOT_THERE = (
    r"(?!\s+(?:(?:just|only|slightly|narrowly|marginally|well|far|some\s+way|a\s+(?:little|bit|touch|whisker"
    r"|fraction|shade))\s+)*(?:short|shy|against|below|under|beneath|behind|adrift|empty|outside|above"
    r"|ahead|on\s+the\s+\w+\s+side)\b)"
)
"""“Came up short of our target” tells where it ended, beside something else."""
UP = (
    r"rose|risen|rises?|rising|grew|grow(?:s|n|ing|th)|increas(?:e[ds]?|ing)|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed|ing)?|soar(?:s|ed|ing)|surg(?:e[ds]?|ing)|swell(?:s|ed|ing)|swollen|mount(?:s|ed|ing)"
    r"|spik(?:e[ds]?|ing)|rebound(?:s|ed|ing)|escalat(?:ed|ing)|multipl(?:ied|ying)|mushroomed|leap(?:s"
    r"|ed|t)"
    r"|(?:pick|edg|creep|inch|tick|nudg|head|mov|trend|com|shoot)(?:e?s|ing)\s+up"
    r"|[a-z]+ing\s+up(?=,?\s+from\b)"
    r"|(?:pushed|driven|drove|brought|lifted|boosted|raised)(?=\s+(?:up|from)\b)(?!\s+from\s+[a-z])"
    r"|(?<!\bbeen\s)gained(?=\s*(?:[:;(]|\d|by\b|from\s+\d))|expand(?:s|ed|ing)|balloon(?:ed|ing)"
    r"|rocketed|upturn|uptick|upswing|upwards?"
    rf"|(?:{NO_WAY_UP}[a-z]+ed|crept|went|gone|goes|going)\s+up(?!\s+(?:to|with)\s+(?:the|our|date|a)\b)"
    rf"{NOT_THERE}"
    rf"|(?:come|came)\s+up(?!\s+(?:in|at|for|again|to|with)\b){NOT_THERE}"
    r"|(?:[a-z]+ed|crept|went|gone|come|came|slid)\s+higher"
    r"|(?<!\bwere\s)(?<!\bwas\s)(?<!\bbeen\s)(?!(?:plan|look|think|call|phon|book|brief|bring)[a-z]*ed\b)"
    r"(?:[a-z]+ed|crept|leapt|slid)\s+(?:ahead|forward)"
)
"""What “went ahead” or “came forward” only took place: an event does so, a figure does not."""
DOWN = (
    r"fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?(?!-?\s?in\b)|decreas(?:e[ds]?|ing)|declin(?:e[ds]?|ing)"
    r"|reduc(?:ed|tion|ing)|dip(?:s|ped|ping)?|slip(?:s|ped|ping)?|shr[aiu]nk(?:s|ing)?|plung(?:e[ds]?"
    r"|ing)"
    r"|plummet(?:s|ed|ing)?|slump(?:s|ed|ing)?|tumbl(?:e[ds]?|ing)|sank|sunk|sinking|eased|easing"
    r"|dwindl(?:ed|ing)|lessen(?:ed|ing)|slid(?:es?|ing)?|waned|waning|ebb(?:ed|ing)|diminish(?:ed|ing)"
    r"|contract(?:ed|ion)|taper(?:ed|ing)|reced(?:ed|ing)|abat(?:ed|ing)|slashed|trimmed|downturn"
    r"|(?<!-)cut(?=\s+(?:from|by|to)\b)|curbed|pared\s+(?:back|down)|(?:brought|driven|drove|scaled)"
    r"\s+(?:down|back)"
    r"|downwards?|(?:edg|creep|inch|tick|nudg|head|mov|trend|com)(?:e?s|ing)\s+down"
    r"|los(?:t|ing)\s+ground|tail(?:ed|ing)\s+off"
    r"|(?:[a-z]+ed|crept|went|gone|come|came)\s+lower"
    r"|(?:[a-z]+ed|crept|went|gone|goes|going|come|came)\s+down(?!\s+to\s+(?:the|our|a)\b)"
    rf"{NOT_THERE}"
)
BETTER = (
    r"improv(?:ed|es|ing|ements?)|recover(?:s|ed|ing|y)|strengthen(?:s|ed|ing)|rallied|gained\s+ground"
    r"|turn(?:ed|ing)\s+(?:[a-z]+\s+){0,4}?around|back\s+on\s+track|bounc(?:ed|es|ing)\s+back"
    r"|(?:gain(?:ed|s|ing)|gather(?:ed|s|ing))\s+(?:momentum|pace)|on\s+the\s+(?:up|mend)\b(?!\s+side)"
    r"|c[ao]me\s+on\s+(?:well|nicely|strongly)|steps?\s+forwards?"
    r"|(?:head|mov|go|went|gone|point)(?:ed|ing|s|es)?\s+(?:in\s+)?the\s+right\s+(?:way|direction)"
    r"|(?:a\s+)?better\s+(?:result|figure|rate|year|picture|performance)"
)
WORSE = (
    r"steps?\s+back(?:wards?)?|(?:went|gone|going|slid|slipped)\s+(?:backwards?|downhill)"
    r"|(?:los(?:t|ing)\s+(?:momentum|its\s+way))|on\s+the\s+(?:slide|wane)|regress(?:ed|es|ion)"
    r"|(?:head|mov|go|went|gone|point)(?:ed|ing|s|es)?\s+(?:in\s+)?the\s+wrong\s+(?:way|direction)"
    r"|worsen(?:s|ed|ing)|deteriorat(?:ed|es|ing|ion)|weaken(?:s|ed|ing)|set-?back|eroded|slippage"
    r"|(?:a\s+)?(?:worse|poorer)\s+(?:result|figure|rate|year|picture|performance)"
)
MORE = (
    r"more(?:\s+(?:common(?:ly)?|frequent(?:ly)?|often|numerous|likely|widespread|prevalent))?|higher|greater"
    r"|larger|bigger|heavier|busier|fuller|commoner"
)
LESS = (
    r"fewer|less(?:\s+(?:common(?:ly)?|frequent(?:ly)?|often|numerous|likely|widespread|prevalent))?|lower"
    r"|smaller|lighter|rarer|quieter|scarcer|emptier|more\s+(?:rarely|unusual|rare|seldom)"
)
GOOD = (
    r"punctual|timely|stable|reliabl[ey]|settled|successful|prompt(?:ly)?|regular(?:ly)?|healthy|secure"
    r"|consistent"
)
FARED_BETTER = rf"better|stronger|timelier|healthier|safer|steadier|prompter|more\s+(?:{GOOD})"
FARED_WORSE = rf"worse|weaker|poorer|less\s+(?:{GOOD})"
AGO = (
    r"(?:(?:they|it|we|there)\s+(?:was|were|did|had|used)\b|before\b(?!\s+the\b)|previously|formerly"
    r"|twelve\s+months"
    r"|(?:in\s+|at\s+|it\s+was\s+|they\s+were\s+)*(?:the\s+)?(?:last(?:\s+year|(?=\s*[,.;:(]|\s*$))"
    r"|(?:previous|prior"
    r"|preceding)\s+year"
    r"|year\s+(?:before|earlier)|a\s+year\s+(?:ago|earlier|before)|20\d\d))"
)
HEAD = (
    r"(?:(?:that|those|what|the\s+(?:one|number|figure|total|share|rate|count|population|intake|result"
    r"|proportion|level)s?)\s+(?!not\b)(?:[a-z]+\s+){0,4}?)"
)
"""“Than that recorded twelve months earlier”, “than the number in the year before”."""
NOT_OF_ITS = r"(?![’']s\s+(?!(?:figure|total|number|share|rate|level|result|count|performance)s?\b|\d))"
"""“Beyond last year’s plan” holds no figure against last year’s."""
COMPARED = Pattern(
    rf"(?<!\bor\s)\b(?:(?:(?P<better>{FARED_BETTER})|(?P<worse>{FARED_WORSE})|(?P<up>{MORE})"
    rf"|(?P<down>{LESS}))\b"
    rf"(?!\s+(?:good|well|bad|poor)\b)"
    rf"(?=(?:(?!\bthan\b)(?:[^.;:(\d]|(?<=,\s)\d[\d,.]*%?(?=,)|(?<=\bby\s)\d[\d,.]*%?)){{0,70}}?"
    rf"\bthan\s+{HEAD}?{AGO})"
    r"|(?P<rose>above|beyond|in\s+excess\s+of|(?:over"
    rf"|on\s+top\s+of)(?=\s+{HEAD}))(?=\s+{HEAD}?{AGO}{NOT_OF_ITS})"
    rf"|(?P<fell>below|beneath|short\s+of|(?:under|behind)(?=\s+{HEAD}))(?=\s+{HEAD}?{AGO}{NOT_OF_ITS}))",
    re.I,
)
"""“Lighter than in the year before”: a comparison with the same at an earlier time."""
BESIDE = Pattern(
    rf"(?<!\bor\s)(?<!\bno\s)\b(?:(?P<up>{MORE})|(?P<down>{LESS}))\b(?!\s+than\b|\s+(?:homes|moves"
    rf"|of\s+a)\b)",
    re.I,
)
"""“Compared with the region, fewer live in foster care”."""
CONCLUDED = Pattern(
    rf"\b(?:so|hence|thus|meaning|which\s+means(?:\s+that)?|that\s+is|in\s+other\s+words)[\s,]+"
    rf"(?:(?P<up>{MORE})|(?P<down>{LESS}))\b(?!\s+(?:than|time|work|effort|support)\b)",
    re.I,
)
"""“From 288 to 306, so fewer”."""
NOWADAYS = r"(?:now(?!\s+that\b)|nowadays|today|these\s+days|this\s+(?:year|time))"
SO_NOW = Pattern(
    rf"(?<!\bor\s)(?<!\bno\s)(?:\b(?:(?P<up>{MORE})|(?P<down>{LESS}))\b(?!\s+than\b)"
    rf"(?=(?:(?!\bthan\b)[^.;:,(\d]){{0,60}}?\b{NOWADAYS}\b(?![^.;:(]{{0,60}}?\bthan\b))"
    rf"|(?<=\bnow\s)(?:(?P<rose>{MORE})|(?P<fell>{LESS}))\b(?![^.;:(]{{0,60}}?\bthan\b))",
    re.I,
)
"""“Fewer go missing now” says that more did before."""
WAS_SO = Pattern(
    r"\b(?:last\s+year|(?:the|a)\s+year\s+(?:ago|before|earlier)|previously|twelve\s+months\s+(?:ago"
    r"|earlier))\s+"
    r"(?:it|they|this|that|the\s+(?:figure|share|number|rate))\s+(?:was|were|stood|had\s+been)"
    r"\s+(?:[a-z]+ly\s+|much\s+|a\s+little\s+)?"
    rf"(?:(?P<worse>{FARED_BETTER})|(?P<better>{FARED_WORSE})|(?P<down>{MORE})|(?P<up>{LESS}))\b(?!"
    rf"\s+than\b)",
    re.I,
)
"""“Last year it was lower” says that this year it is higher."""
MORE_THEN = Pattern(
    rf"(?<!\bor\s)(?<!\bno\s)\b(?:(?P<down>{MORE})|(?P<up>{LESS}))\b(?!\s+than\b)"
    r"(?=(?:(?!\bthan\b|\bcompared\b)[^.;:,(\d]){0,60}?\b(?:(?:a|the)\s+year\s+(?:ago|earlier|before)"
    r"|twelve\s+months\s+(?:ago|earlier)|last\s+year)(?:\s{2,}|\s*(?:[.;,(:]|$)))",
    re.I,
)
"""“Fewer children were settled a year ago” says that more are now."""
AGAINST_THEN = Pattern(
    rf"\b(?:compared\s+(?:with|to)|against|unlike|after|set\s+beside)\s+{AGO}[,\s]+[^.;:(\d]{{0,40}}?"
    rf"(?:(?P<up>{MORE})|(?P<down>{LESS}))\b(?!\s+than\b)",
    re.I,
)
"""“Compared with last year, fewer went missing”."""
OFTEN = Pattern(
    r"\b(?:(?P<up>more\s+(?:often|frequently|regularly|commonly))|(?P<down>less\s+(?:often|frequently"
    r"|regularly"
    r"|commonly)|more\s+(?:rarely|seldom)))\b(?![^.;:(]{0,60}?\bthan\b)",
    re.I,
)
SO_OFTEN = Pattern(r"(?:\s+[a-z]+){0,3}?\s+(?:more|less)\s+(?:often|frequently|rarely|seldom)\b", re.I)
FAILED = Pattern(
    r"\b(?:slip(?:s|ped)?|slippage|miss(?:ed|es)?|laps(?:es?|ed)|fail(?:s|ed|ures?)?|over-?r[au]n"
    r"|drift(?:s|ed)?"
    r"|breach(?:ed|es)?|late|overdue|delay(?:s|ed)?|not|never|n[’']t|without)\b",
    re.I,
)
"""What is told of those that were not so."""
THEN = r"\s+than\s+(?:they|it|we|before)\b"
BECAME = r"(?:become|became|becoming|grown|got|getting)\s+"
BE = r"(?:is|are|was|were|been)\s+(?:(?:only|just|now|slightly|marginally|sharply|well|a\s+little|far)\s+)*"
SO_MUCH = (
    r"(?:(?:about|around|nearly|some|just|almost|over)\s+)*(?:\d|a\s+(?:half|third|quarter|fifth|tenth))"
)
SINCE = r"\s+(?:by|from|on\s+(?:(?:the|a)\s+(?:year|previous)|last|20))\b"
BETTER += rf"|{BECAME}(?:better|more\s+(?:{GOOD}))"
WORSE += rf"|{BECAME}(?:worse|less\s+(?:{GOOD}))"
UP += (
    rf"|(?<=[,(–]\s)up(?={SINCE})"
    rf"|{BE}up(?=\s*(?:[,.;:(]|on\b|from\b|by\b|at\b|{SO_MUCH}))"
    rf"|(?:higher|heavier|larger|bigger|greater|busier){THEN}"
    rf"|{BECAME}(?:more\s+(?:numerous|common|frequent)|larger|heavier|bigger|higher)"
)
DOWN += (
    rf"|(?<=[,(–]\s)down(?={SINCE})"
    rf"|{BE}down(?=\s*(?:[,.;:(]|on\b|from\b|by\b|at\b|{SO_MUCH}))"
    rf"|(?:lower|lighter|smaller|rarer|fewer|quieter){THEN}"
    rf"|{BECAME}(?:less\s+(?:numerous|common|frequent)|fewer|smaller|lighter|rarer|scarcer|lower)"
)
NOT_MOVED = (
    r"(?<=for\s)improvements?|improvement\s+(?:plan|board|partner|notice)|(?<=to\s)(?:rise|fall|drop"
    r"|decline|dip|slip)"
    r"|(?:brought|brings?)\s+up\s+the\s+rear|f[ae]lls?\s+(?:within|into|under|outside|due|short|ill|between"
    r"|on)|falling\s+(?:within|into"
    r"|under|short)"
    r"|pick(?:ed|s|ing)?\s+up\s+(?:where|as|the|an?|on|by|our|their|some|any|these|those|it|them"
    r"|from\s+(?:where|school|home|there))\b"
    r"|(?<=short)fall|(?<=wind)fall|growing\s+up|grown[\s-]up|grow\s+up"
)
"""What has the look of such a word and tells of no movement."""
MOVES = Pattern(
    rf"\b(?:(?P<none>{NOT_MOVED})|(?P<up>{UP})|(?P<down>{DOWN})|(?P<better>{BETTER})"
    rf"|(?P<worse>{WORSE}))\b",
    re.I,
)
STILL = Pattern(
    r"\b(?:(?:stood|held|stayed|remain(?:s|ed)|kept|been)\s+(?:\w+ly\s+)?(?:firm|fast|up(?!\s+(?:better"
    r"|worse|less|more|to))|its\s+own|flat"
    r"|static|constant|steady"
    r"|stable|level|unchanged|similar|the\s+same)|(?:barely|hardly|scarcely)\s+(?:moved|changed|shifted"
    r"|altered|budged)"
    r"|(?:stayed|remain(?:s|ed)|kept|stands?|stood|is|are|was|were)\s+at\s+(?:the|last\s+year[’']s"
    r"|much\s+the\s+same)"
    r"\s+(?:same\s+)?levels?"
    rf"|(?P<exact>(?:exactly|precisely)\s+(?:the\s+same|that\s+of|as)|identical|(?:is|was|are|were)\s+that"
    rf"\s+of\s+{AGO})"
    r"|little\s+(?:changed?|different)|plateau(?:ed|s)|flat-?lined|hover(?:ed|s|ing)|unmoved"
    r"|back\s+(?:to|at|where)\s+(?:where|what|(?:the|its|their)\s+(?:old|former|previous|usual)\s+levels?)"
    r"|much\s+the\s+same|no\s+(?:real\s+|great\s+|significant\s+)?(?:change|difference))\b",
    re.I,
)
"""What says that nothing moved, or next to nothing."""
STRONG = Pattern(
    r"\b(?:sharp(?:ly)?|steep(?:ly)?|dramatic(?:ally)?|marked(?:ly)?|far|vast(?:ly)?|huge(?:ly)?"
    r"|considerabl[ey]|substantial(?:ly)?|significant(?:ly)?|massive(?:ly)?|large|big|great|major"
    r"|soar\w*|plung\w*|plummet\w*"
    r"|rocket\w*"
    r"|slump\w*|surg\w*|leap\w*|balloon\w*|mushroom\w*|drastic(?:ally)?)\b",
    re.I,
)
WEAK = Pattern(
    r"\b(?:slight(?:ly)?|marginal(?:ly)?|modest(?:ly)?|(?:small|minor|tiny)(?!\s*(?:[,.;:]|and\b|in\b"
    r"|numbers?\b|groups?\b))|negligible|a\s+(?:little|bit"
    r"|touch|fraction|shade)|edg\w+"
    r"|crept|inch\w+"
    r"|nudg\w+|barely|narrow(?:ly)?|gently)\b",
    re.I,
)
OFTEN_SO = r"common(?:ly)?|frequent(?:ly)?|often|usual(?:ly)?|widely|heavily|regularly"
A_WORRY = (
    r"\s+(?:(?:cause|reason|grounds|room|scope|need)\s+for\s+(?:our\s+)?(?:concern|worry|anxiety|improvement)"
    r"|concern|worry|anxiety|difficulty)\b"
)
OF_IT = (
    r"\s+(?:(?:single|current|continuing|remaining|overall|particular|immediate)\s+)*"
    r"(?:(?:causes?|sources?|reasons?|grounds?|areas?|matters?|rooms?|scope|needs?|points?)\s+(?:of|for)\s+"
    r"(?:our\s+|serious\s+|real\s+)?)?"
)
TROUBLE = Pattern(
    rf"{OF_IT}(?:concerns?|worr(?:y|ies)|anxiet(?:y|ies)|challenges?|risks?|problems?|weak(?:ness(?:es)?"
    r"|\s+(?:points?|spots?|links?))|difficult(?:y|ies)|shortcomings?|disappointments?|failings?|improvement"
    r"|troubles?|drift|delays?)\b",
    re.I,
)
GLORY = Pattern(
    rf"{OF_IT}(?:strengths?|success(?:es)?|achievements?|pride|confidence|satisfaction|credit|encouragement"
    r"|strong\s+points?)\b",
    re.I,
)
"""What is the greatest where a figure is the worst, and where it is the best."""
HIGH = (
    r"highest|largest|biggest|greatest|commonest|busiest|main|chief(?!\s+(?:executive|officer"
    r"|inspector)s?\b)|principal(?!\s+social)|leading|heaviest|steepest"
    r"|fullest"
    rf"|most\s+(?:{OFTEN_SO}|numerous|likely|prevalent|popular|typical)|most(?={A_WORRY})|top\s+of"
    r"|peak(?:s|ed)?|high(?:est)?\s+point"
)
LOW = (
    r"lowest|smallest|fewest|rarest|quietest|lightest|slackest"
    rf"|least\s+(?:{OFTEN_SO}|numerous|likely|prevalent|popular)|least(?={A_WORRY})|bottom\s+of"
    r"|bottomed\s+out|trough(?:ed)?|low(?:est)?\s+point"
)
BEST = (
    r"best|strongest|timeliest|promptest|healthiest|most\s+(?:reliabl[ey]|punctual|timely|successful"
    r"|prompt|well)"
)
WORST = (
    r"worst|weakest|poorest|slowest|least\s+(?:reliabl[ey]|punctual|timely|successful|prompt|well)"
    r"|tardiest"
)
TOP = (
    r"(?:led|leads?|leading|head(?:s|ed|ing)?|topp(?:ed|ing)|tops?|sets?|setting)\s+the\s+(?:field|way|pack"
    r"|table|list|league|pace|rankings?|teams|groups)|(?:c[ao]me|comes|coming|finish(?:es|ed)|ended\s+up)\s+"
    r"(?:(?:out\s+)?(?:on|at\s+the)\s+top|first(?=\s*(?:[,.;:(]|with\b|at\b|among\b|of\s+(?:all|the)\b)))"
    r"|dominat(?:es?|ed|ing)|dominant|front-?runners?|out\s+in\s+front|head\s+and\s+shoulders\s+above"
    r"|ahead\s+of\s+(?:all\s+)?(?:the\s+)?(?:others?|rest|field|pack)"
)
REAR = (
    r"(?:brought|brings?|bringing)\s+up\s+the\s+rear|trail(?:s|ed|ing)?\s+the\s+(?:field|pack)"
    r"|behind\s+(?:all\s+)?(?:the\s+)?(?:others|rest|field|pack)"
    r"|propp(?:ed|ing)\s+up\s+the\s+table"
    r"|(?:c[ao]me|comes|coming|finish(?:es|ed)|ended\s+up)\s+(?:at\s+the\s+bottom|bottom"
    r"|last(?=\s*(?:[,.;:(]|with\b|at\b|among\b|of\s+(?:all|the)\b)))"
)
"""At the good end where there is one, else at the high one."""
NO_END = (
    r"(?:lat|young|old|eld|earli|inter|requ|r|hon|for|mod|t|w|n|b|ch|gu|arr|prot|harv|cont|int|dig"
    r"|manif|unr"
    r"|cr|qu|inv|sugg|dear|full)est"
)
"""Words that end so and are none, or name the group itself."""
ENDS = Pattern(
    rf"\b(?:(?P<top>{TOP})|(?P<rear>{REAR})"
    rf"|(?P<high>{HIGH})|(?P<low>{LOW})|(?P<best>{BEST})|(?P<worst>{WORST})"
    r"|no\s+(?:other\s+)?[a-z]+\s+(?:\w+\s+)?(?:was|were|had|has|did|is|are|came|took|saw)\s+(?:\w+\s+)?"
    r"(?:(?P<no_high>so\s+(?:many|often|much|high|large)|as\s+(?:many|often|much|high|large)|more"
    r"|higher|larger|bigger"
    r"|greater|busier)|(?P<no_low>so\s+(?:few|low|rarely|small)|as\s+(?:few|low|rarely|small)|fewer"
    r"|lower|smaller|less)"
    r"|(?P<no_best>(?:so|as)\s+(?:well|good|punctual|timely|reliable)|better|stronger"
    r"|in\s+time\s+as\s+often"
    r")|(?P<no_worst>(?:so|as)\s+(?:poor(?:ly)?|bad(?:ly)?|late)|worse|weaker))"
    r"|(?:(?P<any_best>outperform|outdid|outdo|outdone|outshone|eclips|outclass|beat|better|led|surpass"
    r"|topp)(?:ed|s|ing|en)?|(?P<any_worst>trail"
    r"|lag(?:g)?)(?:ed|s|ing)?(?:\s+behind)?"
    r"|(?P<any_high>outnumber|exceed|outstripp|outweigh)(?:ed|s|ing)?)\s+(?:every|all"
    r"|any)\s+(?:(?:of\s+)?the\s+)?(?:(?:others?|rest)\b|(?:other\s+)?(?:teams?|groups?|quarters?"
    r"|kinds?|reasons?)\b)"
    rf"|(?P<some_end>the\s+(?!{HIGH}|{LOW}|{BEST}|{WORST})(?:most|least)\s+[a-z]{{4,}}(?:ed|ful|ive|ant"
    rf"|ent|al|ic|ous|ble)|the\s+(?!{NO_END}|{HIGH}|{LOW}|{BEST}|{WORST})[a-z]{{3,}}est)"
    r"|(?:(?P<any_high2>more|higher|larger|bigger|greater)|(?P<any_low2>fewer|lower|smaller|less)"
    r"|(?P<any_best2>better|stronger)|(?P<any_worst2>worse|weaker|poorer))\b(?:[^.;(]|\(\d[\d.,%]*\)){0,50}?"
    r"\bthan\s+(?:(?:in|for|at|from|with|by|to|of|on|among)\s+)?(?:(?:any|every)(?:body|one)\s+else|any"
    r"\s+(?:of\s+the\s+)?other"
    r"|all\s+(?:of\s+)?the\s+other)s?)\b",
    re.I,
)
NOT_THE_END = Pattern(
    r"\b(?:among|one\s+of|some\s+of|joint|second|third|next|at|even|our|part\s+of)\s+(?:the\s+|our\s+)?$",
    re.I,
)


def way_of(found: re.Match[str], good: int, side: int) -> int:
    """1 where a word of size puts a figure at the high end of its kind, -1 where at the low one, 0 where
    nobody can tell: the greatest worry lies at the bad end. `good` is 1 where more is better, `side` is 1
    for “greatest” and -1 for “least”."""
    if TROUBLE.match(found.string, found.end()):
        return -good * side
    return good * side if GLORY.match(found.string, found.end()) else side
