"""The run over many files: isolation, limits, resume; executors: local processes, or a dask cluster."""

from pipeline.batch.report import Progress, RunReport
from pipeline.batch.run import run

__all__ = ["Progress", "RunReport", "run"]
