"""Django's door to the two kinds of table."""

from tizim.db.derived import (
    DERIVED,
    CircleWeights,
    Cluster,
    Contradiction,
    Covered,
    ErasePermit,
    ExhibitObject,
    LogState,
    Meeting,
    NameKey,
    PictureHash,
    Proposal,
    ReuseEdge,
    SearchBearer,
    SearchName,
    SearchScope,
    Secret,
    SheetMapping,
    Told,
)  # fmt: skip
from tizim.db.drafts import InterviewDraft
from tizim.db.facts import (
    FACTS,
    Account,
    Assessment,
    Consent,
    Derivation,
    Erasure,
    Exhibit,
    Finding,
    FindingTerms,
    Import,
    ImportEnd,
    Judgement,
    LogLeaf,
    Member,
    Mention,
    Release,
    Request,
    RequestEnd,
    Retraction,
    Seal,
    SecondCheck,
    Source,
    SourceLink,
    Statement,
    SuggestionDecision,
    Task,
    TaskEnd,
)  # fmt: skip
from tizim.db.found_text import SavedSearch, TextDocument
from tizim.db.printed import Printed, PrintShelf, ReuseAside
from tizim.db.sign_ins import SignIn

__all__ = [
    "Assessment", "FindingTerms", "SourceLink",
    "DERIVED", "FACTS", "Account", "Cluster", "Consent", "Contradiction", "Derivation", "ErasePermit", "Erasure",
    "Exhibit",
    "InterviewDraft",
    "ExhibitObject", "Finding", "Import", "ImportEnd", "Judgement", "LogLeaf", "LogState", "Member", "Mention",
    "NameKey", "PictureHash", "Proposal", "Release", "Request", "RequestEnd", "Retraction", "ReuseEdge", "Seal",
    "Printed", "PrintShelf", "ReuseAside",
    "SavedSearch", "SearchBearer", "SearchName", "SearchScope", "Secret", "SheetMapping", "SignIn", "Source",
    "CircleWeights", "Covered", "Meeting", "SecondCheck", "Statement", "SuggestionDecision", "Task", "TaskEnd",
    "TextDocument", "Told",
]  # fmt: skip
