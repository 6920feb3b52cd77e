"""The words by which kinds of text are recognised: tables that anyone can read and add to.

Each row is a regular expression, searched without case in the text with its white space made single. The first kind that
matches counts, in the order of `KINDS`.
"""

# ruff: noqa: E501
# A regular expression broken over lines is harder to read than a long one.
from __future__ import annotations

import re
from collections.abc import Mapping

from tutor.dialogue.values import Intent

COMMANDS: Mapping[str, Intent] = {
    "hint": Intent.HINT,
    "next": Intent.NEXT,
    "exercise": Intent.EXERCISE,
    "lesson": Intent.LESSON,
    "again": Intent.AGAIN,
    "skip": Intent.SKIP,
    "giveup": Intent.GIVE_UP,
    "solution": Intent.SOLUTION,
    "attach": Intent.ATTACH,
    "memory": Intent.MEMORY,
    "why": Intent.WHY,
    "dispute": Intent.DISPUTE,
    "help": Intent.HELP,
    "quit": Intent.QUIT,
}
ALIASES: Mapping[str, str] = {
    "exit": "quit",
    "q": "quit",
    "give-up": "giveup",
    "give_up": "giveup",
    "h": "help",
    "?": "help",
    "memories": "memory",
}

BARE: Mapping[str, str] = {"quit": "quit", "exit": "quit", "memory": "memory", "skip": "skip"}
"""Commands that are taken without their slash, when nothing else is typed."""

_ANSWER = r"(?:answers?|ans|solutions?|results?|outcomes?|(?:final|end|last) (?:values?|numbers?|lines?|answers?|things?|results?))"

# fmt: off
DISTRESS = (
    r"\b(?:kill(?:ing)? (?:myself|me)|suicid\w*|end (?:my|it all|my own) ?(?:life)?\b(?=.*\b(?:life|all)\b)|end it all|want to die|wanna die|better off dead|"
    r"hurt(?:ing)? myself|harm(?:ing)? myself|self.?harm\w*|cut(?:ting)? myself|(?:want to|wanna|wish i could) (?:just )?disappear(?! (?:from|on|in) (?:the|this|my) (?:screen|list|equation|line|side|left|right))|don'?t want to (?:live|be alive|exist|be here any ?more)|no reason to live|"
    r"can'?t go on (?:living|any ?more|like this)|not worth living|take my own life|wish i (?:was|were) dead)\b",
    r"\b(?:someone|he|she|they|my (?:dad|father|mum|mom|mother|uncle|teacher|partner|boyfriend|girlfriend|brother)) (?:is |keeps )?(?:hit(?:s|ting)?|beat(?:s|ing)?|abus\w+|hurt(?:s|ing)?|touch(?:es|ing)?) me\b",
)
HARMFUL = (
    r"\b(?:how (?:do|can|to)|help me|teach me|tell me how to|steps? to|instructions? (?:for|to)|recipe for)\b.{0,40}\b(?:build|make|cook|buy|get)?.{0,20}\b(?:bombs?|explosives?|"
    r"meth(?:amphetamine)?|nerve gas|malware|ransomware|ghost gun|poison (?:someone|my|a person))\b",
    r"\b(?:sexual|sexy|porn\w*|nude|erotic\w*|nsfw)\b.{0,40}\b(?:story|picture|content|chat|image|with me|roleplay|role play|problem)\b",
    r"\bhack (?:into )?(?:my|the|a|his|her) (?:school|teacher|friend|account|grades?|password)",
)
ABUSE = (
    r"\b(?:fuck(?:ing)? (?:you|off|u)|f\*+k you|shut up|you(?:'re| are)? (?:a |an |so |such an? |really )?(?:fucking |bloody |damn )?(?:stupid|idiot\w*|useless|moron\w*|dumb\w*|"
    r"worthless|trash|garbage|bitch|pathetic|piece of shit|asshole|retard\w*)|stupid (?:bot|machine|tutor|ai|program)|screw you|go to hell|i hate you|kill yourself)\b",
    r"\b(?:nigg\w+|fagg?\w*|kike|tranny)\b",
)
INJECTION = (
    r"\b(?:ignore|disregard|forget|override|bypass|drop|overrule|skip)\b.{0,30}\b(?:instructions?|rules?|prompts?|polic\w+|guidelines?|restrictions?|constraints?|training|programming|safety|hint ladder)\b",
    r"\b(?:system|hidden|initial|original|secret|developer) (?:prompt|instructions?|messages?|rules)\b|\bprint (?:your|the) (?:prompt|instructions|context|rules)\b",
    r"\b(?:what|show|print|repeat|reveal|output|display|dump|tell|list)\b.{0,25}\b(?:your|the) (?:instructions|prompt|configuration|context window|source code|memory dump|variables)\b",
    r"\b(?:you are|you're|act as|become|behave as|pretend (?:to be|you are|you're)|roleplay as|simulate)\b.{0,40}\b(?:dan\b|jailbr\w+|unrestricted|unfiltered|no (?:rules|limits|restrictions)|evil|developer mode|debug mode|calculator|solver|answer (?:bot|key|machine)|different (?:ai|tutor|bot)|solution manual|oracle)",
    r"\b(?:debug|developer|admin|god|sudo|maintenance|test|root|teacher) mode\b|\bsudo\b|<\|?(?:im_start|system|endoftext)|\[/?inst\]|###\s*(?:system|instruction)|\bnew (?:rule|instruction|policy)s?:",
    r"\b(?:repeat|say|output) (?:everything|all|the (?:text|words|sentence)) (?:above|before|verbatim)",
)
_IT = rf"(?:(?:the |my |this |that |your |its )?(?:final |right |correct |end )?(?:{_ANSWER}|value|number|root|unknown|letter)|x|y|it)"
_KIND_OF = (
    r"(?:even|odd|prime|positive|negative|zero|close|near|(?:far )?off|(?:too |much )?(?:big|bigger|large|larger|greater|small|smaller|high|higher|low|lower)|more|less|between|above|below|under|over|"
    r"divisible|whole|rational|irrational|real|an? (?:\w+ )?(?:integer|fraction|whole|decimal|number|multiple|square|digit|root|power|mixed|prime|single)|integer|around|at (?:least|most))"
)
PROPERTY = (
    rf"^\W*(?:(?:so|and|but|then|ok|okay|wait|also|hmm+|please|tell me|can you tell me|could you say|just say)\W+)*(?:if |whether )?(?:is|are|was|were|will|would|should|can|could|does|do|must|might|may|has|isn'?t|won'?t|shouldn'?t)\W+{_IT}\b.{{0,25}}\b{_KIND_OF}\b",
    rf"^\W*(?:(?:so|and|but|then|ok|okay|wait)\W+)*{_IT} (?:is|must be|should be|will be|has to be|can'?t be|isn'?t|won'?t be)\b.{{0,15}}\b{_KIND_OF}\b.*(?:\?|\b(?:right|correct|true|or not|yes or no)\W*$)",
    r"^\W*(?:am i|are we|is (?:that|this)|was (?:that|this)|was i)(?: getting| very| at all| even| now)* (?:closer?|near(?:er)?|warm\w*|cold\w*|far off|off by)\b|\bhow (?:far|much|close)(?: off)? (?:am i|was i|are we|is (?:it|that))\b",
    rf"\bhow many (?:digits|letters|decimals?|decimal places|solutions?|characters|factors|signs)\b.{{0,20}}\b(?:the (?:{_ANSWER}|number|value)|x|it)\b",
)
CONCEPT = (
    r"^\W*(?:please |can you |could you )?explain (?:what|how|why|when|whether)\b|\bwhat (?:happens|if|would happen|changes|would change)\b.{0,12}\b(?:if|when)\b|\balways\b|\bin general\b|\bnormally\b",
    r"^\W*(?:(?:so|and|but|then|ok|okay|wait|also|sorry|hey|please)\W+)*what(?:'s|s| is| are| exactly is| do| does| did)?\b.{0,50}\b(?:mean(?:s|t)?|called|stand for)\b",
    r"^\W*(?:(?:so|and|but|then|ok|okay|wait|also|sorry|hey|please)\W+)*(?:what(?:'s|s| is| are)|define|explain) (?:an? (?!(?:good|possible|likely|value|number|hint|letter)\b)|the (?:difference|meaning|definition|idea|point|purpose|reason|word|name)\b)(?!.*\b(?:works|fits|solves|true|satisf\w+|for x|to this|of this|here)\b)",
    r"^\W*(?:(?:so|and|but|then|ok|okay|wait|also|sorry|hey|please)\W+)*why\b(?!.*\b(?:tell|say|give|show|reveal|just|hide|hiding|keep\w*|withh\w+|secret|refus\w+)\b)",
    r"^\W*(?:(?:so|and|but|then|ok|okay|wait|also|sorry|hey|please)\W+)*how (?:do|can|could|should|would|will|does|must) (?:i|we|you|one|someone|a person) (?:check|verify|test|know|see|tell|be sure|make sure|write|round|express|present|format|get rid|interpret|read|prove)\b(?!.*\b(?:down the answer is|what (?:it|x|the) is|the answer is what))",
    rf"\b(?:what|which|in what|in which) (?:form|format|unit|units|notation|shape|accuracy|precision)\b.{{0,40}}\b(?:{_ANSWER}|it|x)\b",
    rf"^(?!\W*what\b).*\b(?:should|do|must|may|can|could|need|am) (?:i|we)(?: (?:have|need|allowed|supposed|expected))?(?: to)? (?:simplify|round|write|use|put|include|add|leave|show|check|convert|reduce|factor)\b.{{0,40}}\b{_ANSWER}",
    r"\b(?:is|are) there (?:more than|another|only|just|any other|an? (?:different|shorter|quicker|easier|better|second)|other|always)\b.{0,30}\b(?:ways?|methods?|solutions?|answers?)\b",
    rf"\b(?:can|could|does|do|must|may|will) (?:an? |every |all |each |some |any )(?:\w+ ){{0,2}}(?:equations?|problems?|questions?|exercises?|inequalit\w+|systems?|functions?|{_ANSWER})\b",
    r"\bhow many (?:solutions|answers|roots|results)\b.{0,20}\b(?:an?|can|do|does|could|may)\b(?!.*\b(?:this|it|the)\b)",
    rf"\bwhat (?:do|does|should|can) (?:i|we|you|one) do with\b.{{0,25}}\b{_ANSWER}",
    rf"\b(?:does|do|will|would|can)\b.{{0,40}}\b(?:change|affect|matter (?:for|to)|depend)\b.{{0,30}}\b{_ANSWER}",
)
PLEA = (
    r"\brole[ -]?play\b|\b(?:do|does|did) (?:all )?my homework\b(?! myself)",
    r"\b(?:can|could|will|would) (?:you|u) (?:please |just )?(?:do|show|give|write|tell)(?: me| us)? (?:the|a|one|my) (?:first|next|last|second|following) (?:step|line|bit|part)s?\b",
    rf"\b(?:can|could|may|might) (?:i|we) (?:please )?(?:have|get|see|know|hear)\b.{{0,15}}\b{_ANSWER}\b",
    r"^\W*(?:please |just |now )*(?:tell|show|give) (?:me |us )?(?:the )?[a-z]\W*$|\b(?:so|then|and) [a-z] (?:equals|is|=)\W*\?*$|\bwhisper\b|\b(?:won'?t|will not|not going to) tell (?:anyone|anybody|a soul)\b",
    r"\bwhat(?:'s|s| is)? (?:(?:the )?(?:missing |unknown |right )?(?:number|value)s? (?:do|should|must|would|can) (?:i|you|we)|the (?:missing|unknown|wanted) (?:number|value|one))\b|\bwhat (?:would|should|do|did|does|will) (?:you|i|we|one|x|it) (?:write|put|get|have|enter|turn out to be)\b.{0,20}\b(?:x|for it|as x|down|in the end|get|turn out to be)\W*$",
    rf"^\W*(?:just|only) the (?:number|value|letter|{_ANSWER})\b|\breveal (?:it|that|x)\b|\b(?:demand|require|request|insist on|beg for)\b.{{0,15}}\b{_ANSWER}\b|\bvalue of (?:\d*[a-z]|x)\W*$|\btell (?:me|us) the\b.{{0,25}}\b(?:number|value|x)\W*$",
    rf"\bwhere (?:is|are|can i (?:find|see|read|look up)|do i find)\b.{{0,10}}\b(?:the|its|this) (?:final |right |correct )?{_ANSWER}\b",
    r"\bwhat (?:comes|came|will come|would come) out\b|\b(?:which|what) (?:one|option|choice|letter|answer)s? (?:is|are|would be|should i (?:pick|choose|take))(?: it| right| correct| true| the (?:right|correct|true) one)?\W*$",
    r"\b(?:what(?:'s|s| is)|tell me|which is|give me|name) the (?:right|correct) (?:\w+ )?(?:one|letter|option|choice|number|value|line|step)\b|\btell me which\b",
    rf"\b(?:tell|give|show|send|reveal|hand|share|leak|spill|whisper|print|write|say|output|disclose|provide|need|want|get)\b(?: to)?(?: me| us| it| him| her)?\b.{{0,40}}\b{_ANSWER}\b",
    rf"\b(?:what|which|whats|what's|wat)\b(?: is|'s| was| are| would| will| could| might| were|s)?\b.{{0,40}}\b{_ANSWER}\b",
    r"\b(?:just|simply|please|pls|plz|go ahead and|can you|could you|would you|will you|you should|i want you to|have to)\b.{0,15}\b(?:solve|answer|finish|complete|do|work|calculate|compute|evaluate|figure)\b.{0,15}\b(?:it|this|that|the (?:exercise|problem|question|equation|rest|whole|last|final|task)|my homework|for me|everything)\b",
    rf"\b(?:confirm|estimate|approximate|guess|reveal|factori[sz]e|translate|name|unlock|compute|know|let me know|find out|say|state)\b.{{0,30}}\b{_ANSWER}\b|\b{_ANSWER}\b\s*[:=]\s*(?:_+|\[|\.{{2,}}|\?|$)|\b(?:=|is|equals?)\s*\[?(?:blank|_{{2,}})\]?",
    r"^\W*(?:please |pls |can you |could you |now )*(?:find|determine|compute|evaluate|solve|calculate|work out|figure out|crack|answer|do)\W*(?:the )?(?:[a-z]|it|this|that|this one|math|maths|equation|exercise|value|unknown|rest|sum)?\b(?: (?:for me|please|now|out|and show me|yourself|already))*\W*$",
    r"\b(?:what|which) (?:number|value)s?\b.{0,20}\b(?:satisf\w+|solves?|fits?|works?|makes?|goes|belongs)\b|\bhow much is [a-z]\b\W*$|\b[a-z] (?:equals|is equal to|is about|is) (?:what)?\W*$|\bwhat (?:should|do|must|shall) i (?:enter|type|write|put|fill in|submit)\b",
    r"\b(?:use|follow) (?:this|the) (?:template|format)\b.{0,40}\b(?:answer|x)\b|\breturn (?:only )?(?:json|xml|yaml)\b|\bcheat ?codes?\b|\b(?:your|a) best guess\b|\bwhy (?:won'?t|don'?t|can'?t) you (?:just )?(?:tell|say|give|show)\b|\bwhat would make you tell\b|\banswer or i\b",
    r"^\W*(?:solve|answer|finish|complete|calculate|compute|evaluate|work out|do)\b.{0,12}\b(?:it|this|that|the (?:exercise|problem|question|equation|rest|whole thing)|for me|my homework)\b",
    r"\bdo (?:it|this|my homework|the (?:exercise|problem)) for me\b|\bsolve (?:it|this|for me)\b|\bjust (?:tell|say|solve|answer|spill)\b|\btell me already\b",
    r"\b(?:what|whats|what's)\b(?: (?:is|does|would|was|will|should|must|can|are|could))?(?: the)?(?: (?:value|values|root|roots|zero|number|letter|option|choice|unit)s?)?(?: of| for| is)? [a-z](?:'?\([a-z]\))?(?: (?:equal|be|equal to|come out (?:as|to)|come to|is|equals|end up being|have been))?\s*(?:here|then|exactly|in the end|again|supposed to be)?\s*[?.!]*$",
    r"\b(?:what|how much) (?:do|does|would|will|did|should) (?:i|you|we|it|one|that) (?:get|come (?:out )?(?:to|as)|equal|give|end up with|amount to)\b(?!.{0,20}\b(?:muddled|mixed up|confused|wrong|stuck|right|done|today)\b).{0,30}[?.!]*$",
    rf"\b(?:hypothetical\w*|theoretical\w*|suppose|imagine|pretend|if you (?:were|had|could)|in (?:a|another) (?:story|poem|song|dream|world|universe|movie|film)|for the sake of argument)\b.{{0,120}}\b(?:{_ANSWER}|solve|value|equals?|x\b|reveal)",
    r"\b(?:base ?64|rot ?13|hex(?:adecimal)?|binary|morse|caesar|cipher|encod\w+|encrypt\w*|backwards?|reversed?|roman numerals?|spell(?:ed|ing)? (?:it )?out|as a riddle|pig latin|emoji|ascii|unicode|acrostic|first letters? of|in (?:words|letters|code|french|spanish|german|latin|italian|chinese|japanese))\b.{0,60}\b(?:answer|solution|result|it|x|value|number)\b",
    r"\b(?:answer|solution|result|it|x|value|number)\b.{0,60}\b(?:base ?64|rot ?13|hex(?:adecimal)?|in binary|morse|cipher|encod\w+|encrypt\w*|backwards?|reversed?|roman numerals?|spell(?:ed|ing)? (?:it )?out|pig latin|emojis?|ascii|acrostic)\b",
    rf"\b(?:first|second|third|last|next|only|each|every|leading|final)\b.{{0,12}}\b(?:digit|letter|character|symbol|term|number|sign|coefficient|word|half|part|piece)s?\b.{{0,30}}\b(?:{_ANSWER}|it|x)\b",
    rf"\b(?:is|are|was|does)\b (?:the )?(?:{_ANSWER}|x|it|the number|the value|the root)\b.{{0,12}}\b(?:even|odd|prime|positive|negative|bigger|larger|greater|smaller|less|more|between|above|below|closer|near|divisible|a multiple|higher|lower|an? (?:integer|fraction|whole))\b",
    r"\b(?:rhymes? with|count (?:up )?to|blink|nod|stop (?:me )?when|warmer|colder|hot or cold|yes or no|fill in the blank|complete the sentence|finish my sentence|x\s*=\s*_+|x\s*=\s*\?+|x\s*=\s*\.{2,})",
    r"\b(?:i am|i'm|im|this is|as|speaking as|here is) (?:the |your |a |an |his |her |their |my )?(?:real |actual |new |head |math\w* |physics )?(?:teacher|tutor|professor|instructor|developer|admin\w*|creator|author|principal|parent|mother|father|mom|mum|dad|examiner|grader|inspector|openai|anthropic|engineer|programmer|owner|boss|supervisor)\b",
    r"\b(?:my|the|our) (?:teacher|professor|parents?|mum|mom|dad|instructor|boss) (?:said|says|told|allow\w*|permits?|wants?|gave)\b.{0,60}\b(?:answer|solution|tell|give|show|allowed|ok|okay|fine)\b",
    r"\b(?:answer key|cheat ?sheet|mark scheme|solution key|model answer)\b",
    r"\b(?:i(?:'ll| will) (?:pay|give you|tip|kill|fail|die|cry|be fired|report)|my (?:grandma|grandmother|dog|life|job)|emergency|deadline|due in|only \d+ (?:minutes?|seconds?))\b.{0,80}\b(?:answer|solution|tell me|solve)\b",
    r"^\W*(?:the )?(?:answer|solution|result)\s*(?:please|pls|plz|now|\?|!|\.)*\s*$",
    r"\bhow about (?:you )?(?:tell|give|show) me\b|\bspoil(?:er)?s?\b|\bskip to the end\b|\bshow (?:me )?(?:the )?(?:full|whole|complete|entire|all the) (?:working|solution|steps?)\b|\bsolve .{0,40}(?:step by step|completely|fully)\b",
)
HINT = (
    rf"\b(?:not|without|no|don'?t want|don'?t need|instead of)\b.{{0,20}}\b{_ANSWER}\b.{{0,30}}\b(?:hint|clue|tip|nudge|pointer)\b|\b(?:hint|clue|tip|nudge|pointer)\b.{{0,25}}\b(?:not|without|no)\b.{{0,15}}\b{_ANSWER}\b",
    r"^\W*(?:(?:can|could|may) (?:i|you) (?:have |get |give me )|give me |i (?:need|want|would like|'d like) |please |another |next |one more |a )*(?:an? |another |the next |one more |some |next )?(?:small |little |bigger |better |more )?(?:hint|clue|tip|nudge|pointer)s?\b",
    r"\b(?:give|need|want|have|get)\b.{0,15}\b(?:hint|clue|nudge)\b",
)
STUCK = (
    r"\b(?:i(?:'m| am)? (?:stuck|lost|confused|clueless)|i (?:really )?(?:don'?t|do not|dont) (?:know|get|see|have a clue|understand)(?! (?:why|what|when|which|who|whether)\b)(?:\b.{0,40})?$|no idea|not sure (?:how|what|where)|where (?:do|should) i (?:start|begin)|how (?:do|should|can) i (?:start|begin|go on|continue|proceed|solve|approach|tackle|do (?:this|it))|what (?:do|should|can) i do(?: now| next| first)?\W*$|what(?:'s| is) (?:the )?next (?:step|line)|what now|help me(?: (?:out|please|with (?:this|it)))?\W*$|^\W*(?:please )?help\W*$|i need help\W*$|can you help(?: me)?(?: with (?:this|it))?\W*$|idk\W*$|(?:no|not a|haven'?t a|don'?t have a) clue\b|^\W*(?:dunno|pass|beats me|can'?t tell)\W*$)",
)
STEP = (
    r"^\W*(?:(?:ok|okay|so|and|but|then|right|good|now|well|hmm+|alright|i see|i (?:really )?(?:don'?t|do not|dont) know|not sure|no idea)\W+)*(?:what (?:now|next|then)|now what|next what|and (?:now|then)|then what|what(?:'s| is| comes| would be| should be)(?: the)? next(?: (?:step|line|move|thing))?(?: (?:here|now|to do|please))?|what (?:do|should|can|must) (?:i|we) (?:do )?(?:next|now)|where (?:do|should) (?:i|we) go (?:from here|next)"
    r"|how (?:do|should|can|does|would) (?:i|we|it|one) (?:go on|continue|proceed|carry on|move on)(?: (?:from here|now|with this|here))?|what to do (?:next|now)|what(?:'s| is) left(?: to do)?|how to (?:go on|continue|proceed)(?: from here)?)\W*$",
)
SOURCE = (
    r"\b(?:what(?:'s| is| was| are)|which is|name|cite|give|show|tell|state)\b.{0,12}\b(?:your|the|its) (?:sources?|references?|citations?)\b|^\W*(?:source|reference|citation|says who|according to (?:whom|what|who))s?\W*$",
    r"\b(?:where|which (?:page|section|chapter|part|document|lesson|file|place|slide)|what (?:page|section|chapter|slide)|on what page)\b.{0,40}\b(?:in (?:the|my|our) (?:book|lessons?|materials?|notes|text\w*|script|documents?|slides?|file|pdf)|(?:does|do|did) (?:it|that|they|you|the \w+) (?:say|stand|come from|get|write|take|find|read)|is (?:that|this|it) (?:from|written|said|explained|in|on|taken|described|stated)|(?:that|this|it) (?:comes? from|is from|stands?|is written|is said|is explained))\b",
    r"\b(?:show|read|quote|give|open|see|cite)(?: me| out)*\b.{0,12}\b(?:the|that|this|your|its|original)\b.{0,12}\b(?:passage|paragraph|quote|quotation|place in the (?:book|text|lesson)|page|original(?: text)?|excerpt|sentence)s?\b",
    r"^\W*how do you know\b(?! (?:when|whether|if|which|what|how|where)\b)(?!.{0,12}\b(?:my|me)\b).{0,60}$",
    r"^\W*(?:where can i (?:read|learn|find)(?: more)?(?: about (?:this|that|it))?|who says (?:so|that)|where did you (?:get|read|find|take) (?:that|this|it)(?: from)?|is that (?:from|in) (?:the|my) (?:book|lesson|materials?|notes))\W*$",
    r"\b(?:which|what) (?:page|section|chapter|slide)\b.{0,25}\b(?:on|in|about|explains?|covers?|describes?|deals?|is|has)\b",
)
AGAIN = (r"\bwhat (?:was|is|were) (?:the|my|your) (?:last|previous|first|latest) hint\b|\b(?:repeat|show|say|see) (?:me )?(?:the|that|your|last|my)?\s*(?:last |previous )?hint\b.{0,12}(?:again|once more)?|\bsay that again\b|\bhint again\b",)
CLAIM_RIGHT = (
    r"^\W*(?:(?:so|and|ok|now)\W+)*(?:am i|is (?:it|this|that|the exercise)|are we)(?: now| already)? (?:done|finished|complete|ready)\W*\?+\W*$|\bmy (?:answer|result|solution|line|value) is (?:the same|what|like|exactly)\b",
    r"^\W*(?:(?:so|and|but|ok|okay|hmm+|wait|oh)\W+)*(?:(?:did|have|had) i (?:do|get|done|solve|write)(?: (?:that|it|this|them))? (?:right|correctly|ok(?:ay)?|well)|(?:is|was) (?:that|this|it|my (?:line|answer|last line|step|work|solution))(?: now| so far| then| all)? (?:right|correct|ok(?:ay)?|good|fine|valid|true|legal|allowed)(?: (?:so far|now|then|like (?:this|that)))?|(?:am|was) i (?:right|correct|ok)|correct|right)\W*\?+\W*$",
    r"^\W*(?:oh |but |wait |hm+ )*(?:really|seriously|are you (?:really |quite |absolutely )?(?:sure|certain)|you sure|sure|is (?:it|that) really (?:right|true|correct)|was (?:that|it) (?:just |only )?luck|was i (?:just )?lucky)(?: about (?:that|this|it))?\W*\?+\W*$",
    r"^\W*(?:no|yes|yeah|nope)\W+(?:it|that|this)(?:'?s| is| was|'s)(?: not| right| correct| true| wrong| fine)*\W*$|\b(?:calculator|friend|teacher|book|textbook|mum|mom|dad|sister|brother|chat ?gpt|internet|google|wolfram\w*|everyone|neighbou?r) (?:says?|said|gets?|got|has|had|gave|gives)\b.{0,30}[=\d]",
    r"\b(?:i (?:think|believe|am sure|'m sure|know|swear|insist|still think)|i'm (?:sure|certain|positive|confident)|pretty sure|but)\b.{0,50}\b(?:my|i|it|that|this|was|the (?:answer|solution|result|line))\b.{0,25}\b(?:right|correct|true|fine|ok(?:ay)?)\b",
    r"\b(?:(?:that|it|this|my \w+) (?:can'?t|cannot|isn'?t|is not|couldn'?t) (?:be )?wrong|you(?:'re| are) wrong|you made a mistake|your (?:key|answer|check\w*) (?:is|must be) wrong|check (?:it |that |my (?:answer|line|work) )?again|re-?check|the (?:book|key|answer key) (?:is|must be) wrong)\b",
)
WHY_WRONG = (
    r"\bwhat (?:did|have|had) i (?:forget|forgotten|miss|missed|leave out|left out|overlook\w*|mess(?:ed)? up)\b",
    r"\b(?:why|how) (?:is|was|are|were|come) (?:that|it|this|these|those|my \w+|line \d+|the last \w+)(?: \w+)? (?:wrong|not (?:right|correct|true|valid)|incorrect|invalid|false|marked)\b",
    r"\b(?:what(?:'s| is| was)|whats|what the (?:hell|heck|f\w+) (?:is|was)) (?:wrong|the (?:mistake|error|problem with (?:my|it|that|this)))\b|\bwhat (?:did|have) i (?:do|done|get|got) wrong\b|\bwhere(?:'s| is| was| did) (?:my|the|i make (?:my|the|a)) (?:mistake|error|slip)\b|\b(?:which|what) (?:part|step|line|bit|sign|term) (?:is|was) (?:wrong|not right|incorrect|the problem)\b|\bwhere did i go wrong\b|\bwhat mistake\b",
)
TASK = (
    r"\bwhat (?:do i|i|have i|do we) (?:gotta|got to|wanna) (?:do|find|solve)\b",
    r"^\W*(?:what|huh|eh|pardon|come again)\W*$",
    r"\bwhat (?:do|should|must|am) i (?:have to |need to |supposed to |meant to |to )?(?:do|find|work out|solve|answer)(?: (?:here|in this (?:one|exercise)|now here|with this))?\W*$(?<!next)(?<!next\?)|\bwhat(?:'s| is| was) the (?:task|exercise|question|problem)(?: again)?\W*$",
    r"\b(?:show|repeat|read|say|see)(?: me)? (?:the|this|my) (?:task|exercise|question|problem|prompt)(?: again| once more)?\b|\b(?:don'?t|do not|didn'?t) (?:understand|get) the (?:task|exercise|question|problem)\b|\bwhat (?:does|is) (?:this|the) (?:task|exercise|question|problem) (?:want|ask|mean|about|asking)\b|\bwhich (?:exercise|lesson) (?:is this|am i|are we)|\bwhat (?:this|the) (?:task|exercise|question|problem) (?:is about|asks|wants|means|is asking)\b|\bwhat(?:'s| is) (?:this|the) (?:task|exercise|question|problem) about\b",
)
GIVE_UP = (r"\b(?:i give up|i(?:'m| am) giving up|i surrender|i quit this (?:one|exercise))\b", r"^\W*give up\W*$")
SKIP = (r"^\W*(?:(?:ok|okay|fine|please|just|can we|can i|let'?s|let me|i)\W+)*(?:skip|pass on)(?: (?:it|this|that|this one|please))*\W*$|\b(?:skip (?:this|it|the exercise|that)|another exercise (?:instead|please)|different exercise|move on(?: to)?(?: the next| another)?)\b",)
NEXT = (
    r"^\W*(?:(?:ok|okay|alright|all right|yes|yeah|well|cool|good|great|fine|so|and|now|please|thanks|then)\W+)+(?:next|let'?s (?:go|go on|continue|start|begin)|lets (?:go|go on|continue|start|begin)|go on|continue|another one|one more)(?: (?:one|exercise|question|please|then|now))*\W*$|^\W*lets (?:go|go on|continue|start|begin)\b.{0,12}$",
    r"\b(?:can|could|may) (?:i|we|you) (?:please )?(?:have|get|do|try|give me|give us)(?: us| me)? (?:an? |one |another |some )?(?:more|harder|easier|different|other|another|similar|new|next|bit harder|bit easier|little harder)(?: one| ones| exercises?| problems?| questions?)*\W*$|^\W*(?:an? )?(?:harder|easier|tougher) (?:one|exercise|problem|question)s?(?: please)?\W*$",
    r"^\W*(?:next|continue|what(?:'s| is| comes) next|next (?:one|exercise|question|problem|please)|another (?:one|exercise|problem)|give me (?:an?|another|the next|a new) (?:exercise|problem|question|one)|(?:i'm |i am )?ready(?: for (?:the next|another|more))?|more exercises?|let'?s (?:go|go on|continue|start|begin|practi[sc]e)|what (?:should|shall|do) i (?:learn|study|practi[sc]e) (?:next|now))\b.{0,25}$",
    r"\b(?:quiz|test|examine) me\b|\bgive me (?:a )?(?:quiz|test)\b|\bask me (?:a question|something)\b|\bi want to practi[sc]e\b",
)
KNOWN = (
    r"^(?!.*\b(?:how|why|what|when|where|whether)\b)(?!.*\?).*\bi (?:already |really |do )?know (?:\w+ ){1,4}(?:well|already|by heart|inside out)\b",
    r"^(?!.*\b(?:how (?:sure|certain|well)|do you|are you|why|what)\b).*\bi (?:already )?(?:know|knew|understand|can do|have mastered|mastered|learned|learnt|am good at|'m good at)\b.{0,40}\b(?:this|that|it|already|these)\b.{0,20}$|\b(?:this|it|that)(?:'s| is) (?:too |way too |far too )?(?:easy|basic|simple)\b|\bi'?m (?:already )?past this\b",
)
SUMMARY = (r"\bhow (?:sure|certain) are you\b|\bwhat(?:'s| is) my (?:level|mastery|score|status)\b|\bwhat do you think (?:that )?i (?:know|can)\b|\bhow (?:well|much) do i know\b|\bhow (?:many|much)(?: \w+){0,2} (?:are |is |do i have )?(?:left|remain\w*|to go|still open|until i'?m done)\b|\bhow (?:long|far|much)(?: more)?(?: is it)? (?:till|until|to go|before)\b.{0,20}\b(?:done|finished|end|through|go)\b|\bwhat did i (?:get right|do well|achieve|solve|manage)\b|\b(?:what|which) exercises? (?:did|have) i (?:do|done|solve|finish)\w*|\bwhat (?:was|were) (?:i|we) (?:doing|working on|at)\b|\b(?:summar(?:y|i[sz]e)|sum (?:it |this |that )?up|recap|what (?:have|did) (?:we|i) (?:do|done|learn\w*|cover\w*|achieve\w*)|where (?:am i|are we|was i|were we|did we stop)|what(?:'s| is) my progress|how am i doing|key points)\b",)
REVIEW = (r"\bwhat (?:should|must|do|can|shall) i (?:have to |need to )?(?:practi[sc]e|review|revise|repeat|work on|study|prepare)\b.{0,20}\b(?:for|before|until|till)\b|\b(?:what (?:should|do|must) i (?:review|revise|repeat)|(?:let'?s|i want to|can we|time to) (?:review|revise)|^review\W*$|what(?:'s| is) due|anything (?:due|to review))\b",)
CREATE = (
    r"\b(?:can you |could you )?tell me an? (?:\w+ )?(?:joke|story|riddle|poem|mnemonic)\b|\b(?:a|any|some) (?:\w+ )?(?:trick|way|rhyme|help) to (?:remember|memori[sz]e)\b",
    r"\b(?:make|write|create|invent|give|compose|come up with|think of|build)\b(?: me| us| up)*\b.{0,25}\b(?:story|word|text|practice|similar|new|funny|real.?(?:life|world)|own)?\s*(?:problems?|exercises?|mnemonics?|analog(?:y|ies)|rhymes?|poems?|songs?|stor(?:y|ies)|jokes?|riddles?|memory aids?|metaphors?|flash ?cards?|study plan|plan|picture|comparison)\b",
    r"^(?!\W*(?:so |and |but |then )?(?:what|how|why|when|where|which|is|are|does|do i)\b).*\b(?:a|an|any|some) (?:mnemonic|analogy|story problem|word problem|memory aid|study plan|joke)\b",
    r"\bexplain\b.{0,40}\b(?:like i'?m (?:five|5|a child|a kid)|as (?:a|an) (?:story|analogy|poem))\b",
)
GREETING = (r"^\W*(?:(?:ok|okay|so|well)\W+)*(?:i'?m |i am )?back(?: again| now)?\W*$|^\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|howdy|yo|hallo|hola|bonjour|how are you|how's it going|what's up|sup)\b(?: there| again| tutor| everyone)?(?:[\s,!.]*how are you(?: today| doing)?)?\W*$",)
THANKS = (r"^\W*(?:(?:ok(?:ay)?|oh|great|cool|yay|wow|nice|perfect|ah|good|super|yes|awesome)\W+)*(?:thanks?(?: you)?|thx|ty|cheers|much appreciated|that helped|that was helpful|merci|danke|gracias)\b.{0,40}$",)
ACKNOWLEDGE = (r"^\W*(?:yay+|finally|at last|i did it|i got it|we did it|told you(?: so)?|woo+ ?hoo+|hooray|nailed it|i knew it|lol|haha+|easy(?: peasy)?|(?:ok(?:ay)?,? |oh,? |that |it )*makes (?:total |perfect )?sense(?: now)?|whatever|never ?mind|no problem|ok i (?:see|get it)|i (?:think |believe )?(?:i )?(?:now )?(?:understand|get|got|see)(?: (?:it|this|that|\w+(?: \w+)?))?(?: now| better)?)\W*$|^\W*(?:so|and|and then|go on|then|well|ok(?:ay)?|yes|yep|yeah|no|nope|sure|alright|all right|got it|i see|makes sense|understood|right|fine|cool|great|nice|good|hmm+|aha|ah|oh|wow|i understand(?: now)?|k|mhm|perfect|awesome)\W*(?:now|then|thanks|that makes sense)?\W*$",)
FRUSTRATION = (
    r"\b(?:i (?:really )?(?:don'?t|do not) (?:like|want|enjoy) (?:this|it|math\w*|maths|physics|algebra|calculus|school|equations|fractions)\b|i (?:really )?hate (?:this|math\w*|maths|physics|algebra|calculus|it)|i(?:'m| am|m) (?:so |too |just |really |such an? )?(?:stupid|dumb|bad at|terrible at|hopeless|an idiot|frustrated|annoyed|angry|overwhelmed|useless|a failure|failing)|"
    r"this (?:is|makes me) (?:so |too |really )?(?:hard|difficult|frustrating|impossible|annoying|stupid|unfair|angry|cry)|i (?:can'?t|cannot|will never|'ll never|never) (?:do|understand|get|learn) (?:this|it|math\w*|any|\w+s\b)|i'?ll never|makes no sense|doesn'?t make (?:any )?sense|why (?:should|do|must) i (?:even )?(?:do|learn|need|have to do) (?:this|that) (?:crap|shit|stuff|rubbish|nonsense)|bullshit|this (?:sucks|is (?:so |too |really )?boring|is (?:crap|shit|rubbish|nonsense))|ugh+|argh+|wtf|damn|feel(?:ing)? (?:stupid|dumb|like (?:giving up|an idiot|a failure))|i want to (?:cry|scream|give up)|everyone else (?:gets|understands))\b",
)
APOLOGY = (r"^\W*(?:oh |ok |hey |i'?m |i am |im )*(?:(?:so |very |really )?sorry|my bad|i apologi[sz]e|apologies|forgive me)\b(?!.{0,12}\b(?:what|why|how|i don'?t)\b)[^?]{0,50}$",)
FAREWELL = (r"^\W*(?:(?:ok|okay|thanks|well|so|alright|right)\W+)*(?:bye+|good ?bye|good ?night|see (?:you|ya|u)|cya|cu|ciao|farewell|take care|until (?:tomorrow|next time)|i(?:'m| am|m) (?:off|leaving|going(?: now| to bed)?|done for today)|i have to go|gotta go|that'?s (?:all|it) for today|i(?:'m| am) done for (?:today|now))\b.{0,25}$",)
TIRED = (r"\b(?:gimme|give me) a break\b|\b(?:i(?:'m| am|m)|i feel|feeling)(?: \w+,?)? (?:so |too |just |really |very |a bit |ok,? just )*(?:tired|exhausted|sleepy|worn out|knackered|done in)\b|\bi need a (?:break|rest|pause)\b|\bcan we (?:take a break|pause|stop for (?:now|today))\b|\b(?:just|only) tired\b",)
WORRY = (
    r"\b(?:i(?:'m| am|m)|i feel|feeling|makes me|i get|i always get|i was) (?:so |too |just |really |very |a bit |always |kind of )*(?:sick|sad|anxious|scared|afraid|frightened|panick\w+|nervous|worried|stressed|ashamed|embarrassed|lonely|depressed|awful)\b|\bi (?:always |often |really |just )*(?:panic|freeze|cry|blank out)\b|\b(?:against|about|from|with) (?:the |my )?(?:panic|fear|anxiety|nerves|stage fright)\b"
    r"|\b(?:yells?|yelled|shouts?|shouted|screams?|screamed|laughs?|laughed|mad|angry) (?:at|of|with) me\b|\bmakes? fun of me\b|\b(?:everyone|everybody|all the others|the others|all my friends)(?: else)?(?: in my class)? (?:gets?|understands?|can|is better|are better|knows?|finds?)\b.{0,40}\b(?:except|but|not) (?:for )?me\b|\beveryone else (?:gets|understands|can)\b",
)
TYPING = (
    r"\b(?:do|must|should|can|may|shall) i (?:have to |need to )?(?:type|write|enter|show|give|put|send|hand in|submit)\b.{0,25}\b(?:whole|all|every|each|steps?|work(?:ing)?|lines?|just|only|everything|full)\b.{0,30}$|^\W*do i (?:have|need) to show (?:my )?(?:work|steps|working)\W*$",
    r"\bhow (?:do|can|should|must) i (?:type|enter|input)\b|\bhow (?:do|can) i write (?:a |an )?(?:fraction|power|square|root|exponent|square root|minus|times|pi|plus.?minus)s?(?: here| in here)?\W*$|^\W*how does (?:this|it) (?:all )?work\W*$|^\W*(?:what|how) (?:do|can) i (?:do|type) here\W*$",
)
RECALL = (
    r"\b(?!what (?:should|must|shall|can) i\b)(?!.*\bmy (?:text)?(?:book|notes|lessons?|materials?|script|slides?|documents?|file|pdf)\b.{0,12}\b(?:say|says|tells?|explains?|have|has|covers?|mean))(?:what|when|where|which|who|whose|how|do you (?:remember|know|recall))\b.{0,40}\b(?:my|i|me)\b.{0,60}\b(?:name|called|said|tell|told|mention\w*|exam|test|birthday|favou?rite|prefer\w*|goal|sister|brother|friend|teacher|school|hobby|hobbies|like|live|old|age|remember\w*|plan|class|dog|cat|pet|study|studying|book|deadline|grade|difficult\w*|struggl\w*|asked?|wrote|agreed?|decided?|from|say)\b",
    r"\b(?:do you|can you|did you) (?:still )?(?:remember|recall) (?:my|me|what|when|who|where|that|the|how|anything|which|if|i)\b|\bdo you (?:still )?know (?:my|me|who i|what i|when my|where i|anything about me|what my|when i)\b",
    r"\b(?:what|who|when|where|which)(?:'s| is| was| are| were) my\b(?!.{0,15}\b(?:mistake|error|next step|answer|solution|line|level|mastery|score|progress|status)\b)|\bwho am i\b|\bwhat do you (?:know|remember|believe) about me\b|\bwhat (?:did|have) i (?:tell|told|say|said)\b|\bwhat(?:'s| is) (?:the name of )?my \w+(?:'s)? name\b|\bremind me (?:what|when|who|which|where|of)\b|\bhow old am i\b|\bwhere (?:do|did) i\b(?! (?:start|begin|go (?:on|from|next|now)|put|write|use|get|apply|continue|find))|\bwhat (?:do|did) i (?:like|prefer|want|study|play|call)\b(?! to)",
)
REMEMBER = (
    r"^\W*(?:please |can you |could you )?(?:remember|note|don'?t forget|keep in mind|memori[sz]e|make a note)\b(?! (?:me|my name)\?)",
    r"\bmy (?:\w+ ){1,3}(?:is|are|was|will be|has|have|takes|'s)\b(?! (?:right|wrong|correct|ok|incorrect|line|it|this|that|valid|true|false|wrong\?))",
    r"\bi (?:am|'m|was) (?:called|named|from|in (?:grade|year|class|my)|a (?:student|nurse|pupil|beginner|visual|teacher)|studying|preparing|learning|training|(?:1?\d|[2-9]\d) years? old|\d{1,2}\W*$|colou?r.?blind|dyslexic|left.?handed)\b|\bcall me\b|\bi (?:prefer|like|love|enjoy|hate|dislike|live|play|work|study|have (?:a|an|two|three|my)|always (?:mix|confuse|forget)|usually|want to (?:become|be|pass|learn|get|understand|finish)|need to (?:pass|finish)|own|moved (?:to|from|house|here|in)|was born)\b",
    r"\bi'?m (?:[A-Z][a-z]+)\W*$",
)
OFF_TOPIC = (
    r"\b(?:weather|on tv|(?:your|ur) (?:mom|mum|mama)|football|soccer|netflix|movie|film|song|music|politic\w*|president|election|celebrity|girlfriend|boyfriend|recipe|cook\w*|pizza|video ?game|minecraft|fortnite|stock|bitcoin|crypto|news|religion|god|joke|restaurant|holiday|vacation|tiktok|instagram|youtube|lottery|horoscope|capital of|who won|world cup|essay|write (?:my|an?) (?:essay|email|letter|code|program))\b",
    r"\bare you (?:even |really |actually )?(?:a |an )?(?:human|robot|ai|real|alive|conscious|chatgpt|person)\b|\bwho (?:made|are|created) you\b|\bwhat are you\b|\bwhat(?:'s| is) your (?:name|favou?rite|age|problem)\b|\bdo you (?:love|like|hate|feel|sleep|dream)\b|\bhow old are you\b",
)
QUESTION = (
    r"\?\s*$|^\W*(?:(?:so|and|but|ok|okay|then|wait|sorry|hey|also|well),? )*(?:why|how|what|whats|hows|wheres|whos|when|where|which|who|whom|whose|is|are|was|were|do|does|did|can|could|should|would|will|may|must|isn'?t|aren'?t|don'?t|doesn'?t)\b",
    r"\b(?:explain|define|describe|definition of|meaning of|difference between|what .{1,30} means?|tell me (?:about|why|how|what|more)|i (?:don'?t|do not) (?:understand|get|see) (?:why|how|what|the)|wonder\w* (?:why|how|what|if)|show me (?:how|an example|why)|give me an example|example of|elaborate|more detail|clarify)\b",
)

# fmt: on

KINDS: tuple[tuple[Intent, tuple[str, ...]], ...] = (
    (Intent.DISTRESS, DISTRESS),
    (Intent.HARMFUL, HARMFUL),
    (Intent.ABUSE, ABUSE),
    (Intent.INJECTION, INJECTION),
    (Intent.GIVE_UP, GIVE_UP),
    (Intent.TYPING, TYPING),
    (Intent.WHY_WRONG, WHY_WRONG),
    (Intent.TASK, TASK),
    (Intent.AGAIN, AGAIN),
    (Intent.HINT, HINT),
    (Intent.RECALL, RECALL),
    (Intent.STEP, STEP),
    (Intent.NEXT, NEXT),
    (Intent.CREATE, CREATE),
    (Intent.PROPERTY, PROPERTY),
    (Intent.PLEA, PLEA),
    (Intent.SOURCE, SOURCE),
    (Intent.CLAIM_RIGHT, CLAIM_RIGHT),
    (Intent.SKIP, SKIP),
    (Intent.SUMMARY, SUMMARY),
    (Intent.REVIEW, REVIEW),
    (Intent.KNOWN, KNOWN),
    (Intent.TIRED, TIRED),
    (Intent.WORRY, WORRY),
    (Intent.FRUSTRATION, FRUSTRATION),
    (Intent.STUCK, STUCK),
    (Intent.GREETING, GREETING),
    (Intent.APOLOGY, APOLOGY),
    (Intent.FAREWELL, FAREWELL),
    (Intent.THANKS, THANKS),
    (Intent.ACKNOWLEDGE, ACKNOWLEDGE),
    (Intent.OFF_TOPIC, OFF_TOPIC),
    (Intent.QUESTION, QUESTION),
    (Intent.REMEMBER, REMEMBER),
)
PATTERNS = tuple((intent, re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE)) for intent, rows in KINDS)


_CONCEPT = re.compile("|".join(f"(?:{row})" for row in CONCEPT), re.IGNORECASE)
_DEMAND = re.compile(
    r"\b(?:tell|give|(?<!need to )(?<!have to )show|reveal|say|spill|leak|print|output|solve)\b(?! (?:whether|if|from|that|how|why|apart|the difference))|\bjust\b",
    re.IGNORECASE,
)


def about_concepts(text: str) -> bool:
    """Whether a text with words for the answer in it asks what something means, why or how: not for the answer."""
    return bool(_CONCEPT.search(text)) and not _DEMAND.search(text)


def matches(intent: Intent, text: str) -> bool:
    """Whether a text has the marks of one kind, whatever other kinds it has too."""
    return any(kind is intent and pattern.search(text) for kind, pattern in PATTERNS)
