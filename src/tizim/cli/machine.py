"""What `tizim doctor` says of this computer: versions, memory, swap, core dumps, clock, disks.

What it is: one line a check, as in `cli.checkup`. What it is not: advice on hardening a system; it names what would
undo the encryption of a workspace (swap, core dumps, folders copied elsewhere) or lose writes (network drives).
Where a system does not tell (no /proc), the check says so instead of passing.

>>> mark("✓", "Python 3.11.7")
'✓ Python 3.11.7'
"""

from __future__ import annotations

import datetime
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tizim.core.i18n import gettext as _

OLDEST_PYTHON = (3, 11)
TIZIM_BEGAN_ON = datetime.date(2026, 1, 1)
LITTLE_ROOM_BYTES, HARDLY_ROOM_BYTES = 2 << 30, 200 << 20
ON_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "vboxsf", "fuse.sshfs", "fuse.vmhgfs-fuse",
              "fuse.rclone", "davfs"}  # fmt: skip
WITHOUT_OWNERS = {"vfat", "exfat", "msdos"}
IN_MEMORY = {"tmpfs", "ramfs"}
COPIED_ELSEWHERE = ("dropbox", "onedrive", "nextcloud", "icloud", "google drive", "yandex.disk", "mega")


def mark(sign: str, what: str, try_: str = "") -> str:
    """✓, · or ✗, what there is, and what to do."""
    return f"{sign} {what} {try_}".rstrip()


def machine_lines() -> Iterator[str]:
    """One line a check of this computer; nothing is changed and nobody is asked."""
    yield _python_line()
    yield _database_line()
    yield memory_line()
    yield swap_line()
    yield _core_dump_line()
    yield _year_line()


def _python_line() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST_PYTHON:
        return mark("✗", f"Python {version}", _("Tizim needs 3.11 or newer."))
    return mark("✓", f"Python {version}")


def _database_line() -> str:
    try:
        from tizim.db.sqlcipher.base import OLDEST_SQLITE, Database

        connection = Database.connect(":memory:")
        cipher = connection.execute("PRAGMA cipher_version").fetchone()
        connection.close()
    except ImportError as error:
        return mark("✗", _("SQLCipher is missing ({why}).", why=error), _("pip install sqlcipher3"))
    if not cipher:
        return mark("✗", _("This SQLite cannot encrypt."), _("pip install sqlcipher3"))
    said = f"SQLCipher {cipher[0]}, SQLite {Database.sqlite_version}"
    if Database.sqlite_version_info < OLDEST_SQLITE:
        return mark("✗", said, _("It can damage a workspace: install sqlcipher3 0.6.4 or newer."))
    return mark("✓", said)


def memory_line(path: Path = Path("/proc/meminfo")) -> str:
    """Whether the passphrase can be stretched (Argon2id) without the computer swapping."""
    from tizim.vault.passphrases import DEFAULT

    needed_mib = DEFAULT.memory_kib // 1024
    found = _proc_field(path, "MemAvailable:")
    if found is None:
        return mark("·", _("This system does not tell how much memory is free."))
    free_mib = int(found.split()[0]) // 1024
    if free_mib < 2 * needed_mib:
        what = _("{free} MiB of memory are free; opening a workspace takes {needed}.", free=free_mib, needed=needed_mib)
        return mark("✗", what, _("Close other programs."))
    return mark("✓", _("{free} MiB of memory are free.", free=free_mib))


def _proc_field(path: Path, name: str) -> str | None:
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        return None
    return next((line.removeprefix(name).strip() for line in lines if line.startswith(name)), None)


def swap_line(path: Path = Path("/proc/swaps")) -> str:
    """Whether what is open in memory can reach a disk in clear."""
    try:
        lines = path.read_text("utf-8").splitlines()[1:]
    except OSError:
        return mark("·", _("This system does not tell whether it swaps."), _("Encrypt the whole disk."))
    plain = [name for name in (line.split()[0] for line in lines if line.strip()) if not _is_safe_swap(name)]
    if plain:
        what = _("What is open may be written to the swap in clear ({name}).", name=plain[0])
        return mark("·", what, _("Encrypt the whole disk, or switch swap off."))
    return mark("✓", _("No swap in clear."))


def _is_safe_swap(device: str) -> bool:
    """Compressed memory (zram), or a device that the kernel encrypts."""
    path = Path(device)
    name = path.resolve().name
    if name.startswith("zram"):
        return True
    try:
        return Path("/sys/block", name, "dm", "uuid").read_text("utf-8").startswith("CRYPT-")
    except OSError:
        return False


def _core_dump_line() -> str:
    try:
        import resource
    except ImportError:
        return mark("·", _("This system does not tell whether it keeps core dumps."))
    if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
        what = _("If a program fails, its memory may be written to the disk.")
        return mark("·", what, _("Switch it off: ulimit -c 0"))
    return mark("✓", _("No core dumps."))


def _year_line() -> str:
    today = datetime.datetime.fromtimestamp(time.time(), datetime.UTC).date()
    if today < TIZIM_BEGAN_ON:
        return mark("✗", _("The clock says {date}: that is before Tizim existed.", date=today), _("Set the clock."))
    return mark("✓", _("The clock says {date}.", date=today))


def room_line(folder: Path) -> str:
    """How much room the disk of `folder` has."""
    free = shutil.disk_usage(folder).free
    said = _("{free} MiB are free on the disk.", free=free >> 20)
    if free < HARDLY_ROOM_BYTES:
        return mark("✗", said, _("Make room before you take anything in."))
    return mark("·" if free < LITTLE_ROOM_BYTES else "✓", said)


def where_line(folder: Path) -> str:
    """Whether the file system of `folder` keeps what is written to it, and to itself."""
    kind = file_system(folder)
    copied = [name for name in COPIED_ELSEWHERE if name in str(folder).casefold()]
    if kind in ON_NETWORK:
        what = _("The folder lies on a network drive ({kind}): locks and writes may not hold.", kind=kind)
        return mark("✗", what, _("Move it to a disk of this computer."))
    if kind in IN_MEMORY:
        return mark("✗", _("The folder lies in memory ({kind}): it is gone after a restart.", kind=kind),
                    _("Move it to a disk."))  # fmt: skip
    if kind in WITHOUT_OWNERS:
        return mark("·", _("This disk ({kind}) keeps no owners: any user of the computer can read it.", kind=kind))
    if copied:
        what = _("The folder seems to be copied elsewhere ({name}).", name=copied[0])
        return mark("·", what, _("Keep a workspace out of synchronised folders; use: tizim backup."))
    if not kind:
        return mark("·", _("This system does not tell on what kind of disk the folder lies."))
    return mark("✓", _("The folder lies on a disk of this computer ({kind}).", kind=kind))


def file_system(folder: Path, mounts: Path = Path("/proc/self/mountinfo")) -> str:
    """The type of the file system of `folder` (ext4, nfs4 …), or nothing where the system does not tell."""
    try:
        lines = mounts.read_text("utf-8").splitlines()
    except OSError:
        return ""
    best, kind = -1, ""
    place = folder.resolve()
    for line in lines:
        left, _dash, right = line.partition(" - ")
        point = Path(left.split()[4].replace("\\040", " "))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), right.split()[0]
    return kind
