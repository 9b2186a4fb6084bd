"""Limits of uploads."""

from __future__ import annotations

from typing import Final

PICTURE_BYTES: Final = 30 * 1024 * 1024
VIDEO_BYTES: Final = 200 * 1024 * 1024
VIDEO_SECONDS: Final = 300
VIDEO_SIDE: Final = 4096
"""Pixels; a larger frame is refused."""
OWNER_BYTES: Final = 5 * 1024**3
"""What one member's renditions may take."""
OWNER_WORKING: Final = 5
"""Videos of one member that may wait or be in work at a time."""
LOOSE_HOURS: Final = 48
"""An asset that nothing holds is forgotten after so long."""

PIXELS: Final = 50_000_000
"""A picture has at most so many; a telephone's largest has 50 million."""
PIXELS_OF_FEW_BITS: Final = 30_000_000
"""The same for PNG, GIF and WebP, where a small file can unfold into a very large one."""
RECODE_MEMORY: Final = 1_500 * 1024 * 1024
"""Address space in bytes of the process that draws a picture anew."""
RECODE_SECONDS: Final = 20
VIDEO_MEMORY: Final = 3 * 1024**3
VIDEO_WORK_SECONDS: Final = 1_800
"""Processor time, and the time on the clock, that one video may take."""
