"""The phrases by which English prose announces a publication. Dates are masked by `DATE` before they are matched."""

from __future__ import annotations

import re

DATE = "\ue000"
_DATE = f"{DATE}{{1,40}}"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_STUDY = (
    r"(?:articles?|papers?|study|studies|reports?|reviews?|letter|editorial|commentary|essay|work|trial|research|analysis"
    r"|meta-analysis|survey|findings|results|note|correspondence|perspective|overview|publication|piece)"
)
_EARLY = r"(?:early |late |mid-?)?"
# Between the verb and "in": adverbs and asides, a date, in either order.
_ASIDE = (
    r"(?:[\s,]{1,3}(?:online|recently|first|originally|electronically|earlier|today|yesterday|ahead of print|back|then"
    r"|later|simultaneously|(?:last|this) (?:week|month|year)|as (?:an?|the) [\w -]{1,40}?|by [\w .,&'’-]{1,60}?"
    r"|(?:their |his |her )?(?:findings|results))){0,3}"
)
_WHEN = rf"(?:[\s,]{{1,3}}(?:(?:in|on)\s)?{_EARLY}(?:{_DATE}|{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}))?"

# Said of publications alone.
STRONG = re.compile(
    rf"\b(?:published|appear(?:ed|s|ing)|printed|publication|writing|wrote){_ASIDE}{_WHEN}{_ASIDE}[\s,]{{1,3}}in\s",
    re.IGNORECASE,
)
# Said of other things as well: what follows must look like a journal's name.
WEAK = (
    re.compile(
        r"\b(?:report(?:ed|s|ing)?|describ(?:ed|es|ing)|announced|detailed|documented|outlined|argued|concluded"
        r"|demonstrated|showed|highlighted|reviewed|summari[sz]ed|noted|proposed|suggested|revealed"
        rf"|presented){_ASIDE}{_WHEN}[\s,]{{1,3}}in\s",
        re.IGNORECASE,
    ),
    re.compile(rf"\b{_STUDY}{_WHEN}\s(?:by [\w .,&'’-]{{1,60}}?\s)?in\s", re.IGNORECASE),
    re.compile(r"\b[Ii]n\s(?=(?:the|its|a)\s(?:[\w-]+\s){0,3}(?:journal|issue)\b)"),
    re.compile(r"\bpublished(?: online)? by\s", re.IGNORECASE),
)
# "published a paper on … in", "Zhang and colleagues in": every "in" that follows is tried.
LATER = re.compile(
    r"\bpublished\s(?=(?:an?|the|his|her|their|its|our|two|three|several|this|another)\s)", re.IGNORECASE
)
PEOPLE_IN = re.compile(r"\b(?:colleagues|co-?workers|et al\.?,?)\sin\s", re.IGNORECASE)
IN = re.compile(r"\bin\s")

# Between "in" and the name: "the May 2021 issue of", "the open-access journal", "the".
LEAD = re.compile(
    rf"(?:(?:the|an?|its|this)\s(?:[\w{DATE},-]+\s){{0,5}}(?:issue|edition|number|volume)s?\s(?:{_DATE}\s)?of\s)?"
    r"(?P<kind>(?:(?:the|an?|one of the)\s)?(?:[a-z][\w-]*\s){0,4}?(?:journals?|magazine|periodical)[,:]?\s)?"
    r"(?:the\s)?"
)
# What stands before an announcement when the sentence's main verb is still to come: "According to", "A study".
AWAITING = re.compile(
    r"(?:(?:According to|As|In|Writing|Published|Reporting|Appearing)\b[^,.;:]{0,60}"
    rf"|(?:A|An|The|One|This|Another|Their)\s(?:[\w{DATE}-]+\s){{0,5}}?{_STUDY},?\s"
    r"(?:(?:that|which)\s(?:was|were|has been)?\s?)?(?:first |recently |also )?)?"
)
# The second of two: "published in Science [1] and in Cell [2]"; not when more is said before the marker.
AND = re.compile(r",?\s(?:and|or|&)\s(?:then |later |also )?(?:in\s)?(?:the\s)?")
MORE = re.compile(r"[.;:]\s|\w{12}")

# "Nature published a study", "The Lancet reported in 2020 that".
JOURNAL_PUBLISHED = re.compile(
    r"(?:has |have |had )?(?:also |just |recently |then |first )?(?:published\s(?:online\s)?"
    rf"(?:an?|the|their|his|her|two|three|another|our)\b(?:[^.;:,{DATE}]{{1,40}}?\s(?:in|on)\s{_DATE})?"
    rf"|reported\s(?:(?:in|on)\s{_DATE}\s)?that\b)"
)
_NAME_WORD = r"(?:[A-Z][\w’'.-]*|&|of|the|and|in|for)"
SUBJECT_NAME = re.compile(rf"{_NAME_WORD}(?:\s{_NAME_WORD}){{0,9}}$")
NOT_OF_NAME = re.compile(r"^(?:(?:In|On|The|A|of|the|and|in|for|by|journal)\s)+")

# "It was published in 2001".
_SUBJECT = (
    rf"\b(?:the|this|that|these|those|their|his|her|its|whose|our)\s(?:[\w’'-]+\s){{0,4}}?{_STUDY}\b"
    r"|\b(?:it|which|they)\b"
)
DATED = re.compile(
    rf"(?:{_SUBJECT})[^.;:(){DATE}]{{0,30}}?\b(?:(?:was|were|is|being|been)\s(?:first |finally |formally |later )?"
    r"published|appeared)(?:\s(?:online|electronically|in print|ahead of print|first))?[\s,]{1,2}(?:in|on)\s"
    rf"{_EARLY}(?P<date>{_DATE})",
    re.IGNORECASE,
)
REVISED = re.compile(r"\b(?:updated?|revised|editions?|reprinted|originally|translated)\b", re.IGNORECASE)

# Dates. Between a name and its date: "(PNAS)", "by Jumper and colleagues", "in early".
AFTER_NAME = re.compile(
    r"[”\"’'*_]?[\s,]{0,3}(?:\([A-Z][A-Za-z .&-]{1,15}\)[\s,]{0,2})?(?:by [\w .,&'’-]{1,50}\s)?"
    r"(?:(?:back |published |online )?(?:in|on|from|of|dated|during|for)\s)?"
    rf"(?:{_EARLY}|the (?:spring|summer|autumn|fall|winter) of )[(\[]?(?:[^()\d]{{0,12}}[,;\s])?"
)
# "A 2007 article": the year of the work; a trial's or survey's year is of its conduct.
OF_WORK = re.compile(
    r"[\s-](?:[\w-]+\s){0,4}?(?:articles?|papers?|study|studies|reports?|reviews?|letter|editorial|commentary|essay|work"
    r"|meta-analysis|analysis|publication|piece|perspective|overview)\b",
    re.IGNORECASE,
)
CLAUSE_HEAD = re.compile(
    r"(?:^|[.;:,(]\s{0,2}|[—–-]\s?)(?:(?:back|early|late|and|then|later|again|only|also|first)[\s,]{1,2}){0,2}"
    rf"(?:[Ii]n|[Oo]n)\s{_EARLY}$"
)
NOT_SINCE = re.compile(
    r"\b(?:since|until|before|after|by|from|to|between|during|through|till|prior to|as of|up to)\s"
    rf"{_EARLY}$",
    re.IGNORECASE,
)
OTHER_EVENT = re.compile(
    r"\b(?:enrolled|recruited|conducted|started|began|launched|initiated|diagnosed|founded|established|born|died|approved"
    r"|introduced|completed|undertook|underwent|treated|collected|sampled|surveyed|visited|won|awarded|received|emerged"
    r"|declared|outbreak|pandemic|guidelines?|trial|census|conference|meeting|since|until|before|after)\b",
    re.IGNORECASE,
)

# Titles.
SHORTEST_TITLE = 3  # words
QUOTED = re.compile(r"“[^“”\n]{3,300}”|\"[^\"\n]{3,300}\"|「[^「」\n]{2,200}」|《[^《》\n]{2,200}》|‘[^‘’\n]{3,200}’")
ENTITLED = re.compile(
    r"\b(?:entitled|titled|called|headed|headlined|under the (?:title|heading)|with the title)[,:]?\s{1,3}$"
    r"|\b(?:paper|article|study|report|review|letter|editorial|essay)s?[,:]?\s{1,3}$",
    re.IGNORECASE,
)
