"""The files of a folder, for the commands."""

from pathlib import Path

from children.imports.rows import Defect


def read_files(folder: Path) -> tuple[dict[str, bytes], list[Defect]]:
    """File name -> content of the files in a folder, hidden ones left out, and those that could not be
    opened.
    """
    found: dict[str, bytes] = {}
    unread = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            found[path.name] = path.read_bytes()
        except OSError as error:
            why = f"The file can't be opened: {error.strerror}."
            unread.append(Defect(path.name, 1, "", "", why, "Then import the file again.", "FILE"))
    return found, unread


def holds_no_files(folder: Path) -> str:
    inside = sorted(p.name for p in folder.iterdir() if p.is_dir() and not p.name.startswith("."))
    if inside:
        return f"it holds no files but the folders {', '.join(inside)}; give those"
    return "it holds no files"
