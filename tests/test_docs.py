"""The documentation says what the code does: every command, option, parameter, key and dependency is in it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import click
import pytest

from indexer.cli import main
from indexer.facets import FACETS
from indexer.models import BODIES, LEVELS
from indexer.query.syntax import FIELDS, MAX_CHARACTERS, MAX_DEPTH, MAX_ITEMS
from indexer.readers import SUFFIXES, given_columns
from tests.web.fake_library import FakeLibrary
from web import arguments, create_app, problems

ROOT: Final = Path(__file__).parent.parent
READMES: Final = ("README.md", "README.zh-CN.md")
LINK: Final = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCED: Final = re.compile(r"^```[a-z]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING: Final = re.compile(r"^(#{1,6}) +(.+)$", re.MULTILINE)
OPTIONS: Final = [
    (name, option)
    for name, command in main.commands.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
    for option in parameter.opts
]
# Written so that this file does not hold what it looks for.
FORBIDDEN: Final = {
    "a package registry's host": re.compile(
        r"pypi[.]org|python[h]osted|npm[j]s[.]|registry[.]npm|crate[s][.]io|deb[.]debian[.]|conda[.]anaconda[.]"
    ),
    "a path of somebody's machine": re.compile(r"(?<![\w.~])/(?:home|Users|roo[t])/\w|\b[A-Z]:\\Users\\"),
}


@cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return FENCED.sub("", text)


def documents() -> list[str]:
    """Names of all Markdown files that are ours, relative to the root."""
    places = ("*.md", "docs/*.md", "index/README.md", "indexer/data/**/README.md")
    return sorted(path.relative_to(ROOT).as_posix() for place in places for path in ROOT.glob(place))


def section(name: str, title: str) -> str:
    """What stands in a document under a heading, up to the next one of the same level."""
    parts = re.split(rf"^## +{re.escape(title)}$", text_of(name), flags=re.MULTILINE)
    assert len(parts) == 2, f"{name} needs one section “## {title}”"
    return re.split(r"^## ", parts[1], maxsplit=1, flags=re.MULTILINE)[0]


# ------------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize("command", sorted(main.commands))
def test_command_is_documented(command: str) -> None:
    assert section("docs/commands.md", f"zhengxie {command}").strip()
    for readme in READMES:
        assert f"zhengxie {command}" in text_of(readme)


@pytest.mark.parametrize(("command", "option"), OPTIONS)
def test_option_is_documented(command: str, option: str) -> None:
    assert re.search(rf"`{option}\b", section("docs/commands.md", f"zhengxie {command}"))


@pytest.mark.parametrize("command", sorted(main.commands))
def test_no_option_is_invented(command: str) -> None:
    known = {option for name, option in OPTIONS if name == command}
    named = re.findall(r"`(--[a-z-]+)", section("docs/commands.md", f"zhengxie {command}"))
    assert set(named) <= known


def test_suffixes_are_documented() -> None:
    for name in READMES:
        assert set(re.findall(r"`(\.[a-z]+)`", text_of(name))) == SUFFIXES


@pytest.mark.parametrize(
    "key",
    [
        *given_columns.TEXT_KEYS,
        *given_columns.FIELDS,
        *given_columns.SPANS,
        *given_columns.STATED,
        *sum(given_columns.PLACES, ()),
    ],
)
def test_key_of_given_metadata_is_documented(key: str) -> None:
    assert f"`{key}`" in section("docs/reading.md", "Metadata of your own")


@pytest.mark.parametrize("value", [*BODIES, *LEVELS])
def test_choice_is_documented(value: str) -> None:
    for name, part in (("docs/reading.md", "Metadata of your own"), ("docs/commands.md", "zhengxie search")):
        assert value in section(name, part)


# ------------------------------------------------------------------------------------------------ API


@pytest.mark.parametrize("table", ["SEARCH", "REPORT", "FACET_VALUES", "SUGGEST", "EXPORT", "CITATION"])
def test_parameters_are_documented(table: str) -> None:
    assert [name for name in getattr(arguments, table) if f"`{name}`" not in api()] == []


def test_problems_are_documented() -> None:
    assert [each.name for each in problems.TYPES if f"`{each.name}`" not in api()] == []


def test_keys_of_answers_are_documented() -> None:
    client = create_app({"LIBRARY": FakeLibrary(), "TESTING": True}).test_client()
    page = client.get("/api/v1/search?q=协商").get_json()
    urls = (
        f"/api/v1/reports/{page['hits'][0]['id']}?q=协商",
        f"/api/v1/reports/{page['hits'][0]['id']}/related",
        "/api/v1/search?page=none",
        "/api/v1/facets?facet=organization",
        "/api/v1/suggest?q=重庆",
        "/api/v1/info",
    )
    answers = (page, *(client.get(url).get_json() for url in urls))
    undocumented = {key for answer in answers for key in keys(answer) if f"`{key}`" not in api()}
    assert undocumented == set()


@pytest.mark.parametrize(
    "path",
    [
        *("trends", "concordance", "neighbours", "coverage", "adoption", "phrases", "compare", "figures"),
        "reports/{report_id}/succession",
    ],
)
def test_keys_of_analyses_are_documented(path: str) -> None:
    client = create_app({"LIBRARY": FakeLibrary(), "TESTING": True}).test_client()
    described = client.get("/api/v1/openapi.json").get_json()
    answer = described["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]
    found = set(properties(answer, described["components"]["schemas"], set()))
    assert "fingerprint" in found
    assert sorted(key for key in found if f"`{key}`" not in api()) == []


def properties(schema: Any, named: dict[str, Any], met: set[str]) -> Iterator[str]:
    """Keys of the objects that a schema describes, those of the schemas that it refers to included."""
    if isinstance(schema, list):
        for item in schema:
            yield from properties(item, named, met)
    elif isinstance(schema, dict):
        reference = str(schema.get("$ref", "")).rpartition("/")[2]
        if reference and reference not in met:
            met.add(reference)
            yield from properties(named[reference], named, met)
        yield from schema.get("properties", ())
        for name, value in schema.items():
            if name not in ("example", "examples"):
                yield from properties(value, named, met)


def keys(answer: Any) -> Iterator[str]:
    """Names in an answer, without those that are values: facet names, terms, fields with evidence."""
    if isinstance(answer, list):
        for item in answer:
            yield from keys(item)
    elif isinstance(answer, dict):
        for key, value in answer.items():
            yield key
            yield from keys(list(value.values()) if key in ("facets", "variants", "evidence") else value)


def api() -> str:
    return text_of("docs/api.md")


def test_facets_are_documented() -> None:
    for name in FACETS:
        assert f"`{name}`" in api()


# ------------------------------------------------------------------------------------------- language


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_field_is_documented(field: str) -> None:
    assert f"`{field}:`" in text_of("docs/query-language.md")


@pytest.mark.parametrize("limit", [MAX_CHARACTERS, MAX_ITEMS, MAX_DEPTH])
def test_limit_is_documented_in_both_languages(limit: int) -> None:
    assert len(re.findall(rf"\b{limit:,}(?=\s)", text_of("docs/query-language.md"))) >= 2


# -------------------------------------------------------------------------------------------- READMEs


def test_readmes_hold_the_same_commands() -> None:
    first, second = (FENCED.findall(text_of(name)) for name in READMES)
    assert first == second
    assert len(first) >= 3


def test_readmes_have_the_same_headings() -> None:
    first, second = ([level for level, _ in HEADING.findall(without_code(text_of(name)))] for name in READMES)
    assert first == second


# ------------------------------------------------------------------------------- architecture, pictures


def test_modules_and_scripts_of_the_pages_are_described() -> None:
    described = section("docs/architecture.md", "Inside the pages")
    modules = [path.stem for path in (ROOT / "web").glob("*.py") if path.stem != "__init__"]
    scripts = [path.name for path in (ROOT / "web" / "static" / "js").glob("*.js")]
    assert [
        name for name in (*modules, *scripts) if not re.search(rf"^\|.*`{name}`.*\|.*\|$", described, re.MULTILINE)
    ] == []


def test_pictures_are_shown_and_light() -> None:
    pictures = sorted((ROOT / "docs" / "images").iterdir())
    assert len(pictures) == 6
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert int.from_bytes(data[16:20]) in (1280, 390), f"{picture.name}: the width, as IHDR says it"
        assert len(data) <= 150 * 1024
        assert f"(images/{picture.name})" in text_of("docs/pages.md")


# ---------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize("name", documents())
def test_links_lead_somewhere(name: str) -> None:
    broken = []
    for target in LINK.findall(without_code(text_of(name))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (ROOT / name).parent / file if file else ROOT / name
        if not path.exists() or (anchor and anchor not in anchors(path)):
            broken.append(target)
    assert broken == []


def anchors(path: Path) -> set[str]:
    """Anchors of a document's headings, as code hosts make them: lower case, no punctuation, - for spaces."""
    headings = HEADING.findall(without_code(path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for _, title in headings}


# ----------------------------------------------------------------------------------- project and files


def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads(text_of("pyproject.toml"))["project"]
    return found


def dependencies() -> list[str]:
    """Names of what the project asks for directly, extras included."""
    extras = project()["optional-dependencies"].values()
    asked = [*project()["dependencies"], *(line for extra in extras for line in extra)]
    names = {re.split(r"[<>=\[; ]", line, maxsplit=1)[0] for line in asked}
    return sorted(names - {project()["name"]})


@pytest.mark.parametrize("dependency", dependencies())
def test_dependency_is_justified(dependency: str) -> None:
    rows = [line for line in text_of("docs/decisions.md").splitlines() if line.startswith("| ")]
    assert any(f"`{dependency}`" in row.split("|")[1] for row in rows), "one row of the table of dependencies"


def test_changelog_has_this_version() -> None:
    assert re.search(rf"^## \[{re.escape(project()['version'])}\]", text_of("CHANGELOG.md"), re.MULTILINE)


def test_no_file_names_a_registry_or_a_machine() -> None:
    found = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, IsADirectoryError, FileNotFoundError):
            continue  # binary samples, links to folders, files deleted but not yet committed as such
        found += [f"{path.relative_to(ROOT)}: {what}" for what, pattern in FORBIDDEN.items() if pattern.search(text)]
    assert found == []


def tracked_files() -> list[Path]:
    """Files that git keeps, or would keep: new ones too."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is no list of the project's files")
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode("utf-8")
    return [ROOT / name for name in listed.split("\0") if name]


def test_layers_are_shown_as_they_are_kept() -> None:
    """The pages, which are no part of ``indexer``, stand beside what prints."""
    kept = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"][0]
    shown = re.findall(r"^    (\S.*)$", section("docs/architecture.md", "Layers"), re.MULTILINE)
    assert kept["name"] == "imports run one way inside indexer"
    assert [line.removesuffix(" | web") for line in shown] == kept["layers"]
