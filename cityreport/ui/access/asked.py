"""What the gate has to know of a request, read from its headers alone. Pure."""

from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from starlette.requests import HTTPConnection
from starlette.types import Scope

from cityreport.ui.access.acting import COOKIE

LOCAL_NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BEHIND_PAGES = ("/_stcore/", "/media/", "/static/", "/component/")
_LONGEST_NEXT = 2000


class Asked:
    """A request or the opening of a socket."""

    def __init__(self, scope: Scope) -> None:
        connection = HTTPConnection(scope)
        self.path: str = scope["path"]
        self.query: str = scope.get("query_string", b"").decode("latin-1")
        self.socket: bool = scope["type"] == "websocket"
        self.method: str = "GET" if self.socket else scope["method"]
        self.secure: bool = scope.get("scheme") in {"https", "wss"}
        self.headers: Mapping[str, str] = connection.headers
        self.token: str = connection.cookies.get(COOKIE, "")
        client = scope.get("client")
        self.address: str = client[0] if client else ""

    @property
    def wants_page(self) -> bool:
        """Whether a person is waiting for a page, not a script for a piece of one."""
        if self.socket or self.method not in {"GET", "HEAD"} or self.path.startswith(_BEHIND_PAGES):
            return False
        mode = self.headers.get("sec-fetch-mode")
        return mode == "navigate" if mode else "text/html" in self.headers.get("accept", "")

    @property
    def to_this_machine(self) -> bool:
        """Whether the address asked for is this machine's own: no name rebound to it."""
        try:
            return urlsplit(f"//{self.headers.get('host', '')}").hostname in LOCAL_NAMES
        except ValueError:
            return False

    @property
    def from_own_page(self) -> bool:
        """Whether a page of this very site asks; one of another site, or nobody knows whose, no.

        Browsers say so in Sec-Fetch-Site; older ones name the origin at least.
        """
        site = self.headers.get("sec-fetch-site")
        if site is not None:
            return site == "same-origin"
        return self._origin_is_here(self.headers.get("origin") or self.headers.get("referer"))

    @property
    def foreign_socket(self) -> bool:
        """Whether a socket is opened by a page of another origin; programs name none."""
        origin = self.headers.get("origin")
        return origin is not None and not self._origin_is_here(origin)

    def _origin_is_here(self, origin: str | None) -> bool:
        try:
            return bool(origin) and urlsplit(origin).netloc == self.headers.get("host")
        except ValueError:
            return False

    def here(self) -> str:
        """Path and query, to come back to after the login."""
        path = quote(self.path, safe="/:@!$&'()*+,;=-._~")
        return f"{path}?{self.query}" if self.query else path


def safe_next(wanted: str, home: str = "/") -> str:
    r"""Where to go after the login: a path of this site, else its first page.

    Browsers take ``//host``, ``/\\host`` and ``/<tab>/host`` for other sites.
    """
    plain = wanted.isascii() and all("!" <= letter <= "~" for letter in wanted)
    own = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted
    if not (plain and own and len(wanted) <= _LONGEST_NEXT):
        return home
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return home
    forms = parts.path.rstrip("/").rsplit("/", 1)[-1] in {"login", "logout", "password"}
    return home if parts.scheme or parts.netloc or forms else wanted
