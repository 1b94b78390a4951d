"""Invented names. Forenames and surnames are drawn apart from each other, so that a whole name is nobody's in particular."""

import random

FORENAMES = {
    "F": ["Aaliyah", "Ada", "Alba", "Amara", "Anouk", "Beth", "Bryony", "Carys", "Cerys", "Cleo", "Dilys", "Edie", "Elowen", "Esme", "Fern", "Fleur", "Freya", "Greta", "Hana", "Hattie", "Imogen", "Iona", "Isla", "Jana", "Jodie", "Kaia", "Keira", "Lacey", "Leila", "Lottie", "Mabel", "Maisie", "Marnie", "Mila", "Nadia", "Nell", "Niamh", "Orla", "Petra", "Pippa", "Roshni", "Roza", "Ruby", "Safiya", "Saskia", "Senna", "Tamsin", "Tess", "Thea", "Una", "Willa", "Yara", "Zara", "Zofia"],
    "M": ["Aaron", "Abel", "Alfie", "Anwar", "Archie", "Basil", "Bilal", "Brodie", "Callum", "Ciaran", "Conor", "Corey", "Daniyal", "Dexter", "Eddie", "Elis", "Emrys", "Ewan", "Felix", "Finlay", "Gareth", "Gus", "Hamza", "Harvey", "Hugo", "Idris", "Ivo", "Jago", "Jamie", "Joel", "Kofi", "Kyle", "Lenny", "Levi", "Luca", "Malik", "Milo", "Nico", "Noor", "Olly", "Osian", "Otis", "Perry", "Ravi", "Reece", "Rory", "Rowan", "Samir", "Seb", "Tariq", "Teo", "Toby", "Tymon", "Umar", "Wilf", "Yusuf", "Zeke"],
}
SURNAMES = ["Abbotswell", "Alderby", "Ashgrove", "Barrowfen", "Beckwater", "Birchall", "Blackmere", "Bramleigh", "Brockhurst", "Burnside", "Calderbrook", "Carrow", "Chalkdene", "Coldbeck", "Copperfall", "Cragside", "Dalemoor", "Deepwell", "Dunmarsh", "Eastbeck", "Elmstow", "Fallowby", "Fenbridge", "Fernhope", "Fieldgate", "Foxdale", "Garside", "Glenmarsh", "Greywell", "Halloway", "Harbottle", "Hartbeck", "Hazeldene", "Heathcombe", "Holmebrook", "Ivesmoor", "Kestleby", "Kilnhurst", "Larkfold", "Leaburn", "Lindale", "Longmire", "Marlowby", "Meadowell", "Millstone", "Moorgate", "Netherby", "Oakhanger", "Orchardby", "Pebblewick", "Pinder", "Quarrie", "Ravensby", "Redmire", "Rushbeck", "Sallowfield", "Sandgate", "Sedgeley", "Shawcross", "Silverbeck", "Sparrowby", "Stonegrave", "Swallowdale", "Tarnbrook", "Thistleby", "Thornmere", "Underhay", "Vardale", "Wainfleet", "Watermead", "Wexcombe", "Whinfell", "Willowby", "Winterbeck", "Woodmarch", "Wyrescombe", "Yarrowdale", "Yewdale"]
STAFF_SURNAMES = ["Adeyinka", "Ballantine", "Castellan", "Dunmore", "Eversholt", "Farrimond", "Goswamy", "Hollinside", "Iddon", "Jessamy", "Kirkbright", "Lowenthwaite", "Mistrall", "Northolme", "Okonjoh", "Pellatt", "Quennell", "Rashdall", "Satterby", "Tolleshunt", "Upjohn", "Venables", "Wraxall", "Yelland", "Zielke", "Ashbourne", "Brindley", "Cawthra", "Dewsnap", "Ellershaw", "Fothergale", "Grimsdale", "Hebblewhite", "Inchbold", "Jardyne", "Kettleborough", "Liversage", "Mossop", "Netherwood", "Oldroyde", "Plumstead", "Ransome", "Skelhorn", "Thwaites", "Umpleby", "Vickerage", "Wigglesworthy", "Yarwood"]


def forename(rng: random.Random, sex: str) -> str:
    """A forename; for a sex that is not recorded one of either list."""
    return rng.choice(FORENAMES.get(sex) or FORENAMES["F"] + FORENAMES["M"])


def staff_names(rng: random.Random, how_many: int) -> list[str]:
    """Names of workers, each surname once."""
    surnames = rng.sample(STAFF_SURNAMES, how_many)
    return [f"{forename(rng, rng.choice('FM'))} {surname}" for surname in surnames]
