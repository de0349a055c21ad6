"""The run over many files: isolation, limits, resume; executors: local processes, or a dask cluster."""

from pipeline.batch.execute import run
from pipeline.batch.report import Progress, RunReport

__all__ = ["Progress", "RunReport", "run"]
