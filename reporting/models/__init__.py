from reporting.models.target import Target, TargetChange

__all__ = ["Target", "TargetChange"]
