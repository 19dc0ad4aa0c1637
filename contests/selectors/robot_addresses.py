"""Where a robot may speak: the platforms' own hosts, and gateways that the installation names."""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from contests.enums import RobotKind

# Host, path that the address begins with, and what of the query it must have: as the platforms give it out.
PLATFORMS = {
    RobotKind.WECOM: ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send", "key"),
    RobotKind.DINGTALK: ("oapi.dingtalk.com", "/robot/send", "access_token"),
    RobotKind.FEISHU: ("open.feishu.cn", "/open-apis/bot/v2/hook/", ""),
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the installation allows beside the platforms: gateways (host or host:port), and loopback for debugging."""

    gateways: Collection[str] = ()
    loopback: bool = False


def refusal(kind: str, address: str, allowed: Allowed) -> str:
    """Return why no robot of a platform may have an address, nothing where it may.

    Requests are sent from inside the office's network, so that an address of anyone's choice would let whoever may
    write one reach what only the server can.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "地址不正确"
    if any(character.isspace() or ord(character) < 32 or character == "\\" for character in address):
        return "地址不正确"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "地址不能含账号或 # 之后的内容"
    host = (parts.hostname or "").lower()
    if allowed.loopback and host in LOOPBACK and parts.scheme in ("http", "https"):
        return ""
    if parts.scheme != "https":
        return "地址须以 https:// 开头"
    if (host in allowed.gateways and port in (None, 443)) or f"{host}:{port}" in allowed.gateways:
        return ""
    return _unlike_platform(RobotKind(kind), parts, host, port)


def _unlike_platform(kind: RobotKind, parts: SplitResult, host: str, port: int | None) -> str:
    own, path, query = PLATFORMS[kind]
    if host != own or port not in (None, 443):
        return f"{kind.label}机器人的地址须在 {own}，或在系统设置允许的网关"
    if not parts.path.startswith(path) or ".." in parts.path or (query and not parse_qs(parts.query).get(query)):
        return f"不是{kind.label}机器人的地址，应形如 https://{own}{path}{f'?{query}=…' if query else '…'}"
    return ""


def masked(address: str) -> str:
    """Return an address as the office may see it: the host and the last four characters, never the key."""
    host = urlsplit(address).netloc.rpartition("@")[2]
    return f"{host}/…{address[-4:]}"
