"""Forenames as data: which of them are one name in long and short, and which are a woman’s or a man’s."""

import re
from functools import lru_cache

from reviews.letters.guard.wordlists import NO_SHORT_NAMES, NOT_PEOPLE, ORDINARY

_GROUPS = """
abigail abbie abby abi gail; adeline addie; agnes aggie nessa; aidan aiden aidy; alan allan allen al; albert
al bert bertie; alexander alec alek alex alexei lex sandy sasha xander zander; alexandra alex lexi lexie
sandra sandy sasha; alfred alf alfie fred freddie; alice ally; alison allison ali ally; alistair alastair
alasdair ali al; amanda mandy manda; amelia amy millie milly; andrew andy drew; angela angie ange; angelina
angie; anita nita; ann anne annie; annabel annabelle bella belle; annette annie nettie; anthony antony ant
tony; antonia toni tonya; archibald archie; arthur art artie; ashley ashleigh ash; barbara babs barb barbie;
barnaby barney; bartholomew bart; beatrice beatrix bea bee trixie; benedict ben; benjamin ben benji benny
benj; bernadette bernie; bernard bernie; bethany beth bethan; beverley beverly bev; bradley brad; brandon
bran; brian bryan bry; bridget bridie biddy; bronwyn bron; callum calum cal; calvin cal; cameron cam cammy;
camilla milla millie; caroline carolyn caro caz carrie; cassandra cassie cass; catherine katherine kathryn
katharine catharine cath cathy kath kathy kate katie katy kat kit kitty kay; catrin cat; cecilia cecily
celia cissy; charles charlie chas chuck; charlotte charlie charley char lottie lotty; chelsea chels;
christian chris; christina kristina chris chrissie chrissy tina; christine chris chrissie chrissy;
christopher kristopher chris kit topher; clementine clem clemmie; clifford cliff; constance connie; cordelia
delia; curtis curt; cynthia cindy; damian damien damo; daniel dan danny; danielle dani danni; darren daz;
david dave davey davy; dawn dawnie; deanna dee; deborah debra deb debbie debs; denise den; dennis denny den;
derek del; desmond des; diana diane di; dominic dominick dom; donald don donnie; dorothy dot dottie dolly;
douglas doug dougie; duncan dunc; dylan dyl; edith edie; edmund ed eddie ned; edward ed eddie ned ted teddy;
edwin ed eddie; eileen ellie; elaine lainey; eleanor elinor ellie nell nellie nora; elijah eli; eliza liza
lizzie; elizabeth elisabeth beth bess bessie betsy betty ellie libby lib liz liza lizzie; elliot elliott
ell; ellis ell; eloise ellie; emily em emmie millie milly; emma em emmie; emmanuel manny; ernest ernie; esme
esmie; esther essie; eugene gene; evangeline eve evie; eve evie; evelyn eve evie; ezekiel zeke; felicity
fliss flick; ferdinand ferdie; finlay findlay finley finn; finnian finn; fiona fi; florence flo florrie
flossie; frances fran francie frankie; francesca fran frankie; francis frank frankie fran; franklin frank;
frederick frederic fred freddie freddy; gabriel gabe; gabrielle gabriella gabby gabi; gareth gary gaz; gary
gaz gazza; gavin gav; gemma jemma gem; geoffrey jeffrey geoff jeff; george georgie; georgia georgie gia;
georgina georgie gina; gerald gerry jerry ged; geraldine gerry ged; gerard gerry ged; gillian jillian gill
jill; grace gracie; graham graeme grahame; gregory greg; gwendoline gwendolyn gwen gwenda; hannah hanna han;
harold harry hal; harriet hattie harri; harrison harry harri; harvey harv; hayden haydn; hayley hayles;
heather hev; helen nell; helena lena nell; henrietta hattie etta hettie; henry harry hal hank; herbert bert
bertie herb; howard howie; hugh hughie huw; humphrey humph; imogen immy immie imo; ingrid inge; irene rene;
isaac zac ike; isabel isabelle isobel isabella bella belle ibby izzie izzy issy; isla isy; ivan van; jack
jackie jacky; jackson jackie; jacob jake jakey; jacqueline jacquelyn jackie jacqui; jake jakey; james jamie
jim jimmy jamesy; jane janie janey; janet jan; janice jan; jasmin jasmine yasmin jas jaz jazz yaz; jason
jase jay; jayden jaden jay; jean jeanie; jeanette nettie jean; jemima jem mima; jennifer jen jenni jennie
jenny; jeremiah jerry jez; jeremy jez jerry jem; jermaine jerry; jerome jerry; jesse jess; jessica jess
jessie; jillian jill; joan joanie; joanna jo joey; jocelyn joss; joel joey; john johnny jon; jonathan
jonathon johnathan jon jonny jono johnny; jonah joe; jordan jord jordy; joseph joe joey jo; josephine josie;
joshua josh; joyce joy; judith judy jude; julia jules; julian jules; julie jules; juliet jules; karen kaz;
katrina trina; kayleigh kayley kay; keith keef; kelly kel; kenneth ken kenny; kevin kev; kieran ciaran kier;
kimberley kimberly kim; kirsten kirsty kirstie; kristen kris; laura lori laurie; lauren laurie loz; laurence
lawrence larry loz; leanne lea; leonard len lenny leo; leroy roy; leslie lesley les; lewis louis lou lew
louie; lilian lillian lily lilly lil; lily lilly lillie lil; lilly lily; linda lin lynn lyn; lindsay lindsey
lins; louisa lou lulu; louise lou lulu; lucas luca; lucinda lucy cindy; lucy luce lu; luke lukey; lydia
liddy; mackenzie kenzie mac; madeleine madeline maddie maddy maddi; madison maddie maddy; malcolm mal malc;
margaret maggie madge mags marge margie meg megan peg peggy; maria ria; marilyn maz; marjorie marge margie;
mark marc marky; martha marty mattie; martin martyn mart marty; matilda mattie tilda tillie tilly; matthew
matt matty mattie; maureen mo maur; maurice mo; maxine max; maximilian max maxi; maximus max; maxwell max;
megan meg megs; melanie mel; melissa mel lissa missy; melvin mel; michael mike mick mickey mikey micky;
michaela kayla mickey; michelle shell chelle shelley; mildred millie milly; millicent millie milly; miranda
mandy randa; miriam mim mimi; mitchell mitch; mohammed mohammad mohamed muhammad muhammed mo moh; molly
moll; morgan morg; nadia nads; nancy nance; naomi nomi; natalia natalie nat talia; natalie nathalie nat;
natasha nat tash tasha; nathan nate nath; nathaniel nat nate nathan; neil neal; nevaeh nev; neville nev;
niamh neve; nicholas nicolas nick nicky nico; nicola nicky nikki nik; nicole nicky nikki coco; nigel nige;
noel nol; norman norm; oliver olly ollie oli; olivia liv livvy livi ollie olly; oscar ossie; oswald oz
ozzie; owen owain; pamela pam pammie; patricia pat patsy patti patty tricia trish; patrick paddy pat;
pauline paul; penelope pen penny; peter pete; philip phillip phil pip; philippa pippa pip; phoebe phoebs
pheebs; poppy pops; priscilla cilla; prudence pru; rachel rachael rach; raymond ray; rebecca rebekah bec
becca beccy becky becs bex; reginald reg reggie; reuben rube; rhiannon rhi; rhys reece rees; richard rich
richie ricky rick dick; ricardo ricky; robert bob bobby rob robbie robby bert; roberta bobbie; robin rob;
roderick rod roddy; rodney rod; roger rodge; roland rollo roly; ronald ron ronnie; rosalind ros roz rosie;
rosamund ros roz rosie; rosanna rosie; rose rosie; rosemary rosie rose romy; rowena ro; roxanne roxy; rupert
roo; russell russ; ruth ruthie; sabrina brina; sally sal; samantha sam sammi sammie sammy; samson sam;
samuel sam sammy; sandra sandy sandie; sarah sara sadie; scarlett scarlet scar; sean shaun shawn; sebastian
seb sebby bas; selina lina; serena rena; shannon shan shaz; shanice shan; sharon shaz shazza shari; sheila
sheil; shirley shirl; sidney sydney sid syd; sienna si; simone sim; sophia soph; sophie soph; spencer
spence; stanley stan; stella stel; stephanie steph steff stevie; stephen steven steve stevie ste; stuart
stewart stu; susan susannah suzanne suzanna sue susie suzie suzy sukie zanna; sylvia sylvie sylv; tabitha
tabby tab; tamara tammy tam; tamsin tammy tam; terence terrence terry tel; teresa theresa terri terry tess
tessa; tess tessa; thaddeus thad; theodore theo ted teddy; theodora dora theo thea; thomas tom tommy;
tiffany tiff; tilly matilda; timothy tim timmy; tobias toby tobi; tracey tracy trace; trevor trev; tristan
tris; tyler ty; tyrone ty; ulrika rika; ursula ursie; valentina val tina; valerie val; vanessa nessa ness;
verity vee; veronica ronnie vera roni; victor vic; victoria vic vicki vicky vikki tori; vincent vin vince
vinny vinnie; viola vi; violet vi vi-vi; virginia ginny gina; vivian vivienne viv; walter walt wally; warren
waz; wendy wend; wesley wes; wilfred wilf wilfie fred; william will bill billy willy wills; wilhelmina mina
billie; winifred winnie win freda; xavier xav; yasmin yasmine yaz; yvonne von; zachary zachariah zac zach
zack zak; zoe zo
"""
_WOMEN = """
abbie abby abi abigail ada adela adele adeline aisha agnes alexandra alexa alexia alice alicia alina alison
amanda amara amber amelia amelie amina amira amy anastasia andrea angela angelina angie anita ann anna
annabel anne annette annie antonia anya aoife april ariana ashleigh audrey ava ayesha babs barbara beatrice
becca becky bella bernadette beryl beth bethan bethany betty beverley bev brenda bridget bronwyn camilla
carla carmel carol carole caroline carly carmen carolyn cassandra cassie catherine cath cathy cecilia celia
chantelle charlene charlotte chelsea cherie cheryl chloe christina christine clara claire clare claudia
colette colleen connie constance cora courtney crystal cynthia daisy danielle daphne dawn deanna debbie
deborah debra delia demi denise diana diane donna dora doreen doris dorothy edie edith edna eileen elaine
eleanor elena eliza elizabeth ella ellen ellie elsie eloise elspeth emilia emily emma erica erin esme esther
eva eve evelyn evie faith farah farida fatima fay faye felicity fern fiona flora florence folake frances
francesca freya gabriella gabrielle gail gemma georgia georgina geraldine gertrude gill gillian gina ginny
gladys glenda gloria grace gracie gwen gwendolyn hannah harriet hattie hayley hazel heather heidi helen
helena henrietta hilary hilda holly hope ida imogen ingrid iris irene isabel isabella isabelle isla isobel
ivy izzy jackie jacqueline jade jan jane janet janice janine jasmine jean jeanette jemima jemma jennifer
jenny jess jessica jill jillian jo joan joanna joanne jocelyn jodie josephine josie joyce judith judy julia
julie juliet june karen kate katherine kathleen kathryn kath kathy katie katrina katy kayla kayleigh kelly
kerry khadija kim kimberley kirsten kirsty kitty lara laura lauren layla leah leanne lena lesley lexi libby
lila lilian lily linda lindsay lindsey lisa liz lizzie lorna lorraine lottie louisa louise lucinda lucy
lydia lyn lynn lynne lynda mabel maddie madeleine madison maeve maggie mair maisie mandy marcia margaret
maria marian marianne marie marilyn marion marjorie marlene martha mary maryam matilda maureen mavis maxine
meera megan meg mel melanie melissa mercy mia michaela michelle mildred millie miranda miriam moira molly
monica morag muriel myra nadia nadine nancy naomi natalia natalie natasha nell nellie nessa niamh nicola
nicole nina noor nora norma olga olive olivia orla paige pam pamela patience patricia paula pauline pearl
peggy penelope penny petra philippa phoebe phyllis pippa polly poppy priscilla priya rachael rachel rebecca
rhiannon rhoda rita roberta rosa rosalind rosalie rose rosemary rosie roxanne ruby ruth sabina sabrina sadie
saira samina sally salma samantha sandra sara sarah scarlett selina serena shabnam shanice shannon sharon
sheila shelley shirin shirley sian sienna simone sinead siobhan sofia sonia sophia sophie stacey stella
stephanie sue summer susan susannah susie suzanne sybil sylvia tabitha tamara tamsin tania tanya tara tasha
teresa terri tess tessa thelma theresa tiffany tilly tina tracey tracy tricia trish una ursula valerie
vanessa vera verity veronica vicky victoria viola violet vivienne wendy winifred yasmin yvette yvonne zainab
zara zoe
"""
_MEN = """
aaron abdul adam adrian ahmed aidan alan alastair albert alec alexander alfie alfred ali alistair allan
andrew andy angus anthony antony archie arnold arthur asif barnaby barry ben benedict benjamin bernard bert
bill billy bob bobby brad bradley brandon brendan brian bruce bryan caleb callum calvin carl cedric charles
chris christopher ciaran clarence clifford clive colin connor conor craig curtis cyril damian damien dan
daniel danny darren dave david dean declan denis dennis derek dermot desmond dexter dominic don donald
donovan doug douglas duncan dwayne dylan eamon ed eddie edgar edmund edward edwin elijah elliot elliott
emmanuel eric ernest ethan eugene evan ewan farouk felix fergus finlay finley finn floyd francis frank
fraser fred freddie frederick gareth gary gavin geoff geoffrey george gerald gerard giles glen glenn gordon
graeme graham greg gregory guy hamish hamza harold harrison harry harvey hassan hector henry herbert howard
hugh hugo humphrey hussein ian ibrahim iain imran isaac ivan ivor jack jacob jake jamal james jason jeff
jeffrey jeremy jermaine jerome jim jimmy joe joel john johnny jonathan joseph josh joshua julian justin karl
keith kenneth ken kenny kevin khalid kieran kofi kwame kyle lance laurence lawrence lee len lenny leo leon
leonard leroy lewis liam lionel lloyd logan louis luca lucas luke malcolm marcus mark martin martyn marvin
mason matt matthew maurice max maxwell melvin michael mick mike miles mitchell mohammed moses muhammad
mustafa nathan nathaniel neil neville nicholas nick nigel noah noel norman oliver ollie omar oscar oswald
owen patrick paul pete peter phil philip phillip ralph raymond reece reg reginald reuben rhys richard ricky
rob robert roderick rodney roger roland ronald ron rory ross roy rupert russell ryan saeed samson samuel
sanjay scott sean sebastian sergei seth shaun sid simon spencer stan stanley stefan stephen steve steven
stewart stuart sunil suresh tariq ted terence theo theodore thomas tim timothy toby tom tommy tony trevor
tristan tunde tyler tyrone umar vernon victor vijay vincent wallace walter warren wayne wesley wilfred will
william xavier yusuf zac zachary
"""


def _first_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z-]+", text))


WOMEN_CALLED = _first_words(_WOMEN)
MEN_CALLED = _first_words(_MEN)
"""Names that are one sex’s by far: Alex, Charlie, Sam, Pat and Robin are in neither list."""
SHORTEST_RESPELT = 5
_ALL = [line.split() for line in _GROUPS.split(";")]


@lru_cache(maxsize=5000)
def one_name(forename: str) -> frozenset[str]:
    """Every form of a forename in long and short: Eve is Evie, Kate is Katie and may be Katherine.

    A long form leads its line; a short one reaches the long forms of every line that holds it, and their
    other forms where the letters agree: Kate is Katie, but not Kitty.
    """
    found: set[str] = set()
    for line in _ALL:
        if forename == line[0]:
            found |= set(line)
        elif forename in line:
            found |= {line[0]} | {form for form in line if form[:2] == forename[:2]}
    return frozenset((found | _spelt_otherwise(forename)) - {forename})


_SPELLINGS = (
    (r"([bdfglmnprst])\1", r"\1"),
    (r"(?<=[aeiouy])([lnrt])(?=[aeiouy])", r"\1\1"),
    (r"ph", "f"),
    (r"(?:ie|y|ey|i)$", "y"),
    (r"(?:ie|y|ey|i)$", "ie"),
    (r"(?:ie|y|ey|i)$", "i"),
    (r"ah$", "a"),
    (r"(?<=[nrt])a$", "ah"),
    (r"^c(?=[aou])", "k"),
    (r"^k(?=[aou])", "c"),
)


def _spelt_otherwise(forename: str) -> set[str]:
    """Conor for Connor, Maisy for Maisie, Sara for Sarah: one letter that is not heard; July is no Julie."""
    if len(forename) < SHORTEST_RESPELT:
        return set()
    spelt = {re.sub(spelling, other, forename) for spelling, other in _SPELLINGS}
    return spelt - NO_SHORT_NAMES - NOT_PEOPLE - ORDINARY
