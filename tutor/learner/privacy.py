"""What is not remembered: secrets never, sensitive things only when the learner asks ("remember that …").

Sensitive is what the law in many countries protects as special data: health, religion, ethnicity, sexuality,
politics; and ways to reach or identify somebody. The lists err on the side of forgetting.
"""

from __future__ import annotations

import re

_SECRETS = (
    r"pass\s?-?(?:word|code|phrase)s?\b",
    r"\bpwd\b|\bpasswd\b|\bcvv2?\b|\bcvc\b|\biban\b|\bssn\b",
    r"\bpin(?:\s?-?(?:number|code))?(?:'s|\s+(?:is|was|:)|\s*[:=])",
    r"\b(?:credit|debit|bank)\s?-?card|\bcard\s+(?:number|no\b)|\baccount\s+number|\bsort\s+code|\bsocial\s+security",
    r"\b(?:api|secret|private)[\s_-]?key|\baccess\s+token|\bsk-[a-z0-9]{8,}|\bgh[pousr]_[a-z0-9]{16,}",
)
_SENSITIVE_WORDS = (
    # health
    r"diabet\w+|cancer\w*|tumou?r\w*|depress\w+|anxi(?:ety|ous)\w*|panic attacks?|adhd|autis\w+|asperger\w*",
    r"dyslexi\w*",
    r"dyscalculi\w*|dyspraxi\w*|bipolar|asthma\w*|epilep\w+|seizures?|pregnan\w+|disab(?:led|ilit\w+)|disorders?",
    r"syndrome",
    r"illness\w*|ill|sick(?:ness)?|diseases?|therap(?:y|ist)|psychiatr\w+|medicated|medications?"
    r"|antidepressants?|allerg\w+",
    r"hiv|colou?r[- ]?blind\w*|blind|deaf|wheelchair|migraines?|anorexi\w*|bulimi\w*|eating disorder|overweight"
    r"|obes\w+",
    r"suicid\w*|self[- ]harm\w*|addict\w+|alcoholi\w+|diagnos\w+|surgery|chemo\w*|ptsd|ocd|mental health"
    r"|hospitali[sz]ed",
    r"abortion|miscarriage",
    # religion and belief
    r"muslims?|islam\w*|christians?|christianity|jew(?:s|ish)?|judaism|hindu\w*|buddhis\w+|sikhs?|sikhism"
    r"|catholic\w*",
    r"protestants?|orthodox|mormons?|jehovah\w*|atheis\w+|agnostic\w*|religio\w+|mosque|synagogue|church|ramadan",
    r"pray(?:s|ed|ing|ers?)?|bible|quran|koran|torah|god",
    # ethnicity
    r"ethnic\w*|my race|rac(?:e is|ial\w*)|hispanic|latin[oax]",
    r"caucasian|african[- ]american|aborigin\w+|indigenous|roma",
    r"gyps(?:y|ies)|arabs?|kurd(?:s|ish)?|skin colou?r|mixed[- ]race|person of colou?r|immigra\w+",
    r"refugees?|asylum|undocumented",
    r"(?:i'm|i am|we're|we are|he's|he is|she's|she is|they're|they are)\s+(?:black|white|brown|asian|native)",
    # sexuality and gender identity
    r"gay|lesbians?|bisexual\w*|queer|trans|transgender\w*|transsexual\w*|homosexual\w*|heterosexual\w*|asexual\w*",
    r"non-?binary|lgbt\w*|sexual\w*|coming out|came out as|my pronouns|(?:i'm|i am)\s+straight",
    # politics and unions
    r"vot(?:e|es|ed|ing)(?: for)?|democrats?|republicans?|conservatives?|tory|tories|labour party|liberals?",
    r"socialis[mt]s?",
    r"communis[mt]s?|fascis[mt]s?|left[- ]wing|right[- ]wing|party member|trade union|political(?:ly)?|my politics",
    # crime
    r"criminal|arrested|convicted|prison|jail|probation",
    # ways to reach or identify
    r"(?:phone|mobile|telephone|cell)\s+number|(?:e-?mail|home|postal|street)?\s?address|passport|id (?:card|number)",
    r"(?:national insurance|licence|license) number",
)
_SECRET = re.compile("|".join(_SECRETS), re.IGNORECASE)
_SENSITIVE = re.compile(rf"\b(?:{'|'.join(_SENSITIVE_WORDS)})\b|\S+@\S+\.\w+|\+\d[\d -]{{7,}}\d", re.IGNORECASE)
_CARD_DIGITS = re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")


def is_secret(text: str) -> bool:
    """Whether a text holds or speaks of a password, key, PIN or account or card number: never stored, asked or not."""
    if _SECRET.search(text) or _IBAN.search(text):
        return True
    return any(_luhn(re.sub(r"\D", "", match.group())) for match in _CARD_DIGITS.finditer(text))


def is_sensitive(text: str) -> bool:
    """Whether a text may tell of health, religion, ethnicity, sexuality, politics, crime or contact data: stored
    only when asked.
    """
    return bool(_SENSITIVE.search(text))


def _luhn(digits: str) -> bool:
    """The check of payment card numbers (ISO/IEC 7812-1)."""
    total = 0
    for place, char in enumerate(reversed(digits)):
        value = int(char) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
