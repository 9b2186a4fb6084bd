"""Siyu: a self-hosted private-domain platform. Start reading at ARCHITECTURE.md."""
