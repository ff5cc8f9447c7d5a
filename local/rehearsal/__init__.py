"""The pipeline's own commands, run here before a push runs them there."""

from local.rehearsal.rehearsal import Rehearsal

__all__ = ["Rehearsal"]
