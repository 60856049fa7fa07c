"""Text that no terminal and no parser takes as it is: halves of surrogate pairs, controls, separators of lines."""

import json

import pytest

ODD = [
    "half \ud83d and \udc00 of a pair", "\x00\x1b[31m\x07", "one\u2028two\u2029three\x85four", "\ufeff\ufffe\uffff",
    "a\u0301" * 50, "\u202egnp.exe", "\U000e0001\U0010ffff", "", " " * 50,
]  # fmt: skip


def every_line(text):
    assert text.isprintable() or all(character.isprintable() or character == "\n" for character in text)
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.parametrize("what", ["journal", "title", "authors", "pages"])
def test_compare_gives_a_line_for_each(refcheck, what):
    pairs = [{"a": odd, "b": other} for odd in ODD for other in ("Nature", odd)]
    done = refcheck("compare", what, "-", stdin="".join(json.dumps(pair) + "\n" for pair in pairs))
    assert done.returncode == 0, done.stderr
    answers = every_line(done.stdout)
    assert len(answers) == len(pairs)
    assert {answer["verdict"] for answer in answers} <= {"same", "minor", "unsure", "different", "absent"}


def test_parse_gives_a_line_for_each(refcheck, tmp_path):
    lines = [f"Jinek M. {odd}. Science. 2012;337:816.".encode("utf-8", "surrogatepass") for odd in ODD]
    file = tmp_path / "references.txt"
    file.write_bytes(b"\n".join(lines) + b"\n\xff\xfe\n")
    done = refcheck("parse", file)
    assert done.returncode == 0, done.stderr
    answers = every_line(done.stdout)
    assert len(answers) == len(ODD) + 1
    assert all(answer["fields"]["year"] == "2012" for answer in answers[1:2])


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.bib", "a.tex", "a.json"])
def test_extract_writes_json(refcheck, tmp_path, name):
    body = "\n".join(f"{number}. Jinek M. {odd}. Science. 2012;337:816." for number, odd in enumerate(ODD[2:], 1))
    content = f"&#xD83D; \\ud83d\n\nReferences\n\n{body}\n"
    if name == "a.json":
        content = json.dumps([{"id": odd, "type": "article-journal", "title": odd, "DOI": odd} for odd in ODD])
    (tmp_path / name).write_text(content, "utf-8")
    done = refcheck("extract", name, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    every_line(done.stdout.replace("\n", " "))
    assert json.loads(done.stdout)["documents"][0]["path"] == name
