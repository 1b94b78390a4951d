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
abbie abby abena abi abigail abimbola achieng ada adaeze adela adele adeline adriana adwoa agata agnes
agnieszka ailsa aimee aisha aislinn akosua akua alana alanna aleksandra alessandra alexa alexandra alexia
alice alicia alina alisha alison aliyah almaz amanda amara amber ambreen amelia amelie amie amina aminata
amira amy ana anastasia anastasiya anca andrea andreea andrina aneta angela angelina angharad angie anita
anjali ann anna annabel annalise anne anneka annette annie annika antonia anya aoibheann aoife april
araminta ariana ariel arya ashleigh asiya asma atiya audrey aurora ava averil avril aya ayesha babs barbara
beata beatrice beatrix beatriz becca becky bella bernadette beryl beth bethan bethany bethlehem betsy
bettina betty beulah bev beverley bianca birute blossom bozena brenda brianna bridget brigid briony bronwyn
bryony bukola bushra cally camelia camilla candice caoimhe carina carla carley carlotta carly carmel carmela
carmen carol carole carolina caroline carolyn caron carys cassandra cassie catarina cath catherine cathy
catriona cecilia celeste celia celine chanel chanelle chantelle charlene charlotte chelsea cherie cherise
cherry cheryl chiara chioma chipo chloe chrissie christa christina christine ciara cindy claire clara clare
clarissa claudia clementine clodagh colette colleen conceicao connie constance cora coral cordelia corina
corinne courteney courtney cristina crystal cynthia daisy daiva dalia daniela danielle danuta daphne darcie
daria darya davina dawn deanna deanne debbie deborah debra deirdre delia delilah delphine delyth demi denise
diana diane dina dionne divya doina donna dora doreen doris dorota dorothy drusilla dympna edie edita edith
edna edyta effie efua egle eileen eilidh eimear eira eirlys eithne ekaterina elaine eleanor elena eleri
elisa elissa eliza elizabeth ella ellen ellie elodie eloise elsa elsie elspeth elzbieta emilia emily emma
emmeline ena enid erica erin esi esme estelle esther ethel etta eunice eva eve evelyn evie ewa fadumo faith
fallon farah farida fariha farzana fatima fatou fatoumata fauzia fay faye federica felicity fenella fern
fernanda ffion filipa fiona fionnuala flora florence folake folasade frances francesca freda freya funmi
funmilayo gabriela gabriella gabrielle gail galina gaynor geeta gemma georgeta georgette georgia georgina
geraldine germaine gertrude ghazala giada gill gillian gilly gina ginny giorgia gita giulia gladys glenda
glenys gloria glynis gosia grace gracie grainne grazyna greta gwen gwendolyn gwenllian gwyneth hafsa hala
halima halina halyna hanan hanka hanna hannah harriet harriett hattie hawa hayley hazel heather heidi heledd
helen helena henrietta hermione hester hettie hiba hibo hilary hilda hina hiwot hodan hollie holly honor
hope humaira huong ida iesha ifeoma ifrah ilaria ileana ilona imani imelda imogen inas india indre ines
ingrid inês ioana iona iqra irene irina iris irma iryna isabel isabella isabelle isla isobel isobelle ivana
ivy iwona izabela izzy jacinta jackie jacqueline jacqui jade jadwiga jamila jan jane janet janette janice
janine janis jasmin jasmine javeria jayne jean jeanette jeannette jemima jemma jenna jennifer jenny jerrilyn
jess jessica jill jillian jo joan joana joann joanna joanne joceline jocelyn jodi jodie jolanta jools
josefina josephine josie joyce juanita judith judy julia julianne julie juliet juliette june jurate justyna
kacey kacie kaitlyn kara karen karin karina karla kasey kasia katarzyna kate katelyn kath katherine katheryn
kathie kathleen kathryn kathy katie katrina katy katya kavita kavitha kayla kayleigh keeley keira kelis
kellie kelly kendra kerry kezia keziah khadija khadra khawla kiera kim kimberley kimberly kinga kirsten
kirstie kirstin kirsty kitty kristen kristina krystyna kulsoom kyra lacey laima lakshmi lamia lana lani lara
larisa lata latifa laura lauren lauryn lavender lavinia layla leah leanna leanne leela leila lena lenuta
leona leonie leonor lesia lesley letitia letizia lexi liana lianne libby liesel ligia lila lilah lilian
lillian lilly lily lina linda lindsay lindsey linh lisa livia liz liza lizzie lois loredana lorena loreta
loretta lorna lorraine lottie louisa louise lowri lubaba lubna lucia luciana lucie lucille lucinda lucy
ludmila luella luisa lydia lyn lynda lynette lynn lynne lynsey lyudmila mabel madalena maddie maddison
madeleine madhu madison maeve magda magdalena maggie maha maheen mahnoor maia mair maire mairead mairi maisa
maisie maja malgorzata manal mandy manisha manuela marcia mared margaret margarida margery marguerite maria
mariam mariama marian mariana marianne marie mariella marilyn marina marion marisa marissa marjorie marlene
marnie marta martha martina marwa mary maryam marzena matilda maud maureen mavis maxine maya maysa mckenna
meena meera meg megan mehreen mehwish mel melanie melissa melody menna mercy merryn mia michaela michela
michelle mihaela mildred milena millie minnie miranda mirela miriam misbah moira mollie molly mona monica
monika morag morgana morna morven munira muriel myfanwy myra myrtle nabila nadezhda nadia nadine nadira
nadiya naheed naila naima najma najwa nalini nancy nanette naomi naomie nasra nasreen nasrin natalia natalie
nataliya natalya natasha nawal nazia neha nell nellie neringa nerissa nerys nessa ngozi nguyet nia niamh
nichola nicola nicole nicoleta nicoletta nicolette nighat nina nisha njeri noelle nola nomsa noor nora norah
noreen norma noura nourhan nuala oana odette oksana olena olga olive olivia oluchi oonagh ophelia orla padma
paige paloma pam pamela pandora pansy paola parvati parveen patience patricia patrycja patsy paula paulina
pauline pearl peggy penelope penny persephone petra petula philippa phillipa philomena phoebe phuong phyllis
pippa polina polly pooja poppy portia preethi preeti primrose primula priscilla priya priyanka prudence
queenie rabia rachael rachel radha rafaela raffaella rafia rahel rahila raluca ramona rana rania raquel
rasha razia rebecca rebekah reem regina rehana rekha rena renata rhian rhiannon rhoda rhonda rida rihanna
rima rita ritu roberta robina rochelle rodica roisin rola romilly rosa rosalie rosalind rosalyn rosamund
rosanna rose roseanna roseanne roselyn rosemary rosetta rosie rosina rowena roxana roxanne ruba rubina ruby
rukhsana rula rupa ruqaya ruqayyah ruta rutendo ruth ruthie saadia saba sabina sabrina sadaf sadia sadie
safia safiya safiyah sagal saima saiqa saira sajida sally salma salwa samantha samia samina samira sandra
sangeeta saoirse sara sarah sarita saskia savannah savita sawsan scarlett seema selam selina senait serena
shabana shabnam shagufta shahida shaima shaista shakila shakira shana shanelle shanice shannon shantelle
shanti sharna sharon shazia sheelagh sheena sheila shelagh shelby shelley shereen sherry sheryl shilpa
shirin shirley shobha shona sian sienna siew siham silvia simona simone sindy sinead siobhan sioned sita
skyla smita sneha sobia sofia sonal sonia sonja sonya sophia sophie soraya sorcha sorina stacey stacie
stefania stella stephanie stephenie suad sudha sue suha sumaira sumaya sumayya summaya summer sunita susan
susana susannah sushma susie suzanna suzanne suzette svetlana swati sybil sydnie sylvia sylvie sylwia
tabatha tabitha tahira tallulah tamara tamika tammy tamsin tania tanya tara tasha tasleem tasmin tatiana
tatum tayyaba tegan tegwen temitope teresa terri tess tessa tetyana thandi thandiwe thea thelma theodora
theresa thuraya thuy tia tiana tiffany tigist tilda tilly tina titilayo tracey tracy trang tricia trina
trinity trish trixie trudy ubah uma una ursula urszula usha uzma valentina valeria valerie vandana vanessa
veena velma venetia vera verity verna veronica vicki vickie vicky victoria vikki vilma viola violet violeta
viorica virginia vitoria viviane vivienne wafa wanda wanjiru wendy weronika wilma winifred winnie xiu yara
yasmeen yasmin yetunde yolanda ysabel yulia yusra yvette yvonne zadie zahara zahida zahra zainab zakia
zanele zara zaynab zeinab zena zoe zoey zofia zora zubaida zulaikha zuleika zuzanna
"""
_MEN = """
aaron abbas abdi abdirahman abdoulaye abdul abdullah abdulrahman abe abebe adam adeel adnan adrian adric
aftab ahmad ahmed aidan aidey ajay ajit akash akbar akram alan alasdair alastair albert alec aled aleem
aleksandr aleksei alessandro alessio alexander alexandru alfie alfred ali alin alistair allan alun alvin
amadou ambrose amin amir amit amitabh amjad amos anand anatoly andrew andrius andriy andrzej andy aneurin
angus anil anthony anton antonio antony anwar aodhan aqib archie arif arjun arkadiusz arnold arshad artem
arthur artur arturas arun arwel asad ashok ashraf ashwin asif asim atif augustus awais axel ayaz aziz babar
babatunde barclay barnaby barrie barry bartek bartholomew bartosz bashir basil bekele ben benedict benjamin
benny bernard bert bertie berwyn bevan bharat bilal bill billy blair bleddyn bob bobby bogdan boguslaw
bohdan boris boubacar brad bradford bradlee bradley brandon brendan brent brett brian bruce bryan bryn burt
byron cade cai cain caleb callan callum calum calvin camden caradog carl carlo carlos casper catalin cathal
cecil cedric charles cheikh chester chidi chijioke chinedu chris christopher chuck chukwudi chukwuma ciaran
cillian ciprian clarence clark claude claudio claudiu clay cledwyn clement clifford clint clive cole colin
conall connor conor conrad constantin cormac corneliu cornelius cosmin costel craig cristian cristiano curt
curtis cuthbert cyril cyrus dafydd daithi dallas damian damien damon dan daniel daniyal danny danyal daragh
darius dariusz darragh darrel darrell darren darryl dave david davide dawid dawit daz dean declan deepak
denis dennis denys denzel dereje derek dermot derrick desmond dewayne dewi dexter dhruv diarmuid dick diego
dilwyn dinesh dion dirk dmitri dmitry dmytro domenico dominic dominick dominik don donal donald donncha
donovan dorian doug dougal douglas dragos dudley dumitru duncan dunstan dwayne dylan eamon ed eddie eddy
edgar edmond edmund edric eduardo edward edwin egbert ehsan eifion eli elias elijah elliot elliott elroy
elton elvis emanuele emeka emil emile emlyn emmanuel emrys enrico enzo eoghan eoin ephraim eric erik ermias
ernest ernie ervin ethan euan eugene eustace evan everton ewan eyob ezekiel ezra fabian fabio fahad faheem
faisal farai faraz farhan farouk faroukh farquhar fawad fayaz feargal fearghal federico felix ferdinand
fergal fergus fernando filipe filippo filmon finbar finbarr fingal finian finlay finley finn fintan fionn
fitsum fitzroy florin floyd flynn forrest francesco francis franciszek frank franklin fraser fred freddie
frederick fredrick ganesh gareth gary gavin gavyn gbenga gediminas geoff geoffery geoffrey george geraint
gerald geraldo gerallt gerard gerrard getachew gethin gheorghe ghulam giacomo gianni gideon gilbert giles
giorgio giovanni girish girma giulio giuseppe glen glenn glynn godfrey goncalo gopal gordon govind grady
graeme graham greg gregor gregory greyson griff grzegorz guilherme gus gustavo guy gwilym gwyn habib hafiz
hagos haider haile hal hamid hamish hammad hamza hank hans hari harish harold haroon harrison harry harvey
hasan hasnain hassan haydn heath hector hefin henry henryk herbert herman hiram hitesh horace horatio howard
howie hubert hugh hugo humphrey hussein hywel iain ian ibraheem ibrahim ibrahima idris iestyn ieuan ifan
ifor iftikhar iggy ignatius igor ihor ijaz ikechukwu illtyd ilyas immanuel imran imtiaz ingram iolo ionut
iqbal irfan irvin irving isaac isaiah ishaq islwyn ismail israr iulian ivan ivo ivor iwan jabir jacek jack
jackson jacob jagdish jago jahangir jake jakub jamal james janusz jaroslaw jarrod jarvis jason jasper javed
javid jayesh jed jedediah jeff jefferson jeffrey jensen jeremy jermaine jerome jerry jerzy jethro jez
jignesh jim jimmy joao joaquim jock joe joel johan john johnnie johnny jon jonah jonas jonathan jonathon
jonny jorge jose joseph josh joshua josiah juan julian julius junaid justin kamal kamau kamil kamran kane
karan karl karol kartik kashif kayode keanu keiran keith kelechi kelvin ken kendrick kenneth kenny kenton
kestutis ketan kevin khalid khalil khurram kian kidane kieran kieron kingsley kipchoge kirk kishan kofi kojo
konstantin kristian krzysztof kumar kurt kwabena kwadwo kwaku kwame kwasi kyle lachie lachlan lance laurence
laurentiu lawrence lee lemuel len lenny leo leon leonard leonardo leopold leroy lester leszek levi lewis
liam linas lincoln linton lionel liviu llewelyn lloyd llyr logan lorcan lorenzo louie louis luca lucas
lucian luigi luis lukasz luke luther lyle lyndon maciej macsen maddox magnus mahesh mahmood majid maksym
malachy malcolm mamadou mandla manfred manish manoj mansoor mantas manuel marcin marco marcus marek mario
marius mariusz mark marlon martin martyn marvin mason massimo mateusz mathew matt matteo matthew matthias
maurice mauro max maximilian maximus maxwell mayur mebrahtu mehmood meirion melvin merfyn merlin mervyn
mesfin meurig micah michael michal mick miguel mihai mike mikolaj miles milo milton mindaugas mircea
miroslaw mitch mitchell mohamed mohammad mohammed mohan monty morris moses moussa mubarak mubashir mudassar
muhammad muhammed mujahid mukesh mulugeta munir murdo murray murtaza musa mustafa mwangi mykola myles nadeem
naeem naresh nasir nate nathan nathaniel naveed naveen nawaz nazir ned neil nev neville niall nicholas nick
nicolae nicolas nigel nikhil niko nilesh nitin njoroge nnamdi noah noel noman norman norris nuno obinna
ochieng octavian odhiambo oisin oleg oleh oleksandr oliver ollie olumide olusegun oluwaseun omar omer
orlando orson orville osborne oscar osian osman oswald otieno otto ousmane ovidiu owen pablo padraic padraig
pankaj paolo paresh patrick paul paulius pavel pavlo pawel peadar pedro percival percy pervez pete peter
phil philip phillip pierce piers pietro piotr pradeep prakash pranav prashant pravin przemek przemyslaw
qamar qasim quentin quinton radoslaw radu rafael rafal rafe rafiq raheem rahim rahul rajan rajesh rajiv raju
rakesh ralf ralph ram ramesh ramon randal randall randolph ranjit raphael rashid rauf raul ravi raymond raza
razvan reece reg reggie reginald rehan reid reuben rex rhett rhodri rhydian rhys ricardo riccardo richard
richie ricky rimantas rishi rizwan rob robel robert roberto rocco roddy roderick rodger rodney rodrigo roger
rohan rohit roland roly roman romeo ron ronald ronan rory roscoe ross rotimi roy ruairi ruaridh rudolph rudy
rufus rui rupert russell ryan ryszard sabir sachin sadiq saeed saif sajid salim salman salvatore sameer sami
sampson samson samuel sandeep sanjay sanjeev sarfraz satish saul saulius saxon scott seamus sean seb
sebastian segun sekou serge sergei sergey sergio serhiy seth seun seymour shabir shafiq shahbaz shahid
shahzad shakeel shakil shankar sharif shaun sheldon sherwin shiv shoaib sholto shyam sid siddharth silas
silviu simon sion sipho siôn slawomir sohail solomon sorin souleymane spencer stan stanislaw stanley stefan
stefano steffan stelian stephen sterling steve steven stewart struan stu stuart sudhir sufyan sukhdev
sulaiman suleman sumit sunil suresh sylvester szymon tadesse tadeusz tadhg tahir talha tanveer taras tariq
tawanda tayyab ted teddy tekle teodor terence terrance terrence tesfaye thabo thaddeus themba theo theodore
thomas tiago tiberiu tiernan tim timothy tinashe tobias tobin toby todd tom tomas tomasz tommaso tommy tomos
tony travis tre trefor trent trevor trey tristan troy tudor tudur tunde tushar ty tyler tyrese tyrone tyson
uday ulysses umar usman vadim valeriu varun vasco vasile vasyl vaughan vaughn venkat vernon victor vijay
vikas vikram viktor vinay vince vincent vincenzo vinny vinod viorel vipul virgil vishal vitaliy vitor vivek
vlad vladimir volodymyr vytautas wade waheed wajid waldemar wallace wally walt walter waqar waqas warren
warwick waseem wayne wesley wieslaw wilbur wilf wilfred wilfrid will willard william willie willis winston
wojciech wojtek wyatt wyn xander xavier yahya yaqub yared yash yasin yasir yaw yevhen yohannes yonas younis
yousef youssef yunus yuri yuriy yusuf zac zach zachariah zachary zack zafar zaheer zahid zain zak zander
zane zayn zbigniew zebedee zeeshan zeke zerihun zubair
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
