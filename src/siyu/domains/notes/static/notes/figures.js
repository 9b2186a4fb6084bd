// Counts as people write them: 9,999 · 1.4万 · 1.2亿; the same rule as kernel.text.compact_count.
export function shortly(number) {
  for (const [size, unit] of [[1e8, "亿"], [1e4, "万"]]) {
    if (number >= size) return (Math.round((number * 10) / size) / 10).toString() + unit;
  }
  return number.toLocaleString("en-US");
}
