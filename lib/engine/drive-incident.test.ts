import { expect, it } from 'vitest'
import { engineScene } from '@/lib/testing/engine-scene'
import { momentWhen } from '@/lib/testing/every-state'
import { slowTarget } from '@/lib/testing/slow-target'
import { driveIncident } from './drive-incident'

const turns = async (times: number) => {
  for (let turn = 0; turn < times; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** A worker drives an incident whose one-way step is next; the target answers when it is told to. */
function driving() {
  const story = momentWhen('going').story.succeeds('S4').does('S6').reads('integrity-violations', { value: 0 })
  const { world, reply, sent } = slowTarget()
  const { hands } = engineScene(story, 'S7', world)
  const [stop, lost] = [new AbortController(), new AbortController()]
  const said: string[] = []
  const lease = { key: 'incident', token: 1, release: () => Promise.resolve(void said.push('released')) }
  const work = driveIncident(hands.ports, story.state.id, lease, { stop: stop.signal, lost: lost.signal })
  const command = () => story.state.runs[0]?.steps['S7']?.attempts[0]?.commands[0]
  return { stop, lost, reply, sent, said, work, command }
}

it('a worker that is told to end gives the lease back only once the reply of what has left is on record', async () => {
  const { stop, reply, sent, said, work, command } = driving()
  await sent
  stop.abort()
  await turns(50)
  expect(said, 'what has left is waited for').toEqual([])
  reply()
  await work
  expect(command()).toMatchObject({ status: 'accepted', requestId: 'rds-1' })
  expect(said).toEqual(['released'])
})

it('a worker that lost the lease records nothing of what has left: its successor looks', async () => {
  const { lost, reply, sent, work, command } = driving()
  await sent
  lost.abort()
  reply()
  await work
  expect(command()).toMatchObject({ status: 'intended' })
})
