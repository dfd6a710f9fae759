import { decide } from '@/lib/domain/run/decide/decide'
import { project } from '@/lib/domain/run/project/project'
import { currentRun, isLive, type IncidentState, type RunState } from '@/lib/domain/run/state'
import type { ActionView, LinkView } from '@/lib/domain/view/console/action'
import { ownConsole } from '@/lib/domain/view/console/console-view'
import type { Effect } from '@/lib/domain/run/events/facts'
import type { CommandType } from '@/lib/testing/every-command'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { moves, type Move } from './moves'
import { stateKey } from './state-key'

export interface Edge {
  to: string
  /** What is asked for, by whom, and whether it needs a target that answers. */
  move: Move
  verb: CommandType
  /** When it is asked for. */
  at: string
}

export interface Node {
  key: string
  state: IncidentState
  edges: Edge[]
  /** How it was first come to; null for the first. */
  from: { key: string; move: Move } | null
}

/** Commands that nobody gives, and what no look sees. */
export type LeftOut = CommandType | Effect

export interface Explored {
  nodes: ReadonlyMap<string, Node>
  /** Known and not looked at, since there were too many. */
  unvisited: number
}

/** Every state that can be come to from a story by whatever anybody asks for and whatever targets answer, but for `without`. */
export function explore(story: IncidentStory, most: number, without: readonly LeftOut[] = []): Explored {
  const steps = story.plan.runbooks[0]?.steps.map(({ id }) => id) ?? []
  const first: Node = { key: stateKey(story.state, steps), state: story.state, edges: [], from: null }
  const nodes = new Map([[first.key, first]])
  const queue = [first]
  let visited = 0
  for (let node = queue[visited]; node !== undefined && visited < most; node = queue[visited]) {
    visited += 1
    // What has ended is where every way leads: nothing is asked of it here.
    if (node !== first && !hasLiveRun(node.state)) continue
    for (const move of moves(node.state, story.plan, story.now())) {
      if (without.some((one) => one === move.command.type || one === move.effect)) continue
      const at = askedAt(story, node.state, move.command)
      const state = after(story, node.state, move, at)
      if (state === null) continue
      const key = stateKey(state, steps)
      node.edges.push({ to: key, move, verb: move.command.type, at })
      if (nodes.has(key)) continue
      const found: Node = { key, state, edges: [], from: { key: node.key, move } }
      nodes.set(key, found)
      queue.push(found)
    }
  }
  return { nodes, unvisited: queue.length - visited }
}

export function hasLiveRun(state: IncidentState): boolean {
  const run = currentRun(state)
  return run !== null && isLive(run)
}

const later: readonly CommandType[] = ['expire-approval', 'settle-outcome', 'abandon-run', 'agree-proposal']
const waiting: readonly CommandType[] = ['roll-back-run', 'skip-step', 'stop-run', 'finish-rollback']

/** What waits until nothing that was sent can act any more, and is asked for again then; a final look is one from then. */
function waits(command: Move['command']): boolean {
  if (command.type === 'intend-step') return command.kind === 'undo'
  return waiting.includes(command.type) || ('final' in command && command.final === true)
}

/** When nothing of what was sent in the run can act any more. */
function quietIn(state: IncidentState, at: string): string {
  const attempts = Object.values(currentRun(state)?.steps ?? {}).flatMap((step) => step.attempts)
  return attempts.reduce((latest, { quietAt }) => (quietAt > latest ? quietAt : latest), at)
}

/** An approval expires when its time has come, and people decide about what cannot act any more: else no time passes. */
function askedAt(story: IncidentStory, state: IncidentState, command: Move['command']): string {
  const at = story.now()
  if (later.includes(command.type)) return new Date(Date.parse(at) + 86_400_000).toISOString()
  return waits(command) ? quietIn(state, at) : at
}

/** Null where it is refused. */
function after(
  story: IncidentStory,
  state: IncidentState,
  { command, actor }: Move,
  now: string,
): IncidentState | null {
  const { plan, environment } = story
  const rolesOf = (one: string) => story.rolesOf(one)
  const decision = decide(state, command, { actor, now, plan, environment, rolesOf, loss: null })
  if (!decision.ok) return null
  return project(
    state,
    decision.events.map((event, index) => ({ ...event, sequence: state.sequence + 1 + index, at: now, actor })),
  )
}

/** The live states from which no way leads to a goal, by the edges that may be gone. */
export function cutOff(
  { nodes }: Explored,
  isGoal: (node: Node) => boolean,
  mayGo: (edge: Edge, from: Node) => boolean,
): Node[] {
  const back = new Map<string, { edge: Edge; from: Node }[]>()
  for (const from of nodes.values())
    for (const edge of from.edges) {
      const known = back.get(edge.to)
      if (known === undefined) back.set(edge.to, [{ edge, from }])
      else known.push({ edge, from })
    }
  const goals = [...nodes.values()].filter(isGoal).map(({ key }) => key)
  const leads = new Set(goals)
  const queue = [...goals]
  for (let key = queue.pop(); key !== undefined; key = queue.pop())
    for (const { edge, from } of back.get(key) ?? []) {
      if (leads.has(from.key) || !mayGo(edge, from)) continue
      leads.add(from.key)
      queue.push(from.key)
    }
  return [...nodes.values()].filter(({ key, state }) => hasLiveRun(state) && !leads.has(key))
}

/** Where a run has ended: with any end, or with this one. */
export function ended({ state, from }: Node, status?: RunState['status']): boolean {
  if (from === null || hasLiveRun(state)) return false
  return status === undefined || state.runs.at(-1)?.status === status
}

/** What may be pressed on a page: what Do now offers or leads to, and all of it with every row's. */
interface Offered {
  doNow: (ActionView | LinkView)[]
  all: ActionView[]
}

/** What the console lets each person press in a state at a time. */
export class Offers {
  private readonly known = new Map<string, Offered>()

  constructor(private readonly story: IncidentStory) {}

  to(person: string, node: Node, now: string): Offered {
    const key = `${person} ${now} ${node.key}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const own = ownConsole({ ...this.story.input(), state: node.state, now }, this.story.viewer(person))
    const { primary, others, link } = own.doNow
    const enabled = (actions: readonly ActionView[]) => actions.filter((one) => one.disabledBecause === null)
    const doNow = enabled(primary === null ? others : [primary, ...others])
    const offers = {
      doNow: link === null ? doNow : [...doNow, link],
      all: [...doNow, ...enabled([...own.runActions, ...Object.values(own.actions).flat()])],
    }
    this.known.set(key, offers)
    return offers
  }

  /** Whether whoever asks for it finds it on the page; consent is given on a page of its own, and a worker needs none. */
  include({ move: { actor, command }, at }: Edge, from: Node): boolean {
    if (actor.kind !== 'person' || command.type === 'give-approval' || command.type === 'refuse-approval') return true
    const asked: Readonly<Record<string, unknown>> = { ...command, incidentId: from.state.id }
    return this.to(actor.person, from, at).all.some(
      ({ verb, input }) =>
        verb === command.type && Object.entries(input).every(([field, value]) => asked[field] === value),
    )
  }
}

/** The shortest story that comes there, one move after the other. */
export function storyOf({ nodes }: Explored, { from }: Node): string {
  const told: string[] = []
  for (let step = from; step !== null; step = nodes.get(step.key)?.from ?? null) told.unshift(step.move.name)
  return told.join(' > ')
}
