export interface Finding {
  status: 'breached' | 'warning' | 'unknown'
  title: string
  detail: string
  source: string
  /** When the fact was read; null where it follows from the plan alone. */
  at: string | null
}
