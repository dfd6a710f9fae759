import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prepareDatabase, type PreparedDatabase } from '@/cli/up/prepare-database'
import { createDatabase } from '@/lib/db/client'
import { stepIn } from '@/lib/testing/drill'
import { startEngineLab, type EngineLab } from '@/lib/testing/engine-lab'

let lab: EngineLab
beforeAll(async () => {
  lab = await startEngineLab()
})
afterAll(() => lab.stop())

/** A database server that can really be stopped and started again, behind one address. */
async function stoppableDatabase() {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'breakwater-outage-'))
  await chmod(dataDirectory, 0o711)
  const start = () =>
    prepareDatabase({ databaseUrl: null, databaseOwnerUrl: null, dataDirectory, say: () => undefined })
  let running: PreparedDatabase | null = await start()
  const sockets = new Set<Socket>()
  const door = createServer((inside) => {
    if (running === null) return inside.destroy()
    const outside = connect(Number(new URL(running.access.url).port), '127.0.0.1')
    for (const socket of [inside, outside]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        inside.destroy()
        outside.destroy()
      })
    }
    inside.pipe(outside).pipe(inside)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const url = new URL(running.access.url)
  url.port = String((door.address() as AddressInfo).port)
  return {
    url: url.href,
    async stop() {
      const server = running
      running = null
      await server?.stop()
      for (const socket of sockets) socket.destroy()
    },
    async start() {
      running = await start()
    },
    async end() {
      await running?.stop()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => door.close(resolve))
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}

test('while the database is away nothing destructive starts, and afterwards all goes on with nothing doubled', async () => {
  const server = await stoppableDatabase()
  const database = createDatabase(server.url, { name: 'breakwater-test' })
  const drill = await lab.drillOn(database, server.url)
  try {
    await drill.startWorker()
    await drill.breakEast()
    await drill.playUntilStep('S7', 'running')
    await drill.play('the promotion is accepted', (state) => state.runs[0]?.pointOfNoReturn != null)
    await server.stop()
    const before = await drill.lab.effects()
    // Longer than the lease and than the promotion: whatever would go on without a journal has time to.
    await wait(6_000)
    const during = (await drill.lab.effects()).slice(before.length)
    const byOperation = during.map(({ operation }) => operation)
    expect(byOperation.filter((operation) => operation !== 'POST heartbeat')).toEqual([])
    expect((await drill.lab.state()).writer).toBe('us-west-2')

    await server.start()
    await drill.eventually('the journal can be read again', async () => {
      const state = await drill.state().catch(() => null)
      return state !== null && stepIn(state, 'S7') !== null ? true : null
    })
    await drill.playUntilRecovered()
    await drill.expectSound(1)
  } finally {
    await drill.end()
    await database.$disconnect()
    await server.end()
  }
})
