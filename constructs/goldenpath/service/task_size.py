"""Processor and memory that a serverless container can have."""

from collections.abc import Mapping
from types import MappingProxyType

# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
MEMORY_MIB_BY_CPU: Mapping[int, tuple[int, ...]] = MappingProxyType(
    {
        256: (512, 1024, 2048),
        512: tuple(range(1024, 4096 + 1, 1024)),
        1024: tuple(range(2048, 8192 + 1, 1024)),
        2048: tuple(range(4096, 16_384 + 1, 1024)),
        4096: tuple(range(8192, 30_720 + 1, 1024)),
        8192: tuple(range(16_384, 61_440 + 1, 4096)),
        16_384: tuple(range(32_768, 122_880 + 1, 8192)),
    }
)


def check_cpu(cpu: int) -> int:
    """Refuse a processor size that does not exist."""
    if cpu not in MEMORY_MIB_BY_CPU:
        raise ValueError(f"should be one of {_listed(tuple(MEMORY_MIB_BY_CPU))}")
    return cpu


def check_memory(memory_mib: int, cpu: int) -> int:
    """Refuse a memory size that does not exist beside ``cpu``, a size that does."""
    allowed = MEMORY_MIB_BY_CPU[cpu]
    if memory_mib not in allowed:
        raise ValueError(f"should be one of {_listed(allowed)} beside cpu {cpu}")
    return memory_mib


def _listed(sizes: tuple[int, ...]) -> str:
    return ", ".join(str(size) for size in sizes)
