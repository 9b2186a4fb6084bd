"""Owns uploads: pictures and videos, re-encoded and stripped, and their addresses. Not what they are used for.

Nothing is ever served as it was sent: what people see was drawn anew by us (`adapters`), and the sent file is deleted.
An asset is seen by its owner; by everyone while public content holds it; else by those whom its holder lets see it.
"""
