"""A browser for tests: chromedriver's own protocol (W3C WebDriver) over the loopback, without another package."""

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from urllib.request import Request, urlopen

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Space": " ", "Tab": "\ue004", "Enter": "\ue007"}


class Browser:
    """One headless chromium with a profile of its own."""

    def __init__(self):
        self._begin()

    def _begin(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(
            [DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.root = f"http://127.0.0.1:{port}"
        self._wait()
        arguments = [
            "headless",
            "no-sandbox",
            "disable-gpu",
            "disable-dev-shm-usage",
            "hide-scrollbars",
            "no-first-run",
        ]
        arguments += ["disable-background-networking", "disable-component-update", "disable-renderer-backgrounding"]
        options = {
            "binary": CHROMIUM,
            "args": [f"--{argument}" for argument in [*arguments, f"user-data-dir={self.folder.name}"]],
        }
        logs = {"browser": "ALL", "performance": "ALL"}
        wanted = {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": logs}}
        self.root += "/session/" + self.send("POST", "/session", capabilities=wanted)["sessionId"]
        self.send("POST", "/timeouts", script=120_000)

    def _wait(self):
        for _ in range(200):
            try:
                urlopen(f"{self.root}/status").close()
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("chromedriver does not answer")

    def send(self, method, path, **body):
        data = json.dumps(body).encode() if method == "POST" else None
        request = Request(self.root + path, data, {"Content-Type": "application/json"}, method=method)
        with urlopen(request, timeout=150) as answer:
            return json.load(answer)["value"]

    def devtools(self, command, **parameters):
        return self.send("POST", "/goog/cdp/execute", cmd=command, params=parameters)

    def open(self, path, width=1280, **media):
        """A page at a width, with media features (prefers_color_scheme="dark") or a medium (media="print")."""
        self.shown, self.clicks = (path, width, dict(media)), []
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        medium = media.pop("media", "")
        features = [{"name": name.replace("_", "-"), "value": value} for name, value in media.items()]
        self.devtools("Emulation.setEmulatedMedia", media=medium, features=features)
        self.send("POST", "/url", url="about:blank")
        self.logs("performance"), self.logs("browser")
        self.send("POST", "/url", url=Path(path).as_uri())

    def run(self, script, *arguments):
        return self.send("POST", "/execute/sync", script=script, args=list(arguments))

    def becomes(self, script, *arguments, seconds=10):
        """Whether a script's answer is true within so many seconds: what a browser does after a page has loaded takes a while."""
        end = time.monotonic() + seconds
        while not (found := self.run(script, *arguments)) and time.monotonic() < end:
            time.sleep(0.05)
        return found

    def audit(self, within="html"):
        """What axe-core finds wrong with what is shown there: (impact, rule, element).

        Chromium stops answering now and then on a busy machine, so it is begun anew once: the page is what is tested.
        """
        try:
            return self._audit(within)
        except TimeoutError:
            (path, width, media), clicks = self.shown, self.clicks
            self.close()
            self._begin()
            self.open(path, width, **media)
            for selector in clicks:
                self.click(selector)
            return self._audit(within)

    def _audit(self, within):
        # It looks at nothing hidden, and takes its time to walk over it.
        self.run(
            "document.querySelectorAll('.panel').forEach(panel => panel.firstChild.offsetHeight || panel.remove())"
        )
        self.run((files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8"))
        script = "const done = arguments[2]; axe.run(arguments[0], arguments[1]).then(done, error => done({error: String(error)}))"
        found = self.send("POST", "/execute/async", script=script, args=[within, {"resultTypes": ["violations"]}])
        assert len(found.get("passes", [])) > 5, found.get(
            "error", "hardly a rule applied: there is nothing to look at"
        )
        return [
            (rule["impact"], rule["id"], node["html"][:160]) for rule in found["violations"] for node in rule["nodes"]
        ]

    def click(self, selector):
        self.clicks.append(selector)
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", selector)
        found = self.send("POST", "/element", using="css selector", value=selector)[ELEMENT]
        self.send("POST", f"/element/{found}/click")

    def press(self, *keys):
        """Keys to whatever has the focus."""
        strokes = [{"type": kind, "value": KEYS[key]} for key in keys for kind in ("keyDown", "keyUp")]
        self.send("POST", "/actions", actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def logs(self, kind):
        return self.send("POST", "/se/log", type=kind)

    def requests(self):
        """The addresses that the page asked for."""
        messages = [json.loads(entry["message"])["message"] for entry in self.logs("performance")]
        return [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]

    def picture(self, path):
        Path(path).write_bytes(base64.b64decode(self.send("GET", "/screenshot")))

    def close(self):
        with suppress(OSError):  # one that does not answer is ended all the same
            self.send("DELETE", "")
        with suppress(ProcessLookupError):
            os.killpg(self.driver.pid, signal.SIGKILL)
        self.driver.wait()
        self.folder.cleanup()
