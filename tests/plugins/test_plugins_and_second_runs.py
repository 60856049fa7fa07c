"""What was extracted by the built-in readers is no answer once a plugin reads the file, nor the other way about."""

READER = """
from refcheck.model import Document


class Reader:
    name = "memo-words"
    media_types = ()
    extensions = (".txt",)

    def recognises(self, head, name):
        return 1.0 if name.endswith(".txt") else 0.0

    def read(self, data, path):
        return Document(path=path, format=self.name, text="%s", source="%s")


READER = Reader()
"""


def shown(installation, **environment):
    return installation.refcheck("check", "a.txt", "--offline", "--format", "json", **environment).stdout


def test_a_reader_that_is_added_or_changed_reads_what_is_known_of_others(installation):
    (installation.folder / "a.txt").write_text("doi:10.1000/first\n", "utf-8")
    assert "10.1000/first" in shown(installation)
    text = "doi:10.1000/second"
    installation.install(
        "memo-words",
        {"refcheck.readers": {"memo-words": "memo_words"}},
        {"memo_words.py": READER % (text, text)},
    )
    assert "10.1000/second" in shown(installation)
    (installation.site / "memo_words.py").write_text(READER % ("doi:10.1000/third1", "doi:10.1000/third1"), "utf-8")
    assert "10.1000/third1" in shown(installation)
    assert "10.1000/first" in shown(installation, REFCHECK_NO_PLUGINS="1")
