"""How the server is started, which settings it takes, and how it ends."""

import asyncio
import dataclasses
import json
import subprocess
import sys

import pytest
from lsprotocol import types as t

from refcheck.cli import main
from refcheck.config.loading import load
from refcheck.config.options import Options
from refcheck.language_server.actions import Client, actions
from refcheck.language_server.buffers import Buffer
from refcheck.language_server.checking import check
from refcheck.language_server.server import Server
from refcheck.language_server.settings import in_force
from refcheck.progress import Silent

COMMAND = (sys.executable, "-c", "from refcheck.cli import main; main()", "language-server")
ENTRY = "@article{a,\n  author = {Adams, Ann},\n  title = {On rain in the hills},\n  doi = {10.1000/absent},\n}\n"


def message(method, number=None, **params):
    content = {"jsonrpc": "2.0", "method": method, "params": params} | ({"id": number} if number else {})
    data = json.dumps(content).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(data), data)


@pytest.mark.asyncio(loop_scope="session")
class TestSettings:
    async def test_the_editors_settings_and_what_becomes_of_wrong_ones(self, start, tmp_path):
        (tmp_path / "refcheck.toml").write_text("offline = true\ncache = false\n")
        editor = await start(tmp_path, "--on-save", options={"lang": "zh", "ignore-codes": ["MD"]})
        uri = await editor.open("a.bib", ENTRY)
        (one,) = editor.found(uri)
        editor.change(uri, "\n" + ENTRY)
        await asyncio.sleep(1.2)
        assert editor.found(uri)[0].range == one.range  # it was started with --on-save
        await editor.save(uri)
        assert editor.found(uri)[0].range.start.line == one.range.start.line + 1
        assert one.code == "NV803"
        assert "离线" in one.message
        await editor.said("离线")

        def settings(**values):
            params = t.DidChangeConfigurationParams({"refcheck": values})
            editor.client.workspace_did_change_configuration(params)

        settings(lang="en")
        await editor.checked(uri)
        assert "offline" in editor.found(uri)[0].message
        nothing = t.DidChangeConfigurationParams({"texlab": {"build": {}}})
        editor.client.workspace_did_change_configuration(nothing)
        await editor.checked(uri)
        assert "offline" in editor.found(uri)[0].message
        settings(lang="fr")
        await editor.said("lang")
        settings(lang="en", **{"ignore-codes": ["NV"]})
        await editor.checked(uri)
        assert editor.found(uri) == []
        (tmp_path / "refcheck.toml").write_text("offline = true\ncache = false\nselect = ['NV']\n")
        event = t.FileEvent((tmp_path / "refcheck.toml").as_uri(), t.FileChangeType.Changed)
        editor.client.workspace_did_change_watched_files(t.DidChangeWatchedFilesParams([event]))
        await editor.checked(uri)


@pytest.fixture
def checked(tmp_path):
    """What a check finds, without a server."""
    configuration = load({"offline": True, "cache": False}, {}, tmp_path)
    buffer = Buffer((tmp_path / "a.bib").as_uri(), ENTRY, 7)
    return asyncio.run(check(buffer, [], tmp_path, configuration, t.PositionEncodingKind.Utf8, Silent()))


class TestClients:
    def comment(self, checked, client):
        everything = t.Range(t.Position(0, 0), t.Position(9, 0))
        (action,) = actions(checked, everything, [t.CodeActionKind.QuickFix], client)
        return action.edit

    def test_one_that_knows_no_versions_gets_plain_edits(self, checked):
        ((uri, (edit,)),) = self.comment(checked, Client()).changes.items()
        assert uri == checked.buffer.uri
        assert edit.new_text == '% refcheck: ignore[NV803] reason="why this is right"\n'

    def test_one_that_knows_snippets_can_write_over_the_reason(self, checked):
        (document,) = self.comment(checked, Client(versions=True, snippets=True)).document_changes
        assert document.text_document.version == 7
        (edit,) = document.edits
        assert edit.snippet.value == '% refcheck: ignore[NV803] reason="${1:why this is right}"\n'

    def test_what_did_not_answer_is_told_once_until_it_answers_again(self, checked, tmp_path, monkeypatch):
        server, told = Server({}), []
        monkeypatch.setattr(server, "window_show_message", lambda params: told.append(params.message))
        online = load({"cache": False}, {}, tmp_path)
        rounds = [
            ((), ()),
            ((), ("Crossref",)),
            ((), ("Crossref",)),
            ((), ()),
            ((), ("Crossref",)),
            (("Crossref",), ()),
        ]
        for answered, unanswered in [*rounds, ((), ("Crossref",))]:
            server.say_how_it_went(dataclasses.replace(checked, answered=answered, unanswered=unanswered), online)
        assert ["Crossref" in message for message in told] == [True, True]


class TestFoldersOfOthers:
    def test_a_folder_does_not_say_where_keys_are_sent_and_files_are_written(self, tmp_path, monkeypatch):
        monkeypatch.delenv("REFCHECK_CONFIG", raising=False)
        (tmp_path / "refcheck.toml").write_text('ncbi-url = "https://evil.example"\ncache-dir = "/"\nlang = "zh"\n')
        settings = in_force(tmp_path, {"crossref_url": "https://mirror.example"})
        options = settings.configuration.options
        assert settings.passed_over == ("cache-dir", "ncbi-url")
        assert options.ncbi_url == Options().ncbi_url
        assert options.cache_dir == Options().cache_dir
        assert (options.lang, options.crossref_url) == ("zh", "https://mirror.example")

    def test_a_file_that_the_user_has_chosen_does(self, tmp_path, monkeypatch):
        (tmp_path / "mine.toml").write_text('ncbi-url = "https://mirror.example"\n')
        monkeypatch.setenv("REFCHECK_CONFIG", str(tmp_path / "mine.toml"))
        settings = in_force(tmp_path, {})
        assert settings.configuration.options.ncbi_url == "https://mirror.example"


class TestStartAndEnd:
    def test_it_ends_when_the_editor_is_gone(self, tmp_path):
        begin = message("initialize", 1, processId=None, rootUri=None, capabilities={})
        done = subprocess.run(
            [*COMMAND, "--stdio"], cwd=tmp_path, input=begin, capture_output=True, timeout=60, check=True
        )
        assert b'"id": 1' in done.stdout or b'"id":1' in done.stdout
        assert b"Traceback" not in done.stderr

    @pytest.fixture
    def command(self, monkeypatch, capsys):
        """The command in this process: its exit status and what it says."""

        def run(*arguments):
            monkeypatch.setattr(sys, "argv", ["refcheck", "language-server", *arguments])
            monkeypatch.setattr("refcheck.cli.app._open_streams", lambda: None)
            with pytest.raises(SystemExit) as left:
                main()
            return left.value.code, capsys.readouterr().err

        return run

    def test_without_the_extra_it_says_what_to_install(self, command, monkeypatch):
        monkeypatch.delitem(sys.modules, "refcheck.language_server.protocol", raising=False)
        monkeypatch.setitem(sys.modules, "pygls.exceptions", None)
        status, said = command()
        assert status == 2
        assert "pip install 'refcheck-citations[language-server]'" in said
