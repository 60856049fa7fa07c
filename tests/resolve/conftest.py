"""The services in miniature, at the HTTP boundary."""

import asyncio
import json
from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
import respx

from refcheck.config.settings import Settings
from refcheck.model import Article, Author, Document, Fields, Identifiers, Reference, Span
from refcheck.progress import Silent
from refcheck.resolve import resolve
from refcheck.sources import open_sources

STEM = {
    "DOI": "10.1007/s12015-020-10016-7", "type": "journal-article",
    "title": ["Umbilical cord mesenchymal stem cells in amyotrophic lateral sclerosis: an original study"],
    "container-title": ["Stem Cell Reviews and Reports"], "short-container-title": ["Stem Cell Rev and Rep"], "volume": "16",
    "issue": "5", "page": "922-932", "published-print": {"date-parts": [[2020, 10]]},
    "published-online": {"date-parts": [[2020, 7, 28]]},
    "author": [{"family": "Barczewska", "given": "Monika"}, {"family": "Maksymowicz", "given": "Stanisław"}],
    "updated-by": [{"type": "correction", "DOI": "10.1007/e1", "source": "publisher"}],
}  # fmt: skip
LIPID = {
    "DOI": "10.1016/0003-2697(76)90527-3", "type": "journal-article",
    "title": ["A rapid and sensitive method for the quantitation of microgram quantities of protein"],
    "container-title": ["Analytical Biochemistry"], "volume": "72", "issue": "1-2", "page": "248-254",
    "published-print": {"date-parts": [[1976, 5]]}, "author": [{"family": "Bradford", "given": "Marion M."}],
}  # fmt: skip


class Services:
    """Crossref, PubMed, the id converter, doi.org, DataCite and Europe PMC over a few works."""

    def __init__(self):
        self.works = {work["DOI"].lower(): work for work in (STEM, LIPID)}
        self.omitted = set()  # what Crossref's lists leave out
        self.aliases = {}
        self.agencies = {}  # of DOIs that Crossref does not have
        self.pmids = {"32725316": STEM, "942051": LIPID}
        self.pmcids = {"PMC7456414": {"pmid": 32725316, "doi": STEM["DOI"]}}
        self.datacite = {}
        self.down = set()
        self.latency = lambda: 0.0
        self.asked = []

    def __call__(self, request):
        host, path = request.url.host, unquote(request.url.raw_path.decode().split("?")[0])
        query = {name: values[0] for name, values in parse_qs(urlsplit(str(request.url)).query).items()}
        form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        self.asked.append((host, path, query, form))
        if host in self.down:
            return httpx.Response(503)
        if host == "api.crossref.org":
            return self.crossref(path, query)
        if host == "doi.org":
            return self.registry(path)
        if host == "api.datacite.org":
            return self.attributes(path.removeprefix("/dois/"))
        if host == "www.ebi.ac.uk":
            return httpx.Response(200, json={"resultList": {"result": []}})
        if "idconv" in path:
            rows = [{"requested-id": p, "pmcid": p, **self.pmcids[p]} if p in self.pmcids else
                    {"requested-id": p, "status": "error"} for p in query["ids"].split(",")]  # fmt: skip
            return httpx.Response(200, json={"records": rows})
        return self.efetch(form) if path.endswith("efetch.fcgi") else self.match(form)

    def crossref(self, path, query):
        if "filter" in query:
            asked = [part.removeprefix("doi:") for part in query["filter"].split(",")]
            found = [self.works[doi] for doi in asked if doi in self.works and doi not in self.omitted]
            return httpx.Response(200, json={"message": {"items": found}})
        if "query.bibliographic" in query:
            wanted = set(query["query.bibliographic"].casefold().split())
            order = sorted(
                self.works.values(), key=lambda work: -len(wanted & set(work["title"][0].casefold().split()))
            )
            return httpx.Response(200, json={"message": {"items": order}})
        doi = path.removeprefix("/works/")
        if doi in self.aliases:
            return httpx.Response(301, headers={"Location": f"/works/{self.aliases[doi]}"})
        if doi in self.works:
            return httpx.Response(200, json={"message": self.works[doi]})
        return httpx.Response(404, text="Resource not found.")

    def registry(self, path):
        known = {**dict.fromkeys([*self.works, *self.aliases], "Crossref"), **self.agencies}
        if path.startswith("/doiRA/"):
            rows = [{"DOI": doi, "RA": known[doi]} if known.get(doi) else {"DOI": doi, "status": "DOI does not exist"}
                    for doi in path.removeprefix("/doiRA/").split(",")]  # fmt: skip
            return httpx.Response(200, json=rows)
        exists = path.removeprefix("/api/handles/") in known
        return httpx.Response(200 if exists else 404, json={"responseCode": 1 if exists else 100})

    def attributes(self, doi):
        if doi not in self.datacite:
            return httpx.Response(404, json={"errors": [{"status": "404"}]})
        return httpx.Response(200, json={"data": {"attributes": {"doi": doi, **self.datacite[doi]}}})

    def efetch(self, form):
        found = "".join(self.article(p, self.pmids[p]) for p in form["id"].split(",") if p in self.pmids)
        return httpx.Response(200, text=f"<PubmedArticleSet>{found}</PubmedArticleSet>")

    def match(self, form):
        lines = form["bdata"].split("\r")
        found = [
            "32725316" if "|16|922|" in line else "942051" if "|72|248|" in line else "NOT_FOUND" for line in lines
        ]
        return httpx.Response(200, text="".join(f"{line}{pmid}\n" for line, pmid in zip(lines, found, strict=True)))

    def article(self, pmid, work):
        authors = "".join(
            f"<Author><LastName>{a['family']}</LastName><ForeName>{a['given']}</ForeName></Author>"
            for a in work["author"]
        )
        year = work["published-print"]["date-parts"][0][0]
        return (
            f"<PubmedArticle><MedlineCitation><PMID>{pmid}</PMID><Article><Journal><JournalIssue><Volume>{work['volume']}</Volume>"
            f"<Issue>{work['issue']}</Issue><PubDate><Year>{year}</Year></PubDate></JournalIssue><Title>{work['container-title'][0]}"
            f"</Title></Journal><ArticleTitle>{work['title'][0]}.</ArticleTitle><Pagination><MedlinePgn>{work['page']}</MedlinePgn>"
            f"</Pagination><AuthorList>{authors}</AuthorList></Article></MedlineCitation><PubmedData><ArticleIdList>"
            f'<ArticleId IdType="doi">{work["DOI"]}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>'
        )

    def count(self, host, path=""):
        return sum(asked[0] == host and asked[1].startswith(path) for asked in self.asked)


@pytest.fixture(autouse=True)
def quick_retries(monkeypatch):
    """Retries wait for milliseconds instead of seconds."""
    monkeypatch.setattr("refcheck.net.retry._FIRST_WAIT", 0.001)
    monkeypatch.setattr("refcheck.net.channel._PAUSE", 0.05)


@pytest.fixture
def services():
    with respx.mock as mock:
        made = Services()

        async def answer(request):
            await asyncio.sleep(made.latency())
            return made(request)

        mock.route().mock(side_effect=answer)
        yield made


@pytest.fixture
def cite():
    """A structured reference to a work of Crossref's, with changes and identifiers."""

    def make(label, work=STEM, *, identifiers=None, **changes):
        fields = {
            "authors": tuple(Author(a["family"], a["given"]) for a in work["author"]), "title": work["title"][0],
            "journal": work["container-title"][0], "year": str(work["published-print"]["date-parts"][0][0]),
            "volume": work["volume"], "issue": work["issue"], "pages": work["page"], "type": "article", **changes,
        }  # fmt: skip
        claimed = Fields(**fields)
        return Reference(
            label,
            json.dumps(fields, default=str),
            Span(0, 1),
            Identifiers(**(identifiers or {})),
            claimed,
            structured=True,
        )

    return make


@pytest.fixture
def settings(tmp_path):
    return Settings(mailto="editor@example.org", cache_dir=tmp_path / "cache")


@pytest.fixture
def run(settings):
    """Resolve some references as one article; resolutions by label, or the whole result where `whole` is set."""

    async def go(*references, identifiers=(), whole=False, **changes):
        article = Article(Document("a.txt", "text", "x"), "en", "", references, tuple(identifiers))
        async with open_sources(replace(settings, **changes), Silent()) as sources:
            resolved = await resolve([article], sources, Silent())
        if whole:
            return resolved
        return {label: resolution for (_, label), resolution in resolved.references.items()}

    return go
