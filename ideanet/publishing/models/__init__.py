"""The tables of publishing, one noun a file."""

from ideanet.publishing.models.channels import Channel
from ideanet.publishing.models.deliveries import Delivery
from ideanet.publishing.models.drafts import Citation, Draft, DraftVersion, Quote
from ideanet.publishing.models.pictures import SentPicture
from ideanet.publishing.models.proofs import ProofPoint

__all__ = ["Channel", "Citation", "Delivery", "Draft", "DraftVersion", "ProofPoint", "Quote", "SentPicture"]
