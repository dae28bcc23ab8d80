"""The example of a proxy keeps to what the process behind it does, and lets nothing of what passes lie on a disk."""

import re
from pathlib import Path

from bot.reporter.webhook import LARGEST, WAITS

PAGE = Path(__file__).parents[2] / "deploy" / "nginx-webhook.conf"


def test_the_proxy_hands_on_what_the_process_takes_and_writes_nothing_down():
    text = re.sub(r"#.*", "", PAGE.read_text("utf-8"))
    said = {words[0]: words[1:] for line in re.split(r"[;{}]", text) if (words := line.split())}
    assert text.count("{") == text.count("}")
    assert all(line.rstrip()[-1] in ";{}" for line in text.splitlines() if line.strip()), "each line is a whole one"
    megabytes = int(said["client_max_body_size"][0].removesuffix("m"))
    assert megabytes * 1024 * 1024 == LARGEST
    assert said["client_body_buffer_size"] == said["client_max_body_size"], "else nginx puts a large one into a file"
    assert said["access_log"] == ["off"]
    assert said["error_log"][1] == "crit"
    assert "non_idempotent" in said["proxy_next_upstream"]
    assert int(said["proxy_read_timeout"][0].removesuffix("s")) > 2 * WAITS
    assert not [name for name in said if name.startswith("proxy_set_header") and "Token" in "".join(said[name])]
    assert set(re.findall(r"server (\S+) max_fails", text)) == {"127.0.0.1:8081", "127.0.0.1:8082"}
