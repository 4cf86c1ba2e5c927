"""``mkdocs serve`` shows an edit at once, and what is wrong on top of the last good page."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import project
import pytest
from variants import later

PATIENCE = 90
"""Seconds after which a change has not been seen."""
IDLE = 0.005
"""The part of a core that a preview may use while nothing happens."""
SETTLING, WATCHED = 3, 10
"""Seconds after which nothing happens any more, and for which its use is measured."""
PARTY = "data/parties/lake-tribunal.yml"
WRONG = f"{PARTY}:4:35: seat.country must be the two capital letters of a country"


@contextmanager
def serving(folder: Path, first: str) -> Iterator[str]:
    """The address of a running preview of the project in ``folder``, whose first page has the text ``first``."""
    with started(folder) as (_, address):
        wait_for(address, first)
        yield address


@contextmanager
def started(folder: Path, *arguments: str, **settings: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process of a preview that begins to run, and its address; what it says is in ``said``."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        said(folder).open("w+") as log,
        subprocess.Popen(
            project.command("serve", "--dev-addr", f"127.0.0.1:{port}", *arguments),
            cwd=folder,
            env=project.environment(**settings),
            stdout=log,
            stderr=log,
        ) as server,
    ):
        try:
            yield server, f"http://127.0.0.1:{port}/"
        finally:
            server.kill()


def said(folder: Path) -> Path:
    """The file in which is what a preview of the project in ``folder`` says."""
    return folder.parent / f"{folder.name}-serve.log"


@pytest.fixture
def preview(lakes_project: Path) -> Iterator[str]:
    """The address of a running preview of the made-up project."""
    with serving(lakes_project, "Lake") as address:
        yield address


def wait_for(address: str, text: str, absent: str = "\0") -> None:
    """Ask for a page until it has ``text`` and not ``absent``."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=PATIENCE) as answer:
                page = answer.read().decode("utf-8")
                if text in page and absent not in page:
                    return
        except (URLError, ConnectionError):
            pass
        time.sleep(0.1)
    pytest.fail(f"{address} did not show {text!r} within {PATIENCE} s")


def change(path: Path, old: str, new: str) -> None:
    """Replace a text in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "page"),
    later(
        [
            (PARTY, "a made-up body", "an invented body", "parties/lake-tribunal/"),
            ("docs/about.md", "#", "an invented body. #", "about/"),
            (
                "hooks/dossier/site/templates/timeline.html",
                "{% block body %}",
                "{% block body %}<p>an invented body</p>",
                "timeline/",
            ),
            ("docs/assets/dossier.css", "/*", "/* an invented body */ /*", "assets/dossier.css"),
        ],
        first=2,
    ),
)
def test_edit_is_shown(file: str, old: str, new: str, page: str, preview: str, lakes_project: Path) -> None:
    change(lakes_project / file, old, new)
    wait_for(preview + page, "an invented body")


def test_search_works_and_finds_what_was_edited(preview: str, lakes_project: Path) -> None:
    wait_for(f"{preview}search/es.json", "made-up")
    change(lakes_project / PARTY, "a made-up body", "an invented body")
    wait_for(f"{preview}search/es.json", "invented")


@pytest.mark.parametrize(
    ("break_it", "repair", "message"),
    later(
        [
            (
                lambda folder: change(folder / PARTY, "NO", "Norway"),
                lambda folder: change(folder / PARTY, "Norway", "NO"),
                WRONG,
            ),
            (
                lambda folder: change(folder / PARTY, '{en: "The', '{en: "The" The'),
                lambda folder: change(folder / PARTY, '{en: "The" The', '{en: "The'),
                f"{PARTY}:3:",
            ),
            (
                lambda folder: (folder / PARTY).rename(folder / "kept.yml"),
                lambda folder: (folder / "kept.yml").rename(folder / PARTY),
                "must name a record that exists",
            ),
            (
                lambda folder: (folder / "data" / "areas" / "new area.yml").write_text("name: {en: New}\n", "utf-8"),
                lambda folder: (folder / "data" / "areas" / "new area.yml").unlink(),
                "data/areas/new area.yml:1:1",
            ),
            (
                lambda folder: change(
                    folder / "hooks/dossier/site/templates/record.html", "{% block body %}", "{% block body %}{% if %}"
                ),
                lambda folder: change(folder / "hooks/dossier/site/templates/record.html", "{% if %}", ""),
                "record.html:",
            ),
            (
                lambda folder: change(folder / "mkdocs.yml", "theme:", "theme: ["),
                lambda folder: change(folder / "mkdocs.yml", "theme: [", "theme:"),
                "mkdocs.yml",
            ),
        ],
    ),
    ids=["value", "half-written", "deleted", "added", "template", "settings"],
)
def test_problem_stands_over_the_last_good_page_until_it_is_mended(
    break_it: Callable[[Path], None], repair: Callable[[Path], None], message: str, preview: str, lakes_project: Path
) -> None:
    page = f"{preview}parties/lake-tribunal/"
    wait_for(page, "Lake Tribunal")
    break_it(lakes_project)
    wait_for(page, message)
    wait_for(page, "is a made-up body in Oslo")
    wait_for(f"{preview}es/parties/reed-institute/", 'id="problems"')
    repair(lakes_project)
    wait_for(page, "is a made-up body in Oslo", absent='id="problems"')


def test_problems_are_told_in_the_language_of_the_page(preview: str, lakes_project: Path) -> None:
    wait_for(f"{preview}pt/parties/lake-tribunal/", "Lake Tribunal")
    change(lakes_project / PARTY, "NO", "Norway")
    wait_for(f"{preview}pt/parties/lake-tribunal/", f"{WRONG.partition(' must')[0]} deve ter as duas letras maiúsculas")
    wait_for(f"{preview}fr/", "doit avoir les deux lettres majuscules")
    wait_for(preview, WRONG)


@pytest.mark.slow
def test_first_build_may_fail(lakes_project: Path) -> None:
    change(lakes_project / PARTY, "NO", "Norway")
    with serving(lakes_project, WRONG) as address:
        wait_for(address, "<meta charset=utf-8>")
        change(lakes_project / PARTY, "Norway", "NO")
        wait_for(f"{address}parties/lake-tribunal/", "Lake Tribunal", absent='id="problems"')


@pytest.mark.slow
def test_editor_that_writes_by_renaming_and_a_new_record(preview: str, lakes_project: Path) -> None:
    path = lakes_project / PARTY
    beside = path.with_suffix(".yml.tmp~")
    beside.write_text(path.read_text("utf-8").replace("a made-up body", "an invented body"), "utf-8")
    beside.replace(path)
    wait_for(f"{preview}parties/lake-tribunal/", "an invented body", absent='id="problems"')
    area = lakes_project / "data" / "areas" / "fish.yml"
    (area.parent / "frogs.yml").write_text(area.read_text("utf-8").replace("Fish", "Frogs"), "utf-8")
    wait_for(f"{preview}areas/frogs/", "<h1")
    wait_for(f"{preview}areas/", 'href="frogs/"')


def test_a_draft_stops_nothing_and_is_marked_once_it_is_finished(preview: str, lakes_project: Path) -> None:
    reeds = (lakes_project / "data" / "areas" / "reeds.yml").read_text("utf-8")
    mud = lakes_project / "data" / "areas" / "mud.yml"
    mud.write_text("draft: true\nname: {en: …}\nsummary: {en: …}\n", "utf-8")
    change(lakes_project / PARTY, "a made-up body", "an invented body")
    wait_for(f"{preview}parties/lake-tribunal/", "an invented body")
    assert "data/areas/mud.yml:2:12: must be filled in" in said(lakes_project).read_text("utf-8")
    mud.write_text("draft: true\n" + reeds.replace("Reeds", "Mud"), "utf-8")
    wait_for(f"{preview}fr/areas/mud/", '<p class="note">Brouillon')


@pytest.mark.slow
@pytest.mark.parametrize("name", ["data", "docs"])
@pytest.mark.parametrize("seconds", [0.06, 0.0, 1.5])
def test_a_folder_that_goes_and_comes_back_is_watched_again(
    name: str, seconds: float, preview: str, lakes_project: Path
) -> None:
    (lakes_project / name).rename(lakes_project / "away")
    time.sleep(seconds)
    (lakes_project / "away").rename(lakes_project / name)
    wait_for(f"{preview}about/", "</html>", absent='id="problems"')
    for number in range(2):
        change(lakes_project / "docs" / "about.md", "#", f"edit {number}. #")
        wait_for(f"{preview}about/", f"edit {number}.", absent='id="problems"')
        change(lakes_project / PARTY, "a made-up body", f"version {number}, a made-up body")
        wait_for(f"{preview}parties/lake-tribunal/", f"version {number},", absent='id="problems"')


@pytest.mark.slow
def test_what_mkdocs_refuses_is_told_with_its_reason(preview: str, lakes_project: Path) -> None:
    change(lakes_project / "mkdocs.yml", "watch: [data", "watch: [date")
    wait_for(f"{preview}about/", "Config value &#39;watch&#39;: ")
    change(lakes_project / "mkdocs.yml", "watch: [date", "watch: [data")
    wait_for(f"{preview}about/", "</html>", absent='id="problems"')


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [(), ("--no-livereload",), ("--clean",)], ids=str)
def test_every_preview_has_its_own_address_alone_below_any_folder(
    arguments: tuple[str, ...], lakes_project: Path
) -> None:
    with started(lakes_project, *arguments, SITE_URL="https://example.org/a%20%C3%B1/") as (_, address):
        wait_for(address, "Lake")
        with urlopen(f"{address}a%20%C3%B1/about", timeout=PATIENCE) as answer:
            assert answer.url == f"{address}a%20%C3%B1/about/"
            assert (b"livereload(" in answer.read()) == ("--no-livereload" not in arguments)
        with pytest.raises(HTTPError, match="421"):
            urlopen(Request(answer.url, headers={"Host": "evil.example"}), timeout=PATIENCE)


@pytest.mark.slow
def test_a_preview_that_does_not_look_again_ends_when_its_build_fails(lakes_project: Path) -> None:
    change(lakes_project / PARTY, "country: ", "country: x")
    with started(lakes_project, "--no-livereload") as (server, _):
        assert server.wait(PATIENCE) == 1


@pytest.mark.slow
def test_reading_begins_no_build_and_waiting_costs_nothing(lakes_project: Path) -> None:
    with started(lakes_project) as (server, address):
        wait_for(f"{address}timeline/", "Lake")
        time.sleep(SETTLING)
        before, start = spent(server.pid), time.monotonic()
        for path in lakes_project.joinpath("data").rglob("*.yml"):
            path.read_bytes()
        time.sleep(WATCHED)
        assert (spent(server.pid) - before) / (time.monotonic() - start) <= IDLE
        assert said(lakes_project).read_text("utf-8").count("Building documentation") == 1


def spent(process: int) -> float:
    """The seconds of computing that a process has used (``man 5 proc_pid_stat``)."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(") ")[2].split()
    except FileNotFoundError:
        pytest.skip("this system does not tell what a process has used")
    return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")


@pytest.mark.slow
def test_a_changed_program_asks_for_a_restart(preview: str, lakes_project: Path) -> None:
    assert "restart the preview" not in said(lakes_project).read_text("utf-8")
    with (lakes_project / "hooks" / "dossier" / "site" / "feed.py").open("a", encoding="utf-8") as module:
        module.write("# changed\n")
    end = time.monotonic() + PATIENCE
    while "restart the preview" not in said(lakes_project).read_text("utf-8"):
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.slow
def test_an_address_in_use_is_told_in_a_line(lakes_project: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = project.run(lakes_project, project.command("serve", "-q", "--dev-addr", f"127.0.0.1:{port}"))
    assert run.returncode == 1
    (line,) = run.stderr.strip().splitlines()
    assert f"127.0.0.1:{port} cannot be served; Address already in use" in line


@pytest.mark.slow
@pytest.mark.parametrize(
    ("editor", "opened"),
    [("", "vscode://file{}/{{file}}:{{line}}:{{column}}"), ("x://{file}?{line}", "x://{}/{{file}}?{{line}}")],
)
def test_a_statement_opens_in_the_editor_at_its_line(editor: str, opened: str, lakes_project: Path) -> None:
    with started(lakes_project, EDITOR_LINK=editor) as (_, address):
        wait_for(f"{address}parties/lake-tribunal/", f'data-opened="{opened.format(lakes_project)}"')
        change(lakes_project / PARTY, "name:", "# above\nname:")
        wait_for(f"{address}parties/lake-tribunal/", f'id="seat" data-line="{PARTY}:5:1"')


@pytest.fixture
def heard() -> Iterator[None]:
    """Have what is started hear the signals to end, also where a shell has what it runs behind it ignore them."""
    signals: dict[int, Any] = {signal.SIGINT: signal.default_int_handler, signal.SIGHUP: signal.SIG_DFL}
    before = {number: signal.signal(number, handler) for number, handler in signals.items()}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_when_it_is_ended_nothing_is_left_in_temporary_folders(
    number: signal.Signals, heard: None, lakes_project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    temporary = tmp_path_factory.mktemp("temporary")
    with started(lakes_project, TMPDIR=str(temporary)) as (server, address):
        wait_for(f"{address}search/es.json", '"words"')
        assert list(temporary.iterdir())
        server.send_signal(number)
        assert server.wait(PATIENCE) == 128 + number
    assert not list(temporary.iterdir())


@pytest.mark.slow
def test_whoever_presses_ctrl_c_twice_need_not_wait(heard: None, lakes_project: Path) -> None:
    with started(lakes_project) as (server, address):
        wait_for(address, "Lake")
        server.send_signal(signal.SIGINT)
        end = time.monotonic() + PATIENCE
        while "Shutting down" not in said(lakes_project).read_text("utf-8"):
            assert time.monotonic() < end
            time.sleep(0.05)
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("parties/", "127.0.0.1", 200),
        ("parties/", "localhost:8000", 200),
        ("parties/", "[::1]:8000", 200),
        ("parties/", "evil.example", 421),
        ("livereload/0/0", "evil.example", 421),
        ("parties/", "127.0.0.1.evil.example", 421),
        ("parties/", "", 421),
        ("parties//", "localhost", 200),
        ("/parties/./", "localhost", 200),
        ("%5C%5Cevil%5Cshare", "localhost", 404),
        ("parties%5Clake-tribunal/", "localhost", 404),
        ("C:/windows/", "localhost", 404),
        ("..%2f..%2f..%2fetc/passwd", "localhost", 404),
        ("parties/%00", "localhost", 404),
        ("x" * 5_000, "localhost", 404),
        ("nowhere/", "localhost", 404),
        ("parties", "localhost", 200),
        ("about", "localhost", 200),
    ],
)
def test_only_its_own_address_is_answered(path: str, host: str, status: int, lakes_preview: str) -> None:
    try:
        with urlopen(Request(lakes_preview + path, headers={"Host": host}), timeout=PATIENCE) as answer:
            got = answer.status
            answer.read()
    except HTTPError as error:
        got = error.code
    assert got == status


@pytest.fixture(scope="module")
def lakes_preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a preview of the made-up project in which nothing is changed."""
    folder = project.lakes(tmp_path_factory.mktemp("preview"))
    page = folder / "docs" / "about.md"
    unseen = """<p id=it's onclick="document.title = 'stolen'">Click</p>"""  # by the check, which knows no odd quotes
    page.write_text(f"{page.read_text('utf-8')}\n{unseen}\n", "utf-8")
    with serving(folder, "Lake") as address:
        yield address


@pytest.mark.browser
def test_a_script_in_a_page_under_review_does_not_run(lakes_preview: str, browser: Any) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    with page.expect_request("**/livereload/**"):  # the preview's own script runs
        page.goto(f"{lakes_preview}about/")
    page.get_by_text("Click").click()
    assert page.title() != "stolen" and "stolen" in page.content()
    assert len([text for text in refused if "Content Security Policy" in text]) == 1
    page.close()


@pytest.mark.browser
def test_browser_shows_and_heals_by_itself_at_the_same_place(preview: str, lakes_project: Path, browser: Any) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 500})
    page.goto(f"{preview}agreement/")
    page.evaluate("scrollTo(0, 400)")
    change(lakes_project / PARTY, "NO", "Norway")
    page.locator("#problems").wait_for(timeout=PATIENCE * 1000)
    assert WRONG in page.locator("#problems pre").text_content()
    assert page.locator("h1").text_content() == "The agreement"
    change(lakes_project / PARTY, "Norway", "NO")
    page.locator("#problems").wait_for(state="detached", timeout=PATIENCE * 1000)
    end = time.monotonic() + PATIENCE
    while page.evaluate("scrollY") != 400:  # it is once the page is laid out; waiting within it is against its policy
        assert time.monotonic() < end
        page.wait_for_timeout(50)
    page.close()
