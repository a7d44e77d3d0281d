"""What type a speaker may be, by plain words of the role and the name; where words point to two types, none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from framing.text import fold

# A longer phrase wins over the words in it: "state senator" is no "senator". Plurals and possessives are taken too.
PHRASES: dict[str, str] = {
    "federal": "ice; immigration and customs enforcement; customs and border protection; cbp; dhs; uscis; border patrol; homeland "
    "security; justice department; department of justice; state department; defense department; pentagon; white house; "
    "fbi; cia; irs; fda; epa; u.s. attorney; us attorney; u.s. attorney general; us attorney general; federal; congressman; "
    "congresswoman; house speaker; house majority; house minority; senate majority; senate minority; congressional; congress; "
    "u.s. senator; us senator; u.s. representative; us representative; u.s. rep; u.s. sen; u.s. president; us president; "
    "vice president of the united states; house judiciary; senate judiciary; senate; house committee; senate committee; "
    "congressional budget office; cabinet; solicitor general; "
    "trump administration; obama administration; bush administration; biden administration; administration official; "
    "gop sen; gop senator; gop rep; gop congressman; republican sen; republican senator; republican rep; democratic sen; "
    "democratic senator; democratic rep; treasury department",
    "state": "governor; gov; lieutenant governor; state senator; state representative; state rep; state sen; state senate; "
    "state house; state legislature; state attorney general; assemblyman; assemblywoman; assembly speaker; "
    "state official; state lawmaker; state agency; state department of health; secretary of state's office; legislature; "
    "state inspector; state employee",
    "local": "mayor; deputy mayor; city council; councilman; councilwoman; councilmember; council member; councillor; alderman; "
    "county executive; county supervisor; county commissioner; city attorney; city official; city manager; school board; "
    "board member; superintendent; school district; public works; fire department; fire chief; town; township; port authority; "
    "ferry authority; transit authority; borough; city hall; fire official",
    "police": "police; police chief; police department; sheriff; sheriff's deputy; deputy sheriff; trooper; detective; "
    "law enforcement; county sheriff; police officer; police union; state police; city police; county police",
    "court": "judge; district judge; u.s. district judge; us district judge; federal judge; u.s. district court judge; "
    "state judge; county judge; circuit judge; supreme court; appeals court; chief justice; magistrate; immigration judge; "
    "supreme court justice; district court; state supreme court; circuit court of appeals; federal court; federal appeals court",
    "party": "republican national committee; democratic national committee; rnc; dnc; republican party; democratic party; "
    "party chairman; party chair; party leader; presidential candidate; presidential nominee; candidate; nominee; campaign manager; "
    "campaign spokesman; campaign spokeswoman; campaign; republicans; democrats; republican strategist; democratic strategist; "
    "gop; labour party; conservative party; house republicans; house democrats; senate republicans; senate democrats; "
    "congressional republicans; congressional democrats; tea party",
    "advocacy": "alliance; coalition; advocate; advocacy group; advocacy; activist; organizer; organiser; campaigner; union; aclu; "
    "american civil liberties union; legal center; legal aid; law center; civil rights; rights group; citizens for; america's voice; "
    "numbersusa; federation for american immigration reform; center for immigration studies; chamber of commerce; labor union; "
    "afl-cio; nonprofit; forum; watchdog; demonstrator; protester; marcher; border patrol council; "
    "national border patrol council; ice council; national ice council; citizenship and immigration services council; "
    "trade association; growers' association; immigration lawyers association; league; amnesty international; human rights watch",
    "expert": "professor; researcher; scholar; economist; historian; sociologist; political scientist; demographer; scientist; analyst; "
    "studies migration; law professor; fellow; think tank; institute; policy institute; research center; expert; "
    "academic; lecturer; pollster; criminologist; brookings; cato institute; heritage foundation; migration policy institute",
    "business": "grower; farmer; farm owner; owner; businessman; businesswoman; chief executive; ceo; entrepreneur; employer; manager; "
    "shop owner; restaurant owner; company; industry; contractor; builder; business owner; investor; banker; apple grower",
    "faith": "pastor; bishop; archbishop; priest; reverend; rabbi; imam; cardinal; pope; nun; minister of the church; parish; "
    "church; diocese; evangelical leader; faith leader",
    "media": "reporter; journalist; columnist; editor; anchor; correspondent; commentator; radio host; talk show host; host; "
    "editorial board; newspaper; washington post; new york times; wall street journal; fox news; cnn; associated press; ap; reuters; "
    "msnbc; npr; politico; broadcaster",
    "foreign": "mexican president; prime minister; foreign minister; ambassador; embassy; consul; consulate; mexican government; "
    "chancellor; foreign ministry; united nations; european union; european commission; home secretary",
    "affected person": "immigrant; undocumented immigrant; migrant; refugee; asylum seeker; daca recipient; daca student; dreamer; "
    "deportee; detainee; line worker; picker; farmworker; farm worker; day laborer; survivor; victim; tenant; patient; striker; "
    "deckhand; evacuee",
    "public": "resident; neighbor; neighbour; voter; parent; taxpayer; retiree; homeowner; bystander; passer-by; nurse; teacher; "
    "plumber; dentist; driver; student; commuter; villager",
}
# Alone these say enough, inside a longer role ("president of the union") they do not.
ALONE: dict[str, str] = {
    "president": "federal", "vice president": "federal", "senator": "federal", "the senators": "federal", "representative": "federal",
    "justice": "court", "speaker": "federal", "secretary of state": "federal", "sen": "federal", "rep": "federal",
    "majority leader": "federal", "minority leader": "federal", "the governor": "state", "supreme court": "court",
    "the administration": "federal", "administration": "federal", "the county": "local", "the city": "local", "the state": "state",
}  # fmt: skip
# What people are is the head of a role: an immigrant, not an "immigrant rights attorney"; an owner, not an owner's lawyer.
HEADS = ("affected person", "public", "business", "media", "faith")
_HEAD_ENDS = re.compile(r"[,;:(]| (?:of|for|with|at|in|on|from|who|whose|to|and|by|near|since|based) ")
# In a name alone, where nothing else is said: "the county's engineers", "city employees".
IN_NAMES = {
    "city": "local",
    "county": "local",
    "state": "state",
    "u.s": "federal",
    "us": "federal",
    "legislature": "state",
}


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of every phrase, the longest first, and the type of each."""
    types = {phrase.strip(): type for type, phrases in PHRASES.items() for phrase in phrases.split(";")}
    longest = sorted(types, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest))})(?:e?s)?(?:'s?)?(?![\w-])"), types


def kind_of(text: str) -> str:
    """The type that the words of a role or name point to, or "" where they point to none, or to two.

    Examples
    --------
    >>> kind_of("director of the ICE field office"), kind_of("state senator"), kind_of("spokesman, Citizens for Secure Borders")
    ('federal', 'state', 'advocacy')
    >>> kind_of("former mayor, now professor of law"), kind_of("spokesman")
    ('', '')
    """
    plain = " ".join(fold(text).split())
    if (alone := plain.rstrip(".").removeprefix("former ")) in ALONE:
        return ALONE[alone]
    head = len(_HEAD_ENDS.split(plain, maxsplit=1)[0].rstrip(" .'"))
    pattern, types = _patterns()
    found = {types[m[1]] for m in pattern.finditer(plain) if types[m[1]] not in HEADS or m.end() == head}
    return found.pop() if len(found) == 1 else ""


def kind_of_name(name: str) -> str:
    """The type that a name points to.

    Examples
    --------
    >>> kind_of_name("the county's engineers"), kind_of_name("Mayor Ann Lee"), kind_of_name("Ann Lee")
    ('local', 'local', '')
    """
    words = {word.removesuffix("'s").rstrip(".") for word in fold(name).split()}
    bare = {type for word, type in IN_NAMES.items() if word in words}
    return kind_of(name) or (bare.pop() if len(bare) == 1 else "")


def propose_type(names: Sequence[str], roles: Sequence[tuple[str, int]]) -> str:
    """The type of a speaker: what the roles given say where those that say anything agree, or else the name.

    Parameters
    ----------
    names : sequence of str
        The spellings.
    roles : sequence of (role, words)

    Examples
    --------
    >>> propose_type(["Ann Lee"], [("mayor", 40), ("", 12)]), propose_type(["city officials"], [])
    ('local', 'local')
    """
    for given in ([(kind_of(role), n) for role, n in roles], [(kind_of_name(name), 1) for name in names]):
        weight: dict[str, int] = {}
        for type, words in given:
            if type:
                weight[type] = weight.get(type, 0) + words
        if weight:
            top = max(sorted(weight), key=lambda type: weight[type])
            return top if 3 * weight[top] >= 2 * sum(weight.values()) else ""
    return ""
