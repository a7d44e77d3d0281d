"""Words that attribute: verbs of saying and of attitude with what they govern, and the small words around them.

Which verbs, and what each governs, was learned from how often annotated political news (PolNeAR, training part)
attributes by them; the lists are ours and hold words only.

What a verb governs is written in letters: `n` a clause or noun phrase right behind it ("said the plan would …",
"cited costs"), `c` only what shows itself as a clause or quotation ("that …", "whether …", "he …", “…”), `t` an
infinitive ("vowed to …"), `g` a form in -ing ("proposed closing …"), `r` somebody told first ("told reporters that …"), `o` somebody asked to ("urged them to …"), `l` words in front of it ("…, he said");
words are prepositions ("warned of …").
"""

from __future__ import annotations

from typing import NamedTuple

SAYING = """
intimate c l, surmise c l, posit c l, stipulate c l, underline n, concur c l with, gripe c l about, whine c l about,
marvel c l at, volunteer c l, croak c l, grunt c l, reflect c l on, rejoin c l, drawl c l, enthuse c l,
say n l, tell n r l t, add c l to, note n l, write c l of about in, argue n l for against, claim n l t, suggest n l,
declare n l, announce n l, assert n l, contend n l, insist n l on, maintain c l, state n l, tweet n l about,
explain n l, acknowledge n l, admit n l to, concede n l, confirm n l, stress n l, emphasize n l, emphasise n l,
warn n r l of about against, predict n l, reveal n l, recall n l, remark n l on upon, reply n l to, respond c l,
reiterate n l, repeat n l, complain n l about of, allege n l, boast n l about of, joke n l about, lament n l,
caution n r l against about, testify c l about, recount n l, observe c l, comment c l on, continue c l, conclude n l,
deny n l, disclose n l, indicate n l, hint c l at, imply n l, quip n l, proclaim n l, muse n l about, opine c l,
retort n l, counter c l, interject c l, shout n l, yell n l, scream n l, whisper n l, chant n l, post c l on about,
estimate n l, report n l on, cite n, mention n l, describe n, discuss n, quote n, agree c l with t on, swear c l t,
vow n l t, promise n l t, pledge c t l, threaten t n, urge n o l t, demand n l, call n for on upon, dub n, label n,
ask n o l about for t, question n l, wonder c l about, inquire c l about, inform r n l of about, remind r n l of,
assure r n l of, advise o n l t against on, request n, propose c t g l, recommend n l, accuse n, blame n,
charge c l with, refer to, allude to, point to out, talk about of, speak about of out, elaborate on, dispute n,
rebut n, refute n, plead for c l with, beg n for t, object c to, protest c, answer c l, admonish n l, insinuate n l,
portray n, characterize n, characterise n, depict n, gush c l, exclaim n l, chime c l in, fume c l, tease n l,
vent n l, email c l, text c l, blog c l about, summarize n, certify n, clarify n l, specify n, rule c l, decree n,
weigh in, read l, sum c l up, crow c l, grumble c l about, groan c l, bark c l, snap c l, sigh c l, pray c l, scoff c l at,
sneer c l, murmur c l, mutter c l, pronounce n l, reason c l, theorize c l, speculate n l about, hypothesize c l,
relay n l, profess n, attest c l to, vouch for, contradict n, second-guess n, brag c l about of, preach n,
"""
ATTITUDE = """
believe n l in, think c l of about, want n t, hope n t for l, fear n l, feel n l, expect n t l, wish n t for l,
prefer n t, like t, support n, oppose n, endorse n, favor n, favour n, back n, doubt n, suspect n l, worry c l about,
consider n, regard n, view n, see c, know c about, understand c, figure n l, guess c l, assume c l, imagine n l,
realize n, realise n, recognize n, recognise n, remember n l, forget c, love n t, hate n t, dislike n, admire n,
resent n, regret n, welcome n, embrace n, disagree c with, seek n t, plan t, intend t, aim t, decide c t on, deem n,
hold c, trust c, accept n, care about, dream of about, desire n, despise n, anticipate n, foresee n, envision n,
dread n, mourn n, appreciate n, value n, distrust n, approve of, disapprove of, opt t for, long t for, enjoy n,
determine c, judge n, reckon n l, calculate n, focus on, push for, champion n, contemplate n,
seem n t like as, appear n t, sound like c, look like, challenge n, dismiss n, ignore n, side with, vote t,
retweet n, order o t, instruct o t, decline t, refuse t, tout n, reject n, apologize for, apologise for, signal n,
underscore n, highlight n, list n, outline n, echo n, invoke n, reference n, recite n, advocate n for, mock n,
criticize n, criticise n, blast n, slam n, denounce n, condemn n, decry n, deride n, rebuke n, ridicule n, assail n,
lambaste n, attack n, praise n, thank n, congratulate n, applaud n, hail n, commend n, defend n, bemoan n, berate n,
chide n, scold n, liken n, compare n, rail against about, debunk n, extol n, laud n, bash n, rip n, trash n,
skewer n, malign n, disparage n, belittle n, lash out at, harp on, dwell on, espouse n, advertise n, publicize n,
brief o n, resist n, credit n, veto n, downplay n, articulate n, mull n g, disavow n, reaffirm n, affirm n, express n,
trumpet n, taunt n, lay out, touch on, balk at, acquiesce to, press for about, shrug off, single out, forecast n, herald n,
savage n, relish n, unveil n, voice n, tick off, justify n, foreshadow n, illustrate n, exemplify n, promote n, amplify n,
"""
OTHER = """
show n l, find c l, learn c of, discover c, prove c, demonstrate n, document n,
"""
# Forms that are nouns more often than verbs: a verb only behind a pronoun, a name or an auxiliary.
NOUNS = frozenset(
    """claim claims report reports call calls plan plans question questions attack attacks challenge challenges demand demands promise
    promises pledge pledges vow vows comment comments tweet tweets post posts text texts state states estimate estimates list lists
    reference references support supports view views hope hopes fear fears worry worries doubt doubts wish wishes desire desires value
    values focus favor favors favour favours praise praises back backs push pushes trust rule rules order orders request requests charge
    charges label labels signal signals echo echoes answer answers object objects protest protests regret guess figure figures judge judges
    love hate care dream dreams aim aims need needs blame mention blast defense appeal appeals vote votes reason reasons second note notes
    stress advocate advocates champion champions account accounts reply quote quotes threat talk talks point points sound sounds look looks
    counter joke jokes tease brief boast detail document documents thought thoughts like
    credit credits veto vetoes express touch press shrug forecast forecasts herald savage voice voices tick ticks""".split()
)
# Be + one of these: said of somebody by nobody in particular.
PASSIVES = frozenset(
    "expected said believed reported rumored alleged considered seen viewed regarded known described asked told accused "
    "thought deemed called quoted hailed credited criticized urged projected estimated revealed announced".split()
)
# Nouns of saying and of attitude, and the small words that their content begins with.
NOUN_CUES = {
    "saying": "claim claims assertion assertions suggestion suggestions allegation allegations accusation accusations complaint complaints "
    "argument contention statement announcement insistence admission acknowledgment acknowledgement assurance assurances promise promises "
    "pledge pledges vow vows threat threats warning warnings prediction predictions conclusion charge charges criticism criticisms "
    "declaration denial call calls demand demands remark remarks comment comments",
    "attitude": "belief beliefs idea notion assumption concern concerns fear fears hope hopes worry worries doubt doubts confidence "
    "speculation view opinion feeling impression conviction expectation expectations skepticism question questions message messages "
    "proposal proposals opposition support endorsement endorsements defense mention tribute swipe swipes embrace understanding desire plan plans",
    "adjective": "clear confident convinced hopeful concerned adamant aware certain sure worried optimistic skeptical unclear afraid "
    "critical supportive wary fond eager reluctant",
}  # fmt: skip
# What other than a clause with "that" or "whether" their content begins with; "to" belongs to the content.
_PREPOSITIONS_OF_NOUNS = """
call for, calls for, demand for, demands for, promise to, promises to, pledge to, pledges to, vow to, vows to,
threat to, threats to, criticism of on, criticisms of, accusation of, accusations of, allegation of, allegations of,
warning of, warnings of, complaint about, complaints about, concern about, concerns about, doubt about,
doubts about, worry about, worries about, skeptical of, skepticism about of, question about, questions about, opinion of on,
message about of, messages about of, proposal for to, proposals for to, opposition to, support for, endorsement of, endorsements of,
defense of, mention of, tribute to, swipe at, swipes at, embrace of, understanding of, critical of, supportive of,
aware of, wary of, fond of, eager to, reluctant to, desire to, plan to, plans to
"""
NOUN_PREPOSITIONS = {noun: frozenset(rest) for noun, *rest in map(str.split, _PREPOSITIONS_OF_NOUNS.split(","))}
NO_CLAUSE = frozenset(
    """proposal proposals support endorsement endorsements defense mention tribute swipe swipes embrace critical supportive
    wary fond eager reluctant desire plan plans opposition message messages""".split()
)
POLLS = frozenset("poll polls survey surveys".split())
NOUN_CLASS = {word: kind for kind, words in NOUN_CUES.items() for word in words.split()}

IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote written", "think": "thought", "know": "knew known", "feel": "felt", "see": "saw seen",
    "speak": "spoke spoken", "swear": "swore sworn", "hold": "held", "find": "found", "read": "read", "seek": "sought",
    "understand": "understood", "forget": "forgot forgotten", "foresee": "foresaw foreseen", "show": "showed shown", "beg": "begged begging",
    "admit": "admitted admitting", "refer": "referred referring", "prefer": "preferred preferring", "quip": "quipped quipping",
    "rebut": "rebutted rebutting", "regret": "regretted regretting", "plan": "planned planning", "slam": "slammed slamming",
    "label": "labeled labelled labeling labelling", "dub": "dubbed dubbing", "plead": "pleaded pled", "chat": "chatted chatting",
    "signal": "signaled signalled signaling signalling", "relate": "related relating", "decry": "decried", "blog": "blogged blogging",
    "opt": "opted opting", "try": "tried", "brag": "bragged bragging", "rip": "ripped ripping", "extol": "extolled extolling",
    "lay": "laid", "shrug": "shrugged shrugging", "veto": "vetoed", "forecast": "forecast", "snap": "snapped snapping", "sum": "summed summing", "question": "questioned",
}  # fmt: skip


class Frame(NamedTuple):
    """What a cue verb governs."""

    lemma: str
    governs: frozenset[str]
    cue_class: str
    form: str  # base, s, past, ing


def _inflect(lemma: str) -> dict[str, str]:
    """The forms of a verb and what each is."""
    stem = lemma[:-1] if lemma.endswith("e") else lemma
    soft = lemma.endswith("y") and lemma[-2] not in "aeo"
    forms = {lemma: "base"}
    forms[lemma[:-1] + "ies" if soft else lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")] = "s"
    irregular = IRREGULAR.get(lemma, "").split()
    for form in irregular:
        forms.setdefault(form, "ing" if form.endswith("ing") else "past")
    if not any(forms.get(form) == "ing" for form in irregular):
        forms[stem + "ing" if not lemma.endswith("ee") else lemma + "ing"] = "ing"
    if not any(forms.get(form) == "past" for form in irregular) and lemma != "read":
        forms[lemma[:-1] + "ied" if soft else stem + "ed"] = "past"
    if lemma == "state":
        forms = {form: what for form, what in forms.items() if what in ("past", "ing")}
    return forms


def _lexicon() -> dict[str, Frame]:
    found: dict[str, Frame] = {}
    for cue_class, block in (("other", OTHER), ("attitude", ATTITUDE), ("saying", SAYING)):
        for entry in block.replace("\n", " ").split(","):
            lemma, *governs = entry.split() or [""]
            if not lemma:
                continue
            for form, what in _inflect(lemma).items():
                found[form] = Frame(lemma, frozenset(governs), cue_class, what)
    return found


VERBS: dict[str, Frame] = _lexicon()

BE = frozenset("is are was were be been being am isn't aren't wasn't weren't 's 're 'm".split())
AUXILIARIES = BE | frozenset(
    "has have had having do does did will would shall should can could may might must don't doesn't didn't won't wouldn't "
    "can't cannot couldn't shouldn't hasn't haven't hadn't 'd 'll 've 's he'd".split()
)
PAST = frozenset(
    "was were is are has had went came made got took gave kept left began became ran won lost put set met led held "
    "brought built bought sold sent spent stood fell rose grew drew drove broke chose spoke wore fought sought hit cut "
    "let".split()
)
ADVERBS = frozenset(
    "also not never then again once later now still already even just often first further instead too soon only always "
    "all both thus reportedly famously long ever twice".split()
)
NOT_ADVERBS = frozenset(
    "family ally july italy rally assembly reply supply early monopoly anomaly only emily kelly reilly billy".split()
)
# Pronoun and verb in one token.
CONTRACTED = frozenset(
    "he's she's it's they're we're i'm you're he'd she'd they'd we'd i'd they've we've i've you've who's he'll she'll they'll "
    "we'll i'll you'll it'll there's that's".split()
)
PRONOUNS = frozenset("he she they it we i you who".split()) | CONTRACTED
RELATIVES = frozenset("who which that whom".split())
SUBORDINATORS = frozenset(
    "that because while as if when after before since although though until till whether but so unless whereas where than and or nor".split()
)
PREPOSITIONS = frozenset(
    "in on at by for from with of to about against over under into during after before between through via without within "
    "among despite amid upon toward towards near behind across following including".split()
)
DETERMINERS = frozenset(
    "the a an this that these those his her their its our my your some many most several all both no any each every "
    "another two three four five six one few more other such".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb aug sept oct nov dec".split()
)
TIMES = WEEKDAYS | frozenset(
    "yesterday today tonight earlier later recently afterward afterwards now last this next week month year "
    "morning afternoon evening night weekend ago".split()
)
# What may begin when and where something was said, besides times and adverbs.
ADJUNCT_HEADS = frozenset(
    "in on at during after to via through before with for from upon when as while by about within since".split()
)
CLAUSE_STARTS = (
    frozenset("that whether if how why what when where who he she it they we i you there".split()) | CONTRACTED
)
LISTENERS = frozenset(
    "reporters voters supporters me him her them us you lawmakers viewers people everyone everybody officials journalists "
    "investigators police jurors".split()
)
