"""Words that the guards of a letter must know: names that are words too, short forms of names, relations."""

import re
import unicodedata
from functools import lru_cache


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


ORDINARY = _listed(
    """
    ace aid alma amber amity angel apple april archer arrow art ash aspen august autumn basil bay bear
    bill birdie bishop blaze blessing bliss blossom blue bob bonny briar brook brooke buddy buster carol
    cash chance charity chase chelsea cherish cherry chip christian clay clementine cliff clover colt
    comfort cooper coral crew crystal daisy dale dash dawn dean destiny diamond dolly dove drew duke dusty
    earl ebony eden ember emerald eve ever faith fern finch fisher flint flora florence forest fox frank
    free gale gay gene georgia gift ginger glen glory goldie goodness gospel grace grant gray grey guy
    happy harmony harper harry haven hawk hazel heath heather heaven henna hero holly honey honor honour
    hope hunter indigo iris israel ivory ivy jack jade jasmine jasper jay jersey jet jewel job jolly
    jordan journey joy june juniper justice king kit knight lake lane lark laurel lavender leaf lee
    legend liberty lilac lily london love lucky magnolia major marigold mark marsh mason may meadow melody
    mercury mercy merit merry miles miller misty moon moss myrtle nick noble nova ocean olive opal orchid
    pansy paris parker pat patience peace peach pearl penny pepper perry pete petal petunia phoenix piper
    pip poet polly poppy posy praise precious price primrose prince princess promise prosper providence
    prudence queen queenie rain rainbow raven ray red reed reef rich river rob robin rocky roman rose
    rosemary rowan royal ruby rue rush rusty ruth saffron sage sally sandy sapphire savannah scarlet scout
    serenity shade shelby sid sienna sky skye sonny spring star stone storm sue summer sun sunny sydney
    tanner tawny taylor theo tiger treasure trinity troy turner unity valentine victoria victory violet
    virginia walker ward warren wells west will willow winter wisdom wolf woody wren young
    """
)
"""Forenames that are words or places as well: they count only where a person is meant."""
CAPITAL_ANYWAY = _listed(
    """
    april august autumn chelsea christian eden florence georgia israel jersey jordan june london may paris
    phoenix roman savannah spring summer sydney troy valentine victoria virginia wells winter
    """
)
"""Of these, those with a capital letter in any case: months, seasons, places, religions."""
SURNAME_WORDS = _listed(
    """
    banks barker bird brook brooks brown bush castle chance church cook cross dale day field fields ford
    forest fox frost gold good grace gray green grey hall heath hill hope hunt king knight lake lamb lane
    long love marsh may mill mills moon nest page park parks pool price rich rivers rose sharp short small
    snow spring stone summers swift ward waters west white will winter wise wolf wood woods young
    """
)
SCHOOL_WORDS = _listed(
    """
    academy college grammar high infant infants junior juniors nursery playgroup preschool primary school
    secondary sixth
    """
)
KINDS_OF_SCHOOL = _listed(
    """
    c ce catholic church community college comprehensive e england first foundation free grammar high infant
    infants junior juniors middle sixth form centre academy trust pru nursery of prep rc roman special
    studio technology upper voluntary aided
    """
)
RELATIVES = _listed("aunt auntie aunty uncle nan nana nanny nanna gran granny grandma grandad")
SLIGHT = _listed(
    """
    i you he she it we they me him her us them my your his its our their of in on at by with from as is are be
    am ha have do doe said who thi there best very really quite so also too little bit
    """
)
"""Words, without their s, that matter little to what is told."""
TURNS = _listed(
    """
    not no never now still again les more longer better worse was were had did last time used until stopped
    changed since yet already but though although would will can could should may might ha been done
    """
)
"""Words, without their s, that turn what is told."""
PLACE_WORDS = SCHOOL_WORDS | _listed(
    "centre close court cottage drive farm grange hall house lodge manor rectory road street trees view villa"
)
ANY_PLACE = PLACE_WORDS | _listed(
    "a and at building by carer carers care child childs children childrens civic community council "
    "family foster home hub in library meeting office offices of online parent parents phone placement room "
    "teams the their town video zoom"
)
"""Where a review may be held without its being told where: “School”, “Home of the child”."""
STREET = r"(?:Road|Street|Lane|Avenue|Close|Drive|Way|Gardens|Terrace|Crescent|Hill|Park|Farm|Library)\b"
PUBLIC = (
    r"(?i:museum|gallery|theatre|hotel|hospital|church|station|surgery|clinic|stadium|gardens|ground|pitch"
    r"|pool|park|library|centre|swimming|baths|leisure|sports)\b"
)
"""After the name of a house it makes a place where anybody may go."""
ANIMALS = _listed(
    """
    bear bunny rabbit mouse monkey dog cat lion tiger elephant dragon dinosaur duck puppy kitten hamster
    horse pony giraffe unicorn penguin owl frog fox donkey pig cow sheep goat hedgehog snake lizard fish
    parrot tortoise turtle spider robot train engine wizard pirate dolphin whale shark seal octopus crab hen
    chicken goose butterfly ladybird caterpillar snail squirrel badger mole bat panda koala kangaroo sloth
    llama zebra hippo rhino crocodile camel gorilla puffin reindeer snowman elf fairy mermaid superhero
    digger tractor lorry labrador spaniel poodle terrier collie whippet greyhound guinea gerbil
    """
)
"""Charlie Bear is a toy, not another Charlie."""
NOT_PEOPLE = _listed(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december spring summer autumn winter christmas easter halloween
    ramadan eid diwali i i'm i'll i've year english maths science history geography art music french
    spanish british pe pep gp camhs ehcp ehc sen lac sdq nhs gcse gcses esol ipad xbox playstation fifa
    lego minecraft act section form key stage home office
    """
)
"""Words with a capital letter that are nobody's name."""
GREETED = _listed(
    """
    all everyone everybody both colleague colleagues mum mam dad mummy daddy nan gran parents parent sir
    madam friend young reader carer carers family team sirs
    """
)
"""Whom a letter may greet besides the child."""
NOT_CHILDREN = _listed(
    """
    he she they it you we this that these those who everyone nobody today tomorrow yesterday council
    mother father brother sister child children aunt uncle grandmother grandfather grandma grandad school
    health police court everybody one family somebody someone nothing education no the a an your his her
    their my our each every neither both money food contact placement
    """
)
"""Words before the ’s of a care plan that are no child’s name."""
NO_SHORT_NAMES = _listed(
    """
    ale alia alike all allie also and any are arm arms art arts ash bar bars bell bells ben bet bets box
    boxes brand brands bro bros can candies cans car care carer carers cares cars cart carts case cases cash
    cat cats cell cha chair chan char chart charts chat chats cher chest class clem col con cons coo cor corn
    dad dads dam dan dance dar dare dart dat date days dea deal dear dears den dens des did die does dom don
    done dor dot dots ear ears eat eats ed edge ell else end ends eve even ever eves far farm few fin find
    fins fit fits flo for fort forts four fran free from gal gas gem gems gen get gets gin god gran grand
    grandie grans had hair hal ham han hand hands har hard has hat hats haven hay hen hens her hers hid him
    his hits hon hug hugs ill ills its jam jams jar jars jet jos joy jul jump just ken key keys kid kids kin
    lad lads lam lan lane lap laps las law laws lay lea lean lee leg legs len let lets lie lies life lin line
    lines lip lips lists live lives log logs lot lots lou low mad mal male man mans many map maps mar mare
    marks mars mart mas mat mate mats max may mel men mer met mil mile mill mills min mind mine mines mint
    mis miss mod mom moms mon moon most mum mums nan nans nat near need net nets new news nex nib nic nor not
    now old one ones our out own owns pal pals pan pans par part parts party pas pat path pats paul pea peas
    peg pen pens per pet pets phil pie pies pin pins pip plan plans pol post prim prime pro pros pub put ran
    rat rats raw ray rays reg rem rest rich rid ring rob rod rods roman roo rose rosies row rows ruf run
    runs sad said sal sam sand sands sat save saves sav say says sea seas see sees sen sent ser set sets sha
    shan she shell shells shop shy sid side sie sill sim sin since sing sir sis sit sits six sky sol some son
    songs sons soon sta stan star stars start ste step steps sum sums sun suns sur tab tabs tam tan tap taps
    tar tea teas ted ten tens ter than that the them then theo there these they this thom tim time times tin
    tins tip to tom too top tops tor toy toys tra tri trip trips tru true try two use uses val van vans vet
    vets via vic vin war was way ways wed wee wes west wet what when where who why wil will wills win wins
    with won yes yet you your yours zip
    april august autumn december february friday january july june march monday november october saturday
    september summer sunday thursday tuesday wednesday winter
    andre ann anna anne carl carol christian daniel dean ella elle emma eric eva frances francis gabriel
    amelie george georg henri jan jane jean john jon julia lee lena leo leon lisa louis mari maria marie mark
    martin nicola nina paul robert rosa samuel sara sophia
    apr aug dec feb fri jan jun nov oct sep sept thu thur thurs tue tues weds
    """
)
"""Words of every day and names of their own with which a forename may begin: they are no short form of it."""
SHORT_FORMS = {
    name: frozenset(forms.split())
    for name, _, forms in (
        line.strip().partition(": ")
        for line in """
        abigail: abi abby gail
        alexandra: sandra sandy lexi lexie alex
        alexander: sandy xander lex alex
        beverley: bev
        beverly: bev
        caroline: caz caro
        charlotte: charlie lottie lotty char
        deborah: deb debbie
        dorothy: dot dottie
        evelyn: eve evie
        georgia: georgie
        georgina: georgie gina
        harriet: hattie harri
        imogen: immy immie
        jacqueline: jackie jacqui
        jasmine: jas jaz
        jessica: jess jessie
        joshua: josh
        kimberley: kim
        lillian: lily lil
        madeleine: maddie maddy
        madison: maddie maddy
        matilda: tilly tillie mattie
        nathan: nat nate
        nathaniel: nat nate nathan
        natalie: nat
        natasha: tash tasha
        philippa: pip pippa
        angela: ange angie
        christina: chris tina chrissy
        christine: chris chrissy
        kathleen: kath kathy
        pamela: pam
        sandra: sandy
        stephen: steve stevie ste
        steven: steve stevie ste
        susan: sue susie
        theresa: terri tess
        teresa: terri tess
        timothy: tim timmy
        amelia: millie milly
        anthony: tony ant
        archibald: archie
        benjamin: ben benny benji
        catherine: cathy kate katie
        charles: charlie chas
        christopher: chris kit
        daniel: dan danny
        edward: ed eddie ned ted teddy
        eleanor: ellie nell nellie nora
        elizabeth: beth bess betty eliza ellie libby liz lizzie
        florence: flo flossie
        frances: fran frankie
        francis: frank frankie
        frederick: fred freddie freddy
        gabriel: gabe
        henry: harry hal
        isabel: bella belle izzy
        isabella: bella belle izzy
        jacob: jake
        james: jamie jim jimmy
        jennifer: jenny jen
        john: jack johnny
        joseph: joe joey
        katherine: kate kathy katie kitty
        leonard: leo len lenny
        margaret: maggie meg peggy
        matthew: matt matty
        michael: mick mickey mike mikey
        mohammed: mo
        muhammad: mo
        nicholas: nick nicky
        oliver: ollie
        olivia: liv livvy ollie
        patricia: pat patty tricia trish
        rebecca: becca becky becs bex
        richard: dick rick ricky
        robert: bob bobby rob robbie
        samantha: sam sammie sammy
        samuel: sam sammy
        theodore: ted teddy theo
        thomas: tom tommy
        victoria: tori vicky
        william: bill billy will
        zachary: zac zach zack
        """.strip().splitlines()
    )
}

RELATIONS = (
    "carer|worker|teacher|nurse|adviser|advisor|advocate|visitor|doctor|friend|tutor|therapist|IRO|manager"
    "|guardian|cousin|judge|keyworker|psychologist|paediatrician|dentist|neighbour|partner|baby|twin|child"
    "|pupil|solicitor|barrister|interpreter|mentor|coach|officer|chair|assistant|counsellor|consultant"
    "|optician|surgeon|midwife|sibling|parent|grandparent|adopter|student|person|somebody|someone|head"
    "|psychiatrist|babysitter|childminder|trainer|boss|employer|landlord"
)
WOMEN = (
    "mum|mummy|mam|mother|sister|aunt|auntie|aunty|nan|nana|nanna|nanny|gran|granny|grandma|grandmother"
    "|stepmother|stepmum|stepsister|daughter|granddaughter|girl|woman|lady|niece|wife|girlfriend|headmistress"
    "|queen|princess|actress|heroine|witch|fairy|mermaid|landlady|mrs|miss|ms"
)
MEN = (
    "dad|daddy|father|brother|uncle|grandad|grandpa|grandfather|stepfather|stepdad|stepbrother|son|grandson"
    "|boy|man|nephew|husband|boyfriend|headmaster|king|prince|actor|hero|wizard|landlord|mr"
)

DOES = (
    r"(?: (?:is|was|has|had|said|says|told|tells|likes|liked|wants|wanted|would|will|asked|asks|feels|felt"
    r"|lives|lived|goes|went|attends|attended|enjoys|enjoyed|came|comes|needs|needed|moved|moves|appeared"
    r"|wrote|writes|does|did|can|could|may|loves|loved|thinks|thought|knows|started|starts|seemed|seems|spoke"
    r"|speaks|gets|got|makes|made|joined|plays|played|sleeps|slept|eats|remains|continues|reported|shared"
    r"|chose|turned|also|still|now|never|always)\b|'s\b)"
)
SPEAKS = (
    r"(?:says?|said|reports?|reported|tells?|told|describe[sd]?|feels?|felt|thinks?|thought|confirm(?:s|ed)"
    r"|finds?|found|notice[sd]|has noticed|has seen|explain(?:s|ed))"
)

_ALIKE = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_ALIKE |= str.maketrans({"Ø": "O", "Ł": "L", "Đ": "D", "‐": "-", "‑": "-", "\u00a0": " "})


@lru_cache(maxsize=5000)
def plain(text: str) -> str:
    """The text without accents and with straight apostrophes, each letter in its old place."""
    bare = (unicodedata.normalize("NFD", c)[0] if ord(c) > 127 else c for c in text)
    return "".join(bare).translate(_ALIKE)


@lru_cache(maxsize=5000)
def tokens(text: str) -> frozenset[str]:
    """The words of a text in small letters, without accents, apostrophes and the s of a possessive."""
    found = set()
    for word in re.findall(r"[a-z0-9']+", plain(text).lower()):
        found.add(word.replace("'", ""))
        if word.endswith("'s"):
            found.add(word[:-2].replace("'", ""))
    return frozenset(found - {""})


@lru_cache(maxsize=500)
def tokens_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(token for name in names for token in tokens(name))
