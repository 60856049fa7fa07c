"""Answers between runs: ages, several processes, broken files."""

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refcheck.net.cache import Cache

DAY = 86_400


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_answers_survive_a_run_and_absence_is_one_of_them(tmp_path):
    with Cache(tmp_path) as cache:
        cache.put("crossref", {"10.1000/1": {"title": ["干细胞 & cells"]}, "10.1000/2": None})
    with Cache(tmp_path) as cache:
        assert cache.get("crossref", ["10.1000/1", "10.1000/2", "10.1000/3"]) == {
            "10.1000/1": {"title": ["干细胞 & cells"]}, "10.1000/2": None,
        }  # fmt: skip
        assert cache.get("pubmed", ["10.1000/1"]) == {}
        assert cache.info().answers == {"crossref": 2}
        assert cache.clear() == 2
        assert cache.get("crossref", ["10.1000/1"]) == {}


def test_no_such_thing_is_believed_for_a_day_and_a_record_for_the_age_set(tmp_path, clock):
    with Cache(tmp_path, max_age=30, clock=clock) as cache:
        cache.put("crossref", {"there": 1, "absent": None})
        clock.now += 2 * DAY
        assert cache.get("crossref", ["there", "absent"]) == {"there": 1}
        clock.now += 29 * DAY
        assert cache.get("crossref", ["there", "absent"]) == {}
    with Cache(tmp_path, any_age=True, clock=clock) as offline:
        assert offline.get("crossref", ["there", "absent"]) == {"there": 1, "absent": None}


def test_more_keys_than_a_statement_takes(tmp_path):
    with Cache(tmp_path) as cache:
        cache.put("pubmed", {str(n): n for n in range(2500)})
        assert len(cache.get("pubmed", map(str, range(5000)))) == 2500


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.text(max_size=30), st.none() | st.text(max_size=50) | st.lists(st.integers()), max_size=5))
def test_what_is_put_is_got(answers):
    with tempfile.TemporaryDirectory() as folder, Cache(Path(folder)) as cache, Cache(None) as nothing:
        cache.put("x", answers)
        nothing.put("x", answers)
        assert cache.get("x", answers) == answers
        assert nothing.get("x", answers) == {}


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000, b""])
def test_a_broken_file_is_replaced(tmp_path, content):
    (tmp_path / "answers.sqlite").write_bytes(content)
    with Cache(tmp_path) as cache:
        cache.put("crossref", {"10.1000/1": 1})
        assert cache.get("crossref", ["10.1000/1"]) == {"10.1000/1": 1}


def test_a_spoilt_answer_is_asked_for_again(tmp_path):
    with Cache(tmp_path) as cache:
        cache.put("crossref", {"a": 1, "b": 2})
    with closing(sqlite3.connect(tmp_path / "answers.sqlite")) as db, db:
        db.execute("UPDATE answer SET body = x'00ff' WHERE key = 'a'")
    db.close()
    with Cache(tmp_path) as cache:
        assert cache.get("crossref", ["a", "b"]) == {"b": 2}


def test_a_folder_that_cannot_be_made_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with Cache(tmp_path / "file" / "cache") as cache:
        cache.put("crossref", {"a": 1})
        assert cache.get("crossref", ["a"]) == {}
        assert "cannot be used" in cache.problem


def test_two_open_caches_see_each_other(tmp_path):
    with Cache(tmp_path) as one, Cache(tmp_path) as other:
        one.put("crossref", {"a": 1})
        other.put("crossref", {"b": 2})
        assert one.get("crossref", ["a", "b"]) == other.get("crossref", ["a", "b"]) == {"a": 1, "b": 2}


def test_it_is_for_its_owner_alone(tmp_path):
    """In a folder that others may read too."""
    with Cache(tmp_path) as cache:
        cache.put("crossref", {"a": 1})
        assert {file.stat().st_mode & 0o077 for file in tmp_path.iterdir()} == {0}


def test_a_killed_process_leaves_what_it_had_written(tmp_path):
    script = (
        "import sys, pathlib; from refcheck.net.cache import Cache\n"
        "cache = Cache(pathlib.Path(sys.argv[1]))\n"
        "for n in range(10**6): cache.put('crossref', {str(n): 'x' * 500}); print(n, flush=True)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    while int(process.stdout.readline()) < 20:
        pass
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with Cache(tmp_path) as cache:
        assert len(cache.get("crossref", map(str, range(21)))) == 21


def test_it_does_not_grow_without_end(tmp_path, monkeypatch, clock):
    monkeypatch.setattr("refcheck.net.cache._MOST", 200_000)
    for number in range(40):
        clock.now += 1
        with Cache(tmp_path, clock=clock) as cache:
            cache.put("crossref", {f"{number}-{n}": os.urandom(500).hex() for n in range(20)})
    assert (tmp_path / "answers.sqlite").stat().st_size < 400_000
    with Cache(tmp_path, clock=clock) as cache:
        assert cache.get("crossref", ["39-0"])
        assert not cache.get("crossref", ["0-0"])


def test_many_writers_at_once(tmp_path):
    script = (
        "import sys, pathlib; from refcheck.net.cache import Cache\n"
        "with Cache(pathlib.Path(sys.argv[1])) as cache:\n"
        "    for n in range(30): cache.put('crossref', {f'{sys.argv[2]}-{n}': n})\n"
        "    assert not cache.problem, cache.problem\n"
    )
    began = time.monotonic()
    processes = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path), str(n)]) for n in range(3)]
    assert [process.wait(timeout=30) for process in processes] == [0, 0, 0]
    assert time.monotonic() - began < 30
    with Cache(Path(tmp_path)) as cache:
        assert cache.info().answers == {"crossref": 90}
