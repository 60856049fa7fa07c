@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("DOI:10.3969/j.issn.1001-6252.2025.02.021.", "10.3969/j.issn.1001-6252.2025.02.021"),  # most Chinese journals
        ("10.11606/issn.2179-0892.geousp.2004.73958.", "10.11606/issn.2179-0892.geousp.2004.73958"),
        ("doi: 10.1007/BF02345020.ISSN1432-0916", "10.1007/bf02345020"),
        ("doi: 10.1007/BF02345020.URLhttps://doi.org/10.1007/BF02345020", "10.1007/bf02345020"),
        ("2018; doi.10.1093/cid/ciy936. PMID: 30383203.", "10.1093/cid/ciy936"),
        ("https://doi.org/10.1590/1984-0462/;2018;36;2;00004", "10.1590/1984-0462/;2018;36;2;00004"),
    ],
)
def test_what_belongs_to_a_doi_and_what_is_glued_on(text, doi):
    assert {found.value for found in find_identifiers(text) if found.type is IdentifierType.DOI} == {doi}
