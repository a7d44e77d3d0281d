"""What a line of a page says about itself: page furniture, photo credits, bylines, datelines.

Every rule judges a whole line, as `survey.line_key` folds it, or its beginning; none searches inside long paragraphs, so that
the time is that of reading the page. Where a line stands is judged in `zones`.
"""

from __future__ import annotations

import re

# A line with more words than this is never furniture by its words alone: legal notices are the longest.
MOST_WORDS = 60
# Words of a reader's account, of what a site sends, and of its networks.
_MAIL = r"newsletters?|inbox|e-?mails?|alerts?|briefings?|digest|mailing list|push notifications|daily updates"
_NETWORK = r"twitter|facebook|instagram|linkedin|youtube|google\+|snapchat|whatsapp|telegram|tiktok|pinterest"
_THIS = r"(?:article|story|report|post|piece|page|release|column|dispatch|review|transcript)"

# name of the rule, words that a line may have at most, pattern for the whole line (folded)
_PHRASES = [
    ("sign-up", 30, rf"(?:(?:please |to )?(?:sign[ -]?up|subscribe|register)|get|receive|join)\b.*\b(?:{_MAIL}|subscriptions?)\b.*"),
    ("sign-up", 12, rf"(?:free |daily |our |e-?mail )?newsletters?(?: sign-?up|:? .*(?:updated|daily|weekly|free).*)|free newsletter.*"),
    ("sign-up", 12, r"sign[ -]?up(?: now| today| here)?|subscribe(?: now| today| here)?|get (?:our )?updates\b.*|manage newsletters"),
    ("sign-up", 45, r"get .*\byou care about delivered\b.*|.*\bby signing up,? you agree\b.*|support (?:local|independent|our) (?:reporting|journalism|news)\b.*"),
    ("sign-up", 25, r"(?:become|already) an? .{0,30}(?:member|subscriber)\b.*|interested in .*\badd interest|add .{1,40} as an interest\b.*"),
    ("account", 30, r"(?:thank you|thanks) for (?:registering|subscribing|signing up|joining)\b.*|(?:log|sign) ?[io]n(?: to .*| here| now)?|register(?: now)?"),
    ("account", 30, r"(?:please )?(?:check|open|refresh|confirm|verify|enter)\b.*\b(?:your (?:e-?mail|inbox|account|browser|address)|the page)\b.*"),
    ("account", 30, r"(?:we(?:'ve| have) sent you|create (?:an|your) account|enable javascript|you (?:must|need to) be logged in)\b.*"),
    ("account", 20, r"stay up to date with\b.*|notifications can be\b.*|you can manage (?:them|these|notifications)\b.*"),
    ("comments", 6, r"(?:no |view |show |add |\(?[\d,]+\)? )?comments?(?: off)?(?: ?\(?[\d,]+\)?)?(?: (?:shares|views))?|comment off [\d,]+ views"),
    ("comments", 15, r"comments? (?:are|is|have been) (?:closed|off|disabled)\b.*|nobody has commented\b.*|be the first to\b.*\bcomment\b.*"),
    ("comments", 20, r"(?:leave|post|add|write|view|read|load|show|join|start)\b.{0,30}\b(?:comments?|conversation|commenting|discussion|reply)\b[^.]*"),
    ("comments", 20, r"join thought-provoking conversations\b.*|what do you think\? .*\bcomment.*|.{0,40}\bsound off in the comments\b.*"),
    ("views", 6, r"[\d,.]+k? (?:views?|shares?|retweets?|likes?|reads?)|share on (?:facebook|twitter)\b.*|\d+ min(?:ute)?s? read"),
    ("share", 20, rf"(?:read or )?share (?:this|the) {_THIS}\b.*|(?:share|tweet|e-?mail|print|save)(?: this)?(?: {_THIS})?|print(?:er)?[ -]friendly\b.*"),
    ("follow", 40, rf"(?:you can )?(?:follow|like|find|connect with|tweet|friend)\b.*(?:@\w|\bon (?:{_NETWORK})\b).*|follow us\b.*"),
    ("follow", 40, rf".{{0,120}}\b(?:follow|find) (?:him|her|them|me|us|the author|[\w' ]{{3,30}}) (?:on (?:{_NETWORK})|at @|@)\b.*"),
    ("write to", 40, r"(?:you can )?(?:write|e-?mail|reach|contact|send)\b.*\S@\S+\.\S+.*|contact (?:us|the author|the writer|the reporter)\b.{0,80}"),
    ("related", 25, r"\(? ?(?:photos?|videos?|cartoons?|quiz|also on [\w ]{2,20}|gallery|see also|read more|more|related|watch|poll) ?: ?[^)]*\)"),
    ("related", 30, r"(?:read more|see also|related|recommended|also read|read also|read next|read this next|don't miss|full coverage|special coverage|"
                    r"up next|more from [^:]{1,40}|more on [^:]{1,40}|vote now|click here|must[ -]read|more)\s*(?::|>|»|\|)\s*.+"),
    ("related", 12, r"(?:read more|see also|related|more|recommended|also read|read next|up next|latest|urgent|vote now|don't miss)\s*[:.…»>]*"),
    ("related", 8, r"(?:related|associated) (?:stories|articles?|content|links|coverage|topics|news|posts?|reading|video)\.*:?"),
    ("related", 8, r"trending(?: topics| now| stories| news)?|(?:most|more) (?:popular|read|viewed|shared|stories|news|headlines)|top (?:stories|news)"),
    ("related", 10, r"editors'? picks?|you (?:may|might) also (?:like|be interested in)\b.*|recommended (?:for you|stories)|more (?:on|from) (?:this|the)\b[^.?!]*\.*"),
    ("related", 14, r"(?:read|see|view|watch|hear|listen to) (?:the |our )?(?:full|whole|entire|complete|original|rest)\b[^.]*\b(?:here|story|article|post|interview|transcript|list|video|gallery|report|coverage)\W*"),
    ("related", 14, r"click (?:here|through|on)\b.*|continue reading\b.*|(?:view |see |open |launch )?(?:slide ?show|photo gallery|gallery)(?: \(?\d+ images?\)?)?"),
    ("advertisement", 8, r"ads?|advertisements?:?|sponsored(?: content| by .*)?|promoted(?: content)?|skip (?:ad|advertisement|to (?:main )?content)|paid content"),
    ("advertisement", 10, r"(?:story|article|text) continue[sd] (?:below|after)\b.*|advertisement (?:continue|story|skip)\b.*|scroll (?:down )?(?:for|to)\b.*"),
    ("player", 12, r"\[pullquote\]|close|loading\.*|replay|play(?:ing)?(?: video)?|(?:watch|listen|hear)(?: now| live)?|hide (?:caption|transcript)|toggle caption|transcript"),
    ("player", 60, r"just watched\b.*\breplay\b.*|media playback is unsupported on your device|this video (?:is|has) .*|your browser does not support\b.*"),
    ("copyright", 60, r"(?:copyright|\(c\)|©)(?=.*(?:\d{4}|©|reserved|inc\b|llc|syndicate)).*|.*\ball rights reserved\b.*|.*\bmay not be (?:published|reproduced|republished)\b.*"),
    ("copyright", 25, rf"this {_THIS} (?:is more than \d+ \w+ old|(?:originally|first) appeared\b.*|was (?:originally|first) (?:published|posted)\b.*)"),
    ("credits", 60, rf".*\bcontributed (?:reporting|research|to (?:this|the) (?:\w+ )?{_THIS})\b.*|contributed to this {_THIS}\W*"),
    ("credits", 40, r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|produced|graphics?|translation) (?:by|from)\b.*"),
    ("opinions", 60, r".*\b(?:views|opinions) expressed\b.*\b(?:own|authors?|columnists?|commentary|those of|not)\b.*"),
    ("opinions", 60, r"(?:you can )?read (?:more )?(?:diverse )?opinions\b.*|to respond to a column\b.*|.*\bsubmit a letter to the editor\b.*"),
    ("about the author", 60, r"about the (?:authors?|writers?|reporter)\b.*"),
    ("release", 12, r"for (?:immediate|general) release\b.*|embargoed (?:until|for)\b.*|(?:# ?){3,}|-+ ?30 ?-+|- ?(?:end|ends) ?-|press release"),
    ("release", 25, r"(?:(?:media|press) )?(?:contacts?|inquiries|enquiries)(?: \w+)?:.*|(?:media|press) (?:contacts?|inquiries|enquiries)\b.*"),
    ("release", 8, rf"social media(?: channels)?|(?:{_NETWORK}|tel|phone|fax|cell|mobile|e-?mail|website|web|www|media archive)\.?\s*:.*"),
    ("menu", 6, r"(?:skip to|jump to|back to|return to) (?:main |the )?(?:content|navigation|top|homepage|story|search)|menu|search|home|navigation|share|tags?:.*|filed under:?.*"),
]  # fmt: skip
PHRASES = [(f"phrase: {name}", most, re.compile(pattern)) for name, most, pattern in _PHRASES]
# Speech inside a sentence of news: such a line may begin as furniture does, but is none.
_SPEECH = re.compile(r"\b(?:said|says|told|asked|added|wrote|argued|according to|announced)\b")
_STOPPED = re.compile(r"""[.?!…][\s)\]"'*]*$""")


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_STOPPED.search(line[-12:]))


def phrase(key: str, words: int) -> str:
    """The rule by which a folded line is page furniture wherever it stands, or nothing.

    Examples
    --------
    >>> phrase("sign up for our free newsletter", 6)
    'phrase: sign-up'
    >>> phrase("subscribe to the theory that prices heal themselves.", 8)
    ''
    """
    if words > MOST_WORDS or len(key) > 600:
        return ""
    rule = next((name for name, most, pattern in PHRASES if words <= most and pattern.fullmatch(key)), "")
    spoken = words >= 8 and is_sentence(key) and _SPEECH.search(key)
    return "" if spoken and rule not in ("phrase: copyright", "phrase: credits") else rule


_BUTTONS = frozenset(
    "share print printer friendly pdf e-mail email tweet facebook twitter linkedin whatsapp reddit pinterest instagram google copy link save like text "
    "size this article story page release post tell a friend on via to by and or more comment comments flipboard tumblr digg".split()
)
_FIRST_BUTTON = frozenset("share print printer e-mail email tweet facebook twitter like save copy link text pinterest".split())
_WORDS = re.compile(r"[\w'-]+")


def is_menu(key: str, words: int) -> str:
    """The rule by which a short line is a row of buttons or links, or nothing."""
    if words > 16 or is_sentence(key):
        return ""
    tokens = _WORDS.findall(key)
    if tokens and tokens[0] in _FIRST_BUTTON and _BUTTONS.issuperset(tokens):
        return "phrase: share"
    parts = re.split(r"[|•»>]", key)
    return "row of links" if len(parts) >= 3 and all(len(part.split()) <= 5 for part in parts) else ""


_AGENCY = (
    r"(?:getty|reuters|afp|associated press|ap|epa|tns|upi|zuma(?: ?press)?|shutterstock|istock(?:photo)?|alamy|bloomberg|corbis|xinhua|"
    r"nurphoto|magnum|redux|polaris|sipa|(?:the )?washington post|(?:the )?new york times|(?:the )?los angeles times|npr|cnn|[\w'. -]{2,30} photos?)"
)
_LABEL = r"(?:\(?(?:[\w' ]{2,20} )?(?:staff |file |handout |courtesy )?(?:photo(?:graph|s|graphs)?|image|picture|illustration|video|credit)s?(?: credit| courtesy| illustration)?)"
_CREDIT = [
    # A wire or a paper alone on its line may stand under a byline: only houses that sell pictures are credits alone.
    re.compile(r"(?:getty|ap|afp|epa|upi|zuma(?: press)?|shutterstock|istock(?:photo)?|alamy|corbis)(?: (?:images?|photo))?|[\w'-]{2,20} photos?"),
    re.compile(rf"[^.?!]{{2,60}}\s?/\s?[^.?!]{{0,40}}\b{_AGENCY}(?: images?)?(?:[ /][^.?!]{{0,40}})?\)?\.?"),
    re.compile(rf"\(?{_AGENCY}(?: photo)?\s?/\s?[^?!]{{2,60}}"),
    re.compile(rf"{_LABEL}\s?(?::|by|courtesy of|via|/|\|)\s?[^?!]{{2,80}}"),
    re.compile(r"\(?(?:image|photo|media) (?:copyright|credit|source)\b[^?!]{0,60}"),
    re.compile(r"\(?courtesy (?:of|photo)\b[^?!]{0,60}"),
]
_MARKED_CAPTION = re.compile(
    r"(?:image|media) (?:copyright|caption)\b.*\bcaption\b|hide caption\b|enlarge this image\b|media caption\b|image caption\b|file ?photo ?[:-]|"
    r"file ?[-\u2014] ?(?:in|this)\b|media playback is unsupported on your device media caption|\(?caption: |photo: .{60}|in this [\w ,.-]{4,40} (?:file )?photo\b"
)
_CREDIT_IN_BRACKETS = re.compile(rf"\([^()]{{0,80}}\b(?:{_AGENCY}|photo|image|photograph|courtesy|handout)\b[^()]{{0,60}}\)\W*$")
_CREDIT_AT_END = re.compile(
    rf"(?:[.!?]|[\"'])\s+(?:\W?(?:{_LABEL}\s?(?::|by|courtesy)\s?|credit:? )[^.?!]{{2,70}}|ap photo/.{{2,50}}|reuters/.{{2,50}}|[^.?!]{{2,50}}/(?:getty|ap|reuters|afp|epa)\b[^.?!]{{0,30}})\W*$"
)


def credit(key: str, words: int) -> bool:
    """Whether a folded line is a photo credit and nothing else.

    Examples
    --------
    >>> credit("photo: lumen photo", 3), credit("photo editors say so.", 4)
    (True, False)
    """
    return words <= 14 and any(pattern.fullmatch(key) for pattern in _CREDIT)


def caption(key: str, words: int) -> str:
    """The rule by which a folded line describes a photograph, or nothing."""
    if words > 110 or words < 4:
        return ""
    if _MARKED_CAPTION.match(key):
        return "caption label"
    tail = key[-220:]
    return "caption with credit" if _CREDIT_IN_BRACKETS.search(tail) or _CREDIT_AT_END.search(tail) else ""


_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
_MONTH_WORDS = frozenset(_MONTHS.split())
_DATE_WORDS = _MONTH_WORDS | frozenset(
    f"{_DAYS} am pm a.m p.m noon midnight et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc at on posted published updated modified last "
    "first created date of the and th st nd rd ago years year months month days day hours hour minutes".split()
)
_DATE_TOKEN = re.compile(r"\d+|[a-z](?:\.[a-z])+|[a-z]+")
_NUMERIC_DATE = re.compile(r"\b(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})\b")
_AGO = re.compile(r"\d+ (?:years?|months?|days?|hours?|minutes?) ago")


def is_date(key: str, words: int) -> bool:
    """Whether a folded line says when the page was published, and nothing else.

    Examples
    --------
    >>> is_date("posted: 03/09/2021 5:48 pm", 4), is_date("march 2021 was wet", 4)
    (True, False)
    """
    if words > 16 or len(key) > 120 or not any(c.isdigit() for c in key):
        return False
    tokens = _DATE_TOKEN.findall(key)
    dated = _NUMERIC_DATE.search(key) or _AGO.search(key) or (not _MONTH_WORDS.isdisjoint(tokens) and len(tokens) > 1)
    return bool(dated) and all(token in _DATE_WORDS or token.isdigit() for token in tokens)


_NAME = r"(?:[A-Z][\w.'-]*|de|da|di|la|del|van|von|der|bin|al|el)"
_BYLINE = re.compile(
    rf"(?:\|\s?)?(?:[Bb]y|BY|Written by|Story by|Reported by|Analysis by|Opinion by)[: ] ?{_NAME}(?:(?:,? (?:and|&|AND|with|for|of|the|in|on|at)|,|/| \||;| —)? {_NAME}){{0,24}}\W{{0,2}}"
)
_NO_NAME = re.compile(rf"by (?:{'|'.join((_DAYS + ' ' + _MONTHS).split())}|noon|then|now|law|contrast|all|default|design|and large|popular)\b")


def is_byline(line: str, words: int) -> bool:
    """Whether a line names who wrote the page: "By" and names in capitals.

    Examples
    --------
    >>> is_byline("By Ana Brill and Sam Oda, Staff Writers", 8), is_byline("By noon the crowd had left", 6)
    (True, False)
    """
    return 2 <= words <= 25 and bool(_BYLINE.fullmatch(line)) and not _NO_NAME.match(line.lower())


_CITY = r"(?:(?:[A-Z]{2}|Mc[A-Z]|[A-Z]\.|[A-Z]')[A-Z.'-]*)"
_WHERE = rf"{_CITY}(?: (?:{_CITY}|de|del|la))*"
_REGION = r"(?:,? (?:[A-Z][\w.'-]*)(?: [A-Z][\w.'-]*){0,2}){0,2}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
_PRESS = r"\((?:[A-Z][\w.&' ]{1,30}(?:/[\w ]{2,20})?)\)"
_DASH = r"\s?(?:\u2014|--)+\s*|\s-\s+"
_DATELINE = re.compile(rf"(?:{_WHERE}{_REGION}(?:\s?{_PRESS})?|[A-Z][\w.' ]{{2,24}}{_REGION}\s?{_PRESS}|{_PRESS})(?:{_DASH})(?=\S)")


def dateline(line: str) -> int:
    """Where the dateline at the head of a paragraph ends; 0 if there is none.

    Examples
    --------
    >>> dateline("PORT ELLIS, Calder \u2014 The mayor left."), dateline("Canneries \u2014 three of them \u2014 closed.")
    (21, 0)
    """
    found = _DATELINE.match(line[:120])
    return found.end() if found and found.end() < len(line) else 0
