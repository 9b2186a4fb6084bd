"""The numerics of prediction: BG/NBD and Gamma-Gamma by maximum likelihood. Pure NumPy and SciPy, no database."""
