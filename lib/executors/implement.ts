import type { z } from 'zod'
import type { SystemDefinition } from '@/lib/domain/system/define-system'
import type { Facts, ReadingSample, ResolvedCommand, ResolvedReading } from '@/lib/domain/system/resolved'
import {
  ExecutorError,
  type ActionExecutor,
  type ExecutorContext,
  type NoticeExecutor,
  type Observation,
  type ReadingExecutor,
  type Receipt,
  type SendContext,
} from '@/lib/engine/ports'

/** What a hand is given, with the binding as its own system has it. */
export type On<B, C extends ExecutorContext = ExecutorContext> = Omit<C, 'binding'> & { binding: B }
type Keyed = ExecutorContext & { idempotencyKey: string }

/** As ActionExecutor of the engine's ports, on parameters that were parsed and a binding of the right kind. */
export type ActionHands<P, B> = Acting<P, B> & (WayBack<P, B> | { undo?: undefined; undone?: undefined })

interface Acting<P, B> {
  hidesFor: number
  blind?: true
  observe(parameters: P, context: On<B, Keyed>): Promise<Observation>
  before?(parameters: P, context: On<B>): Promise<Facts>
  execute(parameters: P, context: On<B, SendContext>): Promise<Receipt>
}

interface WayBack<P, B> {
  undo(parameters: P, before: Facts, context: On<B, SendContext>): Promise<Receipt>
  undone(parameters: P, before: Facts, context: On<B, Keyed>): Promise<Observation>
}

export interface ReadingEyes<P, B> {
  read(parameters: P, context: On<B>): Promise<Omit<ReadingSample, 'id'>>
}

export interface NoticeVoice<B> {
  way: NoticeExecutor['way']
  send(notice: Parameters<NoticeExecutor['send']>[0], context: On<B, SendContext>): Promise<Receipt>
}

type BindingOf<S extends SystemDefinition> = z.output<S['binding']>
export type HandsOf<S extends SystemDefinition, N extends keyof S['actions']> = ActionHands<
  z.output<S['actions'][N]['parameters']>,
  BindingOf<S>
>
export type EyesOf<S extends SystemDefinition, N extends keyof S['readings']> = ReadingEyes<
  z.output<S['readings'][N]['parameters']>,
  BindingOf<S>
>

export interface Hands<S extends SystemDefinition> {
  actions: { readonly [N in keyof S['actions']]: HandsOf<S, N> }
  readings: { readonly [N in keyof S['readings']]: EyesOf<S, N> }
  notices?: readonly NoticeVoice<BindingOf<S>>[]
  /**
   * Loads what the hands need beside our own code. At first use an SDK takes up to a second of a window of seconds in
   * which a request has to leave: a worker calls this at start.
   */
  load?(): Promise<unknown>
}

export interface Implementation {
  kind: string
  actions: readonly ActionExecutor[]
  readings: readonly ReadingExecutor[]
  notices: readonly NoticeExecutor[]
  load(): Promise<unknown>
}

/** The hands and eyes of one system, for the engine: it hands over what a plan says, they get it parsed and bound. */
export function implement<S extends SystemDefinition>(system: S, hands: Hands<S>): Implementation {
  const { actions, readings, load } = hands
  const notices: readonly NoticeVoice<unknown>[] = hands.notices ?? []
  return {
    kind: system.kind,
    actions: Object.entries<ActionHands<unknown, unknown>>(actions).map(([name, hand]) => acting(system, name, hand)),
    readings: Object.entries<ReadingEyes<unknown, unknown>>(readings).map(([name, eye]) => reading(system, name, eye)),
    notices: notices.map(({ way, send }) => ({ way, send: (notice, context) => send(notice, on(system, context)) })),
    load: async () => load?.(),
  }
}

function acting(system: SystemDefinition, name: string, hand: ActionHands<unknown, unknown>): ActionExecutor {
  const { kind, parameters } = stated(system.actions, name)
  const parsed = (command: ResolvedCommand) => parse(parameters, command.parameters)
  const { before } = hand
  const forward = {
    kind,
    hidesFor: hand.hidesFor,
    ...(hand.blind === true ? { blind: hand.blind } : {}),
    observe: async (command, context) => hand.observe(parsed(command), on(system, context)),
    ...(before && { before: async (command, context) => before(parsed(command), on(system, context)) }),
    execute: async (command, context) => hand.execute(parsed(command), on(system, context)),
  } satisfies ActionExecutor
  if (hand.undo === undefined) return forward
  return {
    ...forward,
    undo: async (command, then, context) => hand.undo(parsed(command), then, on(system, context)),
    undone: async (command, then, context) => hand.undone(parsed(command), then, on(system, context)),
  }
}

function reading(system: SystemDefinition, name: string, eye: ReadingEyes<unknown, unknown>): ReadingExecutor {
  const { kind, parameters } = stated(system.readings, name)
  return {
    kind,
    read: async ({ id, ...asked }: ResolvedReading, context) => {
      const sample = await eye.read(parse(parameters, asked.parameters), on(system, context))
      return { id, ...sample }
    },
  }
}

function stated<D>(definitions: Readonly<Record<string, D>>, name: string): D {
  const definition = definitions[name]
  if (definition === undefined) throw new Error(`no definition of ${name}`)
  return definition
}

/** Another kind of binding means that plan and environment do not fit: nothing is sent. */
function on<C extends ExecutorContext>(system: SystemDefinition, context: C): On<unknown, C> {
  if (context.binding.kind === system.kind) return context
  const message = `bound to a system of kind ${context.binding.kind}, not ${system.kind}`
  throw new ExecutorError('refused', 'wrong-binding', message)
}

/** Parameters are checked again by the hand that uses them: nothing is sent on a word that was not checked. */
function parse(schema: z.ZodType, parameters: unknown): unknown {
  const result = schema.safeParse(parameters)
  if (result.success) return result.data
  const first = result.error.issues[0]
  const place = first === undefined ? '' : `${first.path.join('.')}: ${first.message}`
  throw new ExecutorError('refused', 'invalid-parameters', `not sent, the parameters do not fit: ${place}`)
}
