"""The rules of the house that a reader of the code relies on."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.registry import PAGES
from tests.support.paths import REPOSITORY

LONGEST_PAGE = 60

# Small helpers that every other test of the data runs through.
TESTED_BY_USE = {"rows", "search"}

TOP_LEVEL = {
    # Prescribed.
    "requirements.txt", "dashboard.py", "pages", "data", "components", "tests",
    ".streamlit",
    # Beside it.
    "requirements.lock", "static", "scripts", "benchmarks", "deploy", "docs", ".ci",
    ".github",
    # The app for those who host it themselves.
    "serve.py",
    # Usual single files.
    ".gitattributes", ".gitignore", ".dockerignore", ".editorconfig",
    ".pre-commit-config.yaml", "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md",
    "Dockerfile", "LICENSE", "Makefile", "README.md", "SECURITY.md",
    "pyproject.toml", "requirements-dev.txt",
}  # fmt: skip


def _files() -> list[Path]:
    """What is committed or would be; all files where the copy is not a checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
    else:
        ignored = re.compile(
            r"(^|/)(\.git|\.venv|\.readers|\.peers|\.supply|build|__pycache__"
            r"|\.[a-z]+_cache|\.hypothesis)/"
        )
        paths = (p for p in REPOSITORY.rglob("*") if p.is_file())
        names = [p.relative_to(REPOSITORY).as_posix() for p in paths]
        names = [name for name in names if not ignored.search(name)]
    return [path for name in names if (path := REPOSITORY / name).is_file()]


FILES = _files()


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def _modules(*folders: str) -> list[Path]:
    return [
        path
        for path in FILES
        if path.suffix == ".py" and _name(path).startswith(tuple(folders))
    ]


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Full names of all modules that a file imports, wherever in the file."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _imports_any(path: Path, *packages: str) -> list[str]:
    return [
        name
        for name in _imports(path)
        if any(name == p or name.startswith(f"{p}.") for p in packages)
    ]


def each(*folders: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", _modules(*folders), ids=_name)


@each("data/")
def test_data_knows_nothing_of_the_interface(path):
    assert not _imports_any(path, "streamlit", "plotly", "components", "pages", "tests")


@each("components/")
def test_components_do_not_look_up(path):
    assert not _imports_any(path, "pages", "dashboard", "tests", "scripts")


@each("components/figures/")
def test_figures_do_not_know_streamlit(path):
    assert not _imports_any(path, "streamlit")


@each("components/figures/")
def test_figures_are_written_as_data(path):
    """Plotly's objects check each property as it is set: most of a rerun's time."""
    assert not _imports_any(path, "plotly.graph_objects")


@each("pages/")
def test_pages_only_arrange(path):
    assert not _imports_any(path, "pandas", "plotly", "pyarrow", "numpy")
    assert not _imports_any(path, "pages", "scripts", "tests")


def test_neither_data_nor_figures_load_streamlit_even_at_second_hand():
    names = [
        _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for path in _modules("data/", "components/figures/")
    ]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "heavy = {'streamlit', 'frictionless', 'shapely', 'pyproj'}\n"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    "path", [p for p in _modules("") if not _name(p).startswith("tests/")], ids=_name
)
def test_build_time_libraries_stay_out_of_the_app(path):
    name = _name(path)
    if name.startswith(("scripts/", "benchmarks/")):
        return
    assert not _imports_any(path, "frictionless", "shapely", "pyproj", "pytest")


@each("pages/")
def test_a_page_is_short_and_begins_with_the_frame(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_PAGE
    body = _tree(path).body
    assert ast.get_docstring(_tree(path))
    first = next(
        node for node in body[1:] if not isinstance(node, (ast.Import, ast.ImportFrom))
    )
    assert ast.unparse(first) == "shell.ensure()"
    assert not [
        node
        for node in ast.walk(_tree(path))
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda))
    ]


def _dotted(path: Path) -> str:
    return _name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _graph() -> dict[str, set[str]]:
    """Module → modules of ours that it imports, wherever in the file."""
    paths = {_dotted(path): path for path in _modules("data/", "components/", "pages/")}
    return {
        module: {name for name in _imports(path) if name in paths} - {module}
        for module, path in paths.items()
    }


def test_no_module_imports_itself_by_way_of_others():
    """Circles hide behind imports within functions and for types alone: those count."""
    graph = _graph()
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        if module in trail:
            circle = " → ".join((*trail[trail.index(module) :], module))
            pytest.fail(f"imports in a circle: {circle}", pytrace=False)
        if module in done:
            return
        for other in sorted(graph[module]):
            walk(other, (*trail, module))
        done.add(module)

    for module in sorted(graph):
        walk(module, ())


@pytest.mark.parametrize("stem", [spec.stem for spec in PAGES])
def test_a_page_has_one_name_everywhere(stem):
    """The file, the sections, the sentences and the tests of a page are found by it."""
    components = REPOSITORY / "components"
    assert (components / f"{stem}.py").exists() or (components / stem).is_dir()
    catalogue = components / "locale" / "en" / "LC_MESSAGES" / f"{stem}.po"
    assert catalogue.exists()
    assert (REPOSITORY / "tests" / "pages" / f"test_{stem}.py").exists()


@each("data/")
def test_a_module_of_the_data_is_tested_under_its_name(path):
    if path.stem in {"__init__", *TESTED_BY_USE}:
        return
    tests = REPOSITORY / "tests" / "data"
    found = [*tests.rglob(f"test_{path.stem}.py"), *tests.glob(f"{path.stem}/test_*")]
    assert found, f"no tests/data/test_{path.stem}.py"


def _drawing(node: ast.AST) -> Iterator[int]:
    """Lines that name Streamlit, but for what is only handed on to be called later."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Name) and child.id == "st":
            yield child.lineno
        if not isinstance(child, ast.Lambda):
            yield from _drawing(child)


@each("components/")
def test_a_card_is_built_without_drawing(path):
    """A page draws it, and keeps it for its brief."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.FunctionDef) and node.name.endswith("_card"):
            assert ast.unparse(node.returns) in {"Card", "Card | None"}, node.name
            assert list(_drawing(node)) == [], node.name


def test_only_these_modules_hold_something_for_a_run():
    """Everything else goes by arguments."""
    holding = [_name(p) for p in _modules("") if "contextvars" in set(_imports(p))]
    wanted = ["cache", "format", "shell", "state", "text"]
    assert sorted(holding) == [f"components/{name}.py" for name in wanted]


# Names in backticks of docstrings and documents: `data.contacts.between`, `check.py`.
_NAMED = re.compile(r"`((?:data|components|tests|scripts)(?:[./]\w+)+(?:\.\w+)?)`")


def _is_there(name: str) -> bool:
    """Whether a file, a module, or what stands in a module, has this name."""
    if "/" in name:
        return (REPOSITORY / name).exists()
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        path = REPOSITORY.joinpath(*parts[:end])
        if path.with_suffix(".py").is_file():
            rest = parts[end:]
            text = path.with_suffix(".py").read_text(encoding="utf-8")
            return not rest or bool(re.search(rf"\b{rest[0]}\b", text))
        if path.is_dir():
            return end == len(parts)
    return False


@pytest.mark.parametrize(
    "path",
    [p for p in FILES if p.suffix in {".py", ".md"} and p.name != "CHANGELOG.md"],
    ids=_name,
)
def test_what_words_name_is_there(path):
    named = set(_NAMED.findall(path.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not _is_there(name)] == []


def test_the_readme_of_the_data_names_files_that_are_there():
    text = (REPOSITORY / "data" / "README.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"`(\w+\.(?:py|csv|json))`", text)):
        assert (REPOSITORY / "data" / name).is_file(), name


def test_the_registry_and_the_pages_agree():
    stems = [spec.stem for spec in PAGES]
    files = [path.stem for path in _modules("pages/") if path.stem != "__init__"]
    assert sorted(stems) == sorted(files)
    assert [spec.stem for spec in PAGES if spec.default] == ["overview"]
    assert all(re.fullmatch(r"[a-z]+", stem) for stem in stems)


@each("data/", "components/", "pages/", "scripts/", "benchmarks/", "dashboard.py")
def test_modules_say_what_they_are(path):
    assert ast.get_docstring(_tree(path))


@each("components/", "pages/", "dashboard.py")
def test_no_html_no_css_nothing_deprecated(path):
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Call):
            continue
        names = {keyword.arg for keyword in node.keywords}
        assert not names & {"unsafe_allow_html", "use_container_width"}, node.lineno
        called = ast.unparse(node.func)
        assert "components.v1" not in called, node.lineno
        if called in {"st.markdown", "st.write", "st.html"} and node.args:
            assert "<" not in ast.unparse(node.args[0]), node.lineno


@each("data/", "components/", "pages/", "scripts/", "dashboard.py")
def test_nothing_is_left_unfinished(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"line {node.lineno}: a bare except"


@each("data/", "components/", "pages/")
def test_modules_do_nothing_when_imported_but_define(path):
    """No clock, no file, no randomness at module level."""
    for node in _tree(path).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
            name = ast.unparse(call.func)
            assert not re.search(
                r"\b(today|now|open|read_\w+|urlopen|random\w*|monotonic)$", name
            ), f"line {call.lineno}: {name}"


def test_the_top_level_is_the_prescribed_one():
    found = {_name(path).partition("/")[0] for path in FILES}
    assert found - TOP_LEVEL == set()
    assert {"requirements.txt", "dashboard.py", ".streamlit"} <= found


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned(name):
    lines = (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    pin = r"[a-z0-9-]+==[0-9][0-9.]*(; sys_platform != \"win32\")?"
    for line in wanted:
        assert re.fullmatch(rf"{pin}|-r requirements\.txt", line), line


def test_the_app_needs_only_what_it_imports():
    lines = (REPOSITORY / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = {line.partition("==")[0] for line in lines if "==" in line}
    used = {
        name.partition(".")[0]
        for path in _modules(
            "data/", "components/", "pages/", "dashboard.py", "serve.py"
        )
        for name in _imports(path)
    }
    own = {"data", "components", "pages", "__future__"}
    with_pandas = {"numpy"}
    # Imported by Streamlit: one pinned for what older versions of it let through (see
    # test_dependencies), one that it uses where it is there.
    with_streamlit = {"python-multipart", "uvloop"}
    imported = used - own - with_pandas - set(sys.stdlib_module_names)
    assert imported == wanted - with_streamlit
    assert with_streamlit <= wanted


# Put together here, so that this file does not hold what it looks for.
_FOLDERS = "|".join(["work", "tmp", "root", "home", "Users", "opt"])
_MACHINE = re.compile(rf"(?<![\w.:/)*~-])/(?:{_FOLDERS})/[\w.]")
_REGISTRY = re.compile(
    "|".join(["index-" + "url", "find-" + "links", "registry" + r"\.(?:npm|yarn)"])
)
# Tables hold addresses of the web, not of machines.
_DATA = re.compile(r"^data/.*\.(csv|json)$|^static/")
_BINARY = {".png", ".ico", ".parquet", ".zip", ".gz", ".woff2"}


@pytest.mark.parametrize(
    "path",
    [p for p in FILES if p.suffix not in _BINARY and not _DATA.search(_name(p))],
    ids=_name,
)
def test_no_file_names_a_machine_or_a_registry(path):
    text = path.read_text(encoding="utf-8")
    assert not _MACHINE.findall(text)
    assert not _REGISTRY.findall(text)
