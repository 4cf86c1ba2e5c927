"""The pages written by hand: Markdown files in ``docs``, translated ones in a folder for each language below it."""

import html
import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

from markdown import Markdown

from ..addresses import KEY, PAGES, SITE, PageSpec
from ..reading.discovery import misnamed
from ..reading.irregular import irregular
from ..reading.nodes import DEEPEST, MOST, TOO_DEEP, nodes
from ..reading.plain_text import conflicts, position
from ..reading.problems import HIDDEN, DataError, Problem, look_alike, quoted, unseen
from ..records.advice import texts_are_in_their_language
from ..records.messages import Message, message
from ..records.model import Interface
from ..records.patterns import pattern_faults, slips, told_group
from ..records.prose import outside_markup
from ..records.references import Parts
from ..records.suggest import nearest
from ..records.texts import broken_words
from ..records.urls import WEB, WRONG_SCHEME
from ..records.values import LanguageCode, Line, Text
from ..settings import Settings
from .context import relative
from .page import Content

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list")
"""The extensions of Python-Markdown; by the last, headings have the same fragment in every language."""
LONGEST_PAGE = 30_000
"""The most bytes a page may have; ours have a third of that."""
MOST_LINES = 1_000
"""The most lines of a page: for each heading and entry, Python-Markdown looks at all that follow without a gap."""
LONGEST_LINE = 5_000
"""The most characters of a line, for which Python-Markdown tries many ways to read it."""
LONG_LINE = re.compile(rf"^.{{{LONGEST_LINE + 1},}}$", re.MULTILINE)
NESTED = re.compile(rf"^[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]+){{{DEEPEST + 1}}}", re.MULTILINE)
"""More lists and quotations in one another, at the start of a line, than Python-Markdown bears."""
TARGET = re.compile(r"(?:\]\(|^ *\[(?!\^)[^\]\n]*\]:)\s*<?([^\s)>]+)", re.MULTILINE)
"""The target of a link, behind its words or by itself at the foot of a page."""
TARGET_IN_HTML = re.compile(r"""<[a-z][^<>]*?\s(?:href|src)\s*=\s*["']?([^"'<>]+)""", re.IGNORECASE)
"""The same in HTML; a browser leaves out the ends of lines in it."""
CROWDED = {"[": 500, "<": 500}
"""The most occurrences of signs that make Python-Markdown look through the rest of a page again."""
AS_TYPED = re.compile(r"^(```|~~~).*?^\1|`[^`\n]+`", re.MULTILINE | re.DOTALL)
"""The code in a page, which is shown as typed."""
TABLE = re.compile(r"^\|.*(?:\n\|.*)+", re.MULTILINE)
BAR = re.compile(r"(?<!\\)\|(?!\s*$)")
"""The beginning of a column in a line of a table."""
LINK_IN_HTML = re.compile(r"""(<(?:a|img)\s[^<>]*?\b(?:href|src)=["'])([^"']*)""")
"""A link or a picture up to its target, and the target."""
PART_OF_PAGE = re.compile(r'<h[2-6] id="([^"]+)"')
"""The beginning of a part of a page, with the name by which a link leads to it."""
USED = ("frame.css", "dossier.css", "colours.js", "page.js", "search.js", "search-index.js", "table.js", "icon.svg")
"""The files among the assets that every page uses."""
SPLIT = message("; split the page")
HEAD = ("title", "description")
"""The fields at the start of a page."""
MARK = "---"
"""The line before and after what is said of a page at the start of its file."""
LANGUAGE_IN_PATH = re.compile(r"^([A-Za-z]{2})(?:[-_]\w+)?/.|\.([A-Za-z]{2})(?:[-_]\w+)?\.md$")
"""The language of a translation in a folder of another name, or in the name of its file."""
PAGE = re.compile(r"(?:[^./][^/]*/)*[^./][^/]*\.(?:md|mkdn?|mdown|markdown)", re.IGNORECASE)
"""The files that are meant as pages: of such an ending, and not hidden."""
ROWS = {spec.address: spec for spec in PAGES if not spec.template}
TAKEN = {spec.address for spec in PAGES if spec.template and KEY not in spec.address}
CLOSED = re.compile(r"</([a-z][a-z0-9-]*)\s*>", re.IGNORECASE)
"""The end of an element of HTML."""


@dataclass(frozen=True)
class Handwritten:
    """A page written by hand, in one language."""

    spec: PageSpec
    file: str
    """The file, below the project's folder: ``docs/es/about.md``."""
    language: str
    title: str
    description: str
    text: str
    """Its Markdown."""
    above: int = 0
    """The number of lines above that in the file."""

    @property
    def name(self) -> str:
        """Return the name of the file in the folder of its language: ``about.md``."""
        return f"{self.spec.address[:-1]}.md"

    def translated(self, language: str) -> str:
        """Return the file of its translation, if this is a page of the default language."""
        return f"{self.file.removesuffix(self.name)}{language}/{self.name}"

    def problem(self, before: str, wrong: Message) -> Problem:
        """Return a problem at the place in the Markdown that comes after the text ``before``."""
        line, column = position(before)
        return Problem(self.file, self.above + line, column, wrong)


def read_handwritten(
    docs: Path, languages: Collection[str], project: Path | None = None
) -> dict[str, list[Handwritten]]:
    """Return the pages by language, in the first where there is no translation; ``DataError`` if one is not right.

    Files are named from the folder of the ``project`` on, in which ``docs`` may lie deeper.
    """
    root, first = project if project and docs.is_relative_to(project) else docs.parent, next(iter(languages))
    if problems := [*irregular(docs)]:
        above = docs.parent.relative_to(root)
        raise DataError(replace(problem, file=(above / problem.file).as_posix()) for problem in problems)
    for path in (docs / "assets" / name for name in USED if (docs if project else docs / "assets").is_dir()):
        if not path.is_file() or (path.suffix == ".svg" and b"<svg" not in path.read_bytes()):
            file = path.relative_to(root).as_posix()
            wanted = message("must be there, as every page uses it; 'git checkout -- {path}' puts it back", path=file)
            problems.append(Problem(file, 1, 1, wanted))
    original: dict[str, Handwritten] = {}
    pages: dict[str, list[Handwritten]] = {}
    for language in languages:
        own = {page.spec.address: page for page in read_pages(docs, root, language, languages, problems)}
        original = original or own
        pages[language] = [own.get(address, page) for address, page in original.items()]
        wanted = message("must have a page of the same name in {language}, or be deleted", language=first)
        alone = (own[address] for address in own if address not in original)
        alone = (page for page in alone if not any(docs.glob(f"{page.spec.address[:-1]}.*")))
        problems += (Problem(page.file, 1, 1, wanted) for page in alone)
    if problems:
        raise DataError(quoted(problems, root / docs.name))
    return pages


def read_pages(
    docs: Path, root: Path, language: str, languages: Collection[str], problems: list[Problem]
) -> Iterator[Handwritten]:
    """Yield the pages in one language, those of the table first, and add what is wrong to ``problems``."""
    folder = docs if language == next(iter(languages)) else docs / language
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    if folder == docs:
        paths = {name: path for name, path in paths.items() if name.partition("/")[0] not in languages}
    saved_as_text = (name for name, path in paths.items() if path.suffix == ".txt" and path.is_file())
    meant = {name for name in saved_as_text if paths[name].read_bytes().startswith(MARK.encode())}
    meant.update(filter(PAGE.fullmatch, paths))
    found = {name.removesuffix(".md") + "/": paths[name] for name in meant}
    for address in [*(address for address in ROWS if address in found), *sorted(found.keys() - ROWS.keys())]:
        name = found[address].relative_to(root).as_posix()
        try:
            check_name(found[address], found[address].relative_to(folder).as_posix(), languages)
            whole = page_text(found[address])
        except ValueError as error:
            problems.append(Problem(name, 1, 1, error.args[0]))
            continue
        if "\n<<<<<<< " in whole:
            problems += conflicts(whole, name)
        else:
            problems += (Problem(name, *position(whole[:start]), wanted) for start, wanted in faults(whole))
        head, text = split(whole)
        node, unreadable = nodes(head, name)
        said = node.plain() if isinstance(node.value, dict) else {}
        missing = [field for field in HEAD if not isinstance(said.get(field), str) or not said[field].strip()]
        more = [key for key in said if key not in HEAD]
        odd = [(node.keys[key], key, message("must not be here") + nearest(key, HEAD)) for key in more]
        odd = odd or [(node.value[key], key, message("must be a text")) for key in missing if key in said]
        named = ((place, message("{path} {wanted}", path=key, wanted=wanted)) for place, key, wanted in odd)
        unreadable = unreadable or [place.problem(wanted) for place, wanted in named]
        if missing and not unreadable:
            wanted = message("must begin with a line ---, then '{field}: …' and another line ---", field=missing[0])
            if head == "{}" and whole.startswith(f"{MARK}\n"):
                wanted = message("must have another line --- below its title and its description")
            unreadable = [Problem(name, 1, 1, wanted)]
        problems += unreadable
        if not missing:
            spec = ROWS.get(address, PageSpec(address, SITE, printed=False))
            above = whole.count("\n") - text.count("\n")
            yield Handwritten(spec, name, language, said["title"], said["description"], text, above)


def check_name(path: Path, below: str, languages: Collection[str]) -> None:
    """Raise ``ValueError`` if the file of a page must have another name. ``below`` is its path in its language."""
    address = f"{below.removesuffix('.md')}/"
    if address in TAKEN or Path(below).stem == "index" or address.partition("/")[0] in languages:
        raise ValueError(message("must have another name; the page of this one is made from the data"))
    if (code := LANGUAGE_IN_PATH.search(below)) and LanguageCode.fits((code[1] or code[2]).lower()):
        names = ", ".join(languages)
        raise ValueError(message("must be in the folder of a language of data/interface.yml: {names}", names=names))
    if odd := misnamed(path.with_name(below.replace("/", "-")), ".md"):
        raise ValueError(message("file name {wanted}", wanted=odd) + look_alike(path.name))


def page_text(path: Path) -> str:
    """Return the text of a file; ``ValueError`` if that is no page, or one that would take minutes to convert."""
    if (size := path.stat().st_size) > LONGEST_PAGE:
        wanted = message("must be smaller than {most:,} bytes, got {got:,}", most=LONGEST_PAGE, got=size)
        raise ValueError(wanted + SPLIT)
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(message("must be text in UTF-8; save the file in that encoding")) from None
    if re.search("<meta", text, re.IGNORECASE):
        raise ValueError(message("must not have the tag <meta, which can send readers to another site; delete it"))
    if (got := text.count("\n")) > MOST_LINES:
        raise ValueError(message("must have at most {most:,} lines, got {got:,}", most=MOST_LINES, got=got) + SPLIT)
    for sign, most in CROWDED.items():
        if (got := text.count(sign)) > most:
            counts = {"most": most, "sign": sign, "got": got}
            raise ValueError(message("must have at most {most} times the sign {sign}, got {got:,}", **counts) + SPLIT)
    return text


def faults(text: str) -> Iterator[tuple[int, Message]]:
    """Yield the offset and the message of each fault in a page: unseen letters, markup that shows, unsafe links."""
    yield from ((found.start(), unseen(found[0])) for found in islice(HIDDEN.finditer(text), MOST))
    for line in LONG_LINE.finditer(text):
        counts = {"most": LONGEST_LINE, "got": len(line[0])}
        yield line.start(), message("must have at most {most:,} characters, got {got:,}", **counts)
    text = as_typed(text)
    for found, wanted in pattern_faults("pages", text):
        start, end = found.span(told_group(found))
        yield start, wanted
        text = text[:start] + re.sub(".", "_", text[start:end]) + text[end:]
    for closed in CLOSED.finditer(text):
        if not re.search(rf"<{closed[1]}\b", text[: closed.start()], re.IGNORECASE):
            yield closed.start(), message("must close what was opened above it").got(closed[0])
    for table in TABLE.finditer(text):
        columns = [(len(BAR.findall(line[0])), line.start()) for line in re.finditer(".+", table[0])]
        for got, start in [uneven for uneven in columns if uneven[0] != columns[0][0]][:1]:
            wanted = message("must have {most} columns, as the first line of the table", most=columns[0][0])
            yield table.start() + start, wanted.got(got)
    yield from ((len(text.partition(part)[0]), wanted) for part, wanted in broken_words(text, True, markup=("links",)))
    yield from ((deep.start(), TOO_DEEP) for deep in NESTED.finditer(text))
    for start, link in targets(text):
        target = link.partition("#")[0]
        if not target.startswith(WEB) and (":" in target or target.startswith("//")):
            yield start, WRONG_SCHEME.got(target)


def targets(text: str) -> Iterator[tuple[int, str]]:
    """Yield the offset and the target of each link and picture in a page, in Markdown or in HTML."""
    for link in (*TARGET.finditer(text), *TARGET_IN_HTML.finditer(text)):
        yield link.start(1), "".join(html.unescape(link[1]).split())


def as_typed(text: str) -> str:
    """Return a page with a line in the place of each sign of its code, so that everything stays where it is."""
    return AS_TYPED.sub(lambda typed: re.sub(".", "_", typed[0]), text)


def advise_on_pages(written: Mapping[str, Sequence[Handwritten]], interface: Interface) -> list[Problem]:
    """Return the advice on the pages by language: on their texts, on parts that are missing, on missing pages."""
    told = list[Problem]()
    parts_of = cache(lambda page: PART_OF_PAGE.findall(convert(page, "", Settings()).html))
    for language, pages in written.items():
        for page, original in zip(pages, written[interface.default], strict=True):
            if page.language == language:
                same = [it for others in written.values() for it in others if it.spec == page.spec and it != original]
                told += [*advise_on_text(page, interface), *advise_on_parts(page, original, same, parts_of)]
                told += advise_on_links(page, "" if page == original else f"{language}/", written)
            elif any(other.language == language for other in pages):
                wrong = message("should exist; readers see the page in the language {other}", other=page.language)
                told.append(Problem(page.translated(language), 1, 1, wrong))
    return told


def advise_on_text(page: Handwritten, interface: Interface) -> Iterator[Problem]:
    """Yield the advice on the text of a page: a paragraph in another language, marks that show as typed, slips."""
    text, code = as_typed(page.text), LanguageCode(page.language)
    found = re.finditer(r"(?m)(?:^[^#\n].*\n?)+", text)  # no heading, whose address is in English
    texts = (((it.start(),), Text.model_construct(root={code: Line(it[0])})) for it in found)
    parts = Parts([((), interface), *texts])
    for (start, *_), wrong in islice(texts_are_in_their_language(parts), 1):  # it tells of all
        yield page.problem(text[: int(start)], wrong)
    doubtful = pattern_faults("doubtful", outside_markup(text), "page")
    for part, wrong in (*((found[0], wrong) for found, wrong in doubtful), *slips(text, code)):
        words = [re.escape(word) for word in re.split(r"\s+", part)]  # between which a line may end
        begun = filter(None, (re.search(r"\s+".join(words[:end]), text) for end in (None, 4, 2)))
        yield page.problem(text[: next((found.start() for found in begun), 0)], wrong)
    for said in (page.title, page.description):
        yield from (Problem(page.file, 1, 1, wrong) for _, wrong in pattern_faults("doubtful", said, "plain"))


def advise_on_links(page: Handwritten, prefix: str, languages: Collection[str]) -> Iterator[Problem]:
    """Yield the advice on links that lead to a page in another language than that of the page, which has ``prefix``."""
    text, folder = as_typed(page.text), posixpath.dirname(prefix + page.name)
    for start, link in targets(text):
        target = posixpath.normpath(posixpath.join(folder, link.partition("#")[0]))
        first = target.partition("/")[0]
        other = f"{first}/" if first in languages else ""
        if target.endswith(".md") and other != prefix and not target.startswith("."):
            own = posixpath.relpath(prefix + target.removeprefix(other), folder)
            wrong = message("leads to a page in another language; that in the language of this one is '{own}'", own=own)
            yield page.problem(text[:start], wrong)


def advise_on_parts(
    page: Handwritten, original: Handwritten, translated: list[Handwritten], parts_of: Callable[..., list[str]]
) -> Iterator[Problem]:
    """Yield the advice on the parts that a page has not and the original has, or that no translation of it has."""
    for number, part in enumerate(parts_of(original)):
        shown = {"part": f"{{#{part}}}", "file": original.file}
        lost = len(translated) > 1 and not any(part in parts_of(it) for it in translated)
        if lost and page == original:
            heading = [*re.finditer("^##+ ", as_typed(page.text), re.MULTILINE)][number]
            wrong = message("should be a heading of the translations too; none has {part}", **shown)
            yield page.problem(page.text[: heading.start()], wrong)
        elif not lost and part not in parts_of(page):
            yield Problem(page.file, 1, 1, message("should have a heading with {part}, as {file} has", **shown))


def split(text: str) -> tuple[str, str]:
    """Return the head of a page's file, as YAML with its lines in place, and its Markdown."""
    start, mark, rest = text.partition(f"\n{MARK}\n")
    return (start.replace(MARK, "", 1), rest) if mark and start.split("\n")[0].strip() == MARK else ("{}", text)


def convert(page: Handwritten, prefix: str, settings: Settings) -> Content:
    """Return the Markdown of a page as HTML, for the language whose addresses have ``prefix``.

    Links between files, and the addresses of pictures, become those between pages.
    """
    start, folder = prefix + page.spec.address, prefix + posixpath.dirname(page.spec.address.rstrip("/"))

    def turned(link: re.Match[str]) -> str:
        path, mark, fragment = html.unescape(link[2]).partition("#")
        if ":" in path or not path or path.startswith("/"):  # it leads elsewhere, or within the page
            return link[0]
        target = posixpath.normpath(posixpath.join(folder, path)).removesuffix(".md") + "/"
        way = relative(target.removesuffix("index/"), start)
        way = settings.file(way) if path.endswith(".md") else way[:-1]
        return link[1] + html.escape(f"{way}{mark}{fragment}")

    markdown = Markdown(extensions=EXTENSIONS)
    text = LINK_IN_HTML.sub(turned, markdown.convert(page.text))
    text = text.replace("<pre>", '<pre tabindex="0">')  # so that keys scroll a long line
    return Content(text, getattr(markdown, "toc_tokens", []))
