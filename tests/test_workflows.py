"""What GitHub runs: code that cannot change unseen, with no more rights than it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import project
import pytest
import yaml

WORKFLOWS = {path.name: path.read_text("utf-8")
             for path in sorted((project.ROOT / ".github" / "workflows").glob("*.y*ml"))}
GOOD = WORKFLOWS["pages.yml"]
"""What the made-up workflows below are made from, each by one change for the worse."""
LINKS = WORKFLOWS["links.yml"]
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
LEAST: tuple[dict[str, str], ...] = ({}, {"contents": "read"})
DEPLOYMENT = {"pages", "id-token"}
"""What the job ``deploy`` may write."""


def faults(text: str) -> Iterator[str]:
    """What is wrong with a workflow."""
    workflow: dict[str, Any] = yaml.load(text, yaml.BaseLoader)
    if workflow.get("permissions") not in LEAST:
        yield "permissions: must be {} or contents: read"
    for name, job in workflow["jobs"].items():
        rights = job.get("permissions", {})
        writes = {right for right, level in rights.items() if level != "read"} if isinstance(rights, dict) else {rights}
        if writes - (DEPLOYMENT if name == "deploy" else set()):
            yield f"{name}: must not write"
        for step in [job, *job.get("steps", ())]:
            action = step.get("uses", "./")
            if action.startswith("./"):
                continue
            if not PINNED.fullmatch(action):
                yield f"{action}: must be pinned by its commit"
            elif not re.search(rf"{action}  # v\d+\.\d+\.\d+$", text, re.MULTILINE):
                yield f"{action}: must be followed by its version"
            if action.startswith("actions/checkout@") and step.get("with", {}).get("persist-credentials") != "false":
                yield f"{name}: must leave no credentials behind"
        if "schedule" in workflow["on"] and job.get("continue-on-error") != "true":
            yield f"{name}: must not fail"
    if "schedule" in workflow["on"] and set(workflow["on"]) - {"schedule", "workflow_dispatch"}:
        yield "on: must not concern a proposal or a publication"


@pytest.mark.parametrize("name", WORKFLOWS)
def test_workflow_is_safe(name: str) -> None:
    assert not list(faults(WORKFLOWS[name]))


def test_links_are_checked_every_week_without_an_exit_status() -> None:
    workflow = yaml.load(LINKS, yaml.BaseLoader)
    (trigger,) = workflow["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* [0-6]", trigger["cron"])
    (check,) = [step for step in workflow["jobs"]["links"]["steps"] if "lychee" in step["uses"]]
    assert check["with"]["fail"] == check["with"]["failIfEmpty"] == "false"


@pytest.mark.parametrize(("good", "old", "new", "fault"), [
    (GOOD, r"checkout@\w+  # v7.0.1", "checkout@v7", "actions/checkout@v7: must be pinned by its commit"),
    (GOOD, r"(checkout@\w{39})\w", r"\1", r"actions/checkout@\w{39}: must be pinned by its commit"),
    (GOOD, r"uses: ./.github/workflows/check.yml", "uses: other/project/.github/workflows/check.yml@main",
     "other/project/.github/workflows/check.yml@main: must be pinned by its commit"),
    (GOOD, r"  # v7.0.1", "", r"actions/checkout@\w{40}: must be followed by its version"),
    (GOOD, r"  # v7.0.1", "  # main", r"actions/checkout@\w{40}: must be followed by its version"),
    (GOOD, r"persist-credentials: false", "fetch-depth: 0", "build: must leave no credentials behind"),
    (GOOD, r"\n        with:\n          persist-credentials: false", "", "build: must leave no credentials behind"),
    (GOOD, r"\npermissions:\n  contents: read\n", "", "permissions: must be {} or contents: read"),
    (GOOD, r"\npermissions:\n  contents: read\n", "\npermissions: read-all\n", "permissions: must be {} or .*"),
    (GOOD, r"\npermissions:\n  contents: read\n", "\npermissions:\n  contents: write\n", "permissions: must be .*"),
    (GOOD, r"pages: read", "pages: write", "build: must not write"),
    (GOOD, r"permissions:\n      contents: read\n      pages: read .*", "permissions: write-all",
     "build: must not write"),
    (GOOD, r"id-token: write", "contents: write", "deploy: must not write"),
    (LINKS, r"continue-on-error: true", "continue-on-error: false", "links: must not fail"),
    (LINKS, r"\n    continue-on-error: true.*", "", "links: must not fail"),
    (LINKS, r"workflow_dispatch:", "pull_request:", "on: must not concern a proposal or a publication"),
    (LINKS, r"workflow_dispatch:", "workflow_call:", "on: must not concern a proposal or a publication"),
])
def test_made_up_workflow_is_found_unsafe(good: str, old: str, new: str, fault: str) -> None:
    bad, changes = re.subn(old, new, good, count=1)
    assert changes
    (found,) = faults(bad)
    assert re.fullmatch(fault, found)
