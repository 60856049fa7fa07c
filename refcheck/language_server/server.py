"""The language server: which documents are checked when, and the answers to the client's questions.

Documents are sent whole after each change (`TextDocumentSyncKind.Full`): pygls puts partial changes in by the lines of
`str.splitlines`, which are not those of the protocol where a text has a form feed or a line separator.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from refcheck import __version__
from refcheck.config.loading import Configuration
from refcheck.errors import ConfigError
from refcheck.formats.translation import Translator
from refcheck.language_server.background import Background, Schedule
from refcheck.language_server.buffers import Buffer
from refcheck.language_server.checked import Checked
from refcheck.language_server.checking import check
from refcheck.language_server.diagnostics import diagnostics
from refcheck.language_server.progress import told
from refcheck.language_server.settings import in_force

PAUSE = 0.8  # seconds without a change, after which what is being written is checked
_SETTINGS_FILES = frozenset({"refcheck.toml", "pyproject.toml"})
_LOG = logging.getLogger(__name__)


class Server(LanguageServer):
    """Keeps what was found in each open document.

    Args:
        flags: settings of the command line, which beat all others.
        while_writing: whether to check also what is not saved yet.
    """

    def __init__(self, flags: Mapping[str, Any], *, while_writing: bool = True) -> None:
        super().__init__("refcheck", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.checked: dict[str, Checked] = {}
        self.schedule = Schedule(self._check)
        self._editor: dict[str, Any] = {}  # its settings beat the environment and the files
        self._flags = flags
        self._while_writing = while_writing
        self._background = Background()
        self._said: set[str] = set()
        self._silent: set[str] = set()

    def buffer(self, uri: str) -> Buffer:
        """A document as it stands."""
        document = self.workspace.get_text_document(uri)
        return Buffer(uri, document.source, document.version, document.language_id or "")

    def buffers(self) -> list[Buffer]:
        """Everything that is open."""
        return [self.buffer(document.uri) for document in self.workspace.text_documents.values()]

    def current(self, uri: str) -> Checked | None:
        """What was found in a document, unless it has changed since."""
        checked = self.checked.get(uri)
        return checked if checked and checked.buffer.text == self.workspace.get_text_document(uri).source else None

    def written(self, uri: str) -> None:
        """A document is being written: it is checked, and what draws on it, once there is a pause."""
        self.schedule.drop(uri)
        if self._while_writing:
            self.schedule.put(uri, PAUSE)
            if file := self.buffer(uri).file:
                self.changed([file])

    def changed(self, files: Iterable[Path]) -> None:
        """Check the documents again that name one of these files; all of them for one of settings or records."""
        changed = {file.resolve() for file in files}
        every = any(file.name in _SETTINGS_FILES or file.suffix == ".jsonl" for file in changed)
        for uri in [buffer.uri for buffer in self.buffers()]:
            if every or (uri in self.checked and changed & self.checked[uri].named):
                self.schedule.put(uri, PAUSE)

    def all_again(self) -> None:
        """Check everything again: settings have changed."""
        self._said.clear()
        for buffer in self.buffers():
            self.schedule.put(buffer.uri)

    def forget(self, uri: str) -> None:
        """A document was closed: its findings go."""
        self.schedule.drop(uri)
        self.checked.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def take_settings(self, given: Any, *, named: bool) -> None:
        """Settings from the editor, an object with their names, below "refcheck"; or, unless `named`, by itself.

        An object without that name is about other servers: some editors send one to all.
        """
        table = given.get("refcheck", None if named else given) if isinstance(given, dict) else None
        if isinstance(table, dict):
            self._editor |= {str(key).replace("-", "_"): value for key, value in table.items()}

    async def _check(self, uri: str) -> None:
        buffer = self.buffer(uri)
        folder = self._folder(buffer)
        try:
            settings = in_force(folder, {**self._editor, **self._flags})
        except ConfigError as error:
            self._say_once(str(error), types.MessageType.Error)
            return
        configuration = settings.configuration
        say = Translator(configuration.options.lang)
        if settings.passed_over:
            text = (
                "These settings of the folder are passed over; only the editor, the environment and options set them: "
            )
            self._say_once(say(text) + ", ".join(settings.passed_over), types.MessageType.Warning)
        others = [other for other in self.buffers() if other.uri != uri]
        encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        try:
            async with told(self, f"refcheck: {Path(buffer.name).name}", say) as progress:
                checked = await self._background.run(check(buffer, others, folder, configuration, encoding, progress))
            found = await asyncio.to_thread(diagnostics, checked)
        except ConfigError as error:
            self._say_once(str(error), types.MessageType.Error)
            return
        except Exception as error:  # noqa: BLE001 - the last resort: the server goes on, and tells
            _LOG.exception("%s could not be checked", buffer.name)
            self._say_once(f"internal error: {type(error).__name__}: {error}", types.MessageType.Error)
            return
        self.checked[uri] = checked
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, buffer.version))
        self.say_how_it_went(checked, configuration)

    def _folder(self, buffer: Buffer) -> Path:
        """The folder of the workspace that a document is in, or else its own."""
        folders = [Path(path) for uri in self.workspace.folders if (path := to_fs_path(uri))]
        if self.workspace.root_path:
            folders.append(Path(self.workspace.root_path))
        if buffer.file is None:
            return folders[0] if folders else Path.cwd()
        holding = [folder for folder in folders if buffer.file.is_relative_to(folder)]
        return max(holding, key=lambda folder: len(folder.parts), default=buffer.file.parent)

    def say_how_it_went(self, checked: Checked, configuration: Configuration) -> None:
        """Tell once that nothing is asked, or what does not answer; and again if it had answered since."""
        if configuration.options.offline:
            text = checked.say("Offline: only stored answers and embedded records were used.")
            self._say_once(text, types.MessageType.Info)
        silent = "{source} did not answer every question; run again later."
        texts = {checked.say(silent, source=name) for name in checked.unanswered}
        for text in sorted(texts - self._silent):
            self._say(text, types.MessageType.Warning)
        answered = {checked.say(silent, source=name) for name in checked.answered}
        self._silent = (self._silent | texts) - answered

    def _say_once(self, text: str, kind: types.MessageType) -> None:
        if text not in self._said:
            self._said.add(text)
            self._say(text, kind)

    def _say(self, text: str, kind: types.MessageType) -> None:
        self.window_show_message(types.ShowMessageParams(kind, f"refcheck: {text}"))
