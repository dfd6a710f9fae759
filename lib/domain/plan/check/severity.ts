import { WayBack } from '../schema/runbook'

/** Whether `a` leaves less behind than `b`, in the order none-needed, reversible, compensable, one-way. */
export function lessSevere(a: WayBack, b: WayBack): boolean {
  return WayBack.options.indexOf(a) < WayBack.options.indexOf(b)
}
