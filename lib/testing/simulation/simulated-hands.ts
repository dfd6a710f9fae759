import type { Facts, ResolvedCommand } from '@/lib/domain/system/resolved'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import type { Step } from '@/lib/domain/plan/schema/runbook'
import type { Effect } from '@/lib/domain/run/events/facts'
import type { ActionExecutor, ExecutorContext, ExecutorRegistry, Observation, SendContext } from '@/lib/engine/ports'
import { ExecutorError } from '@/lib/engine/ports'
import { timing } from '@/lib/engine/timing'
import type { Machine } from './machine'
import { hidden, stepIn, untouched, type Outside } from './outside'
import { worldReading } from './simulated-plan'
import type { Weakness } from './weakness'

export const changed = 'changed'

/** How many things one command changes, one after the other. */
export function targetsOf({ parameters }: Pick<ResolvedCommand, 'parameters'>): number {
  const { names, targets } = parameters
  if (Array.isArray(names)) return names.length
  return Array.isArray(targets) ? targets.length : 1
}

/** Everything that a step changes, by name. */
export function targetsOfStep({ id, commands }: Pick<Step, 'id' | 'commands'>): string[] {
  return commands.flatMap((command, index) => targetNames(`${id}/${index}`, targetsOf({ parameters: command.with })))
}

/** What the journal said when a request left; told by whoever watches from outside. */
export type Leaves = (step: string, kind: 'act' | 'undo', machine: Machine) => void

/** Hands and eyes of one worker in the simulated world: they behave as the executors of real systems do. */
export function simulatedHands(
  machine: Machine,
  outside: Outside,
  plan: Plan,
  leaves: Leaves,
  weak?: Weakness,
): ExecutorRegistry {
  const wires = new Wires(machine, outside, leaves, weak)
  const nameOf = commandNames(plan)
  return {
    action: (kind) => actionOf(kind, wires, outside, nameOf, weak),
    notice: (way) => ({ way, send: () => Promise.resolve({ requestId: null, facts: {}, outputs: {} }) }),
    reading: (kind) => ({
      kind,
      async read(reading, context) {
        const steps = plan.runbooks.flatMap((runbook) => runbook.steps)
        const fields = await wires.ask(null, context, () =>
          Object.fromEntries(
            steps.map((step) => {
              const done = targetsOfStep(step).every((target) => outside.value(target) === changed)
              return [step.id.toLowerCase(), done] as const
            }),
          ),
        )
        return { id: reading.id, observedAt: new Date(context.now()).toISOString(), source: worldReading, fields }
      },
    }),
  }
}

function targetNames(command: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${command}/${index}`)
}

/** `STEP/COMMAND` of a command before anything says for which step it is: no two steps of a plan do the same. */
function commandNames(plan: Plan): (command: ResolvedCommand) => string {
  const steps = plan.runbooks.flatMap((runbook) => runbook.steps)
  const names = new Map<string, string>()
  for (const { id, commands } of steps)
    for (const [index, { action, system, with: parameters }] of commands.entries()) {
      const key = commandKey({ action, system, parameters })
      if (names.has(key)) throw new Error(`${id} and ${names.get(key) ?? ''} do the same`)
      names.set(key, `${id}/${index}`)
    }
  return (command) => {
    const name = names.get(commandKey(command))
    if (name === undefined) throw new Error(`no step of the plan does ${command.text}`)
    return name
  }
}

function commandKey(command: {
  action: string
  system: string
  parameters: Readonly<Record<string, unknown>>
}): string {
  return JSON.stringify([command.action, command.system, command.parameters.names ?? null])
}

/** `RUN/STEP/COMMAND`, with `/undo` behind it. */
function commandIn(key: string): { step: string; command: string } {
  const [, step = '', index = ''] = key.split('/')
  return { step, command: `${step}/${index}` }
}

/** What a command changes takes this long to be so, milliseconds: a promotion takes time, and so does its way back. */
const slowSteps: Readonly<Record<string, number>> = { S6: 1_500, S7: 3_000 }

function actionOf(
  kind: string,
  wires: Wires,
  outside: Outside,
  nameOf: (command: ResolvedCommand) => string,
  weak?: Weakness,
): ActionExecutor {
  const look = async (
    command: Pick<ResolvedCommand, 'parameters'>,
    context: ExecutorContext & { idempotencyKey: string },
  ): Promise<Observation> => {
    const { command: name, step } = commandIn(context.idempotencyKey)
    const names = targetNames(name, targetsOf(command))
    const [done, moving] = await wires.ask(step, context, () => [
      names.filter((target) => outside.shown(target).value === changed).length,
      names.filter((target) => outside.shown(target).moving).length,
    ])
    const effect: Effect =
      moving > 0 ? 'in-progress' : done === names.length ? 'present' : done === 0 ? 'absent' : 'partial'
    if (weak === 'some is none' && effect === 'partial')
      return { effect: 'absent', facts: {}, outputs: {}, detail: 'not all of them' }
    return { effect, facts: { done, of: names.length }, outputs: {}, detail: `${done} of ${names.length}` }
  }
  /** What is left of it: a target is back once it is as `before` saw it. */
  const lookBack = async (
    command: ResolvedCommand,
    before: Facts,
    context: ExecutorContext & { idempotencyKey: string },
  ): Promise<Observation> => {
    const { command: name, step } = commandIn(context.idempotencyKey)
    const names = targetNames(name, targetsOf(command))
    const then = names.map((target) => valueBefore(before, target))
    const [back, moving] = await wires.ask(step, context, () => [
      names.filter((target, index) => outside.shown(target).value === then[index]).length,
      names.filter((target) => outside.shown(target).moving).length,
    ])
    const effect: Effect =
      moving > 0 ? 'in-progress' : back === names.length ? 'absent' : back === 0 ? 'present' : 'partial'
    const said = weak === 'some is none' && effect === 'partial' ? 'absent' : effect
    return {
      effect: said,
      facts: { back, of: names.length },
      outputs: {},
      detail: `${back} of ${names.length} are back`,
    }
  }
  const change = async (
    command: ResolvedCommand,
    context: SendContext,
    way: 'act' | 'undo',
    to: (target: string) => string,
  ) => {
    const { command: name } = commandIn(context.idempotencyKey)
    const asked = targetNames(name, targetsOf(command)).map((target) => [target, to(target)] as const)
    for (const [target, value] of asked) await wires.change(context, target, way, value)
    return { requestId: null, facts: {}, outputs: {} }
  }
  return {
    kind,
    hidesFor: hidden,
    observe: look,
    async before(command, context) {
      const name = nameOf(command)
      const targets = targetNames(name, targetsOf(command))
      const told = (target: string) => (weak === 'before is guessed' ? untouched : outside.shown(target).asked)
      return wires.ask(stepIn(name), context, () =>
        Object.fromEntries(targets.map((target) => [target, told(target)] as const)),
      )
    },
    execute: (command, context) => change(command, context, 'act', () => changed),
    undo: (command, before, context) => change(command, context, 'undo', (target) => valueBefore(before, target)),
    undone: (command, before, context) =>
      weak === 'undone when asked'
        ? Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail: 'it was asked for' })
        : lookBack(command, before, context),
  }
}

/** What undo restores of a target; without it there is none, as the executors of real systems say. */
function valueBefore(before: Facts, target: string): string {
  const value = before[target]
  if (typeof value === 'string') return value
  throw new ExecutorError('refused', 'no-way-back', `what ${target} was before is not known`)
}

/** The way to the systems outside and back, as the weather has it. */
class Wires {
  constructor(
    private readonly machine: Machine,
    private readonly outside: Outside,
    private readonly leaves: Leaves,
    private readonly weak: Weakness | undefined,
  ) {}

  /** `step`: whose targets are asked; null: what is read of all of them. */
  ask<T>(step: string | null, context: ExecutorContext, answer: () => T): Promise<T> {
    const { outside } = this
    return this.within(context.signal, (settle) => {
      if (this.isDark(step, settle)) return
      const { chance, weather } = outside
      outside.scheduler.after(outside.way(), () => {
        if (chance.chance(weather.lostRequest + weather.lostReply)) return
        const said = answer()
        outside.scheduler.after(outside.way(), () => settle(null, said))
      })
    })
  }

  async change(context: SendContext, target: string, kind: 'act' | 'undo', to: string): Promise<void> {
    const { outside, machine } = this
    const { chance, weather } = outside
    const step = stepIn(target)
    if (chance.chance(weather.slowSignIn)) await machine.wait(chance.between(0, weather.signIn))
    const so = outside.value(target) === to && !outside.moving(target)
    if (!so && this.weak !== 'leaves unasked') await context.leave()
    return this.within(context.signal, (settle, sent) => {
      if (outside.value(target) === to && !outside.moving(target)) return settle(null, undefined)
      if (this.isDark(step, settle)) return
      sent()
      this.leaves(step, kind, machine)
      const leftAt = outside.scheduler.now
      const late = chance.chance(weather.late)
      outside.scheduler.after(late ? chance.between(3_000, timing.requestDeadline) : outside.way(), () => {
        if (chance.chance(weather.lostRequest)) return
        const fault = chance.chance(weather.throttled) ? 'busy' : chance.chance(weather.refused) ? 'refused' : null
        if (fault === null) outside.arrive({ leftAt, target, step, kind, to }, slowSteps[step] ?? 0)
        if (late || chance.chance(weather.lostReply)) return
        const answer = fault === null ? null : new ExecutorError(fault, fault, 'the target said no')
        outside.scheduler.after(outside.way(), () => settle(answer, undefined))
      })
    })
  }

  private isDark(step: string | null, settle: (error: ExecutorError | null, value: never) => void): boolean {
    const { outside } = this
    const dark = outside.darkness(step)
    if (dark === 'none') return false
    const refused = new ExecutorError('unreachable', 'refused', 'no connection')
    if (dark === 'all') outside.scheduler.after(outside.way(), () => settle(refused, undefined as never))
    return true
  }

  /** As `sendRequest` ends: by its answer, or by the signal, in doubt where it had left. */
  private within<T>(
    signal: AbortSignal,
    begin: (settle: (error: ExecutorError | null, value: T) => void, sent: () => void) => void,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      let left = false
      let over = false
      const end = (act: () => void) => {
        if (over) return
        over = true
        signal.removeEventListener('abort', stop)
        act()
      }
      const stop = () =>
        end(() => reject(new ExecutorError(left ? 'in-doubt' : 'unreachable', 'deadline', 'no answer in time')))
      if (signal.aborted) return stop()
      signal.addEventListener('abort', stop, { once: true })
      begin(
        (error, value) => this.machine.deliver(() => end(() => (error === null ? resolve(value) : reject(error)))),
        () => {
          left = true
        },
      )
    })
  }
}
