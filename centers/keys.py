"""Keys that devices and servers apart can make without asking each other."""

import os
import time
import uuid


def uuid7():
    """A time-ordered UUID (RFC 9562, version 7): neighbours in time are neighbours in the index."""
    value = (int(time.time() * 1000) << 80) | int.from_bytes(os.urandom(10), "big")
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)
