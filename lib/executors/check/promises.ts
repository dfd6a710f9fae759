import assert from 'node:assert/strict'
import type { ResolvedCommand } from '@/lib/domain/system/resolved'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { ExecutorError, type ActionExecutor, type Observation, type SendContext } from '@/lib/engine/ports'
import type { ActionCase } from './contract'

/** One action on a target of its own, made ready for one promise. */
export interface Bench {
  executor: ActionExecutor
  command: ResolvedCommand
  context: SendContext
  observe(): Promise<Observation>
  /** Waits until the effect, or that of its undo, is no longer under way. */
  settled(): Promise<Observation>
  /** What the target itself has accepted of the case's change since the bench was made. */
  accepted(): number
  /** The same of any change. */
  acceptedAll(): number
  fault(kind: 'deny' | 'throttle' | 'slow' | 'reply-lost', remaining: number | null, milliseconds?: number): void
  /** The same command with other parameters, as `half` of the case gives them. */
  as(parameters: Record<string, ParameterValue>): ResolvedCommand
}

/** Makes benches: over the lab, or over the stand-in that a system of others brings. */
export interface Stand {
  bench(test: ActionCase, options?: Partial<SendContext> & { unplugged?: true }): Promise<Bench>
}

/** What every kind of action keeps, whatever its target. */
export interface ContractPromise {
  title: string
  /** Whether a case has what it is about. */
  of(test: ActionCase): boolean
  keep(stand: Stand, test: ActionCase): Promise<void>
}

const every = () => true
const lookedUp = ({ blind }: ActionCase) => blind !== true
const within = 10_000

export const contractPromises: readonly ContractPromise[] = [
  {
    title: 'acts once, and sending it again doubles nothing',
    of: every,
    async keep(stand, test) {
      const { executor, command, context, observe, settled, accepted } = await stand.bench(test)
      assert.equal((await observe()).effect, 'absent', 'before the act')
      const receipt = await executor.execute(command, context)
      assert.equal(accepted(), test.effects, 'effects of one act')
      const seen = await settled()
      if (lookedUp(test)) {
        assert.equal(seen.effect, 'present', seen.detail)
        assert.deepEqual(seen.outputs, receipt.outputs, 'a look gives the outputs of the act')
      }
      const again = await executor.execute(command, context).catch(refusal)
      if (again instanceof ExecutorError) assert.equal(again.kind, 'refused', again.message)
      else assert.deepEqual(again.outputs, receipt.outputs)
      await settled()
      assert.equal(accepted(), test.effects, 'effects after it was sent again')
    },
  },
  {
    title: 'is refused when denied, and then nothing was changed',
    of: every,
    async keep(stand, test) {
      const { executor, command, context, observe, accepted, fault } = await stand.bench(test)
      fault('deny', null)
      assert.equal((await faultOf(executor.execute(command, context))).kind, 'refused')
      assert.equal(accepted(), 0)
      assert.equal((await observe()).effect, 'absent')
    },
  },
  {
    title: 'is busy when throttled',
    of: every,
    async keep(stand, test) {
      const { executor, command, context, accepted, fault } = await stand.bench(test)
      fault('throttle', null)
      assert.equal((await faultOf(executor.execute(command, context))).kind, 'busy')
      assert.equal(accepted(), 0)
    },
  },
  {
    title: 'is unreachable where nothing listens',
    of: every,
    async keep(stand, test) {
      const { executor, command, context } = await stand.bench(test, { unplugged: true })
      const error = await faultOf(executor.execute(command, context))
      assert.deepEqual([error.kind, error.code], ['unreachable', 'ECONNREFUSED'])
      if (lookedUp(test)) assert.equal((await faultOf(executor.observe(command, context))).kind, 'unreachable')
    },
  },
  {
    title: 'sends nothing that may not leave',
    of: every,
    async keep(stand, test) {
      const leave = () => Promise.reject(new Error('not sent: too late after its intent'))
      const { executor, command, context, accepted } = await stand.bench(test, { leave })
      const error = await faultOf(executor.execute(command, context))
      assert.deepEqual([error.kind, error.code], ['unreachable', 'not-sent'])
      assert.equal(accepted(), 0)
    },
  },
  {
    title: 'asks before every request that changes something',
    of: every,
    async keep(stand, test) {
      let asked = 0
      const leave = () => {
        asked += 1
        return Promise.resolve()
      }
      const { executor, command, context, accepted } = await stand.bench(test, { leave })
      await executor.execute(command, context)
      assert.equal(asked, accepted(), 'asked as often as something was accepted')
    },
  },
  {
    title: 'is not cut off by an abort once it has left: the reply is heard',
    of: every,
    async keep(stand, test) {
      const controller = new AbortController()
      // Right after it was let go, with its reply still far away.
      const leave = () => {
        setTimeout(() => controller.abort(), 100)
        return Promise.resolve()
      }
      const { executor, command, context, accepted, fault } = await stand.bench(test, {
        signal: controller.signal,
        leave,
      })
      fault('slow', 1, 800)
      // What has several targets sends no more of them; of the one that had left the reply is heard.
      const ended = await executor.execute(command, context).catch(refusal)
      if (ended instanceof ExecutorError) assert.equal(ended.kind, 'aborted', ended.message)
      assert.ok(accepted() > 0, 'it had left')
    },
  },
  {
    title: 'is in doubt when its reply is lost, is found by observing, and is not done twice',
    // Where another door to the same target is asked instead, the reply of the first is not missed.
    of: ({ movesOn }) => movesOn !== true,
    async keep(stand, test) {
      const { executor, command, context, settled, accepted, fault } = await stand.bench(test)
      fault('reply-lost', 1)
      const error = await faultOf(executor.execute(command, context))
      assert.deepEqual([error.kind, error.code], ['in-doubt', 'ECONNRESET'])
      const seen = await settled()
      if (seen.effect === 'absent' || seen.effect === 'partial') {
        await executor.execute(command, context)
        await settled()
      } else assert.equal(seen.effect, 'present', seen.detail)
      assert.equal(accepted(), test.effects)
    },
  },
  {
    title: 'half done is partial, never absent, and sending it again completes it',
    of: ({ half }) => half !== undefined,
    async keep(stand, test) {
      const bench = await stand.bench(test)
      await bench.executor.execute(bench.as(test.half?.act ?? {}), bench.context)
      assert.equal((await bench.observe()).effect, 'partial')
      await bench.executor.execute(bench.command, bench.context)
      assert.equal((await bench.settled()).effect, 'present')
    },
  },
  {
    title: 'half taken back is partial, and the whole undo completes it',
    of: ({ half }) => half?.back !== undefined,
    async keep(stand, test) {
      const bench = await stand.bench(test)
      const { command, context } = bench
      const executor = withWayBack(bench.executor)
      const before = await executor.before(command, context)
      const left = async () => (await executor.undone(command, before, context)).effect
      await executor.execute(command, context)
      await bench.settled()
      const back = bench.as(test.half?.back?.with ?? {})
      if (test.half?.back?.by === 'act') await executor.execute(back, context)
      else await executor.undo(back, before, undoing(context))
      assert.equal(await left(), 'partial')
      await executor.undo(command, before, undoing(context))
      await becomes(left, 'absent')
    },
  },
  {
    title: 'undo restores exactly what was there before',
    of: (test) => lookedUp(test) && test.undo === 'restores',
    async keep(stand, test) {
      const { command, context, settled, ...bench } = await stand.bench(test)
      const executor = withWayBack(bench.executor)
      const before = await executor.before(command, context)
      await executor.execute(command, context)
      assert.equal((await settled()).effect, 'present')
      assert.notDeepEqual(await executor.before(command, context), before, 'the act changes what before tells')
      const left = async () => (await executor.undone(command, before, context)).effect
      assert.equal(await left(), 'present')
      await executor.undo(command, before, undoing(context))
      await becomes(left, 'absent')
      assert.equal((await settled()).effect, 'absent')
      assert.deepEqual(await executor.before(command, context), before, 'as it was before')
    },
  },
  {
    title: 'undo leaves one correction, however often it is asked',
    of: (test) => lookedUp(test) && test.undo === 'compensates',
    async keep(stand, test) {
      const { executor, command, context, acceptedAll } = await stand.bench(test)
      const before = (await executor.before?.(command, context)) ?? {}
      await executor.execute(command, context)
      const start = acceptedAll()
      if (executor.undo === undefined) throw new Error('no way back')
      const left = async () => (await executor.undone(command, before, context)).effect
      assert.equal(await left(), 'present')
      await executor.undo(command, before, undoing(context))
      assert.equal(await left(), 'absent')
      await executor.undo(command, before, undoing(context))
      assert.equal(await left(), 'absent')
      assert.equal(acceptedAll() - start, 1, 'corrections')
    },
  },
]

/** What an act was refused with; what is no answer of a target comes through. */
function refusal(error: unknown): ExecutorError {
  if (error instanceof ExecutorError) return error
  throw error
}

/** The fault that an act ends with. Throws where it ends well, or otherwise. */
export async function faultOf(act: Promise<unknown>): Promise<ExecutorError> {
  const ended = await act.then(() => null, refusal)
  assert.ok(ended !== null, 'it ended well, and should not have')
  return ended
}

function undoing(context: SendContext): SendContext {
  return { ...context, idempotencyKey: `${context.idempotencyKey}/undo` }
}

function withWayBack(executor: ActionExecutor) {
  const { before } = executor
  if (before === undefined || executor.undo === undefined) throw new Error('no way back')
  return { ...executor, before }
}

async function becomes(look: () => Promise<string>, wanted: string): Promise<void> {
  const end = performance.now() + within
  for (;;) {
    const seen = await look()
    if (seen === wanted) return
    assert.ok(performance.now() < end, `still ${seen}, not ${wanted}, after ${within / 1_000} s`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
