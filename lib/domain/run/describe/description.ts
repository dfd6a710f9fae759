import type { IncidentEventType, PayloadOf } from '../events/event'

/** What sort of fact an entry is, for readers who look for one. The catalogue's codes stay beside it. */
export const eventKinds = ['alert', 'reading', 'decision', 'approval', 'step', 'proof', 'message', 'room'] as const
export type EventKind = (typeof eventKinds)[number]

/** An entry in words. Everything it says comes from the entry, from the pinned plan, or is a name. */
export interface Description {
  kind: EventKind
  what: string
  /** Empty: it rests on nothing but who said it. */
  restsOn: string
  /** Whether somebody who reads only the turning points must see it. */
  key: boolean
  tier: string | null
  step: string | null
}

/** The words of the plan and the names of people. Whatever is not known is said by its id. */
export interface EventWords {
  person(id: string): string
  duty(id: string): string
  disasterClass(id: string): string
  runbook(id: string): string
  gate(runbook: string, gate: string): string
  step(runId: string, step: string): { title: string; tier: string | null; actions: readonly string[] } | null
}

export type Said = Pick<Description, 'kind' | 'what'> & Partial<Description>

/** One describer for every event of `Type`: a new event without a sentence does not compile. */
export type Describers<Type extends IncidentEventType> = {
  readonly [Each in Type]: (payload: PayloadOf<Each>, words: EventWords) => Said
}
