import type { ActionExecutor, IncidentJournal, Ports, ReadingExecutor, Recorded } from '@/lib/engine/ports'
import { ExecutorError } from '@/lib/engine/ports'
import type { Hands } from '@/lib/engine/attempt'
import { AttemptsSeen } from '@/lib/engine/attempts-seen'
import { Wire } from '@/lib/engine/wire'
import { working } from './every-command'
import type { ReadingSample } from '@/lib/domain/system/resolved'
import type { IncidentStory } from './incident-story'

export interface EngineScene {
  hands: Hands
  /** What reached the target, and when on the story's clock. */
  sent: { what: 'execute' | 'undo'; command: number; at: string }[]
}

export type World = Partial<
  Pick<ActionExecutor, 'hidesFor' | 'blind' | 'observe' | 'execute' | 'undo' | 'undone' | 'before'> &
    Pick<ReadingExecutor, 'read'>
>

/** One step of a told incident in a worker's hands: the real engine and rules, a pretended target, time that jumps. */
export function engineScene(story: IncidentStory, step: string, world: World): EngineScene {
  const plan = story.plan.runbooks[0]?.steps.find(({ id }) => id === step)
  if (plan === undefined) throw new Error(`the sample plan has no step ${step}`)
  let passed = 0
  const began = Date.parse(story.now())
  const sent: EngineScene['sent'] = []
  const journal: IncidentJournal = {
    load: () => Promise.resolve({ state: story.state, plan: story.plan, environment: story.environment }),
    record(...commands): Promise<Recorded> {
      for (const command of commands) {
        const decision = story.ask(command, working)
        if (!decision.ok) return Promise.resolve({ ok: false, refusal: decision.refusal, state: story.state })
        story.tell(decision.events, working)
      }
      return Promise.resolve({ ok: true, state: story.state })
    },
    standing: () =>
      Promise.resolve({ at: Date.parse(story.now()), held: true, stands: true, leaseLeft: 3_000, stops: [] }),
    roles: () => Promise.resolve((person) => story.rolesOf(person)),
    contacts: () => Promise.resolve({}),
  }
  const note = (what: 'execute' | 'undo', key: string) =>
    sent.push({ what, command: Number(key.split('/')[2]), at: story.now() })
  const undone = new Set<string>()
  const nothing = { requestId: null, facts: {}, outputs: {} }
  const executor: ActionExecutor = {
    kind: 'pretended',
    hidesFor: world.hidesFor ?? 0,
    ...(world.blind === undefined ? {} : { blind: world.blind }),
    observe:
      world.observe ?? (() => Promise.resolve({ effect: 'absent', facts: {}, outputs: {}, detail: 'not there' })),
    ...(world.before === undefined ? {} : { before: world.before }),
    async execute(command, context) {
      await context.leave()
      note('execute', context.idempotencyKey)
      return world.execute?.(command, context) ?? Promise.resolve(nothing)
    },
    async undo(command, before, context) {
      await context.leave()
      note('undo', context.idempotencyKey)
      const receipt = await (world.undo?.(command, before, context) ?? nothing)
      undone.add(command.text)
      return receipt
    },
    undone(command, before, context) {
      if (world.undone !== undefined) return world.undone(command, before, context)
      const effect = undone.has(command.text) ? 'absent' : 'present'
      return Promise.resolve({ effect, facts: {}, outputs: {}, detail: 'as it is' })
    },
  }
  const ports: Ports = {
    clock: {
      now: () => began + passed,
      earliest: () => began + passed,
      evenSince: () => 0,
      monotonic: () => passed,
      wall: () => began + passed,
      wait(milliseconds) {
        passed += Math.max(0, milliseconds)
        story.at(new Date(began + passed).toISOString().slice(11, 23))
        return Promise.resolve()
      },
      // Nothing here hangs: time is what waits jump over.
      timer: () => () => undefined,
    },
    registry: {
      action: () => executor,
      notice: (way) => ({ way, send: () => Promise.resolve(nothing) }),
      reading: () => ({
        kind: 'pretended',
        read: world.read ?? (({ id }) => Promise.resolve({ id, ...fenced(story) })),
      }),
    },
    readings: {
      latest: () => Promise.resolve(story.readings),
      save: () => Promise.resolve(),
      prune: () => Promise.resolve(),
    },
    desk: {
      claims: () => Promise.resolve({ open: [], workers: 1 }),
      environments: () => Promise.resolve([]),
      incident: () => ({
        ...journal,
        recordEach: (groups) => Promise.all(groups.map((commands) => journal.record(...commands))),
      }),
      onMove: () => () => undefined,
    },
    serving: { record: () => Promise.resolve() },
    leases: {
      look: () => Promise.resolve([]),
      acquire: () => Promise.resolve(null),
      renew: () => Promise.resolve([]),
      renewEvery: 1_000,
    },
    secret: () => Promise.resolve('secret'),
    consoleUrl: 'http://console.test',
    reach: () => Promise.resolve(),
    note: () => undefined,
  }
  return {
    sent,
    hands: {
      ports,
      journal,
      runId: story.runId(),
      step: plan,
      signal: new AbortController().signal,
      wire: new Wire(),
      seen: new AttemptsSeen(ports.clock),
    },
  }
}

/** What every reading answers where nothing else is said: what the one-way step rests on holds, and nothing more. */
function fenced(story: IncidentStory): Omit<ReadingSample, 'id'> {
  const fields = { rejected: true, sequence: 1, value: story.state.id }
  return { observedAt: story.now(), source: 'pretended', fields }
}

/** What a target that does not answer looks like to whoever reads it. */
export function silent(): ExecutorError {
  return new ExecutorError('unreachable', 'no-reply', 'it does not answer')
}
