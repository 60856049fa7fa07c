"""LaTeX, Markdown and text in an editor, and the bibliographies that they draw on."""

import pytest
from lsprotocol import types as t

pytestmark = pytest.mark.asyncio(loop_scope="session")

ENTRY = """@article{langmead,
  author  = {Langmead, Ben and Trapnell, Cole and Pop, Mihai and Salzberg, Steven L.},
  title   = {Ultrafast and memory-efficient alignment of short {DNA} sequences to the human genome},
  journal = {Genome Research},
  year    = {2009},
  volume  = {10},
  doi     = {10.1186/gb-2009-10-3-r25},
}
"""
PAPER = """\\documentclass{article}
\\begin{document}
We used Bowtie 😀 \\cite{langmead} for alignment.
\\bibliography{%s}
\\end{document}
"""
NOTES = """# Alignment

Bowtie appeared in *Genome Research* in 2009 😀 [1].

## References

1. Langmead B, Trapnell C, Pop M, Salzberg SL. Ultrafast and memory-efficient alignment of short DNA sequences to the human genome. Genome Biol. 2009;11:R25. doi:10.1186/gb-2009-10-3-r25
"""


@pytest.fixture
def paper(editor, request):
    """A paper with a bibliography of its own, saved."""
    name = request.node.name.split("[")[0]
    (editor.root / f"{name}.bib").write_text(ENTRY, "utf-8")
    return f"{name}.tex", PAPER % name, (editor.root / f"{name}.bib").as_uri()


class TestLatex:
    async def test_a_work_is_judged_where_it_is_cited_and_its_entry_is_pointed_at(self, editor, paper):
        name, text, library = paper
        uri = await editor.open(name, text, "latex")
        (one,) = [each for each in editor.found(uri) if each.code == "MD201"]
        assert editor.marked(uri)["MD201"] == "\\cite{langmead}"
        (entry,) = one.related_information
        assert entry.location.uri == library
        assert entry.location.range.start == t.Position(0, 0)

    async def test_the_entry_is_put_right_in_its_file(self, editor, paper):
        name, text, library = paper
        uri = await editor.open(name, text, "latex")
        (fix,) = [one for one in await editor.actions(uri, "MD201") if "Genome Biology" in one.title]
        assert fix.title.startswith(name.replace(".tex", ".bib"))
        (document,) = (await editor.resolved(fix)).edit.document_changes
        assert (document.text_document.uri, document.text_document.version) == (library, None)
        editor.texts[library] = ENTRY
        assert editor.edited(document) == ENTRY.replace("Genome Research", "Genome Biology")

    async def test_a_bibliography_that_is_open_and_not_saved_is_what_counts(self, editor, paper):
        name, text, library = paper
        uri = await editor.open(name, text, "latex")
        assert "MD201" in editor.codes(uri)
        await editor.open("", ENTRY.replace("Genome Research", "Genome Biology"), uri=library)
        await editor.save(uri)
        assert "MD201" not in editor.codes(uri)
        editor.change(library, ENTRY)
        await editor.checked(uri)  # without a word of the paper itself
        assert "MD201" in editor.codes(uri)

    async def test_a_bibliography_that_changes_on_disk(self, editor, paper):
        name, text, library = paper
        uri = await editor.open(name, text, "latex")
        (editor.root / name).with_suffix(".bib").write_text(ENTRY.replace("Genome Research", "Genome Biology"))
        event = t.FileEvent(library, t.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(t.DidChangeWatchedFilesParams([event]))
        await editor.checked(uri)
        assert "MD201" not in editor.codes(uri)

    async def test_a_bibliography_that_is_missing_is_told_where_it_is_named(self, editor):
        uri = await editor.open("lonely.tex", PAPER % "nowhere", "latex")
        (one,) = [each for each in editor.found(uri) if "nowhere" in each.message]
        assert one.range.start.line == 3
        assert one.severity == t.DiagnosticSeverity.Information

    async def test_what_a_file_puts_in_stands_at_its_command(self, editor):
        bibliography = NOTES.partition("1. ")[2].strip()
        (editor.root / "part.tex").write_text(
            f"\\begin{{thebibliography}}{{9}}\n\\bibitem{{langmead}} {bibliography}\n\\end{{thebibliography}}\n"
        )
        uri = await editor.open("whole.tex", PAPER.replace("\\bibliography{%s}", "\\input{part}  % all"), "latex")
        assert editor.marked(uri)["MD205"] == "\\input{part}"

    async def test_files_of_the_project_are_watched(self, editor):
        (watched,) = editor.registered
        assert watched.method == t.WORKSPACE_DID_CHANGE_WATCHED_FILES


class TestMarkdownAndText:
    async def test_a_claim_points_at_the_reference(self, editor):
        uri = await editor.open("a.md", NOTES, "markdown")
        (one,) = [each for each in editor.found(uri) if each.code == "CL501"]
        assert editor.marked(uri)["CL501"] == "Genome Research"
        assert one.related_information[0].location.range.start.line == 6

    @pytest.mark.parametrize("on", ["[1]", "appeared", "Trapnell"])
    async def test_the_evidence_is_shown_at_the_claim_the_citation_and_the_entry(self, editor, on):
        uri = await editor.open("b.md", NOTES, "markdown")
        shown = await editor.hover(uri, on)
        assert "| volume | **11** | **10** | different |" in shown
        if on == "appeared":
            assert "| journal | Genome **Research** | Genome **Biology** | different |" in shown

    @pytest.mark.parametrize("name", ["c.md", "c.txt"])
    async def test_a_safe_fix_in_a_printed_list(self, editor, name):
        text = NOTES.replace("\n", "\r\n")
        uri = await editor.open(name, text, "plaintext" if name.endswith("txt") else "markdown")
        (fix,) = [one for one in await editor.actions(uri, "MD205") if one.is_preferred]
        await editor.act(uri, fix)
        assert editor.texts[uri] == text.replace("2009;11:", "2009;10:")
        assert "MD205" not in editor.codes(uri)


COMMENTED = (
    ("list.md", "markdown", NOTES, "MD205"),
    ("claim.md", "markdown", NOTES, "CL501"),
    ("break.md", "markdown", NOTES.replace("[1].", "[1].  \nAnd so on,\\\nand on."), "CL501"),
    ("wrapped.md", "markdown", NOTES.replace("Bowtie appeared in", "Bowtie is a program that\nappeared in"), "CL501"),
    ("cited.tex", "latex", PAPER % "commented", "MD201"),
    ("end.tex", "latex", (PAPER % "commented").replace("alignment.", "alignment. % 100\\% sure"), "MD201"),
    ("page.html", "html", f"<p>Bowtie.</p><h2>References</h2><ol><li>{NOTES.partition('1. ')[2].strip()}</li></ol>", "MD205"),
)  # fmt: skip


class TestSuppressing:
    @pytest.mark.parametrize(("name", "language", "text", "code"), COMMENTED, ids=[one[0] for one in COMMENTED])
    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    async def test_a_comment_in_the_way_of_the_format(self, editor, name, language, text, code, line_end):
        (editor.root / "commented.bib").write_text(ENTRY, "utf-8")
        text = text.replace("\n", line_end)
        uri = await editor.open(name, text, language)
        before = editor.codes(uri)
        (comment,) = [one for one in await editor.actions(uri, code) if "Suppress" in one.title]
        await editor.act(uri, comment)
        before.remove(code)
        assert editor.codes(uri) == before
        assert len(editor.texts[uri].split(line_end)) == len(text.split(line_end))
        added = {line for line in editor.texts[uri].split(line_end) if line not in text.split(line_end)}
        assert len(added) == 1

    async def test_plain_text_has_no_comments(self, editor):
        uri = await editor.open("d.txt", NOTES, "plaintext")
        assert not [one for one in await editor.actions(uri, "MD205") if "Suppress" in one.title]

    async def test_in_a_table_the_comment_stands_in_the_cell(self, editor):
        row = "| Bowtie appeared in *Genome Research* in 2009 [1]. |"
        text = NOTES.replace("Bowtie appeared in *Genome Research* in 2009 😀 [1].", f"| Program |\n|---|\n{row}")
        uri = await editor.open("table.md", text, "markdown")
        (comment,) = [one for one in await editor.actions(uri, "CL501") if "Suppress" in one.title]
        await editor.act(uri, comment)
        assert "CL501" not in editor.codes(uri)
        assert editor.texts[uri].splitlines()[4].endswith(" |")
