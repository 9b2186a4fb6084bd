"""The ranked vertical slices; a domain calls only domains beneath it (ARCHITECTURE.md draws the ranks)."""
