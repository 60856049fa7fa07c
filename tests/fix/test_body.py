"""Where the body of a printed reference ends, and what stands behind it."""

import pytest

from refcheck.extract import extract
from refcheck.fix.body import body_of
from refcheck.readers import read_bytes

BODY = "Li H, Durbin R. Fast and accurate short read alignment with Burrows-Wheeler transform. Bioinformatics. 2009;25(14):1754-60."


@pytest.mark.parametrize("label", ["1. ", "[1] ", "(1) "])
@pytest.mark.parametrize("tail", [
    "", " doi: 10.1093/bioinformatics/btp324", " https://doi.org/10.1093/bioinformatics/btp324. PMID: 19451168.",
    " [PubMed] [Google Scholar]", " Epub 2009 May 18. doi: 10.1093/bioinformatics/btp324", " (in Chinese)", " 10.1093/bioinformatics/btp324",
    " Available from: https://example.org/a", " PMID:19451168; PMCID: PMC2705234.",
])  # fmt: skip
def test_body(label, tail):
    more = f"{label.replace('1', '2')}{BODY.replace('1754-60', '1854-60')}"
    document = read_bytes(f"References\n\n{label}{BODY}{tail}\n{more}\n".encode(), "article.txt")
    body = body_of(document, extract(document).references[0])
    assert body is not None
    assert document.text[body.start : body.end] == BODY
