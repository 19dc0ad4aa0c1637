from tests.platform import platform
from tests.worker import environment, start

__all__ = ["environment", "platform", "start"]
