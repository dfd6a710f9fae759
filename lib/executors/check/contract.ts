import type { Binding } from '@/lib/domain/system/binding'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import type { Scalar } from '@/lib/domain/system/resolved'

/** One example of a kind of action, as the lab can carry it out. */
export interface ActionCase {
  kind: string
  /** A system of the frozen plan's lab environment, or one that a contract binds itself. */
  system: string
  /** `{incident}` stands for the id of an incident the suite opens first, at PagerDuty or on the status page. */
  parameters: Record<string, ParameterValue>
  /** The state-changing request as the lab names it, for faults and its effect log. */
  change: { system: string; operation: string }
  /** Accepted effects that one execution leaves. */
  effects: number
  undo: 'restores' | 'compensates' | 'none'
  /** A look cannot tell whether it was done. */
  blind?: true
  /** Another door to the same target is asked where the reply of one is lost. */
  movesOn?: true
  /** Of a kind whose effect has parts: what does, and what of it takes back, only some of them. */
  half?: { act: Record<string, ParameterValue>; back?: { by: 'undo' | 'act'; with: Record<string, ParameterValue> } }
}

/** One question to the lab as it stands at first, and fields that its answer has. */
export type ReadingCase = readonly [
  kind: string,
  system: string,
  parameters: Record<string, ParameterValue>,
  fields: Record<string, Scalar>,
]

/** In `contract.ts` beside the hands of every system: what the contract suite asks the lab of it. */
export interface Contract {
  actions: readonly ActionCase[]
  readings: readonly ReadingCase[]
  /** What the frozen plan binds no system for, by the addresses of the lab's listeners. */
  systems?(addresses: Readonly<Record<string, string>>): Record<string, Binding>
}
