"""No test reaches the network: conftest.py loads this file, and so does every Python that a test starts.

Only this machine's own addresses may be spoken to: Jupyter's kernels and the browser's driver live there. An audit hook sees
what every library does, and nothing can take it away again.
"""

import sys

REACHING = {
    "socket.connect": 1,
    "socket.sendto": 1,
    "socket.sendmsg": 1,
    "socket.getaddrinfo": 0,
    "socket.gethostbyname": 0,
}


def refuse(event, arguments):
    if event not in REACHING:
        return
    target = arguments[REACHING[event]]
    if isinstance(target, tuple) and isinstance(target[0], str):
        host = target[0]
    elif event.startswith("socket.get") and target:
        host = target.decode() if isinstance(target, bytes) else target
    else:
        return  # a socket of this machine's file system or kernel
    if host not in ("", "localhost", "::1", "0.0.0.0") and not host.startswith("127."):
        raise RuntimeError(f"tests are offline: {event} {host!r}")


sys.addaudithook(refuse)
