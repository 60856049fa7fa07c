"""Journal names: every way to write the same one, and the neighbours that only look alike."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.compare.journal import compare_journal
from refcheck.model.agreement import Verdict

FITS = (Verdict.SAME, Verdict.MINOR)


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        # ISO 4, with and without full stops; historical and national abbreviations
        ("J Biol Chem", "The Journal of biological chemistry"),
        ("Int. J. Plant Sci.", "International Journal of Plant Sciences"),
        ("Proc. R. Soc. Lond.", "Proceedings of the Royal Society of London"),
        ("N Z Med J", "New Zealand Medical Journal"),
        ("N. Engl. J. Med.", "The New England journal of medicine"),
        ("Dtsch Med Wochenschr", "Deutsche medizinische Wochenschrift"),
        ("Z Kinderheilkd", "Zeitschrift für Kinderheilkunde"),
        ("Ann Dermatol Venereol", "Annales de dermatologie et de vénéréologie"),
        ("Rev. Esp. Salud Publica", "Revista española de salud pública"),
        ("Arq Bras Cardiol", "Arquivos brasileiros de cardiologia"),
        ("Recenti Prog Med", "Recenti progressi in medicina"),
        ("Acta Chir Hung", "Acta chirurgica Hungarica"),
        ("Am J For Econ", "American Journal of Forest Economics"),
        ("Physiol. Plant.", "Physiologia plantarum"),
        # letters for "research and development", sections by letter, compounds shortened in parts
        ("Clin Res R&D", "Clinical Research in R and D"),
        ("Physica D", "Physica D. Nonlinear phenomena"),
        ("Arzneim. Forsch.", "Arzneimittelforschung"),
        # longer than the usual abbreviation, or with a slip
        ("Rev Popul", "Revista populacao"),
        ("J Soil Scence Plant Nutr", "Journal of soil science and plant nutrition"),
        # the title in a second language, an expanded acronym
        ("Nord Tandlak Tidskr", "Nordisk tandlakare tidskrift. Nordic dental journal"),
        ("Biomed Tech (Berl)", "Biomedizinische Technik (Biomedical Engineering)"),
        ("Eur. Phys. J. QT", "European Physical Journal QT: Quantum Technology"),
        # what catalogues add
        ("Science", "Science (New York, N.Y.)"),
        ("Bioinformatics", "Bioinformatics (Oxford, England)"),
        ("Theor Appl Genet", "TAG. Theoretical and applied genetics. Theoretische und angewandte Genetik"),
        ("Can J Bot", "Canadian journal of botany. Journal canadien de botanique"),
        ("Evol Hum Behav", "Evolution and human behavior : official journal of the Human Behavior Society"),
        ("Sangyo Igaku", "[Sangyo igaku] Japanese journal of industrial health"),
        (
            "Plant Physiol Biochem",
            "Plant physiology and biochemistry : PPB / Societe francaise de physiologie vegetale",
        ),
        # ampersands, diacritics, hyphens, case, markup
        ("Cell &amp; Tissue Research", "Cell and tissue research"),
        ("Zeitschrift fuer Physik", "Zeitschrift für Physik"),
        ("Zurich Med Rev", "Zürich Medical Review"),
        ("MOL MICROBIOL", "Molecular Microbiology"),
        ("Arch Otorhinolaryngol", "Archives of Oto-Rhino-Laryngology"),
        ("<i>J. Virol.</i>", "Journal of Virology"),
        # sections
        ("J. Phys. A", "Journal of Physics A: Mathematical and General"),
        ("J Polym Sci B", "Journal of Polymer Science. Part B"),
        (
            "Proc Inst Mech Eng G J Aerosp Eng",
            "Proceedings of the Institution of Mechanical Engineers. Part G, Journal of aerospace engineering",
        ),
        # initials and everyday names
        ("PNAS", "Proceedings of the National Academy of Sciences of the United States of America"),
        ("Proc Natl Acad Sci USA", "Proceedings of the National Academy of Sciences of the United States of America"),
        ("Proc. Natl. Acad. Sci. U. S. A.", "Proceedings of the National Academy of Sciences"),
        ("JAMA", "Journal of the American Medical Association"),
        ("NEJM", "The New England Journal of Medicine"),
        ("Br Med J", "BMJ (Clinical research ed.)"),
        ("Angew. Chem. Int. Ed.", "Angewandte Chemie (International ed. in English)"),
        ("PLOS ONE", "PLoS One"),
        # Web of Science
        ("P NATL ACAD SCI USA", "Proceedings of the National Academy of Sciences of the United States of America"),
        ("INT J HEAT MASS TRAN", "International Journal of Heat and Mass Transfer"),
        ("COMPUT METHOD APPL M", "Computer Methods in Applied Mechanics and Engineering"),
    ],
)
def test_the_same_journal(claimed: str, name: str) -> None:
    assert compare_journal(claimed, [name]).verdict in FITS
    assert compare_journal(name, [claimed]).verdict in FITS


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("BMC Plant Biol", "BMC Genomics"),
        ("Nature Methods", "Nature protocols"),
        ("Nature Genetics", "Nature"),
        ("Nature", "Nature Genetics"),
        ("The Lancet", "The Lancet Oncology"),
        ("Cell", "Cells"),
        ("Gene", "Genes"),
        ("Plant science (Shannon, Ireland)", "Trends in plant science"),
        ("Plant production science", "Plant science"),
        ("Journal of Heart Surgery", "European Journal of Heart Surgery"),
        ("Journal of molecular biology", "Plant Molecular Biology"),
        ("Phys. Rev. B", "Physical Review A"),
        ("J. Polym. Sci. Part A", "Journal of Polymer Science. Part B"),
        ("Journal of Physics", "Journal of Physiology"),
        ("Int. J. Cancer", "International Journal of Cardiology"),
        ("The Lancet", "Canadian journal of botany"),
        ("Genetica", "Gene"),
        ("Toxicology", "Toxicon"),
        ("Proceedings of the National Academy of Sciences", "Nature"),
    ],
)
def test_another_journal(claimed: str, name: str) -> None:
    assert compare_journal(claimed, [name]).verdict is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("claimed", "name"),
    [
        ("Eur Rev Med Pharmacol", "European Review for Medical and Pharmacological Sciences"),  # a word short
        ("J. Phys.", "Journal of Physiology"),  # phys. is physics
        ("Mol Cells", "Molecular Cell"),
        ("Physics Letters", "Physics Letters B"),
        ("Occup Health (Lond)", "Occupational health (Auckland)"),
        ("Journal of Nutrition", "Nutrition Journal"),
    ],
)
def test_what_cannot_be_told_is_neither(claimed: str, name: str) -> None:
    assert compare_journal(claimed, [name]).verdict is Verdict.UNSURE


def test_any_name_of_the_record_may_agree_and_the_one_that_fits_is_shown() -> None:
    names = ["Hoppe-Seyler's Zeitschrift", "Journal of Proteome Research", "J Proteome Res"]
    found = compare_journal("J. Proteome Res.", names)
    assert (found.verdict, found.actual) == (Verdict.SAME, "J Proteome Res")
    assert compare_journal("Blood", names).actual in names


def test_a_word_more_than_the_full_name_is_not_excused_by_the_abbreviation() -> None:
    names = ["Plant science (Shannon, Ireland)", "Plant Sci"]
    assert compare_journal("Plant production science", names).verdict is Verdict.DIFFERENT
    assert compare_journal("Plant Sci.", names).verdict is Verdict.SAME


def test_the_clause_says_what_decided() -> None:
    assert (
        compare_journal("Clin Ther", ["Clinical Therapeutics"]).why
        == "abbreviation by ISO 4: clin = clinical, ther = therapeutics"
    )
    assert "“plant biol” against “genomics”" in compare_journal("BMC Plant Biol", ["BMC Genomics"]).why
    everyday = compare_journal("PNAS", ["Proc. Natl. Acad. Sci. U. S. A."]).why
    assert everyday.startswith("an everyday name of “Proceedings of the National Academy of Sciences")


def test_another_known_journal_is_positive_evidence_and_is_named() -> None:
    names = ["Reports on Soil Mites and Fungi"]
    assert compare_journal("Reports on Soil Mites", names).verdict is Verdict.UNSURE
    found = compare_journal("Rep. Soil Mites", names, others=["Blood", "Reports on Soil Mites"])
    assert found.verdict is Verdict.DIFFERENT
    assert "“Reports on Soil Mites”" in found.why
    # another name of the same journal is no other journal
    assert compare_journal("Rep. Soil Mites Fungi", names, others=["Rep Soil Mites Fungi"]).verdict is Verdict.SAME


def test_nothing_to_compare_is_absent() -> None:
    assert compare_journal(" ", ["Nature"]).verdict is Verdict.ABSENT
    assert compare_journal("Nature", ["", " "]).verdict is Verdict.ABSENT


def test_chinese_names_go_to_their_comparator() -> None:
    assert compare_journal("自然", ["Nature"]).verdict in FITS
    assert compare_journal("自然", ["Science"]).verdict is Verdict.DIFFERENT


NAMES = st.lists(
    st.sampled_from(
        [
            "Journal",
            "of",
            "the",
            "American",
            "Plant",
            "Genomics",
            "Cell",
            "and",
            "Research",
            "in",
            "Medicine",
            "A",
            "B",
            "2",
            "(London)",
            ":",
            "&",
            "Zürich",
        ]
    ),
    min_size=1,
    max_size=8,
).map(lambda words: " ".join(words) + " Review")


@given(NAMES)
def test_a_name_is_the_same_as_itself(name: str) -> None:
    assert compare_journal(name, [name]).verdict is Verdict.SAME


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_is_too_strange(claimed: str, name: str) -> None:
    found = compare_journal(claimed, [name])
    assert 0 <= found.score <= 1
    assert compare_journal(name, [name]).verdict in (Verdict.SAME, Verdict.ABSENT)


@given(NAMES, NAMES)
def test_acceptance_is_symmetric(one: str, other: str) -> None:
    assert (compare_journal(one, [other]).verdict in FITS) == (compare_journal(other, [one]).verdict in FITS)


@pytest.mark.parametrize(
    "unit", ["a ", "(", "([", "a. ", ": ", "A & ", "j.", "journal ", "x=", "U.S.", "'", "-an ", "ß", "。"]
)
def test_long_input_costs_no_more_than_its_length(unit: str) -> None:
    began = time.perf_counter()
    compare_journal(unit * 20_000, ["Journal of Physics " + unit * 20_000])
    assert time.perf_counter() - began < 1
