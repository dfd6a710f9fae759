import { createServer, connect, type AddressInfo, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { createDatabase } from './client'
import { listen } from './listen'
import { withTransaction } from './transaction'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

/** A way to the database on which old connections can go silent: nothing is forwarded, nothing is closed. */
async function door() {
  const open = new Set<Socket>()
  const server = createServer((inside) => {
    const outside = connect(Number(new URL(test.url).port), '127.0.0.1')
    for (const socket of [inside, outside]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        open.delete(socket)
        inside.destroy()
        outside.destroy()
      })
    }
    inside.pipe(outside).pipe(inside)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(test.url)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    vanish: () => {
      for (const socket of open) socket.unpipe()
    },
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('a database that vanishes without a word', () => {
  it('is given up on every old connection, and asked on new ones, within 10 s', async () => {
    const way = await door()
    const database = createDatabase(way.url, { connections: 4 })
    const ask = () => database.$queryRaw`SELECT 1`
    await Promise.all([ask(), ask(), ask(), ask()])
    // Two are in the middle of a transaction when it happens.
    const hanging = [0, 1].map(() =>
      withTransaction(database, async (tx) => {
        await tx.$queryRaw`SELECT 1`
        await wait(300)
        await tx.$queryRaw`SELECT 2`
      }).then(
        () => 'answered',
        () => 'failed',
      ),
    )
    await wait(150)
    way.vanish()
    const vanished = Date.now()
    const asked = await Promise.all([ask(), ask(), ask()].map((one) => one.catch(() => 'failed')))
    expect(await Promise.all(hanging)).toEqual(['failed', 'failed'])
    for (;;) {
      if (await ask().catch(() => null)) break
      expect(Date.now() - vanished).toBeLessThan(10_000)
    }
    expect(asked).toContain('failed')
    await database.$disconnect()
    await way.close()
  })

  it('is listened to again on a new connection', async () => {
    const way = await door()
    const listener = await listen(way.url)
    expect(listener.state()).toBe('listening')
    way.vanish()
    const vanished = Date.now()
    while (listener.state() === 'listening') {
      expect(Date.now() - vanished).toBeLessThan(10_000)
      await wait(100)
    }
    while (listener.state() !== 'listening') {
      expect(Date.now() - vanished).toBeLessThan(15_000)
      await wait(100)
    }
    await listener.close()
    await way.close()
  })
})
