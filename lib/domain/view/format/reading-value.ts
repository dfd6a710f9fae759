/** A number with more decimals than anybody reads; the journal keeps what is no whole number as text. */
const longDecimal = /^-?\d+\.\d{4,}$/

/** A reading's value as a person reads it: a whole number whole, any other to four figures. `true`, `0.8718`, `empty`. */
export function readingValue(value: string | number | boolean): string {
  if (value === '') return 'empty'
  const shown = String(value)
  return longDecimal.test(shown) ? String(Number(Number(shown).toPrecision(4))) : shown
}
