"""Page furniture: lines that a site prints around an article, known by their own words wherever they stand.

Every rule judges a whole line, as `lines.line_key` folds it; none searches inside a paragraph, so that the time is that
of reading the page. `PHRASES` is the list to read, to correct and to add to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Legal notices are the longest furniture; a line with more words is none by its words alone.
MOST_WORDS = 110
# The most words of a row of buttons or links.
MENU_WORDS = 16
_MAIL = "newsletters?|inbox|e-?mails?|alerts?|briefings?|digest|mailing list|push notifications|daily updates"
_NETWORK = r"twitter|facebook|instagram|linkedin|youtube|google\+|snapchat|whatsapp|telegram|tiktok|pinterest"
_THIS = "(?:article|story|report|post|piece|page|release|column|dispatch|review|transcript)"
_MORE = (
    "read more|further reading|story|stories|photos|photo gallery|videos?|earlier|previously|fact check|also watch|see also|also see|related|recommended|also read|read also|read next|read this next|don't miss|full coverage|special coverage|"
    "up next|vote now|urgent|click here|must[ -]read|more"
)
_WHOLE = "(?:full|whole|entire|complete|original|rest)"
_SEEN = r"(?:here|story|article|post|interview|transcript|list|video|gallery|report|coverage)"


class Phrase(NamedTuple):
    """A kind of line: the rule's name, the most words of such a line, the pattern of the whole."""

    name: str
    most: int
    pattern: re.Pattern[str]


_PHRASES = [
    ("sign-up", 30, rf"(?:(?:please |to )?(?:sign[ -]?up|subscribe|register)|get|receive|join)\b.*\b(?:{_MAIL}|subscriptions?)\b.*"),
    ("sign-up", 12, r"(?:free |daily |our |e-?mail )?newsletters?(?: sign-?up|:? .*(?:updated|daily|weekly|free).*)|manage newsletters"),
    ("sign-up", 12, r"(?:free newsletter|get (?:our )?updates)\b.*|sign[ -]?up(?: now| today| here)?|subscribe(?: now| today| here)?"),
    ("sign-up", 45, r"get .*\byou care about delivered\b.*|.*\bby signing up,? you agree\b.*|to (?:read|see|get) more\b.*\bsign up\b.*"),
    ("sign-up", 25, r"support (?:local|independent|our) (?:reporting|journalism|news)\b.*|(?:become|already) an? .{0,30}(?:member|subscriber)\b.*"),
    ("sign-up", 60, r"interested in .*\badd interest|add .{1,40} as an interest\b.*|.{0,90}\bvote (?:here )?(?:now|in urgent poll)\b.{0,10}"),
    ("sign-up", 110, r"get .{2,40} in your inbox\b.*|.*\b(?:manage|unsubscribe from) your newsletter subscriptions?\b.*"),
    ("sign-up", 110, r".*\bplease consider (?:making a|a|donating|supporting|subscribing|becoming)\b.*|something to consider if you enjoyed\b.*|support .{3,30} journalism"),
    ("sign-up", 110, r".*\bsubscribe to support our journalism\b.*|.*\bsign up (?:today to receive|here for)\b.*|.*\bprivacy policy and terms of service apply\b.*"),
    ("sign-up", 45, r"subscribe on apple podcasts\b.*|.*\bwherever you (?:listen to|get your) podcasts\b.*|looking for a quick way to keep up\b.*"),
    ("sign-up", 30, r".*\bbecome an? .{3,40} (?:member|subscriber)\b.{0,20}"),
    ("sign-up", 35, r".{0,90}\b(?:in|to) your inbox\b.{0,60}|(?:click here to )?(?:get|download) the .{2,30} app\W*|advertisement get\b.*|.{0,160}\bsign up to (?:receive|get) our\b.{0,80}"),
    ("account", 30, r"(?:thank you|thanks) for (?:registering|subscribing|signing up|joining)\b.*|register(?: now)?"),
    ("account", 12, r"(?:log|sign) ?[io]n(?: to (?:comment|continue|read|reply|your account|save)\b.*| here| now)?"),
    ("account", 30, r"(?:please )?(?:check|open|refresh|confirm|verify|enter)\b.*\b(?:your (?:e-?mail|inbox|account|browser|address)|the page)\b.*"),
    ("account", 30, r"(?:we(?:'ve| have) sent you|create (?:an|your) account|enable javascript|you (?:must|need to) be logged in)\b.*"),
    ("account", 20, r"stay up to date with notifications\b.*|notifications can be managed\b.*|you can manage (?:them|these|notifications)\b.*"),
    ("comments", 6, r"(?:no |view |show |add |\(?[\d,]+\)? )?comments?(?: off)?(?: ?\(?[\d,]+\)?)?(?: (?:shares|views))?"),
    ("comments", 15, r"comments? (?:are|is|have been) (?:closed|off|disabled)\b.*|nobody has commented\b.*|be the first to\b.*\bcomment\b.*"),
    ("comments", 15, r"(?:leave|post|add|write|view|read|load|show|join|start)\b.{0,30}\b(?:comments?|conversation|commenting|discussion|reply)\b[^.]{0,30}"),
    ("comments", 20, r"join thought-provoking conversations\b.*|what do you think\? .*\bcomment.*|.{0,40}\bsound off in the comments\b.*"),
    ("views", 6, r"[\d,.]+k? (?:views?|shares?|retweets?|likes?|reads?)|share on (?:facebook|twitter)\b.*|\d+ min(?:ute)?s? read"),
    ("share", 20, rf"(?:read or )?share (?:this|the) {_THIS}\b.*|share all sharing options for\b.*|(?:share|tweet|e-?mail|print|save)(?: this)?(?: {_THIS})?|print(?:er)?[ -]friendly\b.*"),
    ("follow", 40, rf"(?:you can )?(?:follow|like|find|connect with|tweet|friend)\b.*(?:@\w|\bon (?:{_NETWORK})\b).*|(?:follow|join) us (?:on|at)\b.*"),
    ("follow", 40, rf"[^\"]{{0,120}}\b(?:follow|find) (?:him|her|them|me|us|the author|[\w' ]{{3,30}}) (?:on (?:{_NETWORK})|at @|@).*|follow us\b.{{0,60}}"),
    ("write to", 40, r"got a tip\b.*|(?:you can )?(?:write|e-?mail|reach|contact|send)\b.*\w@[\w-]+\.\w.*|contact (?:us|the author|the writer|the reporter)\b.{0,80}"),
    ("related", 25, r"\(? ?(?:photos?|videos?|cartoons?|quiz|also on [\w ]{2,20}|gallery|podcast|see also|read more|more|related|watch|poll) ?: ?.*\)"),
    ("related", 30, rf"(?:{_MORE}|read|more (?:from|on) [^:]{{1,40}})\s*(?::|>|»|\|)\s*.+|.{{10,180}}\bread more"),
    ("related", 10, rf"(?:{_MORE}|latest)(?: of .{{3,40}})?\s*[:.…»>]*|(?:now )?watch: .*|now watch\b.*"),
    ("related", 30, r"related video\b.*|see also [^.]*|read more opinion\b.*|[\w .'-]{4,40}/(?:getty|ap|afp)(?: images| photo)? [^.]*|\( ?[\w ']{2,30}: [^().]*\)|urgent poll:|for graphics? on .*|[^.:?!]{3,60}:[^\s\d/:][^.:]{10,140}|from [a-z/]{3,20} \d{4}: .*|more\b[^.:]{3,60}\bfrom [^.:]{2,40}:"),
    ("related", 8, r"(?:related|associated) (?:stories|articles?|content|links|coverage|topics|news|posts?|reading|video)\W*"),
    ("related", 8, r"trending(?: topics| now| stories| news)?|(?:most|more) (?:popular|read|viewed|shared|stories|news|headlines)|top (?:stories|news)"),
    ("related", 10, r"editors'? picks?|you (?:may|might) also (?:like|be interested in)\b.*|recommended (?:for you|stories)|more (?:on|from) (?:this|the)\b[^.?!:]*\.*"),
    ("related", 20, r"related .*[^.]|more on this\b.*|read (?:more|[\w']+ full) (?:from|about|of|on|analysis)\b.*"),
    ("related", 16, r"watch (?:the|this) (?:(?:latest|full|entire) )?(?:video|interview|clip|speech|segment)\b.*|https?://\S+"),
    ("related", 25, r".{0,110}\bclick here(?: for (?:a free|more)\b.{0,40})?\W*"),
    ("related", 14, rf"(?:read|see|view|watch|hear|listen to) (?:the |our )?{_WHOLE}\b[^.]*\b{_SEEN}\W*"),
    ("related", 14, r"click (?:here|through|on|for more)\b.*|continue reading\b.*"),
    ("related", 25, r"\(?for (?:an? |more|full|the ).{0,80}\b(?:click (?:on|here)|visit|see|go to)\b.*(?:https?:|www\.|\w\.\w+/\w|here).*"),
    ("advertisement", 8, r"ads?|advertisements?:?|sponsored(?: content| by .*)?|promoted(?: content)?|skip (?:ad|advertisement|to (?:main )?content)|paid content"),
    ("advertisement", 10, r"(?:story|article|text) continue[sd] (?:below|after)\b.*|advertisement (?:continue|story|skip)\b.*|scroll (?:down )?(?:for|to)\b.*"),
    ("player", 12, r"pullquote\]|close|videos?|loading\W*|replay|play(?:ing)? video|(?:watch|listen)(?: now| live)?:?|(?:hide|toggle) caption(?: courtesy.*)?|(?:prev )?(?:next )?image \d+ of \d+"),
    ("player", 14, r"(?:view |see |open |launch )?(?:slide ?show|photo gallery|gallery)(?: \(?\d+ images?\)?)?|listen to today, explained"),
    ("player", 60, r"just watched\b.*\breplay\b.*|media playback is unsupported on your device|your browser does not support\b.*|play video \d+:\d\d\b.*|.*\bon directv\b.*|listen to article\b.*"),
    ("copyright", 60, r"(?:copyright|\(c\)|©).*(?:\d{4}|©|reserved|inc\b|llc|syndicate).*|.*\ball rights reserved\b.*|.*\blicensing opportunities\b.*"),
    ("copyright", 60, r"this .{2,40} may not be (?:published|reproduced|republished|copied)\b.*"),
    ("copyright", 40, rf"this {_THIS} (?:is more than \d+ \w+ old|(?:originally|first) appeared\b.*|was (?:funded|sponsored|paid for)\b.*|is (?:the \w+|part) (?:of|in) .*\bseries\b.*|was (?:originally|first) (?:published|posted)\b.*)"),
    ("credits", 60, rf".*\bcontributed (?:reporting|research|to (?:this|the) (?:\w+ )?{_THIS})\b.*|contributed to this {_THIS}\W*|contributing: .*"),
    ("credits", 40, r"\(?with assistance (?:by|from)\b.*|.{0,60}\bjournalists? contributed\b.*"),
    ("credits", 40, rf"\(?(?:with )?(?:additional )?(?:reporting|writing|editing|compiled|produced|graphics?|translation) (?:by|from)\b.*|this {_THIS} (?:(?:includes|contains) material|was (?:reported|written|compiled|produced) by)\b.*"),
    ("editors' note", 60, r"(?:editor'?s'? notes?|corrections?(?: (?:&|and) (?:amplifications?|clarifications?))?|clarification|update|disclosure)(?:,? [a-z]{3,9}\.? \d{1,2}, \d{4})?(?:\s*[:\u2014].*|\W*)"),
    ("editors' note", 25, rf"this (?:is a )?(?:{_THIS}|breaking news {_THIS}|rush transcript|breaking) (?:has been|was|is|will be) (?:updated|breaking|developing|corrected)\b.*"),
    ("editors' note", 60, rf".*\b(?:earlier|previous) version of this {_THIS}\b.*|.{{0,60}}\bthis {_THIS} (?:was amended|(?:has been|was last|was) updated)\b.*|note: this {_THIS}\b.*"),
    ("opinions", 60, r".*\b(?:views|opinions) expressed\b.*\b(?:own|authors?|columnists?|commentary|those of|not)\b.*"),
    ("opinions", 60, r"(?:you can )?read (?:more )?diverse opinions\b.*|to respond to (?:a|this) \w+\b.*|.*\bsubmit a letter to the editor\b.*|.*\bpublishes diverse opinions\b.*"),
    ("opinions", 60, r".*\bdo(?:es)? not necessarily (?:support or )?endorse\b.*|.{0,40}\beditorial opinions are decided by\b.*"),
    ("follow", 40, r"(?:stay (?:with|tuned (?:to|with|for))|keep watching|check back|tune in(?:to)?)\b.*(?:\w\.com\b|\bfor (?:the latest|more|updates|developments)\b|\bclick here).*"),
    ("opinions", 4, r"(?:analysis|opinion|commentary|op-ed)(?:/opinion)?:?"),
    ("about the author", 60, r"about the (?:authors?|writers?|reporter)\b.*"),
    ("release", 12, r"for (?:immediate|general) release\b.*|embargoed (?:until|for)\b.*|(?:# ?){3,}|-+ ?30 ?-+|- ?ends? ?-|press release"),
    ("release", 25, r"(?:(?:media|press) )?(?:contacts?|inquiries|enquiries)(?: \w+)?:.*|(?:media|press) (?:contacts?|inquiries|enquiries)\b.*"),
    ("release", 8, rf"social media(?: channels)?|(?:{_NETWORK}|tel|phone|fax|cell|mobile|e-?mail|website|web|www|media archive)\.?\s*:.*"),
    ("menu", 10, r"(?:skip to|jump to|back to|return to) (?:main |the )?(?:content|navigation|top|homepage|story|search)|menu|search|home|navigation"),
    ("code", 60, r"(?:<(?:iframe|script|!)|//|/\*|poster=).*"),
    ("menu", 12, rf"(?:tags|filed under|this {_THIS} tagged under|topics):.*"),
]  # fmt: skip
PHRASES = [Phrase(f"phrase: {name}", most, re.compile(pattern)) for name, most, pattern in _PHRASES]
# Speech inside a sentence of news: such a line may begin as furniture does, but is none.
_SPEECH = re.compile(r"\b(?:said|says|told|asked|added|wrote|argued|according to|announced)\b")
_STOPPED = re.compile(r"""[.?!…][\s)\]"'*]*$""")
_STOPS = frozenset(".?!\u2026")
_HOUSE = ("phrase: copyright", "phrase: credits", "phrase: editors' note")


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    last = line[-1:]
    # Most lines end in a stop or in a letter; only what else there is may hide a stop before it.
    return last in _STOPS or not last.isalnum() and bool(_STOPPED.search(line[-12:]))


def phrase(key: str, words: int, among: Sequence[Phrase] = PHRASES) -> str:
    """The rule by which a folded line is page furniture wherever it stands, or nothing; `among` are those that may hold.

    Examples
    --------
    >>> phrase("sign up for our free newsletter", 6)
    'phrase: sign-up'
    >>> phrase("subscribe to the theory that prices heal themselves.", 8)
    ''
    """
    key = key.lstrip("[*\u2022\u2014 ")
    if words > MOST_WORDS:
        return ""
    rule = next((name for name, most, pattern in among if words <= most and pattern.fullmatch(key)), "")
    spoken = words >= 8 and is_sentence(key) and _SPEECH.search(key)
    return "" if spoken and rule not in _HOUSE else rule


_BUTTON = re.compile(
    r"(?:share|print|printer|friendly|pdf|e-?mail|tweet|facebook|twitter|linkedin|whatsapp|reddit|pinterest|instagram|google|copy|link|save|like|"
    r"text|size|this|article|story|page|release|post|tell|a|friend|on|via|to|by|and|or|more|comments?|flipboard|tumblr|digg)"
)
_FIRST_BUTTON = re.compile(
    r"(?:share|print|printer|e-?mail|tweet|facebook|twitter|like|save|copy|link|text|pinterest)\b"
)
_WORDS = re.compile(r"[\w'-]+")


def menu(key: str, words: int) -> str:
    """The rule by which a short folded line is a row of buttons or links, or nothing.

    Examples
    --------
    >>> menu("print | e-mail | tell a friend", 7), menu("home | who we are | give", 7)
    ('row of buttons', 'row of links')
    """
    if words > MENU_WORDS or is_sentence(key):
        return ""
    if _FIRST_BUTTON.match(key) and all(_BUTTON.fullmatch(word) for word in _WORDS.findall(key)):
        return "row of buttons"
    parts = re.split(r"[|•»>]", key)
    return "row of links" if len(parts) >= 3 and all(len(part.split()) <= 5 for part in parts) else ""


# One site lays the names of other stories into its sentences, glued to a second copy of a person's name: "Rep. Ana Brill Ana
# Marie BrillFerries sail again Mayor signs order MORE said". From that copy to the capitals it is furniture.
_INLINE = re.compile(
    r"\b([A-Z][\w'-]*[a-z.]),? ((?:[A-Z(\"'][\w.()\"'-]* ){1,6}?\1)(?=[A-Z0-9'\"(])[^\n]{0,700}?\bMORE\b"
)


def inline(line: str) -> list[tuple[int, int]]:
    """The parts of a straightened line that are links to other stories laid into a sentence.

    Examples
    --------
    >>> line = "Rep. Ana Brill Ana Marie BrillFerries sail again Mayor signs order MORE said no."
    >>> [line[a:b] for a, b in inline(line)]
    ['Ana Marie BrillFerries sail again Mayor signs order MORE']
    """
    return [(match.start(2), match.end()) for match in _INLINE.finditer(line)] if "MORE" in line else []
