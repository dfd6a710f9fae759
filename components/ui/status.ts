/** The six statuses. There is no seventh: "done" and "signed" are words for ok, "missed" and "down" for breached. */
export type Status = 'ok' | 'warning' | 'breached' | 'unknown' | 'running' | 'waiting'

export const statusInk: Readonly<Record<Status, string>> = {
  ok: 'text-ok',
  warning: 'text-warn',
  breached: 'text-bad',
  unknown: 'text-unk',
  running: 'text-run',
  waiting: 'text-wait',
}
