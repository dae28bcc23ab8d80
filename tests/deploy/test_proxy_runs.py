"""The proxy for real: nginx itself reads the example, and carries what Telegram would send to whoever is there."""

import shutil
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from tests.bot.town import free_port
from tests.deploy.test_proxy import PAGE
from tests.dispatch.ends import make_certificate

NGINX = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
SECRET = "X-Telegram-Bot-Api-Secret-Token"
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not on this machine (apt install nginx-light)")


class Worker(ThreadingHTTPServer):
    """One reporters' process, as the proxy sees it."""

    def __init__(self, port: int) -> None:
        self.got: list[tuple[str, bytes]] = []
        self.status = 200
        worker = self

        class Takes(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                worker.got.append((self.headers[SECRET], body))
                self.send_response(worker.status)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None: ...

        super().__init__(("127.0.0.1", port), Takes)
        Thread(target=self.serve_forever, daemon=True).start()

    def ends(self) -> None:
        self.shutdown()
        self.server_close()


@contextmanager
def proxy(at: Path, ports: tuple[int, int], port: int) -> Iterator[None]:
    """The example as it ships, on ports of our own and before people of this machine."""
    made, key = make_certificate(at)
    said = PAGE.read_text("utf-8")
    for old, new in (
        ("127.0.0.1:8081", f"127.0.0.1:{ports[0]}"),
        ("127.0.0.1:8082", f"127.0.0.1:{ports[1]}"),
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("/etc/letsencrypt/live/lapor.contoh.go.id/fullchain.pem", str(made)),
        ("/etc/letsencrypt/live/lapor.contoh.go.id/privkey.pem", str(key)),
        ("/var/log/nginx/wadul.error.log", str(at / "error.log")),
        ("        deny all;\n", "        allow 127.0.0.1;\n        deny all;\n"),
    ):
        assert said.count(old) == 1, old
        said = said.replace(old, new)
    folders = "".join(
        f"{kind}_temp_path {at}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = at / "nginx.conf"
    whole.write_text(f"pid {at}/nginx.pid;\ndaemon off;\nevents {{}}\nhttp {{\n{folders}{said}\n}}\n", "utf-8")
    command = [str(NGINX), "-p", str(at), "-e", str(at / "start.log"), "-c", str(whole)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        running.wait(20)


def test_what_telegram_sends_reaches_whoever_is_there_and_lies_on_no_disk(tmp_path: Path) -> None:
    ports, port = (free_port(), free_port()), free_port()
    first, second = Worker(ports[0]), Worker(ports[1])
    told = b'{"update_id": 1, "message": {"text": "' + b"KUCINGHITAM " * 20_000 + b'"}}'
    trust = ssl.create_default_context()
    trust.check_hostname, trust.verify_mode = False, ssl.CERT_NONE
    with (
        proxy(tmp_path, ports, port),
        httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=trust, timeout=20) as telegram,
    ):
        until = time.monotonic() + 20
        while True:
            try:
                assert telegram.get("/").status_code == 404
                break
            except httpx.ConnectError:
                assert time.monotonic() < until, "nginx does not listen"
                time.sleep(0.05)

        def sends() -> int:
            return telegram.post("/pelapor", content=told, headers={SECRET: "rahasia"}).status_code

        assert sends() == 200
        assert [*first.got, *second.got] == [("rahasia", told)], "as it came, with the secret, to one of them"
        second.status = 503
        assert [sends() for _ in range(4)] == [200] * 4, "who cannot take it now is passed over"
        first.ends()
        second.status = 200
        until = time.monotonic() + 30
        while (status := sends()) != 200:  # who said no rests for five seconds: Telegram comes again
            assert status in (502, 503)
            assert time.monotonic() < until, "who is back is not asked"
            time.sleep(0.5)
        second.status = 503
        assert sends() in (502, 503), "with nobody there Telegram hears no, and keeps it"
        second.ends()
        assert telegram.get("/pelapor").status_code == 403
        assert telegram.post("/pelapor", content=b"x" * (1 << 20) + b"x").status_code == 413
        assert telegram.post("/lain", content=told).status_code == 404
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"KUCINGHITAM" not in path.read_bytes(), path.name
            assert b"rahasia" not in path.read_bytes(), path.name
