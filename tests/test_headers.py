"""What hosts that read ``_headers`` send: the policy of the pages, and for how long a browser may keep what."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import project
import pytest
from published import Published

Rules = dict[str, dict[str, str]]
CACHE = "Cache-Control"


@pytest.fixture(scope="module")
def rules(site: Published) -> Rules:
    """What is sent, by the pattern of the addresses it is sent with."""
    read: Rules = {}
    pattern = ""
    for line in (site.folder / "_headers").read_text("utf-8").splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            read[pattern][name] = value
        else:
            assert line not in read
            pattern, read[line] = line, {}
    return read


def sent(rules: Rules, path: str) -> list[tuple[str, str]]:
    """What is sent with a file, by every rule that matches its address."""
    return [header for pattern, added in rules.items() if fnmatchcase(path, pattern) for header in added.items()]


def test_every_file_has_the_policy_of_the_pages(site: Published, rules: Rules) -> None:
    policy = site.one("", "meta[http-equiv='Content-Security-Policy']").get("content")
    for path in ("/site/", "/site/parties/icc/", "/site/data/agreement.json", "/site/pagefind/pagefind.js"):
        with_it = dict(sent(rules, path))
        assert with_it["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'"
        assert with_it["X-Content-Type-Options"] == "nosniff"
        assert {"Referrer-Policy", "Permissions-Policy"} <= with_it.keys()


def test_hosts_read_all_the_rules_and_none_twice(site: Published, rules: Rules) -> None:
    assert len(rules) <= 100  # Cloudflare Pages reads no more
    for file in site.folder.rglob("*"):
        names = [name for name, _ in sent(rules, f"/site/{file.relative_to(site.folder).as_posix()}")]
        assert len(names) == len(set(names)), file


def test_pages_are_asked_for_again_and_what_has_a_hash_is_kept(site: Published, rules: Rules) -> None:
    for address, page in site.pages.items():
        assert dict(sent(rules, f"/site/{address}"))[CACHE] == "public, max-age=0, must-revalidate", address
        for link in set(page.xpath("//script/@src | //link[@rel='stylesheet']/@href")):
            target = urlsplit(urljoin(site.address, urljoin(f"/site/{address}", link)))
            assert "immutable" in dict(sent(rules, target.path))[CACHE], link
            assert re.fullmatch("v=[0-9a-f]{6}", target.query) or re.search(r"\.[0-9a-f]{8}\.", target.path), link
    kept = {"/".join(pattern.split("/")[2:-1]) for pattern, added in rules.items() if "immutable" in str(added)}
    assert kept == {"assets", "assets/stylesheets", "pagefind/fragment", "pagefind/index"}


def test_the_address_of_an_asset_changes_with_it(lakes_project: Path, lakes: Published) -> None:
    def script(site: Published) -> str:
        return str(site.one("", "script[src*='page.js']").get("src"))

    with (lakes_project / "docs" / "assets" / "page.js").open("a") as file:
        file.write("// changed\n")
    assert project.build(lakes_project, "--strict").returncode == 0
    assert script(Published(lakes_project / "site", "")) != script(lakes)
