import { LabCommandError } from './client-connect'

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, '': 1 }

/** `3s`, `250ms`, `1.5m`, or a bare number of milliseconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|)$/.exec(text)
  const unit = units[match?.[2] ?? 'none']
  if (!match || unit === undefined) throw new LabCommandError(`not a duration: ${text} (write 3s, 250ms or 1m)`)
  return Number(match[1]) * unit
}
