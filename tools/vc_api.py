"""Start the VC API over https, for conformance suites, and say in one line of JSON where everything is."""

from __future__ import annotations

import contextlib
import json
import ssl
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Any

from tools import installation
from tools.paths import PYTHON, ROOT, console_script, run, say
from tools.serving import child, first_answer, require_alive, require_free, stop_on_sigterm

READY_WITHIN = 60.0


def start(*, port: int) -> int:
    """Install, serve until told to stop. Standard output gets one line: the addresses and the issuers, as JSON."""
    stop_on_sigterm()
    require_free(port, command="vc-api")
    with installation.alone():
        installation.python("run")
        installation.npm("test")  # their contexts are data of packages that only tests need
    with tempfile.TemporaryDirectory(prefix="acquis-vc-api-") as folder:
        return _live(Path(folder), port)


def _live(data: Path, port: int) -> int:
    base = f"https://localhost:{port}"
    run([PYTHON, "-m", "tools.certificate", data], doing="making a certificate")
    certificate = data / "certificate.pem"
    variables = {
        "ACQUIS_DATA": str(data),
        "ACQUIS_PUBLIC_ADDRESS": base,
        "ACQUIS_VC_API_CONTEXTS": str(ROOT / "node_modules"),
        "DJANGO_SETTINGS_MODULE": "acquis.config.settings.conformance",
    }
    words = [str(console_script("acquis")), "serve", "--port", str(port)]
    words += ["--certificate", str(certificate), "--certificate-key", str(data / "certificate-key.pem")]
    with contextlib.suppress(KeyboardInterrupt), child(words, variables, data / "serve.log") as server:
        trusting = urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=str(certificate)))
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}), trusting)
        overview: dict[str, Any] = json.loads(
            first_answer(
                direct,
                f"{base}/vc-api/",
                within=READY_WITHIN,
                meanwhile=lambda: require_alive({"serve": server}, data),
            )
        )
        print(json.dumps(overview | {"certificate": str(certificate)}), flush=True)
        while True:
            require_alive({"serve": server}, data)
            time.sleep(0.5)
    say("stopping")
    return 0
