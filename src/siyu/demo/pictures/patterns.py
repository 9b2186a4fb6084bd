"""Patterns that fill: waves, lattices, blossoms, clouds."""

from __future__ import annotations

from siyu.demo.pictures.canvas import HEIGHT, WIDTH, Colour, Sheet, around, mixed


def waves(sheet: Sheet, colour: Colour, size: float = 36) -> None:
    """Rows of overlapping rings, the water of embroidered hems."""
    palette = sheet.palette
    row = 0
    y = HEIGHT + size
    while y > -size:
        shift = size if row % 2 else 0
        x = -size + shift
        while x < WIDTH + size * 2:
            for ring, share in ((1.0, 0.0), (0.72, 0.35), (0.44, 0.7)):
                sheet.disc(x, y, size * ring, mixed(colour, palette.light, 0.55))
                sheet.disc(x, y, size * ring - 2.4, mixed(colour, palette.ground, share))
            x += size * 2
        y -= size * 0.5
        row += 1


def lattice(sheet: Sheet, colour: Colour, step: float = 50, width: float = 3) -> None:
    """A garden window: squares set into squares."""
    for place in range(-1, int(WIDTH / step) + 2):
        sheet.line([(place * step, 0), (place * step, HEIGHT)], colour, width)
    for place in range(-1, int(HEIGHT / step) + 2):
        sheet.line([(0, place * step), (WIDTH, place * step)], colour, width)
    inset = step * 0.28
    for column in range(int(WIDTH / step) + 1):
        for row in range(int(HEIGHT / step) + 1):
            if (column + row) % 2:
                continue
            left, top = column * step + inset, row * step + inset
            right, bottom = (column + 1) * step - inset, (row + 1) * step - inset
            sheet.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], colour, width * 0.7)


def blossom(sheet: Sheet, x: float, y: float, size: float, colour: Colour, turn: float = 0.0) -> None:
    """One plum blossom with five petals."""
    for petal in range(5):
        at = around(x, y, size * 0.62, petal / 5 + turn)
        sheet.disc(*at, size * 0.52, colour)
    deep = mixed(colour, sheet.palette.ink, 0.35)
    for petal in range(5):
        sheet.line([(x, y), around(x, y, size * 0.5, petal / 5 + turn)], deep, max(size * 0.05, 0.8))
        sheet.disc(*around(x, y, size * 0.55, petal / 5 + turn), max(size * 0.07, 1), deep)
    sheet.disc(x, y, size * 0.16, mixed(colour, (250, 210, 90), 0.8))


def scattered_blossoms(sheet: Sheet, colour: Colour, number: int = 60, size: float = 15) -> None:
    """Blossoms strewn over the sheet as over printed silk."""
    seed = sheet.seed
    for _ in range(number):
        x, y = seed.uniform(0, WIDTH), seed.uniform(0, HEIGHT)
        blossom(sheet, x, y, size * seed.uniform(0.6, 1.25), colour, seed.random())


def stripes(sheet: Sheet, one: Colour, other: Colour, step: float = 26) -> None:
    """Slanting silk stripes."""
    for place in range(-int(HEIGHT / step), int(WIDTH / step) + 2):
        left = place * step
        colour = one if place % 2 else other
        sheet.shape([(left, 0), (left + step, 0), (left + step + HEIGHT, HEIGHT), (left + HEIGHT, HEIGHT)], colour)


def cloud(sheet: Sheet, x: float, y: float, size: float, colour: Colour) -> None:
    """One curled cloud as on old robes."""
    for dx, dy, radius in ((-1.0, 0.1, 0.5), (-0.35, -0.15, 0.65), (0.35, -0.05, 0.55), (0.95, 0.15, 0.42)):
        sheet.disc(x + dx * size, y + dy * size, radius * size, colour)
    sheet.box(x - size * 1.45, y + size * 0.12, x + size * 1.35, y + size * 0.55, colour, size * 0.2)
    inner = mixed(colour, sheet.palette.main, 0.35)
    sheet.ring(x - 0.35 * size, y - 0.1 * size, 0.36 * size, inner, max(size * 0.05, 1))
    sheet.ring(x + 0.4 * size, y + 0.02 * size, 0.26 * size, inner, max(size * 0.05, 1))
