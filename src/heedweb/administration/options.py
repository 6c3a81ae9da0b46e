"""Options: settings that an administrator changes on a page or by command, without a restart.

They are kept in `options.json` of the data folder, for its owner's eyes alone, and read here and
nowhere else, when they are used. A variable of the environment wins over the file. Needs no Django.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from heedweb.fetching.faults import Fault
from heedweb.fetching.policy import HOSTS, SERVICE, Policy, named

FILE = "options.json"
_MOST_TEXT = 500
_MOST_LIST = 5_000
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:-]*[A-Za-z0-9])?")
# One address, or a name and an address in angle brackets, on one line.
_FROM = re.compile(r"(?:[^<>\r\n]{1,200} )?<?[^\s<>@]+@[^\s<>@]+>?")
_TLS = {"0": "off", "1": "starttls"}


class OptionProblem(Exception):
    """An option that cannot be used. `str()` is one line: which, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Option:
    """A declared option. Values are kept as words; `check` returns them as they are kept.

    `bounds` are those of a number; `choices` are all there are; `secret` is never shown again;
    `most` is how many characters it may have.
    """

    name: str
    group: str
    default: str
    help: str
    bounds: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    secret: bool = False
    rule: Callable[[str], str] | None = None
    most: int = _MOST_TEXT

    @property
    def variable(self) -> str:
        """Return the variable of the environment that fixes it."""
        return f"HEED_{self.name.upper()}"

    def check(self, value: str) -> str:
        """Return the value as it is kept. Raises `OptionProblem`."""
        value = value if self.secret else value.strip()
        said = self._wrong(value)
        if said:
            raise OptionProblem(f"{self.name}: {said}")
        if self.rule is None:
            return value
        try:
            return self.rule(value)
        except ValueError as error:
            raise OptionProblem(f"{self.name}: {error}") from error

    def _wrong(self, value: str) -> str:
        if len(value) > self.most or any(ord(sign) < 32 for sign in value):
            return f"give one line of at most {self.most} characters."
        if self.bounds is not None:
            low, high = self.bounds
            number = value.isascii() and value.isdecimal() and len(value) < 10
            if not number or not low <= int(value) <= high:
                return f"give a whole number from {low:,} to {high:,}."
        if self.choices and _TLS.get(value, value) not in self.choices:
            return f"give one of {', '.join(self.choices)}."
        return ""


def _host(value: str) -> str:
    if value and not _HOST.fullmatch(value):
        raise ValueError("give the name of a host, such as mail.example.org.")
    return value


def _sender(value: str) -> str:
    if not _FROM.fullmatch(value):
        raise ValueError("give an address, such as heed@example.org.")
    return value


def _hosts(value: str) -> str:
    hosts = _any_hosts(value)
    if not hosts:
        raise ValueError("name at least one host.")
    return hosts


def _any_hosts(value: str) -> str:
    hosts = [one.strip() for one in re.split(r"[,\s]+", value) if one.strip()]
    for host in hosts:
        if not named(host):
            raise ValueError(f"{host[:80]!r} is not the full name of a host.")
    return ",".join(hosts)


def _addresses(value: str) -> str:
    for one in value.split():
        _must_be_an_address(one)
    return " ".join(value.split())


def _must_be_an_address(value: str) -> None:
    host = value.partition("://")[2].partition("/")[0].lower().removesuffix(":443")
    try:
        Policy(hosts=frozenset((host,))).target(value)
    except Fault as fault:
        raise ValueError(fault.reason) from fault


def _service(value: str) -> str:
    _must_be_an_address(value)
    if "?" in value:
        raise ValueError("give an address without a question mark.")
    return value


OPTIONS = (
    Option("mail_host", "mail", "", "mail server; without one, links are handed over by people",
           rule=_host),
    Option("mail_port", "mail", "25", "its port", (1, 65535)),
    Option("mail_tls", "mail", "off", "`starttls`, `tls` from the first byte, or `off`",
           choices=("off", "starttls", "tls"), rule=lambda value: _TLS.get(value, value)),
    Option("mail_user", "mail", "", "who heed is there, if it asks"),
    Option("mail_password", "mail", "", "the password there; never shown again", secret=True),
    Option("mail_from", "mail", "heed@localhost", "address that mail comes from", rule=_sender),
    Option("upload_mb", "limits", "50", "largest document, in MB", (1, 50)),
    Option("data_mb", "limits", "600", "largest file of data, in MB", (1, 600)),
    Option("pages", "limits", "5000", "most pages of a document", (1, 5000)),
    Option("fetch", "limits", "off", "`on`: UN documents may be fetched by their symbol",
           choices=("off", "on")),
    Option("fetch_hosts", "limits", ",".join(HOSTS), "hosts heed may then connect to, by commas",
           rule=_hosts),
    Option("fetch_url", "limits", SERVICE, "address of the symbol access, on one of these hosts",
           rule=_service),
    Option("dialogue_hosts", "limits", "", "hosts from which items of the dialogue may be fetched",
           rule=_any_hosts, most=_MOST_LIST),
    Option("dialogue_feeds", "limits", "", "addresses of feeds that rooms may ask, on these hosts",
           rule=_addresses, most=_MOST_LIST),
)  # fmt: skip
BY_NAME = {one.name: one for one in OPTIONS}


def option(name: str) -> Option:
    """Return the option of a name. Raises `OptionProblem`."""
    found = BY_NAME.get(name)
    if found is None:
        raise OptionProblem(f"There is no option called {name[:80]}; see: heed options list")
    return found


def folder() -> Path:
    """Return the data folder, as the settings find it."""
    return _resolved(os.environ.get("HEED_DATA", "data"))


@cache
def _resolved(given: str) -> Path:
    return Path(given).resolve()


# What was read last of each folder: the mark of the file, and its words.
_held: dict[Path, tuple[tuple[int, int, int], dict[str, str]]] = {}


def _kept() -> Mapping[str, str]:
    """Return what the file holds. Raises `OptionProblem` if it is broken and was never whole."""
    path = folder() / FILE
    try:
        stat = path.stat()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise OptionProblem(f"{path} cannot be read: {error.strerror}.") from error
    mark = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
    last = _held.get(path)
    if last is None or last[0] != mark:
        try:
            last = (mark, _read(path))
        except OptionProblem:
            # Who writes the file by hand breaks no page; the next start says what is wrong.
            if last is None:
                raise
        _held[path] = last
    return last[1]


def _read(path: Path) -> dict[str, str]:
    remedy = "Correct it or remove it."
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OptionProblem(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise OptionProblem(f"{path} is no JSON: {error}. {remedy}") from error
    if not isinstance(found, dict):
        raise OptionProblem(f"{path} must hold one JSON object. {remedy}")
    held: dict[str, str] = {}
    for name, value in found.items():
        if not isinstance(value, str):
            raise OptionProblem(f"{path}: {name[:80]} must be a word in quotation marks. {remedy}")
        try:
            held[name] = option(name).check(value)
        except OptionProblem as problem:
            raise OptionProblem(f"{path}: {problem}") from problem
    return held


def without_secrets(data: Path) -> bytes | None:
    """Return the file of a data folder without its secrets; None without one. `OptionProblem`."""
    path = data / FILE
    if not path.exists():
        return None
    held = {name: word for name, word in _read(path).items() if not option(name).secret}
    return json.dumps(held, indent=1, sort_keys=True).encode()


def fixed(name: str) -> bool:
    """Return whether the environment says what an option is."""
    return option(name).variable in os.environ


def value(name: str) -> str:
    """Return what an option is now. Raises `OptionProblem`."""
    held = option(name)
    if held.variable in os.environ:
        try:
            return held.check(os.environ[held.variable])
        except OptionProblem as problem:
            said = str(problem).partition(": ")[2]
            raise OptionProblem(f"{held.variable}: {said}") from problem
    return _kept().get(name, held.default)


def number(name: str) -> int:
    """Return what an option that is a number is now."""
    return int(value(name))


def is_set(name: str) -> bool:
    """Return whether the file says what an option is."""
    return name in _kept()


def must_be_right() -> None:
    """Raise `OptionProblem` where the file or a variable is wrong: heed does not start then."""
    path = folder() / FILE
    if path.exists():
        _read(path)
    _agreed({one.name: value(one.name) for one in OPTIONS})


def _agreed(held: Mapping[str, str]) -> None:
    """Raise `OptionProblem` where options, each of them right, do not fit together."""
    try:
        _policy(held).target(held["fetch_url"])
    except Fault as fault:
        raise OptionProblem(f"{BY_NAME['fetch_url'].variable}: {fault.reason}") from fault
    try:
        for one in held["dialogue_feeds"].split():
            _for_dialogue(_policy(held), held["dialogue_hosts"]).target(one)
    except Fault as fault:
        raise OptionProblem(f"{BY_NAME['dialogue_feeds'].variable}: {fault.reason}") from fault


def change(told: Mapping[str, str | None]) -> list[str]:
    """Keep these options, None for the default again; return the names of those that changed.

    All are kept or none. Raises `OptionProblem`, and for one that the environment fixes.
    """
    new = {name: None if word is None else option(name).check(word) for name, word in told.items()}
    for name in new:
        if fixed(name):
            variable = option(name).variable
            raise OptionProblem(
                f"{name} is fixed by {variable} of the environment; change it there."
            )
    with _writing() as held:
        before = dict(held)
        for name, word in new.items():
            if word is None or (word == option(name).default and name not in held):
                held.pop(name, None)
            else:
                held[name] = word
        now = {one.name: held.get(one.name, one.default) for one in OPTIONS}
        now |= {one.name: value(one.name) for one in OPTIONS if fixed(one.name)}
        _agreed(now)
    return [name for name in new if before.get(name) != held.get(name)]


@contextmanager
def _writing() -> Iterator[dict[str, str]]:
    """Yield what the file holds, and write it at the end; one process at a time."""
    path = folder() / FILE
    try:
        with (folder() / f"{FILE}.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            held = _read(path) if path.exists() else {}
            yield held
            _write(path, held)
    except OSError as error:
        raise OptionProblem(f"{path} cannot be written: {error.strerror}.") from error


def _write(path: Path, held: Mapping[str, str]) -> None:
    text = json.dumps(dict(sorted(held.items())), indent=2, ensure_ascii=False) + "\n"
    partial = path.with_name(f"{FILE}.{uuid.uuid4().hex}.partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def fetch_policy() -> Policy:
    """Return from where heed may fetch now."""
    return _policy({name: value(name) for name in ("fetch", "fetch_hosts", "fetch_url")})


def for_dialogue(held: Policy) -> Policy:
    """Return from where items of the dialogue may be fetched now, else by the rules of `held`."""
    return _for_dialogue(held, value("dialogue_hosts"))


def feeds() -> list[str]:
    """Return the addresses of the feeds that rooms may ask now."""
    return value("dialogue_feeds").split()


def _for_dialogue(held: Policy, hosts: str) -> Policy:
    allowed = frozenset(filter(None, hosts.split(",")))
    return replace(held, hosts=allowed, hosts_named="HEED_DIALOGUE_HOSTS")


def _policy(held: Mapping[str, str]) -> Policy:
    hosts = frozenset(held["fetch_hosts"].split(","))
    return Policy(on=held["fetch"] == "on", hosts=hosts, service=held["fetch_url"])
