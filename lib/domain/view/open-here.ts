/** An incident that is open now, as far as one must know of it to tell whether it interrupts a drill. */
export interface OpenHere {
  id: string
  number: number
  mode: string
  title: string
  status: string
  planKey: string
  environment: string
  proposedAt: string
  /** The alert that opened it; null where a person did. */
  alert: string | null
}
