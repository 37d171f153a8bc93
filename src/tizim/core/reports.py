"""What a take-in did, as a value that shells print and the archive keeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tizim.core.drafts import Problem


@dataclass
class Report:
    """What a take-in did. `problems` are for people: each names file, row, field and what to do."""

    import_id: str = ""
    resumed: bool = False
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    left_out: int = 0
    leaked: int = 0  # accounts of a preview whose source is a leaked file
    statements: int = 0
    numbers: list[int] = field(default_factory=list)
    account_ids: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def as_values(self) -> dict[str, Any]:
        return {"new": self.new, "updated": self.updated, "unchanged": self.unchanged, "left_out": self.left_out,
                "statements": self.statements, "problems": len(self.problems)}  # fmt: skip

    def note(self, problem: Problem) -> None:
        """Something that a person must look at; an error means that a row was left out."""
        self.problems.append(problem)
        self.left_out += problem.level == "error"
