import { z } from 'zod'

const label = String.raw`(?:[A-Za-z0-9_*-]|\\[0-7]{3}){1,63}`

/** A DNS name as Route 53 takes it; a sign beyond letters, digits, - and _ is written as \ and three octal digits. */
export const RecordName = z
  .string()
  .max(1_024)
  .regex(
    new RegExp(String.raw`^${label}(?:\.${label})*\.?$`),
    String.raw`a DNS name like checkout.example.com, with \052 or * for a wildcard`,
  )

/**
 * A name as it is compared: Route 53 lists it in lower case, with a dot at its end and `*` as `\052`, however it was
 * written. An escaped dot belongs to its label and stays escaped.
 */
export function comparableName(name: string): string {
  return name
    .replace(/\.$/, '')
    .replace(/\\([0-7]{3})/g, (escape, octal: string) => {
      const sign = String.fromCharCode(Number.parseInt(octal, 8))
      return sign === '.' ? escape : sign
    })
    .toLowerCase()
}
