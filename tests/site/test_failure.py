"""The published site stays as it is when something is wrong."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import project
import pytest
import yaml
from lxml.html import fromstring
from variants import later

LONGEST = 90
"""Seconds after which a program does not end."""
SOON = 20
"""Seconds within which a mistake is told, on a machine that has much else to do."""


def broken_data(folder: Path) -> None:
    """Put the broken tree in the place of the data."""
    shutil.rmtree(folder / "data")
    project.lakes_data(folder, project.BROKEN)


def dead_link(folder: Path) -> None:
    """Write a link that leads nowhere, of which MkDocs only warns."""
    page = folder / "docs" / "about.md"
    page.write_text(page.read_text("utf-8") + "\n[Nowhere](nowhere.md)\n", "utf-8")


def unfinished_template(folder: Path) -> None:
    """Save a template in the middle of typing."""
    (folder / "hooks" / "dossier" / "site" / "templates" / "timeline.html").write_text("{% for year in", "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("damage", [dead_link, unfinished_template], ids=lambda damage: damage.__name__)
def test_last_good_site_stays_byte_for_byte(damage: Callable[[Path], None], lakes_project: Path) -> None:
    before = project.digest(lakes_project / "site")
    damage(lakes_project)
    assert project.build(lakes_project, "--strict").returncode == 1
    assert project.digest(lakes_project / "site") == before
    assert project.beside(lakes_project) == ["site"]


@pytest.mark.parametrize(
    "line", later(["", "# hooks: [hooks/events.py]\n", "hooks: []\n", "hook: [hooks/events.py]\n"])
)
def test_a_build_without_the_hooks_does_not_touch_the_last_good_site(line: str, lakes_project: Path) -> None:
    before, settings = project.digest(lakes_project / "site"), lakes_project / "mkdocs.yml"
    settings.write_text(re.sub("^hooks: .*\n", line, settings.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    assert project.build(lakes_project).returncode == 1
    assert project.digest(lakes_project / "site") == before
    assert project.beside(lakes_project) == [".site.without-hooks", "site"]


def test_a_fault_of_the_code_is_told_as_such(lakes_project: Path) -> None:
    (lakes_project / "hooks" / "dossier" / "site" / "templates" / "timeline.html").unlink()
    run = project.build(lakes_project)
    assert run.returncode == 1 and "TemplateNotFound" in run.stderr, run.stderr
    assert "timeline.html" in run.stderr and "published" not in run.stderr


def test_a_draft_stops_nothing_and_is_not_published(lakes_project: Path) -> None:
    (lakes_project / "data" / "areas" / "mud.yml").write_text("draft: true\nname: {en: …}\n", "utf-8")
    run = project.build(lakes_project, "--strict")
    assert run.returncode == 0, run.stderr
    assert "Drafts, which are not published: areas/mud\n" in run.stderr
    assert not (lakes_project / "site" / "areas" / "mud").exists()


def test_every_problem_is_told_without_a_traceback_and_the_last_good_site_stays(lakes_project: Path) -> None:
    before = project.digest(lakes_project / "site")
    broken_data(lakes_project)
    run = project.build(lakes_project)
    messages = (project.BROKEN / "messages.txt").read_text("utf-8").splitlines()
    told = run.stderr.removeprefix("ERROR   -  ").splitlines()
    assert run.returncode == 1
    assert [line for line in told if line.startswith("data/")] == messages
    assert told[told.index(messages[0]) + 1 :][:2] == ["    4 | compiled: 29 February 2020", "      |           ^"]
    assert f"{len(messages)} problems in the data" in run.stderr
    assert "Traceback" not in run.stderr
    assert "::error" not in run.stdout
    assert project.digest(lakes_project / "site") == before
    assert project.beside(lakes_project) == ["site"]


@pytest.mark.built
def test_problems_are_told_in_the_language_of_the_environment_and_marked_on_github(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    broken_data(folder)
    run = project.build(folder, LC_ALL="", LANG="fr_FR.UTF-8", GITHUB_ACTIONS="true")
    messages = (project.BROKEN / "messages.txt").read_text("utf-8").splitlines()
    assert f"Il y a {len(messages)} erreurs dans les données. Rien n'a été construit" in run.stderr
    assert "data/agreement.yml:4:11: compiled doit être une date qui existe" in run.stderr
    marks = [line for line in run.stdout.splitlines() if line.startswith("::error ")]
    assert len(marks) == len(messages)
    assert marks[0].startswith("::error file=data/agreement.yml,line=4,col=11::compiled doit être une date qui existe")


@pytest.mark.built
def test_problems_of_a_first_build_are_told_even_if_nobody_reads_the_marks_and_nothing_is_left(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    broken_data(folder)
    run = project.build(folder, start=project.UNREAD, GITHUB_ACTIONS="true")
    assert run.returncode == 1
    assert "data/agreement.yml:4:11: compiled must be a date that exists" in run.stderr
    assert "Broken pipe" not in run.stderr
    assert not project.beside(folder)


def test_a_good_build_takes_the_place_of_the_old_site(lakes_project: Path) -> None:
    (lakes_project / "site" / "stale.html").write_text("old", "utf-8")
    assert project.build(lakes_project, "--strict").returncode == 0
    assert not (lakes_project / "site" / "stale.html").exists()
    assert project.beside(lakes_project) == ["site"]


def test_without_settings_nothing_names_an_address_and_the_log_says_so(lakes_project: Path) -> None:
    run = project.build(lakes_project, "--strict")
    assert run.returncode == 0
    assert run.stderr.count("SITE_URL is not set: the site has no canonical addresses, feed or sitemap\n") == 1
    site = lakes_project / "site"
    assert not [*site.glob("sitemap.xml"), *site.rglob("feed.xml")]
    for path in (path for path in site.rglob("*") if path.suffix in (".html", ".txt", ".bib", ".ris")):
        text = path.read_text("utf-8")
        for word in ("127.0.0.1", "localhost", 'rel="edit"', "code.example", 'rel="canonical"', "feed.xml", "og:url"):
            assert word not in text, (path, word)
    assert "http" not in (site / "cite.bib").read_text("utf-8")
    assert "](agreement/)" in (site / "llms.txt").read_text("utf-8")


@pytest.mark.parametrize("most", later([20_000, 2_000, 50_000]))
def test_where_no_more_can_be_written_the_old_site_stays(most: int, lakes_project: Path) -> None:
    before = project.digest(lakes_project / "site")
    largest = max(path.stat().st_size for path in (lakes_project / "site").rglob("*.html"))
    assert most < largest
    run = project.run(lakes_project, [sys.executable, "-c", project.LIMITED, "mkdocs", str(most), "build", "--strict"])
    told = f"Nothing was published; File too large: {lakes_project}"
    assert run.returncode == 1 and told in run.stderr, run.stderr
    assert "Traceback" not in run.stderr
    assert project.digest(lakes_project / "site") == before
    assert project.beside(lakes_project) == ["site"]


def test_a_build_that_is_ended_leaves_nothing(lakes_project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    before = project.digest(lakes_project / "site")
    temporary = tmp_path_factory.mktemp("temporary")
    with subprocess.Popen(
        project.command("build", "-q"), cwd=lakes_project, env=project.environment(TMPDIR=str(temporary))
    ) as build:
        end = time.monotonic() + LONGEST
        while project.beside(lakes_project) == ["site"] and time.monotonic() < end:
            time.sleep(0.01)
        build.send_signal(signal.SIGTERM)
        assert build.wait(LONGEST) == 128 + signal.SIGTERM
    assert project.digest(lakes_project / "site") == before
    assert project.beside(lakes_project) == ["site"]
    assert not list(temporary.iterdir())


@pytest.mark.slow
def test_a_build_goes_on_without_its_terminal_if_that_was_asked_for(lakes_project: Path) -> None:
    with subprocess.Popen(
        ["nohup", *project.command("build", "-q")],
        cwd=lakes_project,
        env=project.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as build:
        end = time.monotonic() + LONGEST
        while project.beside(lakes_project) == ["site"] and time.monotonic() < end:
            time.sleep(0.01)
        build.send_signal(signal.SIGHUP)
        assert build.wait(LONGEST) == 0


@pytest.mark.parametrize(("address", "reason"), [("", "set SITE_URL"), ("https://x.example", "a slash at its end")])
def test_gh_deploy_refuses_without_a_right_address(address: str, reason: str, lakes_project: Path) -> None:
    for command in (["init", "-q"], ["remote", "add", "origin", "nowhere"]):
        subprocess.run(["git", *command], cwd=lakes_project, check=True)
    run = project.run(lakes_project, project.command("gh-deploy"), SITE_URL=address)
    assert run.returncode == 1 and reason in run.stderr
    assert "Traceback" not in run.stderr and "Copying" not in run.stderr
    assert project.beside(lakes_project) == ["site"]


@pytest.mark.slow
def test_gh_deploy_tells_in_a_line_that_git_could_not_send_the_site(lakes_project: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=lakes_project, check=True)
    run = subprocess.run(
        project.command("gh-deploy", "--quiet"),
        cwd=lakes_project,
        env=project.environment(SITE_URL="https://x.example/"),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert run.stderr.splitlines()[-1] == "Error: The site was built and not sent; git push origin gh-pages failed"
    assert project.beside(lakes_project) == ["site"]


def test_the_workflow_that_publishes_does_not_build_without_an_address(lakes_project: Path) -> None:
    workflow = yaml.safe_load((project.ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8"))
    (step,) = [step for step in workflow["jobs"]["build"]["steps"] if "mkdocs build" in step.get("run", "")]
    asked = "${{ steps.pages.outputs.base_url }}"
    assert asked in step["env"]["SITE_URL"]
    unknown = step["env"]["SITE_URL"].replace(asked, "")
    assert unknown and project.build(lakes_project, SITE_URL=unknown).returncode == 1


def test_settings_are_escaped_where_they_stand(lakes_project: Path) -> None:
    run = project.build(
        lakes_project,
        "--strict",
        SITE_URL="https://x.example/a&b/",
        EDIT_URI="https://x.example/edit&copy/",
        REPOSITORY_URL="https://x.example/?a=b&copy=c",
        LICENCE="https://x.example/licence?a=b&copy=c",
        CONTACT="https://x.example/form?a=b#part",
    )
    assert run.returncode == 0, run.stderr
    links = {str(link) for link in fromstring((lakes_project / "site/data/index.html").read_bytes()).xpath("//@href")}
    edited = {str(link) for link in fromstring((lakes_project / "site/about/index.html").read_bytes()).xpath("//@href")}
    assert {
        "https://x.example/?a=b&copy=c",
        "https://x.example/licence?a=b&copy=c",
        "https://x.example/a&b/data/",
    } <= links
    assert "https://x.example/edit&copy/docs/about.md" in edited
    form = "https://x.example/form?a=b&page=https%3A%2F%2Fx.example%2Fa%26b%2Fabout%2F&language=en#part"
    assert form in edited
    for name in ("sitemap.xml", "feed.xml"):
        ElementTree.parse(lakes_project / "site" / name)


def test_a_wrong_setting_is_told_before_anything_is_built(lakes_project: Path) -> None:
    before = project.digest(lakes_project / "site")
    run = project.build(lakes_project, LICENCE="javascript:alert(1)", REPOSITORY_URL="code.example")
    assert run.returncode == 1
    assert [line.partition(" must")[0].split()[-1] for line in run.stderr.splitlines()] == ["REPOSITORY_URL", "LICENCE"]
    assert project.digest(lakes_project / "site") == before


@pytest.mark.slow
def test_settings_set_to_nothing_or_to_no_are_not_set(lakes_project: Path) -> None:
    nothing = dict.fromkeys((*project.SETTINGS, "SOURCE_DATE_EPOCH"), "")
    run = project.build(lakes_project, "--strict", **nothing | {"OFFLINE": "0", "INDEX_FILES": "false"})
    assert run.returncode == 0, run.stderr
    assert "SITE_URL is not set" in run.stderr
    assert "agreement/" in fromstring((lakes_project / "site" / "index.html").read_bytes()).xpath("//@href")
    assert (lakes_project / "site" / "search").is_dir()


@pytest.mark.slow
def test_another_configuration_with_another_folder_of_pages_is_enough(lakes_project: Path, tmp_path: Path) -> None:
    (lakes_project / "web").mkdir()
    (lakes_project / "docs").rename(lakes_project / "web" / "Pàges (1)")
    shared = (lakes_project / "mkdocs.yml").read_text("utf-8")
    (lakes_project / "other.yml").write_text(f"docs_dir: web/Pàges (1)\n{shared}", "utf-8")
    (lakes_project / "mkdocs.yml").unlink()
    (tmp_path / "elsewhere").mkdir()
    address = "https://code.example/edit/main/"
    run = project.build(tmp_path / "elsewhere", "--strict", "-f", str(lakes_project / "other.yml"), EDIT_URI=address)
    assert run.returncode == 0, run.stderr
    page = fromstring((lakes_project / "site" / "about" / "index.html").read_bytes())
    assert page.xpath("//a[@rel='edit']/@href") == [f"{address}web/P%C3%A0ges%20%281%29/about.md"]
    assert "Not translated into es: web/Pàges (1)/es/about.md\n" in run.stderr
    assert not list((tmp_path / "elsewhere").iterdir())
    (lakes_project / "web" / "Pàges (1)" / "a:b.css").touch()
    run = project.build(lakes_project, "-f", "other.yml")
    assert run.returncode == 1 and "ERROR   -  web/Pàges (1)/a:b.css:1:1: file name must not have ':'" in run.stderr


@pytest.mark.slow
def test_links_lead_to_files_where_mkdocs_is_asked_for_that(lakes_project: Path) -> None:
    run = project.build(lakes_project, "--strict", "--no-directory-urls")
    assert run.returncode == 0, run.stderr
    links = fromstring((lakes_project / "site" / "index.html").read_bytes()).xpath("//@href")
    assert {"agreement/index.html", "about/index.html"} <= set(links)
    assert (lakes_project / "site" / "about" / "index.html").is_file()


@pytest.mark.slow
@pytest.mark.parametrize(("arguments", "time"), [(["--theme", "mkdocs"], "0"), ([], "now"), ([], "9" * 20)])
def test_what_mkdocs_itself_would_stumble_over_does_no_harm(
    arguments: list[str], time: str, lakes_project: Path
) -> None:
    run = project.build(lakes_project, *arguments, "--strict", SOURCE_DATE_EPOCH=time)
    assert run.returncode == 0, run.stderr
    assert (lakes_project / "site" / "about" / "index.html").is_file()


def slow_page(text: str) -> Callable[[Path], object]:
    """Write a page that takes a reader of Markdown long."""
    return lambda docs: (docs / "about.md").write_text(f"---\ntitle: x\ndescription: x\n---\n{text}", "utf-8")


@pytest.mark.parametrize(
    "make",
    later(
        [
            slow_page("<pre " * 20_000),
            lambda docs: (docs / "about.md").write_bytes(b"---\ntitle: x\ndescription: x\n---\n\xff"),
            slow_page("[" * 20_000),
            slow_page("![" * 5_000),
            slow_page("a " * 100_000),
            slow_page("\n#" * 14_000),
            slow_page("\n- " * 9_000),
            slow_page("\n" * 29_000),
        ],
        first=2,
    ),
)
def test_a_page_that_cannot_be_read_soon_is_told(make: Callable[[Path], object], lakes_project: Path) -> None:
    make(lakes_project / "docs")
    start = time.monotonic()
    run = project.build(lakes_project)
    assert run.returncode == 1 and "docs/about.md:1:1: must " in run.stderr and "Traceback" not in run.stderr
    assert time.monotonic() - start < SOON


@pytest.mark.built
def test_a_build_reads_nothing_irregular(tmp_path: Path) -> None:
    folder = project.lakes(tmp_path)
    os.mkfifo(folder / "docs" / "x.md")
    for name in ("l", "m"):
        (folder / "docs" / name).symlink_to(".")
    (folder / "docs" / "robots.txt").symlink_to("/proc/self/environ")
    run = project.build(folder)
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert [line.partition(":")[0] for line in run.stderr.splitlines() if ":1:1: " in line][1:] == [
        "docs/m",
        "docs/robots.txt",
        "docs/x.md",
    ]
    assert not project.beside(folder)
