"""How often findings are right, by their stated confidence: writes the tables of docs/calibration.md.

    refcheck check CORPUS/documents --report json:report.json
    python tools/calibrate.py report.json CORPUS/truth.jsonl > docs/calibration.md

`truth.jsonl` has a line for each reference: document, key, kind, expect (the codes that are right to raise). References
of kind ``wild`` hold slips of real authors that nobody listed; they are left out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path, PurePosixPath
from typing import Any

# A retraction (ST) is quoted from an index, and a duplicate (CT) concerns two references: the truth lists neither.
_JUDGED = ("ID", "MD", "NV")
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


def judged(report: dict[str, Any], truth: list[dict[str, Any]]) -> list[tuple[dict[str, Any], bool]]:
    """Each error or warning about a reference of the truth, and whether it was right to raise it."""
    expected = {(line["document"], line["key"]): line for line in truth}
    found = []
    for document in report["documents"]:
        name = PurePosixPath(document["path"]).name
        for finding in document["findings"]:
            line = expected.get((name, str(finding["reference"])))
            judgeable = line and line["kind"] != "wild" and finding["code"][:2] in _JUDGED
            if line and judgeable and finding["severity"] != "note":
                found.append((finding, _right(finding, line)))
    return found


def _right(finding: dict[str, Any], line: dict[str, Any]) -> bool:
    one_year_off = line["kind"] == "year_by_one" and finding["code"] == "MD202"
    return finding["code"] in line["expect"] or one_year_off


def main() -> None:
    """Print the two tables."""
    report = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    truth = [json.loads(line) for line in Path(sys.argv[2]).read_text("utf-8").splitlines()]
    found = judged(report, truth)
    by_code: dict[str, Counter[bool]] = defaultdict(Counter)
    by_bin: dict[tuple[float, float], list[tuple[float, bool]]] = defaultdict(list)
    for finding, right in found:
        by_code[finding["code"]][right] += 1
        edges = next((a, b) for a, b in zip(_BINS, _BINS[1:], strict=False) if a <= finding["confidence"] < b)
        by_bin[edges].append((finding["confidence"], right))
    print("# How sure is a finding?\n")
    print(
        "`confidence` is the probability that a finding is right. Measured on real reference lists of which a quarter"
    )
    print("of the references were changed in one known way (`tools/calibrate.py`); findings on references that nobody")
    print("changed count as wrong, although some of these are slips of their authors.\n")
    print("| stated confidence | findings | mean stated | right |\n|---|---|---|---|")
    for (low, high), values in sorted(by_bin.items()):
        mean = sum(value for value, _ in values) / len(values)
        share = sum(right for _, right in values) / len(values)
        print(f"| {low:.2f} to {min(high, 1):.2f} | {len(values)} | {mean:.2f} | {share:.2f} |")
    print("\n| code | findings | right |\n|---|---|---|")
    for code, counts in sorted(by_code.items()):
        print(f"| {code} | {counts.total()} | {counts[True] / counts.total():.2f} |")


if __name__ == "__main__":
    main()
