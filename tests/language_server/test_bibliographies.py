"""A .bib file in an editor: what is found, shown and put right."""

import asyncio
import re
import time

import pytest
from lsprotocol import types as t
from markdown_it import MarkdownIt

pytestmark = pytest.mark.asyncio(loop_scope="session")

LANGMEAD = """@article{langmead,
  author  = {Langmead, Ben and Trapnell, Cole and Pop, Mihai and Salzberg, Steven L.},
  title   = {Ultrafast and memory-efficient alignment of short {DNA} sequences to the human genome},
  journal = {Genome Research},
  year    = {2009},
  volume  = {11},
  pages   = {R25},
  doi     = {10.1186/gb-2009-10-3-r25},
}
"""
LI = """@article{li2009,
  author  = {Li, Heng and Durbin, Richard},
  title   = {Fast and accurate short read alignment with {Burrows--Wheeler} transform},
  journal = {Bioinformatics},
  year    = {2009},
  volume  = {26},
  number  = {15},
  pages   = {1754--1760},
  doi     = {10.1093/bioinformatics/btp324},
}
"""


class TestDiagnostics:
    async def test_a_finding_stands_at_its_value(self, editor):
        uri = await editor.open("a.bib", LANGMEAD)
        (one,) = [each for each in editor.found(uri) if each.code == "MD201"]
        assert editor.marked(uri)["MD201"] == "Genome Research"
        assert one.severity == t.DiagnosticSeverity.Error
        assert one.source == "refcheck"
        assert one.code_description.href.endswith("#md201")
        assert "Genome Biology" in one.message

    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    async def test_characters_beyond_the_basic_plane_and_line_ends_do_not_move_it(self, editor, line_end):
        text = ("% 😀 𝒳\u2028 and\f more\n" + LANGMEAD.replace("{Genome R", "{😀 Genome R")).replace("\n", line_end)
        uri = await editor.open("b.bib", text)
        assert editor.marked(uri)["MD201"] == "😀 Genome Research"

    async def test_what_is_suppressed_is_left_out(self, editor):
        comment = '% refcheck: ignore[MD201, MD205] reason="as printed"\n'
        uri = await editor.open("c.bib", comment + LANGMEAD)
        assert editor.codes(uri) == []

    async def test_a_suppression_without_effect_is_shown_as_unnecessary(self, editor):
        uri = await editor.open("d.bib", '% refcheck: ignore[MD202] reason="as printed"\n' + LANGMEAD)
        (one,) = [each for each in editor.found(uri) if each.code.startswith("SU")]
        assert list(one.tags) == [t.DiagnosticTag.Unnecessary]

    async def test_what_stands_in_the_editor_is_checked_and_not_what_is_saved(self, editor):
        (editor.root / "e.bib").write_text(LI)
        uri = await editor.open("e.bib", LANGMEAD)
        assert "MD201" in editor.codes(uri)

    async def test_a_pause_while_writing_is_enough(self, editor):
        uri = await editor.open("f.bib", LANGMEAD)
        editor.published.clear()
        for end in ("B", "Bi", "Biology"):
            editor.change(uri, LANGMEAD.replace("Genome Research", f"Genome {end}"))
        await editor.checked(uri)
        assert "MD201" not in editor.codes(uri)
        assert editor.published == [(uri, 4)]  # the versions between were not checked

    async def test_a_half_written_entry_costs_itself_alone(self, editor):
        uri = await editor.open("g.bib", LANGMEAD)
        for broken in (LANGMEAD + "\n@article{", LANGMEAD + "\n@article{x, title = {An", "@" + LANGMEAD + "}}}{{"):
            editor.change(uri, broken)
            await editor.save(uri)
        editor.change(uri, LANGMEAD + "\n@article{x, title = {An")
        await editor.save(uri)
        assert "MD201" in editor.codes(uri)
        assert any(one.code is None and "x" in one.message for one in editor.found(uri))

    async def test_an_empty_document_has_nothing(self, editor):
        uri = await editor.open("h.bib", LANGMEAD)
        editor.change(uri, "")
        await editor.save(uri)
        assert editor.found(uri) == []

    async def test_what_is_closed_has_no_findings_any_more(self, editor):
        uri = await editor.open("i.bib", LANGMEAD)
        editor.client.text_document_did_close(t.DidCloseTextDocumentParams(t.TextDocumentIdentifier(uri)))
        told = await editor.client.wait_for_notification(t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        assert (told.uri, list(told.diagnostics)) == (uri, [])

    @pytest.mark.parametrize("name", ["with blank.bib", "文献 é 😀.bib", "a%20b#c.bib"])
    async def test_any_file_name(self, editor, name):
        assert "MD201" in editor.codes(await editor.open(name, LANGMEAD))

    async def test_a_document_that_has_no_file(self, editor):
        uri = await editor.open("", LANGMEAD, uri="untitled:Untitled-1")
        assert "MD201" in editor.codes(uri)

    @pytest.mark.parametrize("text", ["\0\1\2" * 50, "%PDF-1.7 of a kind", "PK\x03\x04\0\0", "\ud800 alone"])
    async def test_what_is_no_text_is_told_and_harms_nothing(self, editor, text):
        uri = await editor.open("binary.bib", LANGMEAD)
        editor.change(uri, text)
        await editor.save(uri)
        assert all(one.code is None for one in editor.found(uri))
        editor.change(uri, LANGMEAD)
        await editor.save(uri)
        assert "MD201" in editor.codes(uri)

    async def test_a_huge_document_is_refused_at_once(self, editor):
        begun = time.monotonic()
        uri = await editor.open("huge.bib", LANGMEAD * 30_000)
        assert ["too long" in one.message for one in editor.found(uri)] == [True]
        assert time.monotonic() - begun < 5


class TestHover:
    async def test_the_evidence_stands_side_by_side(self, editor):
        uri = await editor.open("j.bib", LANGMEAD)
        shown = await editor.hover(uri, "author")
        assert "| journal | Genome **Research** | Genome **Biology** | different |" in shown
        assert "| volume | **11** | **10** | different |" in shown
        assert "| pages | R25 | R25 | same |" in shown
        assert "(https://doi.org/10.1186/gb-2009-10-3-r25)" in shown
        assert "the embedded records" in shown
        assert "MD201" in shown

    async def test_between_entries_nothing_is_shown(self, editor):
        uri = await editor.open("k.bib", "Words of the author.\n\n" + LANGMEAD)
        assert await editor.hover(uri, "Words") is None

    async def test_a_code_in_a_suppression_is_explained(self, editor):
        uri = await editor.open("l.bib", '% refcheck: ignore[MD201] reason="as printed"\n' + LANGMEAD)
        assert "MD201" in await editor.hover(uri, "MD201")
        assert "journal" in await editor.hover(uri, "MD201")

    async def test_a_hostile_record_is_shown_as_text(self, editor):
        entry = "@article{e,\n author = {Evil, E.},\n title = {Click},\n doi = {10.1000/hostile},\n}\n"
        uri = await editor.open("m.bib", entry)
        shown = await editor.hover(uri, "author")
        page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(shown)
        assert not {"img", "code"} & set(re.findall(r"<(\w+)", page))
        assert set(re.findall(r'href="(.*?)["#]', page)) == {"https://doi.org/10.1000/hostile"}
        assert "\u202e" not in shown

    async def test_a_text_that_has_changed_since_is_not_explained_wrongly(self, editor):
        uri = await editor.open("n.bib", LANGMEAD)
        editor.change(uri, "\n\n\n" + LANGMEAD)
        assert await editor.hover(uri, "author") is None
        await editor.checked(uri)
        assert await editor.hover(uri, "author")


class TestActions:
    @pytest.mark.parametrize("line_end", ["\n", "\r\n"])
    async def test_a_fix_changes_the_value_and_nothing_else(self, editor, line_end):
        text = ("% 😀 of note\n" + LANGMEAD + LI).replace("\n", line_end)
        uri = await editor.open("o.bib", text)
        (fix,) = [one for one in await editor.actions(uri, "MD201") if "Genome Biology" in one.title]
        assert "needs an eye" in fix.title
        await editor.act(uri, fix)
        assert editor.texts[uri] == text.replace("Genome Research", "Genome Biology")
        assert "MD201" not in editor.codes(uri)

    async def test_what_is_safe_is_preferred(self, editor):
        uri = await editor.open("p.bib", LI)
        (fix,) = [one for one in await editor.actions(uri, "MD205") if one.is_preferred]
        assert (fix.kind, fix.diagnostics[0].code) == (t.CodeActionKind.QuickFix, "MD205")
        await editor.act(uri, fix)
        assert editor.texts[uri] == LI.replace("{26}", "{25}")

    async def test_all_that_is_safe_at_once(self, editor):
        text = (LANGMEAD + "\n" + LI).replace("\n", "\r\n")
        uri = await editor.open("q.bib", text)
        (every,) = await editor.actions(uri, only=[t.CodeActionKind.SourceFixAll])
        assert every.kind == "source.fixAll.refcheck"
        await editor.act(uri, every)
        wanted = text.replace("{26}", "{25}").replace("{15}", "{14}")
        assert editor.texts[uri] == wanted
        assert editor.marked(uri)["MD201"] == "Genome Research"
        assert await editor.actions(uri, only=[t.CodeActionKind.SourceFixAll]) == []

    async def test_only_what_is_asked_for(self, editor):
        uri = await editor.open("r.bib", LI)
        assert await editor.actions(uri, only=[t.CodeActionKind.Refactor]) == []
        kinds = {one.kind for one in await editor.actions(uri, only=[t.CodeActionKind.QuickFix])}
        assert kinds == {t.CodeActionKind.QuickFix}

    @pytest.mark.parametrize(
        "text", [LANGMEAD, "% A word before.\n" + LANGMEAD, LI + LANGMEAD, LI[:-1] + " " + LANGMEAD]
    )
    async def test_a_comment_suppresses_the_finding(self, editor, text):
        uri = await editor.open("s.bib", text)
        before = editor.codes(uri)
        (comment,) = [one for one in await editor.actions(uri, "MD201") if "Suppress" in one.title]
        await editor.act(uri, comment)
        before.remove("MD201")
        assert editor.codes(uri) == before
        assert editor.texts[uri].replace('% refcheck: ignore[MD201] reason="why this is right"\n', "").replace(
            "\n", ""
        ) == text.replace("\n", "")

    async def test_one_comment_after_the_other(self, editor):
        uri = await editor.open("t.bib", LANGMEAD)
        for code in ("MD201", "MD205"):
            (comment,) = [one for one in await editor.actions(uri, code) if "Suppress" in one.title]
            await editor.act(uri, comment)
        assert editor.codes(uri) == []

    async def test_nothing_is_offered_for_a_text_that_was_not_checked(self, editor):
        uri = await editor.open("u.bib", LANGMEAD)
        editor.change(uri, LANGMEAD + LANGMEAD)
        assert await editor.actions(uri) == []
        await editor.checked(uri)


class TestManners:
    async def test_the_protocol_is_answered_while_a_long_document_is_checked(self, editor):
        small = await editor.open("v.bib", LANGMEAD)
        large = "".join(LANGMEAD.replace("langmead", f"key{number}") for number in range(500))
        opening = asyncio.create_task(editor.open("w.bib", large))
        await asyncio.sleep(0.3)
        begun = time.monotonic()
        assert await editor.hover(small, "author")
        assert time.monotonic() - begun < 1
        assert not opening.done()
        uri = await opening
        assert editor.codes(uri).count("MD201") == 500
        kinds = [each.kind for told in editor.client.progress_reports.values() for each in told]
        assert kinds[0] == "begin"
        assert kinds[-1] == "end"

    async def test_that_it_is_offline_is_said_once(self, editor):
        await editor.open("x.bib", LANGMEAD)
        await editor.open("y.bib", LI)
        assert sum("Offline" in message for message in editor.messages) == 1
