/**
 * Spreadsheets run a cell that begins like a formula. Such a cell gets an apostrophe in front, which spreadsheets take
 * as "this is text"; a cell that begins with one already gets another, so that the reader can always take one away.
 */
const risky = /^['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

export function guardCell(value: string): string {
  return risky.test(value) ? `'${value}` : value
}

export function unguardCell(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell
}
