"""The scenes: each draws one picture on a sheet."""

from __future__ import annotations

import itertools
import math
import random

from PIL import Image, ImageDraw

from siyu.demo.pictures import patterns
from siyu.demo.pictures.canvas import HEIGHT, SCALE, WIDTH, Point, Sheet, curve, mixed

_MIDDLE = WIDTH / 2


def dress(sheet: Sheet) -> None:
    """A qipao on a hanger, of patterned silk."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.light, palette.ground)
    if seed.random() < 0.5:
        patterns.lattice(sheet, mixed(palette.ground, palette.deep, 0.55), 60, 2)
    sheet.glow(_MIDDLE, 330, 300, palette.light, 200)
    sheet.shadow(_MIDDLE, 735, 150, 16)
    width = seed.uniform(0.92, 1.08)
    half = [
        (18, 150),
        (34, 168),
        (92, 186),
        (128, 226),
        (116, 250),
        (84, 242),
        (80, 300),
        (66, 350),
        (84, 420),
        (100, 520),
        (104, 620),
        (96, 725),
    ]
    right = [(_MIDDLE + x * width, y) for x, y in half]
    left = [(_MIDDLE - x * width, y) for x, y in reversed(half)]
    outline = [*curve(right, 8), *curve(left, 8)]
    silk = Sheet(palette, seed)
    silk.shade(palette.main, mixed(palette.main, palette.second, 0.7))
    pattern = seed.randrange(3)
    if pattern == 0:
        patterns.scattered_blossoms(silk, mixed(palette.main, palette.light, 0.62), 70, 13)
    elif pattern == 1:
        for _ in range(26):
            x, y = seed.uniform(150, 450), seed.uniform(150, 740)
            patterns.cloud(silk, x, y, seed.uniform(10, 20), mixed(palette.main, palette.light, 0.4))
    else:
        patterns.stripes(silk, palette.main, mixed(palette.main, palette.light, 0.14), 14)
    sheet.line([(_MIDDLE, 96), (_MIDDLE, 132)], palette.ink, 3)
    sheet.line(
        curve([(_MIDDLE - 104, 196), (_MIDDLE, 132), (_MIDDLE + 104, 196)]), mixed(palette.ink, palette.deep, 0.3), 7
    )
    sheet.paint(silk.image, sheet.mask(outline))
    _trim(sheet, width)


def _trim(sheet: Sheet, width: float) -> None:
    """Collar, slanting front, knot buttons and the slit."""
    palette = sheet.palette
    trim = mixed(palette.light, palette.main, 0.12)
    sheet.shape(
        curve(
            [
                (_MIDDLE - 21, 150),
                (_MIDDLE - 24, 132),
                (_MIDDLE, 142),
                (_MIDDLE + 24, 132),
                (_MIDDLE + 21, 150),
                (_MIDDLE, 162),
                (_MIDDLE - 21, 150),
            ]
        ),
        palette.second,
    )
    front = curve([(_MIDDLE, 160), (_MIDDLE + 26, 196), (_MIDDLE + 74, 214), (_MIDDLE + 86 * width, 246)])
    sheet.line(front, trim, 4)
    for place in (4, len(front) // 2, len(front) - 8):
        x, y = front[place]
        sheet.line([(x - 12, y - 4), (x + 12, y + 4)], trim, 4)
        sheet.disc(x, y, 4.5, palette.second)
    sheet.line(curve([(_MIDDLE + 101 * width, 560), (_MIDDLE + 92 * width, 640), (_MIDDLE + 96 * width, 725)]), trim, 4)


def fabric(sheet: Sheet) -> None:
    """A bolt of fabric from near."""
    palette, seed = sheet.palette, sheet.seed
    kind = seed.randrange(3)
    if kind == 0:
        patterns.waves(sheet, palette.main, seed.choice((28, 36, 46)))
    elif kind == 1:
        sheet.shade(palette.second, palette.main)
        patterns.scattered_blossoms(sheet, mixed(palette.light, palette.main, 0.18), 90, 22)
    else:
        sheet.shade(palette.main, palette.second)
        for _ in range(16):
            shade = mixed(palette.light, palette.main, seed.uniform(0.15, 0.5))
            patterns.cloud(sheet, seed.uniform(20, 580), seed.uniform(40, 760), seed.uniform(26, 52), shade)
    fold = seed.uniform(430, 560)
    sheet.shape([(WIDTH, fold), (WIDTH, HEIGHT), (fold - 160, HEIGHT)], mixed(palette.main, palette.ink, 0.25))
    sheet.line([(WIDTH, fold), (fold - 160, HEIGHT)], palette.light, 3)


def lipsticks(sheet: Sheet) -> None:
    """A row of lipsticks with a swatch of each."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.light, palette.deep)
    reds = [(178, 34, 46), (201, 72, 69), (150, 40, 62), (219, 108, 92), (120, 30, 40), (190, 90, 100)]
    seed.shuffle(reds)
    number = seed.choice((3, 4, 5))
    step = WIDTH / (number + 1)
    for place in range(number):
        x, red = step * (place + 1), reds[place]
        base = 560 + seed.uniform(-26, 26)
        sheet.shadow(x, base + 4, 40, 10)
        sheet.box(x - 25, base - 120, x + 25, base, palette.second, 6)
        sheet.box(x - 21, base - 190, x + 21, base - 116, mixed((214, 178, 110), palette.light, 0.2), 3)
        sheet.box(x - 17, base - 300, x + 17, base - 188, red, 4)
        sheet.shape(
            [
                (x - 17, base - 292),
                (x + 17, base - 292),
                (x + 17, base - 318),
                (x - 6, base - 346),
                (x - 17, base - 330),
            ],
            red,
        )
        sheet.line([(x - 9, base - 320), (x - 9, base - 196)], mixed(red, (255, 255, 255), 0.4), 4)
        swatch = curve(
            [(x - 30, 668), (x - 10, 650), (x + 16, 660), (x + 32, 648), (x + 26, 706), (x - 26, 712), (x - 30, 668)]
        )
        sheet.shape(swatch, red)


def bottles(sheet: Sheet) -> None:
    """Skin care on a shelf."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.ground, palette.light)
    sheet.glow(420, 180, 220, (255, 250, 235), 220)
    sheet.box(0, 610, WIDTH, HEIGHT, mixed(palette.deep, palette.ink, 0.1))
    sheet.box(0, 604, WIDTH, 616, palette.light)
    x = 90.0
    while x < 540:
        across, tall = seed.uniform(34, 52), seed.uniform(150, 300)
        glass = mixed(palette.main, palette.light, seed.uniform(0.15, 0.7))
        sheet.shadow(x, 612, across, 9)
        sheet.box(x - across, 606 - tall, x + across, 606, glass, 16)
        sheet.box(x - across * 0.5, 606 - tall - 46, x + across * 0.5, 606 - tall + 4, palette.second, 6)
        sheet.box(x - across * 0.72, 606 - tall * 0.66, x + across * 0.72, 606 - tall * 0.28, palette.light, 4)
        for line in range(3):
            y = 606 - tall * 0.58 + line * 13
            sheet.line([(x - across * 0.45, y), (x + across * (0.45 - line * 0.15), y)], palette.second, 2)
        sheet.line([(x - across * 0.7, 620 - tall), (x - across * 0.7, 560)], mixed(glass, palette.light, 0.6), 4)
        x += across * 2 + seed.uniform(28, 44)


def tea(sheet: Sheet) -> None:
    """A cup of tea that steams, and a pot."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.light, palette.ground)
    sheet.glow(seed.choice((160, 430)), 210, 200, palette.light, 210)
    sheet.box(0, 590, WIDTH, HEIGHT, mixed(palette.second, palette.ink, 0.2))
    for plank in range(3):
        y = 640 + plank * 56
        sheet.line([(0, y), (WIDTH, y)], mixed(palette.second, palette.ink, 0.45), 2)
    x = seed.choice((205, 395))
    pot = WIDTH - x
    sheet.shadow(pot, 640, 120, 16)
    sheet.oval(pot, 560, 108, 84, palette.main)
    sheet.oval(pot, 482, 46, 14, mixed(palette.main, palette.ink, 0.25))
    sheet.disc(pot, 462, 11, palette.second)
    way = 1 if pot < x else -1
    sheet.line(curve([(pot + way * 96, 566), (pot + way * 140, 530), (pot + way * 156, 486)]), palette.main, 20)
    sheet.line(curve([(pot - way * 96, 520), (pot - way * 150, 540), (pot - way * 98, 606)]), palette.main, 13)
    sheet.oval(pot - 34, 530, 12, 30, mixed(palette.main, palette.light, 0.35))
    sheet.shadow(x, 690, 92, 12)
    sheet.shape(
        curve([(x - 78, 608), (x - 62, 668), (x - 26, 692), (x + 26, 692), (x + 62, 668), (x + 78, 608)]), palette.light
    )
    sheet.oval(x, 608, 78, 19, mixed(palette.light, palette.ink, 0.12))
    sheet.oval(x, 610, 66, 14, (168, 98, 44))
    for shift in (-24, 4, 30):
        rise = seed.uniform(90, 140)
        steam = [(x + shift + 12 * math.sin(turn), 586 - rise * turn / 6) for turn in range(7)]
        sheet.line(curve(steam), mixed(palette.light, palette.ground, 0.25), 5)


def mountains(sheet: Sheet) -> None:
    """Mountains in mist, with a sun or a moon."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.light, palette.deep)
    sun = palette.main if seed.random() < 0.6 else palette.light
    x, y = seed.uniform(150, 450), seed.uniform(150, 250)
    sheet.glow(x, y, 130, sun, 120)
    sheet.disc(x, y, seed.uniform(42, 64), sun)
    for layer in range(5):
        share = layer / 5
        colour = mixed(mixed(palette.deep, palette.light, 0.2), palette.second, share)
        sheet.shape([*_ridge(seed, 330 + layer * 82, 92 - layer * 9), (WIDTH, HEIGHT), (0, HEIGHT)], colour)
        sheet.glow(seed.uniform(50, 550), 420 + layer * 84, 150, palette.light, 55)
    if seed.random() < 0.6:
        for _ in range(seed.randint(3, 6)):
            x, y = seed.uniform(120, 480), seed.uniform(120, 300)
            sheet.line(curve([(x - 13, y + 5), (x - 5, y), (x, y + 5), (x + 5, y), (x + 13, y + 5)]), palette.ink, 2)


def _ridge(seed: random.Random, height: float, rough: float) -> list[Point]:
    peaks = [(x, height + seed.uniform(-rough, rough * 0.6)) for x in range(-60, WIDTH + 121, 60)]
    return curve(peaks, 8)


def branch(sheet: Sheet) -> None:
    """A plum branch in bloom."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.light, palette.ground)
    sheet.disc(seed.uniform(180, 420), seed.uniform(240, 360), 150, mixed(palette.ground, palette.deep, 0.7))
    bough = curve([(-20, 700), (120, 560), (230, 500), (330, 360), (470, 260), (620, 190)])
    for place, (one, other) in enumerate(itertools.pairwise(bough)):
        sheet.line([one, other], palette.ink, max(15 - place * 0.2, 3))
    for _ in range(9):
        x, y = seed.choice(bough[10:])
        twig = curve(
            [
                (x, y),
                (x + seed.uniform(-40, 50), y - seed.uniform(50, 90)),
                (x + seed.uniform(-70, 90), y - seed.uniform(90, 180)),
            ]
        )
        sheet.line(twig, palette.ink, 4)
        for at in (*twig[8:-1:7], twig[-1]):
            patterns.blossom(
                sheet,
                *at,
                seed.uniform(13, 25),
                mixed(palette.main, palette.light, seed.uniform(0, 0.5)),
                seed.random(),
            )


def garden(sheet: Sheet) -> None:
    """A moon gate, with bamboo and a path behind it."""
    palette, seed = sheet.palette, sheet.seed
    wall = mixed(palette.light, palette.ground, 0.4)
    sheet.shade((214, 226, 219), mixed(palette.light, (190, 208, 190), 0.6))
    for _ in range(13):
        x = seed.uniform(110, 490)
        stem = mixed((60, 110, 80), palette.light, seed.uniform(0.0, 0.45))
        sheet.line([(x, 120), (x + seed.uniform(-14, 14), 660)], stem, seed.uniform(5, 10))
        for _ in range(7):
            y = seed.uniform(150, 520)
            way = seed.choice((-1, 1))
            sheet.shape([(x, y), (x + way * 26, y - 7), (x + way * 60, y + 15), (x + way * 26, y + 5)], stem)
    sheet.shape([(250, 640), (350, 640), (440, HEIGHT), (160, HEIGHT)], mixed(palette.deep, palette.ink, 0.12))
    hole = Sheet(palette, seed)
    hole.shade(wall, mixed(wall, palette.deep, 0.4))
    frame = sheet.image.copy()
    opening = Image.new("L", sheet.image.size, 0)
    pen = ImageDraw.Draw(opening)
    pen.ellipse([SCALE * value for value in (90, 170, 510, 590)], fill=255)
    pen.rectangle([SCALE * value for value in (220, 540, 380, 700)], fill=255)
    sheet.image.paste(hole.image)
    sheet.image.paste(frame, (0, 0), opening)
    sheet.ring(300, 380, 212, mixed(palette.ink, palette.light, 0.25), 7)
    sheet.box(0, 0, WIDTH, 74, mixed(palette.ink, palette.deep, 0.12))
    for tile in range(-1, 21):
        sheet.disc(tile * 31 + 15, 74, 15, mixed(palette.ink, palette.deep, 0.22))


def round_fan(sheet: Sheet) -> None:
    """A round silk fan with a blossoming twig."""
    palette, seed = sheet.palette, sheet.seed
    sheet.shade(palette.deep, palette.ground)
    sheet.line([(300, 560), (300, 770)], palette.second, 16)
    sheet.shadow(306, 350, 218, 218)
    sheet.disc(300, 330, 222, palette.second)
    sheet.disc(300, 330, 212, palette.light)
    twig = curve([(130, 430), (220, 380), (290, 300), (400, 250), (450, 210)])
    sheet.line(twig, palette.ink, 6)
    for at in twig[6::5]:
        x, y = at[0] + seed.uniform(-20, 20), at[1] + seed.uniform(-34, 20)
        patterns.blossom(
            sheet, x, y, seed.uniform(14, 26), mixed(palette.main, palette.light, seed.uniform(0, 0.4)), seed.random()
        )
    for strand in (-7, 0, 7):
        sheet.line(curve([(300, 764), (300 + strand * 0.5, 778), (300 + strand, 800)]), palette.main, 4)
