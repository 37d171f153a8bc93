"""Invented articles for the tests of this folder, and ways to derive one from another. Planted truth."""

BRIDGE = """Nineteen weavers from Upper Kesh have not come home since the bridge post was doubled in March, their \
guild said on Tuesday. The guild wrote down the day, the hour and the cart in which each of them was last seen.

In most cases a blue post van with curtains drew up before dawn. Fathers who asked at the toll house were told to \
bring warm clothes and to go away.

“We have asked at four offices and each sent us to the next,” said the guild's secretary, Ilka Torm. Three of the \
missing were apprentices who had not yet turned sixteen.

The list names two granaries and a dry dock as places where looms were heard at night. The toll master called the list \
a song for long evenings.

The guild wants a notary from the coast to open all three doors."""

MILL = """A retired miller has kept count of the boats that stop below his window after dark. Since the thaw he has \
drawn seventy-one strokes on the wall beside his bed.

He says the boats lie low in the water when they come and high when they leave. A girl who sells eels under the arches \
has seen blankets handed down, and once a child's shoe.

“Every weaver who left us left with a blessing,” the toll master, Oss Brannik, told a wedding party in Lower Kesh.

The eel seller no longer works on Fridays. Nobody has bought the miller's house, although he has lowered the price \
twice."""

TRIAL = """Three bell founders were fined and sent north on Monday because their newest bell was found to ring in the \
forbidden mode. The hearing lasted as long as it takes to boil an egg, an usher remarked.

A music teacher called by the court hummed both modes and could not tell them apart. The judge thanked him and read \
out a sentence that had been printed the week before.

The founders' sister was allowed to hand over three pairs of boots. She was given a receipt for two.

The bell has been taken down, and the tower is to be used for drying hops."""

COLUMN = """A column on patience. Those who keep lists of the absent begin with a pencil and end with a cupboard.

I have seen such cupboards in four towns, and each smelled of apples. The keys hang where every neighbour can find them.

%s

My own cupboard holds seeds and string. When the rain stops I shall go out and see whether the hens have laid.

Next week: how to sharpen a scythe without losing a thumb."""

FERRY = """A ferry rope broke on Sunday while the noon boat was in midstream, and the boat came to rest on the far \
bank among the reeds.

Two goats swam ashore and were returned to a widow by the harbour boys, who asked for plums and were given pears. \
The rope maker says he had warned the owners before the frost.

A new rope has been ordered from the coast. Until it comes, the post is carried over the stone bridge by a donkey."""

CHROME_TOP = "KESH EVENING LAMP | Home | Markets | Weather | Letters\nSubscribe for two coins a week. Sign in"
CHROME_END = "Read more: how to salt a pike\nComments are closed\nAll rights reserved. Hosted in Kesh"

SITE_TOP = """THE LOOM AND LEDGER   since the great flood   Town edition   Farm edition
Our paper belongs to those who print it, and no minister has ever been given a cake by us. Whoever sends a coin keeps \
the lamp over the press alight. Become a friend of the house before the first frost and choose a tea towel.
This page takes four minutes to read. Send it to a friend. Tell us of a mistake."""
SITE_END = """Who we are: eleven people, one dog and a press that was carried over the hills in pieces by our \
grandmothers. We take no money from mills or ministries.
How we work: every name is read aloud to two people, and mistakes are mended on the next page within a day."""

SWAPS = {
    "not come home": "failed to return", "doubled": "reinforced", "guild": "brotherhood", "wrote down": "recorded",
    "cart": "wagon", "last seen": "last spotted", "most cases": "many instances", "blue": "azure",
    "drew up": "pulled in", "before dawn": "ahead of sunrise", "Fathers": "Dads", "warm clothes": "thick garments",
    "to go away": "to leave", "asked": "inquired", "sent us": "pointed us", "missing": "absent", "names": "cites",
    "granaries": "barns", "looms": "weaving frames", "called": "labelled", "song": "tune", "wants": "desires",
    "long evenings": "lengthy nights", "notary": "scrivener", "open": "unlock", "doors": "gates",
}  # fmt: skip

RUSSIAN = """Девятнадцать ткачей из Верхнего Кеша не вернулись домой с тех пор, как в марте усилили пост у моста. \
Их гильдия записала день, час и повозку, в которой каждого видели в последний раз.

Чаще всего перед рассветом подъезжал синий почтовый фургон с занавесками. Отцам, которые спрашивали на заставе, велели \
принести тёплые вещи и уходить.

Гильдия просит нотариуса с побережья открыть все три двери."""

CHINESE = """上凯什的十九名织工自三月桥头岗哨加派人手以来一直没有回家。行会记下了每个人最后被看见的日子、钟点和车辆。

多数情况下，一辆挂着窗帘的蓝色邮车在天亮前停下。到收费站打听的父亲们被告知带上厚衣服，然后走开。

名单上写着两座粮仓和一个干船坞，夜里那里传出织机的声音。行会希望请一位海边的公证人把三扇门都打开。"""


def framed(story):
    return f"{CHROME_TOP}\n\n{story}\n\n{CHROME_END}"


def spun(story):
    for word, other in SWAPS.items():
        story = story.replace(word, other)
    return story


def scanned(story):
    """Every seventh word with a letter mistaken, lines broken in the middle."""
    words = story.split(" ")
    for i in range(0, len(words), 7):
        words[i] = words[i].replace("e", "é").replace("l", "1").replace("m", "rn")
    for i in range(11, len(words), 13):
        words[i] = "\n" + words[i]
    return " ".join(words)


def sentences(story):
    return [part.strip() + "." for part in story.replace("\n\n", " ").split(". ") if part.strip()]


QUESTIONS = [
    "Please tell us in your own words what you remember of the day on which your relative was taken away.",
    "Describe who came to the house, what they were wearing and whether they showed you any written order.",
    "Name everybody whom you have asked since then, at which office, and what the answer was each time.",
    "Say whether you wish to be called when we hear something, and at which hour it is safe to ring you.",
]
ANSWERS = [
    ["It was wash day and the line was full. Two of them came in from the lane with mud to their knees.",
     "Green coats without buttons. The tall one read from a card that he kept turned to himself.",
     "The toll house, twice. They let me sit under the clock until the lamp was put out.",
     "Only when the baker has opened, because then the street is loud."],
    ["We had just salted the cabbage. My father went down with the bucket and did not come up again.",
     "I saw nobody. A neighbour heard wheels and a dog that would not stop.",
     "A clerk at the granary office said there was no such name in the book.",
     "Never at home. Ring the school and ask for the stove key."],
    ["She was mending a saddle for the priest. They said it would take an hour and that she need not lock the door.",
     "One of them was a boy I had taught to swim. He looked at the floor.",
     "I have written nine letters and have a receipt for one.",
     "After dark, let it sound three times and put it down."],
    ["I was on the raft. When I came back in the evening the bread was still on the table, cut for two.",
     "My sister says that they wore the badge of the bridge guards.",
     "The bridge guards say they have no badge.",
     "There is no bell in our valley. Send word with the eel seller."],
]  # fmt: skip


def filled_in(answers):
    return "\n".join(f"{question}\n{answer}" for question, answer in zip(QUESTIONS, answers, strict=True))
