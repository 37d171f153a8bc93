"""Who is meant: what is known of each mention, who may be the same and why, and what people's judgements make of it.

Machines propose, people judge; nothing here joins two mentions by itself, and nothing looks at faces.
"""

from tizim.resolve.clusters import Clusters, Conflict, clusters
from tizim.resolve.features import Born, MentionFeatures, features
from tizim.resolve.learning import basis, judged_by_circle
from tizim.resolve.propose import Proposed, candidates, propose, propose_by_compartment
from tizim.resolve.weighing import Proposal, Reason, every_field, level
from tizim.resolve.weights import Weights
from tizim.resolve.wording import say, weight_rows

__all__ = [
    "Born",
    "Clusters",
    "Conflict",
    "MentionFeatures",
    "Proposal",
    "Proposed",
    "Reason",
    "Weights",
    "basis",
    "candidates",
    "clusters",
    "every_field",
    "features",
    "judged_by_circle",
    "level",
    "propose",
    "propose_by_compartment",
    "say",
    "weight_rows",
]
