"""Pictures that people share outside: cover, words, whose it is, and a QR that leads to it."""
