/**
 * A note with the reference of the command that wrote it, by which it is found again: PagerDuty takes no idempotency
 * key and keeps no metadata.
 */
export function noteText(text: string, reference: string): string {
  return `${text}\n[${reference}]`
}
