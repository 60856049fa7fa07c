"""Words that say what a stretch of a reference is.

Our own lists of general words, in the languages that the training data has (English, Portuguese, Spanish, French,
German, Chinese). A word may stand in several: "proceedings" names a journal as well as a conference.
"""

from __future__ import annotations

_LISTS = {
    "month": """
        jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september
        october november december janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro
        dezembro enero febrero marzo mayo junio julio septiembre octubre noviembre diciembre janvier février mars
        avril mai juin juillet août septembre octobre novembre décembre januar februar märz oktober dezember spring
        summer autumn fall winter fev abr ago set out dez ene dic
    """,
    "volume": "vol vols volume volumes v bd band t tome tomo 卷",
    "issue": "no nr issue num number n heft h suppl supplement fasc 期 spec special",
    "pages": "p pp pg pages page pgs s seite seiten págs pág 页 頁 article art id",
    "edition": "ed edn edition eds editor editors edited hrsg hg org orgs coord éd dir ed. edição edición 版 编 主编",
    "journal": """
        journal j revista rev review reviews annals ann archives arch proceedings proc transactions trans bulletin
        bull acta letters lett communications commun magazine quarterly zeitschrift annales studies advances adv
        science sciences sci international int american am british br european eur clinical clin research res
        medicine med biol biology chem chemistry phys physics math engineering eng technol technology 学报 杂志
    """,
    "event": """
        conference conf symposium symp workshop congress meeting proceedings proc proc. annual lecture notes lncs
        congresso anais simpósio actes colloque kongress
    """,
    "publisher": """
        press university publishing publisher publishers books verlag wiley springer elsevier academic routledge
        mcgraw-hill oxford cambridge blackwell sage palgrave macmillan pearson prentice kluwer birkhäuser editora
        ediciones éditions editorial édition universidade universidad université universität sons hall inc ltd mit
        penguin harper crc norton addison-wesley benjamins mouton ieee acm world scientific ministério instituto
    """,
    "place": """
        london york paris berlin amsterdam boston chicago oxford cambridge tokyo beijing shanghai geneva washington
        philadelphia heidelberg dordrecht princeton stanford rome madrid barcelona lisboa brasília paulo rio janeiro
        buenos aires mexico méxico cham basel zürich vienna wien stuttgart munich münchen leipzig hamburg frankfurt
        toronto sydney melbourne baltimore ma ny ca nj uk usa dc england germany singapore delhi seoul
    """,
    "thesis": """
        thesis dissertation phd ph.d doctoral tese dissertação mestrado doutorado tesis thèse master master's msc
        diploma diplomarbeit habilitation doktorarbeit
    """,
    "online": """
        available retrieved accessed access cited internet online disponível acesso disponible viewed from url http
        doi citado consultado acessado
    """,
    "report": """
        report technical tech working paper series memo unpublished preprint arxiv press forthcoming submitted
        manuscript
    """,
    "particle": """
        de da do dos das del della di van von der den la le du el al bin ibn ter ten zu y e and und et mac mc st
    """,
    "junior": "jr sr ii iii iv filho neto junior júnior",
    "al": "al alii colab cols others 等",
    "in": "in em en dans 见",
}


def _index() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, words in _LISTS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), name)
    return found


_INDEX = _index()


def lists_of(word: str) -> tuple[str, ...]:
    """The lists that hold a lower-cased word."""
    return _INDEX.get(word, ())
