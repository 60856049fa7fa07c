"""A list of works that do not exist, printed in a style: the style is found, and a wrong name is put right in it."""

import json

import pytest
from fix import library


@pytest.mark.parametrize("style", ["vancouver", "ama", "nature", "elsevier-harvard", "mdpi", "ieee", "springer"])
def test_a_wrong_name_in_a_list_of_any_style(folder, style):
    works = list(library.works(10))
    (folder.path / "records.jsonl").write_text("".join(json.dumps(one) + "\n" for one in works), "utf-8")
    right = library.printed(style, works)
    families = [one["authors"][0]["family"] for one in works]
    wrong = right.replace(families[3], "Zimmermann").replace(families[7], "Yamamoto")
    assert wrong != right
    assert folder.fixed(wrong, "--unsafe", name="article.txt") == right


def test_a_list_in_one_style_is_printed_in_another(folder):
    works = list(library.works(6))
    (folder.path / "records.jsonl").write_text("".join(json.dumps(one) + "\n" for one in works), "utf-8")
    new = folder.fixed(library.printed("vancouver", works), "--rewrite", "--style", "nature", name="article.txt")
    assert new == library.printed("nature", works)
