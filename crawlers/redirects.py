"""Which redirects lead in a circle."""

from __future__ import annotations

LONGEST_CHAIN = 10


class Redirects:
    """The redirects met so far, whoever met them: half a circle may be followed from each of its ends."""

    def __init__(self) -> None:
        self._targets: dict[str, str] = {}

    def lead_back(self, url: str, target: str) -> bool:
        """Note that `url` redirects to `target`; whether that closes a circle."""
        self._targets[url] = target
        seen: set[str] = set()
        while target in self._targets and target not in seen and target != url:
            seen.add(target)
            target = self._targets[target]
        return target == url
