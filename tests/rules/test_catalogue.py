import re
from pathlib import Path

import pytest

from refcheck.model import Severity
from refcheck.rules import catalogue

CONTRACT = """ID101 warning ID102 error ID103 error ID104 error ID105 error ID106 note ID107 note
MD201 error MD202 error MD203 error MD204 error MD205 error MD206 warning MD207 error
ST301 error ST302 warning ST303 note ST304 error ST305 note ST306 warning CT401 warning CT402 error CT403 warning
CL501 error CL502 error CL503 error CL504 note NV801 warning NV802 note NV803 note NV804 note SU901 warning SU902 note"""


def test_every_code_of_the_contract_has_its_rule_and_default_severity():
    wanted = dict(re.findall(r"(\w+\d+) (\w+)", CONTRACT))
    assert {code: rule.severity.value for code, rule in catalogue().items()} == wanted


@pytest.mark.parametrize("rule", catalogue().values(), ids=lambda rule: rule.code)
def test_every_rule_explains_itself(rule):
    assert isinstance(rule.severity, Severity)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)+|retracted|corrected", rule.name)
    for text in (rule.when, rule.why, rule.action):
        assert len(text) > 3
        assert text[-1] in ".)"


def test_a_family_is_one_file():
    folder = Path(__file__).parents[2] / "refcheck/rules"
    families = {"identifiers": "ID", "metadata": "MD", "status": "ST", "citations": "CT", "claims": "CL",
                "availability": "NV", "suppressions": "SU"}  # fmt: skip
    for name, prefix in families.items():
        assert set(re.findall(r'\n    "([A-Z]{2})\d{3}"', (folder / f"{name}.py").read_text("utf-8"))) == {prefix}
