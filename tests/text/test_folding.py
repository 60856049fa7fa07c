"""Folding: what publishers write differently becomes one, and hostile text costs no more than its length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcheck.text.folding import fold, plain, words


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Growth of <i>E. coli</i> in H<sub>2</sub>O", "Growth of E. coli in H2O"),
        ("Physics &amp;amp; Chemistry", "Physics & Chemistry"),
        (r"Z{\"u}rich and \'{\i}ndice, \v{C}ech, Erd\H{o}s, Stra\ss e", "Zürich and índice, Čech, Erdős, Straße"),
        (r"\textit{Homo} sapiens, 10\% of A\_B", "Homo sapiens, 10% of A_B"),
        ("p < 0.05 and n > 3", "p < 0.05 and n > 3"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("<p>One</p><p>Two</p>", "One Two"),
        ("<mml:math><mml:mi>x</mml:mi></mml:math> in {set}", "x in set"),
    ],
)
def test_plain_takes_away_markup_and_keeps_case(written: str, shown: str) -> None:
    assert plain(written) == shown


@pytest.mark.parametrize(
    "variants",
    [
        ["TNFα", "TNF-alpha", r"TNF-$\alpha$", "TNF&alpha;", "TNF α"],
        ["TGF-β1 signalling", "TGF-beta1 Signalling", "TGF‐β1 signalling"],
        ["Zürich’s lakes", "Zurich's lakes", "ZURICHS LAKES", r"Z\"urich's lakes"],
        ["γδ T cells", "gamma/delta T cells"],
        ["10 μm", "10 um", "10 \u00b5m"],
        ["ﬁbre ＡＢＣ", "Fibre ABC"],
        ["Straße", "Strasse"],
    ],
)
def test_fold_makes_variants_equal(variants: list[str]) -> None:
    assert len({fold(variant) for variant in variants}) == 1


def test_signs_of_mathematics_are_the_greek_capitals_that_they_are_printed_for() -> None:
    assert fold("∆G at ∑ and ∏") == fold("ΔG at Σ and Π")
    assert fold("∑") == "sigma"


def test_chinese_is_kept_and_other_scripts_are_transliterated() -> None:
    assert fold("中华医学杂志：英文版") == "中华医学杂志 英文版"
    assert words("Вестник РАН") == ["vestnik", "ran"]


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once_on_what_it_gives(text: str) -> None:
    once = fold(text)
    assert once == " ".join(once.split())
    assert fold(once) == once


@pytest.mark.parametrize("unit", ["<", "<i ", "\\", '\\"{', "&", "&amp;", "{", "α", "<annotation>", "'s"])
def test_hostile_repetition_is_linear(unit: str) -> None:
    began = time.perf_counter()
    fold(unit * (200_000 // len(unit)))
    assert time.perf_counter() - began < 2
