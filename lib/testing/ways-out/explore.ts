import { decide } from '@/lib/domain/run/decide/decide'
import { project } from '@/lib/domain/run/project/project'
import { currentRun, isLive, type IncidentState } from '@/lib/domain/run/state'
import type { CommandType } from '@/lib/testing/every-command'
import type { IncidentStory } from '@/lib/testing/incident-story'
import { moves, type Move } from './moves'
import { stateKey } from './state-key'

export interface Edge {
  to: string
  move: string
  verb: CommandType
  /** Whether it needs a target that answers. */
  answered: boolean
}

export interface Node {
  key: string
  state: IncidentState
  edges: Edge[]
  /** How it was first come to; null for the first. */
  from: { key: string; move: string } | null
}

export interface Explored {
  nodes: ReadonlyMap<string, Node>
  /** Known and not looked at, since there were too many. */
  unvisited: number
}

/** Every state that can be come to from a story by whatever anybody asks for and whatever targets answer. */
export function explore(story: IncidentStory, most: number, without: readonly CommandType[] = []): Explored {
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
      if (without.includes(move.command.type)) continue
      const state = after(story, node.state, move)
      if (state === null) continue
      const key = stateKey(state, steps)
      node.edges.push({ to: key, move: move.name, verb: move.command.type, answered: move.answered })
      if (nodes.has(key)) continue
      const found: Node = { key, state, edges: [], from: { key: node.key, move: move.name } }
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

/** What waits until nothing that was sent can act any more, and is asked for again then. */
function waits(command: Move['command']): boolean {
  if (command.type === 'intend-step') return command.kind === 'undo'
  return ['roll-back-run', 'skip-step', 'stop-run', 'finish-rollback'].includes(command.type)
}

/** When nothing of what was sent in the run can act any more. */
function quietIn(state: IncidentState, at: string): string {
  const attempts = Object.values(currentRun(state)?.steps ?? {}).flatMap((step) => step.attempts)
  return attempts.reduce((latest, { quietAt }) => (quietAt > latest ? quietAt : latest), at)
}

/** Null where it is refused. */
function after(story: IncidentStory, state: IncidentState, { command, actor }: Move): IncidentState | null {
  const { plan, environment } = story
  const at = story.now()
  // An approval expires when its time has come, and people decide about what cannot act any more: else no time passes here.
  const day = new Date(Date.parse(at) + 86_400_000).toISOString()
  const now = later.includes(command.type) ? day : waits(command) ? quietIn(state, at) : at
  const rolesOf = (one: string) => story.rolesOf(one)
  const decision = decide(state, command, { actor, now, plan, environment, rolesOf, loss: null })
  if (!decision.ok) return null
  return project(
    state,
    decision.events.map((event, index) => ({ ...event, sequence: state.sequence + 1 + index, at: now, actor })),
  )
}

/**
 * The states from which no way leads to the run's end that people and a worker whose targets are silent can go, by other
 * commands than these.
 */
export function deadEnds({ nodes }: Explored, without: readonly CommandType[] = []): Node[] {
  const back = new Map<string, string[]>()
  for (const { key, edges } of nodes.values())
    for (const { to, verb, answered } of edges) {
      if (answered || without.includes(verb)) continue
      const known = back.get(to)
      if (known === undefined) back.set(to, [key])
      else known.push(key)
    }
  const ended = [...nodes.values()]
    .filter(({ state, from }) => from !== null && !hasLiveRun(state))
    .map(({ key }) => key)
  const leads = new Set(ended)
  const queue = [...ended]
  for (let key = queue.pop(); key !== undefined; key = queue.pop())
    for (const before of back.get(key) ?? []) {
      if (leads.has(before)) continue
      leads.add(before)
      queue.push(before)
    }
  return [...nodes.values()].filter(({ key, state }) => hasLiveRun(state) && !leads.has(key))
}

/** The shortest story that comes there, one move after the other. */
export function storyOf({ nodes }: Explored, { from }: Node): string[] {
  const told: string[] = []
  for (let step = from; step !== null; step = nodes.get(step.key)?.from ?? null) told.unshift(step.move)
  return told
}
