"""A library of many entries with slips: no safe one remains, and only the lines that had one are changed."""

import json

from fix import library

COUNT = 200  # bench/fix.py takes a thousand


def test_a_library_with_slips(folder):
    records = list(library.works(COUNT))
    (folder.path / "records.jsonl").write_text("".join(json.dumps(one) + "\n" for one in records), "utf-8")
    right = [library.entry(number, work) for number, work in enumerate(records)]
    wrong = [library.slipped(number, text, records[number]) for number, text in enumerate(right)]
    file = folder.path / "library.bib"
    file.write_text("% a library\n\n" + "".join(wrong), "utf-8")
    done = folder.run(file)
    assert done.exit_code == 0, done.output
    expected = "% a library\n\n" + "".join(right)
    assert file.read_text("utf-8") == expected
    checked = folder.run(file, "--format", "json", command="check")
    codes = {finding["code"] for finding in json.loads(checked.stdout)["documents"][0]["findings"]}
    assert not codes & {"ID106", "ID107", "MD205", "MD206", "MD207"}
