import { wellFormed } from '@/lib/domain/well-formed'

const limit = 300

/** ANSI sequences and control characters: a provider's message must not drive a terminal or forge a log line. */
const ansi = new RegExp('\\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)?|[@-_])', 'g')
const control = new RegExp(
  '[\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u200b-\\u200f\\u202a-\\u202e\\u2066-\\u2069]+',
  'g',
)
const credential =
  /\b(?:bearer|basic|oauth|token token)[=\s]+[^\s,;"']+|\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b|\bxox[a-z]-[\w-]+/gi

/** Makes a provider's words fit to store and show: one line, no secrets, at most 300 characters. */
export function safeText(text: string, secrets: readonly string[] = []): string {
  let result = text
  for (const secret of secrets) if (secret.length >= 4) result = result.replaceAll(secret, '[secret]')
  result = result.replace(ansi, '').replace(control, ' ').replace(credential, '[secret]').replace(/ {2,}/g, ' ').trim()
  return wellFormed(result.length <= limit ? result : `${result.slice(0, limit - 1)}…`)
}
