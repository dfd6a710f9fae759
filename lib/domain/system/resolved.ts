import type { ParameterValue } from '../plan/schema/primitives'

export type Scalar = string | number | boolean | null
/** What an executor may report of a provider's reply: an allow-list of scalars per action, never the reply itself. */
export type Facts = Readonly<Record<string, Scalar>>

/** Where a command goes, spelled out. Covered by the approval digest. */
export interface Target {
  systemKind: string
  account: string | null
  region: string | null
  /** The endpoint(s) as bound, or the SDK's own regional one by name. */
  endpoint: string
  /** The role or identity the call is made under, without its secret. */
  identity: string | null
}

/** A command with every reference filled in from plan, environment and earlier outputs. */
export interface ResolvedCommand {
  action: string
  system: string
  parameters: Readonly<Record<string, ParameterValue>>
  target: Target
  /** As a person would type it, one argument group a line. */
  text: string
  ifUnreachable: 'fail' | 'continue'
}

/** A question with every reference filled in. */
export interface ResolvedReading {
  id: string
  kind: string
  system: string
  parameters: Readonly<Record<string, ParameterValue>>
  target: Target
}

/** An answer: `observedAt` is when the fact was true by the source's word, else when it was asked. */
export interface ReadingSample {
  id: string
  observedAt: string
  source: string
  fields: Facts
}
