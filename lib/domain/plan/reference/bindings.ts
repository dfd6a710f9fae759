import type { Facts } from '../../system/resolved'

/** What an incident and its run fill into a plan's references. */
export interface Bindings {
  incident: {
    id: string
    title: string
    number: number
    /** The incident's id in PagerDuty, once one is known. */
    pagerduty?: string | null
  }
  /** When the outage began, as an ISO instant; null before it is known. */
  impactAt: string | null
  /** Outputs of steps that have succeeded, by step. */
  outputs: Readonly<Record<string, Facts>>
}

/** What is asked all the time, whatever happens: it refers to no incident. */
export const noIncident: Bindings = { incident: { id: '', title: '', number: 0 }, impactAt: null, outputs: {} }

/**
 * What filling in gave. `not-yet` heals by itself when an earlier step or a fact arrives; the other refusals are
 * mistakes of plan or environment.
 */
export type Resolution<T> = { ok: true; value: T } | Unresolved

export interface Unresolved {
  ok: false
  code: 'not-yet' | 'unknown-reference' | 'unbound' | 'unknown-kind' | 'bad-parameters'
  /** The reference or the parameter, as written. */
  reference: string
  message: string
}

export function unresolved(code: Unresolved['code'], reference: string, message: string): Unresolved {
  return { ok: false, code, reference, message }
}
