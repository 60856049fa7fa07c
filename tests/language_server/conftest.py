"""An editor with the language server in a process of its own, in a folder with settings and records."""

import asyncio
import json
import re
import sys

import pytest
import pytest_asyncio
from lsprotocol import types as t
from pytest_lsp import client_capabilities, make_test_lsp_client

COMMAND = (sys.executable, "-c", "from refcheck.cli import main; main()", "language-server")
RECORDS = (
    {
        "doi": "10.1186/gb-2009-10-3-r25", "type": "journal-article", "volume": "10", "issue": "3",
        "title": "Ultrafast and memory-efficient alignment of short DNA sequences to the human genome",
        "container_title": "Genome Biology", "short_container_title": "Genome Biol", "article_number": "R25",
        "authors": [{"family": "Langmead", "given": "Ben"}, {"family": "Trapnell", "given": "Cole"},
                    {"family": "Pop", "given": "Mihai"}, {"family": "Salzberg", "given": "Steven L"}],
        "issued": [2009, 3, 4],
    },
    {
        "doi": "10.1093/bioinformatics/btp324", "type": "journal-article", "volume": "25", "issue": "14",
        "title": "Fast and accurate short read alignment with Burrows–Wheeler transform", "page": "1754-1760",
        "container_title": "Bioinformatics", "short_container_title": "Bioinformatics",
        "authors": [{"family": "Li", "given": "Heng"}, {"family": "Durbin", "given": "Richard"}], "issued": [2009, 7, 15],
    },
    {
        "doi": "10.1000/hostile", "type": "journal-article", "volume": "1", "page": "1-9",
        "title": "[Click](command:evil) <img src=x onerror=alert(1)> | `code` \u202e**bold** and more words to fill it",
        "container_title": "Journal | of [Things](https://evil.example)", "authors": [{"family": "Evil", "given": "E"}],
        "issued": [2001],
    },
)  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """A project: its name has a blank and letters beyond ASCII."""
    root = tmp_path_factory.mktemp("my 文章 é")
    (root / "refcheck.toml").write_text('records = ["records.jsonl"]\noffline = true\ncache = false\n')
    lines = [json.dumps(record, ensure_ascii=False) for record in RECORDS]
    (root / "records.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return root


class Editor:
    """What an editor does, and what it was told."""

    def __init__(self, client, root):
        self.client, self.root = client, root
        self.texts, self.versions, self.published = {}, {}, []

        @client.feature(t.CLIENT_REGISTER_CAPABILITY)
        def register(params):
            self.registered = params.registrations

    @property
    def messages(self):
        return [message.message for message in self.client.messages]

    async def open(self, name, text, language="bibtex", uri=None):
        """Open a document and wait for what is found in it."""
        uri = uri or (self.root / name).as_uri()
        self.texts[uri], self.versions[uri] = text, 1
        item = t.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.client.text_document_did_open(t.DidOpenTextDocumentParams(item))
        await self.checked(uri)
        return uri

    def change(self, uri, text):
        """Write something else; the check follows after a pause."""
        self.texts[uri], self.versions[uri] = text, self.versions[uri] + 1
        document = t.VersionedTextDocumentIdentifier(self.versions[uri], uri)
        whole = t.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(t.DidChangeTextDocumentParams(document, [whole]))

    async def save(self, uri):
        """Save, and wait for the check of the newest version."""
        document = t.TextDocumentIdentifier(uri)
        self.client.text_document_did_save(t.DidSaveTextDocumentParams(document))
        await self.checked(uri)

    async def checked(self, uri):
        """Wait until the newest version was checked."""
        async with asyncio.timeout(90):
            while True:
                told = await self.client.wait_for_notification(t.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
                self.published.append((told.uri, told.version))
                if told.uri == uri and told.version in (self.versions[uri], None):
                    return

    async def said(self, words):
        """Wait for a message with these words."""
        async with asyncio.timeout(90):
            while not any(words in message for message in self.messages):
                await self.client.wait_for_notification(t.WINDOW_SHOW_MESSAGE)

    def found(self, uri):
        """The diagnostics of a document."""
        return list(self.client.diagnostics[uri])

    def codes(self, uri):
        return [diagnostic.code for diagnostic in self.found(uri)]

    def marked(self, uri):
        """The text that each diagnostic is about, by its code."""
        return {one.code: cut(self.texts[uri], one.range) for one in self.found(uri)}

    async def hover(self, uri, on):
        """What is shown at the first place where these words stand."""
        position = place(self.texts[uri], self.texts[uri].index(on))
        shown = await self.client.text_document_hover_async(t.HoverParams(t.TextDocumentIdentifier(uri), position))
        return shown.contents.value if shown else None

    async def actions(self, uri, code=None, only=None):
        """The code actions for the diagnostic with a code, or for the whole document."""
        about = [one for one in self.found(uri) if one.code == code]
        text = self.texts[uri]
        where = about[0].range if about else t.Range(place(text, 0), place(text, len(text)))
        context = t.CodeActionContext(about, only=only)
        params = t.CodeActionParams(t.TextDocumentIdentifier(uri), where, context)
        return list(await self.client.text_document_code_action_async(params) or [])

    def edited(self, document):
        """A document with the edits made that an action has for it."""
        return apply(self.texts[document.text_document.uri], document.edits)

    async def resolved(self, action):
        """The action with its edit, which the server is asked for when the action is chosen."""
        return action if action.edit else await self.client.code_action_resolve_async(action)

    async def act(self, uri, action):
        """Do what an action says, and wait for the check."""
        action = await self.resolved(action)
        for document in action.edit.document_changes:
            assert document.text_document.version == self.versions.get(document.text_document.uri)
            self.change(document.text_document.uri, self.edited(document))
        await self.save(uri)


def place(text, offset):
    """The position of an offset, counted in UTF-16 by another way than the server's."""
    before = re.split(r"\r\n|\r|\n", text[:offset])
    return t.Position(len(before) - 1, len(before[-1].encode("utf-16-le")) // 2)


def index(text, position):
    """The offset of a position."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
    rest = text[starts[position.line] :].encode("utf-16-le")
    return starts[position.line] + len(rest[: 2 * position.character].decode("utf-16-le"))


def cut(text, where):
    return text[index(text, where.start) : index(text, where.end)]


def apply(text, edits):
    """The text with the edits made, as a client makes them."""
    for edit in sorted(edits, key=lambda one: index(text, one.range.start), reverse=True):
        text = text[: index(text, edit.range.start)] + edit.new_text + text[index(text, edit.range.end) :]
    return text


async def started(root, *arguments, options=None, client_name="visual-studio-code"):
    """An editor whose folder is `root`."""
    client = make_test_lsp_client()
    editor = Editor(client, root)
    await client.start_io(*COMMAND, *arguments, cwd=root)
    await client.initialize_session(
        t.InitializeParams(
            capabilities=client_capabilities(client_name),
            workspace_folders=[t.WorkspaceFolder(uri=root.as_uri(), name="project")],
            root_uri=root.as_uri(),
            initialization_options=options,
        )
    )
    return editor


async def ended(editor):
    await editor.client.shutdown_session()
    await editor.client.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def editor(folder):
    """One server for all tests; each opens documents of its own."""
    editor = await started(folder)
    yield editor
    await ended(editor)


@pytest_asyncio.fixture(loop_scope="session")
async def start():
    """Start servers of one's own: with a folder, arguments and options."""
    running = []

    async def begin(*arguments, **options):
        running.append(await started(*arguments, **options))
        return running[-1]

    yield begin
    for editor in running:
        await ended(editor)
