"""Where a backup can go on this computer: what is plugged in and can be written to, and the backups that lie there."""

from __future__ import annotations

import os
from pathlib import Path

from tizim.actions.backups import DRIVES
from tizim.core.errors import BadInput
from tizim.core.i18n import gettext as _

DEPTH = 2  # /media/NAME and /media/USER/NAME
MOST = 20
SUFFIX = ".tizim"


def mounted() -> list[Path]:
    """Folders of drives that are plugged in."""
    found = [path for root in DRIVES for path in _below(Path(root), DEPTH)]
    return [path for path in found if os.path.ismount(path) and os.access(path, os.W_OK)][:MOST]


def _below(folder: Path, depth: int) -> list[Path]:
    try:
        own = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    except OSError:
        return []
    return [*own, *(deeper for one in own for deeper in (_below(one, depth - 1) if depth > 1 else []))]


def backups_in(folders: list[Path]) -> list[Path]:
    """Backup files in these folders, the newest first."""
    found: list[tuple[float, Path]] = []
    for folder in folders:
        try:
            found += [(one.stat().st_mtime, one) for one in folder.glob(f"*{SUFFIX}") if one.is_file()]
        except OSError:
            continue
    return [path for _time, path in sorted(found, reverse=True)][:MOST]


def folder_of(typed: str, workspace: Path) -> Path:
    """The folder that somebody typed. Raises BadInput for none, or for one within the workspace itself."""
    path = Path(typed.strip())
    if not typed.strip() or "\0" in typed or not path.is_absolute() or not path.is_dir():
        raise BadInput(_("There is no such folder on this computer."), _("Type it from the root: /home/…"),
                       field="folder")  # fmt: skip
    if path.resolve().is_relative_to(workspace.resolve()):
        raise BadInput(_("A backup beside the archive is lost with it."), _("Choose a drive that you can carry away."),
                       field="folder")  # fmt: skip
    return path


def file_of(typed: str) -> Path:
    """The backup file that somebody typed. Raises BadInput."""
    path = Path(typed.strip())
    if not typed.strip() or "\0" in typed or not path.is_absolute() or not path.is_file():
        try_ = _("Choose one of the list, or type its whole path.")
        raise BadInput(_("There is no such file on this computer."), try_, field="file")
    return path
