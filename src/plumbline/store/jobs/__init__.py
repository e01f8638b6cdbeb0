"""定时任务 -- what the worker does again and again: named, alone, recorded, and safe to repeat."""

from plumbline.store.jobs.job import Job
from plumbline.store.jobs.registry import JOBS
from plumbline.store.jobs.running import run_once
from plumbline.store.jobs.working import work

__all__ = ["JOBS", "Job", "run_once", "work"]
