from tests.worker import environment, start

__all__ = ["environment", "start"]
