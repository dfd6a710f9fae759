/** `1.42 (1.38 to 1.51)`: the median of some ratios, with the least and the greatest. */
export function spread(ratios: readonly number[]): string {
  const sorted = ratios.toSorted((a, b) => a - b)
  const [least, median, greatest] = [0, Math.floor(sorted.length / 2), sorted.length - 1].map((at) => sorted[at] ?? NaN)
  const shown = (ratio = NaN) => ratio.toFixed(2)
  return `${shown(median)} (${shown(least)} to ${shown(greatest)})`
}
