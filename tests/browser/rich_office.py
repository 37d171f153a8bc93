"""Makes a workspace in which the rich person is, and a file that says where: a script for a process of its own."""

import sys
from pathlib import Path


def main(home: Path) -> None:
    from tizim import db

    db.start()
    from rich_person import tolqyn

    from running import PASSPHRASE, make_workspace
    from tizim.actions.workspaces import open_session
    from tizim.vault.workspace import open_workspace, unlock

    make_workspace(home)
    key = unlock(open_workspace(home / "workspace"), PASSPHRASE)
    with open_session(path=home / "workspace", key=key, writing=True) as session:
        (home / "him.txt").write_text(tolqyn(session, further="دەمېسىن تولقىن ئوغلى"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
