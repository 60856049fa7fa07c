"""What the author of a plugin can have checked: the plugin of docs/how-to/plugins.md is what refcheck asks for."""

from collections.abc import Callable, Iterable, Iterator

from refcheck_acme.library import SOURCE
from refcheck_acme.reader import READER
from refcheck_acme.rules import RULES, check_reference
from refcheck_acme.summary import FORMAT

from refcheck.formats import Format
from refcheck.model import Finding
from refcheck.readers.base import Reader
from refcheck.rules import ReferenceCase, Rule
from refcheck.sources import Source

reader: Reader = READER
rules: Iterable[Rule] = RULES
family: Callable[[ReferenceCase], Iterator[Finding]] = check_reference
form: Format = FORMAT
source: type[Source] = SOURCE

not_a_reader: Reader = FORMAT  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
