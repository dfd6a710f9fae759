const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })

/** `812,000`. */
export function wholeNumber(value: number): string {
  return grouped.format(value)
}

/** A count nobody can know exactly: three figures, then zeros. `930`, `1,990`, `27,300`. */
export function aboutCount(value: number): string {
  if (value < 1_000) return grouped.format(value >= 100 ? Math.round(value / 10) * 10 : value)
  const step = 10 ** (Math.floor(Math.log10(value)) - 2)
  return grouped.format(Math.round(value / step) * step)
}

/** Hex in groups of four, as it can be read aloud: `9c41 d07e 55b2 1fa8`. */
export function groupedHex(hex: string, digits = 16): string {
  return (hex.slice(0, digits).match(/.{1,4}/g) ?? []).join(' ')
}
