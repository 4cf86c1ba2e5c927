"""Suggestions of the value that an editor probably meant by a wrong one."""

import pytest
from dossier.records import dates, urls, values

KINDS: dict[str, type[values.Scalar]] = {**vars(values), **vars(dates), **vars(urls)}
"""The kinds of values by their names."""


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("Date", "2024/01/11", "2024-01-11"),
        ("Date", "2024.1.5", "2024-01-05"),
        ("Date", "2024/1", "2024-01"),
        ("Date", "11 January 2024", "2024-01-11"),
        ("Date", "january 11, 2024", "2024-01-11"),
        ("Date", "January 2024", "2024-01"),
        ("Date", "2024-01-11,", "2024-01-11"),
        ("Day", "2024/01/11", "2024-01-11"),
        ("Day", "2024/01", None),
        ("Date", "11/01/2024", None),
        ("Date", "yesterday", None),
        ("Date", "2024/13", None),
        ("Date", "24-01-11", None),
        ("Locator", "Articles 9", "Art. 9"),
        ("Locator", "article 3", "Art. 3"),
        ("Locator", "art.5", "Art. 5"),
        ("Locator", "PAGES 4", "p. 4"),
        ("Locator", "pp. 4–6", "p. 4–6"),
        ("Locator", "Note 7", "n. 7"),
        ("Locator", "9", None),
        ("Locator", "Chapter 2", None),
        ("Url", "www.example.org", "https://www.example.org"),
        ("Url", "example.org/a", "https://example.org/a"),
        ("Url", "ftp://example.org", None),
        ("Url", "example.org:80", None),
        ("Url", "example", None),
        ("Url", "https:///example.org", "https://example.org"),
        ("Url", "https://[example.org/", None),
        ("Url", "https://xn--/", None),
        ("Identifier", "Rome Statute", "rome-statute"),
        ("Identifier", "Piotr Hofmański", "piotr-hofmanski"),
        ("Identifier", "a_b", "a-b"),
        ("Identifier", "Łódź", None),
        ("Identifier", "北京", None),
        ("LanguageCode", "Spanish", "es"),
        ("LanguageCode", "spa", "es"),
        ("LanguageCode", "ES", "es"),
        ("LanguageCode", "Elvish", None),
        ("Country", "Costa Rica", "CR"),
        ("Country", "costa rica", "CR"),
        ("Date", "2020-02-29¹", None),
        ("Date", "29² 2 2020", None),
        ("Country", "cri", "CR"),
        ("Country", "cr", "CR"),
        ("Country", "Nowhere", None),
        ("Country", "001", None),
        ("CountryKey", "Costa Rica", "cr"),
        ("CountryKey", "CR", "cr"),
        ("CountryKey", "CRI", "cr"),
        ("Alpha3", "Costa Rica", "CRI"),
        ("Alpha3", "cr", "CRI"),
        ("Alpha3", "cri", "CRI"),
        ("Alpha3", "nowhere", None),
        ("LocaleName", "en-GB", "en_GB"),
        ("LocaleName", "es_ZZ", "es"),
        ("LocaleName", "EN-GBX", "en"),
        ("LocaleName", "ZZ", None),
    ],
)
def test_what_was_meant_is_told_if_it_would_be_right(kind: str, typed: str, meant: str | None) -> None:
    scalar = KINDS[kind]
    with pytest.raises(values.NotRight) as raised:
        scalar.check(typed)
    assert str(raised.value).startswith(scalar.wanted)
    assert raised.value.meant == (meant or "")
    assert meant is None or scalar.check(meant) == meant


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("LanguageCode", "pt-BR"),
        ("LanguageCode", "tlh"),
        ("Country", "CR"),
        ("CountryKey", "cr"),
        ("Alpha3", "CRI"),
        ("LocaleName", "pt_BR"),
        ("Date", "2024"),
        ("Date", "2024-02-29"),
        ("Locator", "Art. 7(1)(a), 9–12"),
    ],
)
def test_what_is_right_stays_as_it_is(kind: str, value: str) -> None:
    assert KINDS[kind].check(value) == value
