"""A client of yaml-language-server: it opens files as an editor does and asks for what an editor shows."""

import json
import queue
import subprocess
import threading
from pathlib import Path
from typing import Any

PATIENCE = 60
"""Seconds after which the server has not answered."""
SETTINGS = {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}
"""Those of ``.vscode/settings.json``, as far as they concern the server."""


class LanguageServer:
    """A running server, spoken to over its standard input and output (Language Server Protocol 3.17)."""

    def __init__(self, command: list[str], root: Path):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answers: queue.Queue[dict[str, Any]] = queue.Queue()
        self.found: dict[str, list[dict[str, Any]]] = {}
        """The problems that the server found in each file, by its address."""
        self.asked = 0
        threading.Thread(target=self.listen, daemon=True).start()
        self.ask(
            "initialize",
            processId=None,
            rootUri=root.as_uri(),
            capabilities={
                "workspace": {"configuration": True},
                "textDocument": {"hover": {"contentFormat": ["markdown"]}},
            },
        )
        self.send({"method": "initialized", "params": {}})

    def listen(self) -> None:
        """Read what the server says, and give it its settings when it asks for them."""
        assert self.process.stdout
        while header := self.process.stdout.readline():
            length = int(header.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass  # other headers, up to the empty line
            message = json.loads(self.process.stdout.read(length))
            if message.get("method") == "workspace/configuration":
                wanted = (item.get("section") for item in message["params"]["items"])
                self.send({"id": message["id"], "result": [SETTINGS if name == "yaml" else None for name in wanted]})
            elif "method" in message and "id" in message:
                self.send({"id": message["id"], "result": None})
            else:
                self.answers.put(message)

    def send(self, message: dict[str, Any]) -> None:
        """Say something to the server."""
        assert self.process.stdin
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next answer, or what the server found in a file, which is noted."""
        message = self.answers.get(timeout=PATIENCE)
        if message.get("method") == "textDocument/publishDiagnostics":
            self.found[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def ask(self, method: str, **parameters: Any) -> Any:
        """The answer to a request."""
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": parameters})
        while (answer := self.receive()).get("id") != self.asked:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, path: Path, text: str) -> None:
        """Open a file in which ``text`` stands, saved or not."""
        self.send(
            {
                "method": "textDocument/didOpen",
                "params": {"textDocument": {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}},
            }
        )

    def problems(self, path: Path) -> list[tuple[int, str]]:
        """Return the parts of an open file that are underlined: the line, from 1, and the message."""
        while path.as_uri() not in self.found:
            self.receive()
        return sorted(
            (problem["range"]["start"]["line"] + 1, problem["message"]) for problem in self.found[path.as_uri()]
        )

    def completion(self, path: Path, place: tuple[int, int]) -> dict[str, str]:
        """Return the completions offered at a line and a column, from 0, with the explanation of each."""
        found = self.ask("textDocument/completion", **position(path, place))
        return {item["label"]: str(item.get("documentation", "")) for item in found["items"]}

    def hover(self, path: Path, place: tuple[int, int]) -> str:
        """The text that is shown over what stands at a line and a column, from 0."""
        return str(self.ask("textDocument/hover", **position(path, place))["contents"]["value"])

    def stop(self) -> None:
        """End the server."""
        self.process.kill()
        self.process.communicate()


def position(path: Path, place: tuple[int, int]) -> dict[str, Any]:
    """A place in a file, in the protocol's words."""
    return {"textDocument": {"uri": path.as_uri()}, "position": {"line": place[0], "character": place[1]}}
