"""What the reader sees: the frame, its parts, and the sections of the pages."""
