"""One run of a close, stage by stage. Each stage is one transaction over the pure computation."""

from qrt.flows.run.course import begin, do_stage, fail, finish
from qrt.flows.run.papers import READ_SINCE, read_batch
from qrt.flows.run.progress import STAGE_NAMES, STAGES, Where
from qrt.flows.run.work import OPENING

__all__ = ["OPENING", "READ_SINCE", "STAGES", "STAGE_NAMES", "Where", "begin", "do_stage", "fail", "finish", "read_batch"]
