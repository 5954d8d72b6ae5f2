"""What `deploy/` holds is what engines take, and says what the app needs."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
import yaml

from tests.support.paths import READERS, REPOSITORY

DEPLOY = REPOSITORY / "deploy"
PYTHON = READERS / "deploy" / "bin" / "python"

needs_schemas = pytest.mark.skipif(
    not PYTHON.is_file(), reason="the schemas are not here: make readers"
)

_KUBERNETES = """
import sys, yaml, kubernetes_validate
with open(sys.argv[1]) as file:
    for document in yaml.safe_load_all(file):
        kubernetes_validate.validate(document, "1.33", strict=True)
"""

# What an engine checks is what merge keys and defaults of variables give.
_COMPOSE = r"""
import sys, json, re, yaml, compose_spec
with open(sys.argv[1]) as file:
    text = re.sub(r"\$\{\w+:-(.*?)\}", r"\1", file.read())
compose_spec.PyCompose.from_json(json.dumps(yaml.safe_load(text)))
"""


def _checked(code, path):
    run = subprocess.run(
        [str(PYTHON), "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    return run.returncode, run.stderr


@needs_schemas
def test_kubernetes_takes_the_manifests(tmp_path):
    path = DEPLOY / "kubernetes" / "open-line.yaml"
    assert _checked(_KUBERNETES, path) == (0, "")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(path.read_text().replace("containerPort:", "containerDoor:"))
    code, said = _checked(_KUBERNETES, wrong)
    assert code == 1
    assert "containerDoor" in said


@needs_schemas
def test_compose_takes_the_file(tmp_path):
    path = DEPLOY / "compose.yaml"
    assert _checked(_COMPOSE, path) == (0, "")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(path.read_text().replace("read_only: true", "read_only: [1]"))
    assert _checked(_COMPOSE, wrong)[0] == 1


def _manifests():
    text = (DEPLOY / "kubernetes" / "open-line.yaml").read_text(encoding="utf-8")
    return {(d["kind"], d["metadata"]["name"]): d for d in yaml.safe_load_all(text)}


def test_nothing_runs_as_root_or_writes_where_it_is():
    spec = _manifests()["Deployment", "open-line"]["spec"]["template"]["spec"]
    assert spec["securityContext"]["runAsNonRoot"]
    assert spec["containers"][0]["securityContext"]["readOnlyRootFilesystem"]
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert all(service["read_only"] for service in compose["services"].values())
    assert all(
        service["cap_drop"] == ["ALL"] for service in compose["services"].values()
    )
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER \d+:\d+$", docker, re.MULTILINE)


def test_all_ask_the_same_whether_it_is_ready():
    spec = _manifests()["Deployment", "open-line"]["spec"]["template"]["spec"]
    container = spec["containers"][0]
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    command = json.loads(re.search(r"HEALTHCHECK.*?CMD (\[.*?\])\n", docker, re.S)[1])
    assert "/ready" in command[2]


def test_what_the_image_is_made_of_is_there():
    docker = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    kept = (REPOSITORY / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = {
        name
        for line in re.findall(r"^COPY (?!--)(.*) \S+$", docker, re.MULTILINE)
        for name in line.split()
    }
    assert "requirements.lock" in copied
    for name in copied:
        assert any(rule.startswith(f"!{name}") for rule in kept), name
        assert (REPOSITORY / name).exists(), name


def test_the_proxy_is_told_every_value_of_its_template():
    template = (DEPLOY / "nginx" / "default.conf.template").read_text(encoding="utf-8")
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    named = set(re.findall(r"\$\{([A-Z0-9_]+)\}", template))
    assert named == set(compose["services"]["proxy"]["environment"])


def test_the_docs_say_how_to_fill_the_template():
    text = (REPOSITORY / "docs" / "deploy.md").read_text(encoding="utf-8")
    template = (DEPLOY / "nginx" / "default.conf.template").read_text(encoding="utf-8")
    named = set(re.findall(r"\$\{([A-Z0-9_]+)\}", template))
    (filled,) = re.findall(r"^envsubst '(.*?)'", text, re.MULTILINE)
    assert set(filled.split()) == {f"${{{name}}}" for name in named}
    exported = " ".join(re.findall(r"^export (.*)$", text, re.MULTILINE))
    assert named <= {setting.partition("=")[0] for setting in exported.split()}
