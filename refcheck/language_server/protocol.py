"""The messages of the protocol that the server answers, and how it is started."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.uris import to_fs_path

from refcheck.language_server.actions import KINDS, Client, actions, resolved
from refcheck.language_server.hover import hover
from refcheck.language_server.server import Server

_WATCHED = ("**/*.{bib,bbl,tex,json,jsonl,yaml,yml}", "**/{refcheck,pyproject}.toml")
"""Files whose changes outside the editor matter: what documents name, records, and settings."""


def serve(flags: Mapping[str, Any], *, while_writing: bool) -> None:
    """Answer a client on standard input and output.

    Args:
        flags: settings that beat the editor's, the environment's and those of files.
        while_writing: whether to check also what is not saved yet.
    """
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no message of the protocol
    server_with(Server(flags, while_writing=while_writing)).start_io(sys.stdin.buffer, output)


def server_with(server: Server) -> Server:
    """The server, answering everything below."""
    _settings(server)
    _documents(server)
    _questions(server)
    return server


def _settings(server: Server) -> None:
    """What a client says of itself and its settings."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.take_settings(params.initialization_options, named=False)

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            options = types.DidChangeWatchedFilesRegistrationOptions(
                [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
            )
            registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            with suppress(JsonRpcException):  # a client that does not do what it says
                await server.client_register_capability_async(types.RegistrationParams([registration]))

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def settings(params: types.DidChangeConfigurationParams) -> None:
        server.take_settings(params.settings, named=True)
        server.all_again()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(_: types.DidChangeWorkspaceFoldersParams) -> None:
        server.all_again()


def _documents(server: Server) -> None:
    """What happens to documents and files."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.schedule.put(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.written(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def saved(params: types.DidSaveTextDocumentParams) -> None:
        uri = params.text_document.uri
        server.schedule.put(uri)
        if file := server.buffer(uri).file:
            server.changed([file])

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files(params: types.DidChangeWatchedFilesParams) -> None:
        paths = (to_fs_path(change.uri) for change in params.changes)
        server.changed(Path(path) for path in paths if path)


def _questions(server: Server) -> None:
    """What a client asks about a document. Nothing is answered for a text that was not checked yet."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def evidence(params: types.HoverParams) -> types.Hover | None:
        checked = server.current(params.text_document.uri)
        return await asyncio.to_thread(hover, checked, params.position) if checked else None

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(KINDS, resolve_provider=True))
    async def fixes(params: types.CodeActionParams) -> list[types.CodeAction]:
        checked = server.current(params.text_document.uri)
        if checked is None:
            return []
        return await asyncio.to_thread(actions, checked, params.range, params.context.only, _client(server))

    @server.feature(types.CODE_ACTION_RESOLVE)
    async def fix(action: types.CodeAction) -> types.CodeAction:
        uri = action.data.get("uri", "") if isinstance(action.data, dict) else ""
        checked = server.current(uri) if uri in server.checked else None
        if checked is None:
            return action
        done = await asyncio.to_thread(resolved, checked, action, _client(server))
        if done.edit is None and done.kind == types.CodeActionKind.QuickFix:
            text = "This cannot be changed without other things reading otherwise; change it by hand."
            server.window_show_message(
                types.ShowMessageParams(types.MessageType.Info, f"refcheck: {checked.say(text)}")
            )
        return done


def _client(server: Server) -> Client:
    workspace = server.client_capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    documents = server.client_capabilities.text_document
    chosen = documents.code_action.resolve_support if documents and documents.code_action else None
    return Client(
        versions=bool(edits and edits.document_changes),
        snippets=bool(edits and edits.document_changes and edits.snippet_edit_support),
        resolves=bool(chosen and "edit" in chosen.properties),
    )
