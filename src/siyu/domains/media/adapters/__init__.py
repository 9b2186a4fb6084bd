"""The makers: Pillow and ffmpeg, each in a process of its own with limits, and the folders of files."""
