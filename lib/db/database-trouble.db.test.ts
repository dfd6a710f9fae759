import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseAway } from '@/lib/engine/database-away'
import { abortRun } from '@/lib/services/abort-run'
import { pauseRun } from '@/lib/services/pause-run'
import { momentWhen } from '@/lib/testing/every-state'
import { query, withDatabase } from '@/lib/testing/database-server'
import { createIncidentDesk, type IncidentDesk } from '@/lib/testing/incident-desk'
import { databasePort } from '@/lib/worker/database-port'
import { wayProblem } from './check-way'
import { createDatabase } from './client'
import { lookAtWrites, writesRefused } from './database-writes'
import { databaseTrouble } from './database-trouble'
import { saveReading } from './save-reading'

let desk: IncidentDesk
let input: { incidentId: string; runId: string; reason: string }
beforeEach(async () => {
  desk = await createIncidentDesk()
  const { story } = momentWhen('going')
  const { id } = await desk.write(story)
  input = { incidentId: id, runId: story.runId(), reason: 'look first' }
})
afterEach(async () => {
  await lookAtWrites(desk.database)
  await desk.drop()
})

const name = () => new URL(desk.ownerUrl).pathname.slice(1)

describe('a database that answers and takes nothing', () => {
  it('says to whoever presses that its disk is full, and goes on by itself once there is room', async () => {
    await query(
      desk.ownerUrl,
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
         BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
       CREATE TRIGGER a_full_disk BEFORE INSERT ON journal_entry FOR EACH STATEMENT EXECUTE FUNCTION no_room();
       CREATE TRIGGER a_full_disk BEFORE UPDATE ON journal_head FOR EACH STATEMENT EXECUTE FUNCTION no_room();
       CREATE TRIGGER a_full_disk BEFORE INSERT ON run_stop FOR EACH STATEMENT EXECUTE FUNCTION no_room()`,
    )
    const words = {
      refusal: { code: 'not-stored', message: expect.stringMatching(/^Nothing was recorded.*disk is full/) as string },
    }
    await expect(pauseRun(desk.as('mara-okafor'), input)).rejects.toMatchObject(words)
    await expect(abortRun(desk.as('mara-okafor'), input)).rejects.toMatchObject(words)
    expect(writesRefused()).toBe('full')
    expect(await lookAtWrites(desk.database), 'still full').toBe(false)
    for (const table of ['journal_entry', 'journal_head', 'run_stop'])
      await query(desk.ownerUrl, `DROP TRIGGER a_full_disk ON ${table}`)
    expect(await lookAtWrites(desk.database)).toBe(true)
    expect(writesRefused()).toBeNull()
    await expect(pauseRun(desk.as('mara-okafor'), input)).resolves.toMatchObject({ incidentId: input.incidentId })
  })

  it('is known as read-only before anybody presses, and says so to who does', async () => {
    await query(desk.ownerUrl, `ALTER DATABASE "${name()}" SET default_transaction_read_only = on`)
    const standby = createDatabase(desk.url, { connections: 3 })
    try {
      expect(await lookAtWrites(standby)).toBe(true)
      expect(writesRefused()).toBe('read-only')
      const asking = { ...desk.as('mara-okafor'), database: standby }
      const words = { refusal: { code: 'not-stored', message: expect.stringContaining('it is read-only') as string } }
      await expect(pauseRun(asking, input)).rejects.toMatchObject(words)
      await expect(abortRun(asking, input)).rejects.toMatchObject(words)
      expect(await desk.database.runStop.count()).toBe(0)
    } finally {
      await standby.$disconnect()
      await query(
        withDatabase(desk.ownerUrl, 'postgres'),
        `ALTER DATABASE "${name()}" RESET default_transaction_read_only`,
      )
    }
    expect(await lookAtWrites(desk.database)).toBe(true)
    expect(writesRefused()).toBeNull()
  })
})

describe('whose fault an error is', () => {
  const fails = (statement: string) =>
    desk.database.$executeRawUnsafe(statement).then(
      () => null,
      (error: unknown) => databaseTrouble(error),
    )
  it('is told by its state: what was asked, or the database', async () => {
    expect(await fails('SELECT 1 / 0')).toBeNull()
    expect(await fails('SELECT FROM nowhere')).toBeNull()
    expect(await fails('INSERT INTO journal_head (stream) VALUES (NULL)')).toBeNull()
    expect(await fails('SELECT pg_terminate_backend(pg_backend_pid())')).toBe('away')
    expect(await fails("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '53300'; END $$")).toBe('away')
    const reading = {
      planKey: 'p',
      environment: 'e',
      name: 'n',
      observedAt: new Date(NaN),
      source: 's',
      error: 'e',
      question: 'q',
    }
    const invalid = await saveReading(desk.database, reading).catch((error: unknown) => error)
    expect(databaseTrouble(invalid)).toBeNull()
    expect(databaseTrouble(new TypeError('x is not a function'))).toBeNull()
  })

  it('reaches the engine as a database that is away, also where nobody listens', async () => {
    const nobody = new URL(desk.url)
    nobody.port = '1'
    const gone = createDatabase(nobody.href, { connections: 1, queue: 1_000 })
    const port = databasePort({ ask: () => gone.$queryRaw`SELECT 1`, err: () => Promise.reject(new TypeError('ours')) })
    await expect(port.ask()).rejects.toBeInstanceOf(DatabaseAway)
    await expect(port.err()).rejects.toBeInstanceOf(TypeError)
    await gone.$disconnect()
  })
})

describe('a connection that does not come about', () => {
  const silent = (socket: Socket) => void socket.on('error', () => undefined).resume()
  const broken = (socket: Socket) => void socket.on('error', () => undefined).once('data', () => socket.destroy())
  it.each([
    ['is taken and told nothing', silent],
    ['is cut off before it is greeted', broken],
  ])('reaches the engine as a database that is away: it %s', async (_, meet) => {
    const server = createServer(meet)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = new URL(desk.url)
    url.port = String((server.address() as AddressInfo).port)
    const database = createDatabase(url.href, { connections: 1, patience: 300 })
    const port = databasePort({
      ask: () => database.$queryRaw`SELECT 1`,
      decide: () => database.$transaction((tx) => tx.$queryRaw`SELECT 1`),
    })
    await expect(port.ask()).rejects.toBeInstanceOf(DatabaseAway)
    await expect(port.decide()).rejects.toBeInstanceOf(DatabaseAway)
    await database.$disconnect()
    server.close()
  })
})

describe('the way to the database', () => {
  let server: Server | undefined
  afterEach(() => server?.close())

  /** What a pooler does with the packet that begins a connection. */
  async function behind(pooler: (startup: Buffer, client: Socket, database: () => Socket) => void): Promise<string> {
    const url = new URL(desk.url)
    const port = Number(url.port)
    server = createServer((client) => {
      client.on('error', () => undefined)
      client.once('data', (startup: Buffer) => pooler(startup, client, () => connect(port, '127.0.0.1')))
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    url.port = String((server.address() as AddressInfo).port)
    return url.href
  }

  it('is the console’s own where settings arrive', async () => {
    expect(await wayProblem(desk.url)).toBeNull()
  })

  it('is refused in words where a pooler swallows what a connection sets', async () => {
    const url = await behind((startup, client, database) => {
      const fields = startup.subarray(8).toString('latin1').split('\0').slice(0, -2)
      const kept = fields.flatMap((key, at) =>
        at % 2 === 0 && key !== 'statement_timeout' ? [key, fields[at + 1]] : [],
      )
      const body = Buffer.from(`${kept.join('\0')}\0\0`, 'latin1')
      const head = Buffer.alloc(8)
      head.writeInt32BE(body.length + 8, 0)
      startup.copy(head, 4, 4, 8)
      const inside = database()
      inside.on('error', () => undefined)
      inside.write(Buffer.concat([head, body]))
      client.pipe(inside).pipe(client)
    })
    expect(await wayProblem(url)).toMatch(/pooler in transaction mode.*Point DATABASE_URL at PostgreSQL itself/)
  })

  it('is refused in the same words where it takes no such setting at all', async () => {
    const url = await behind((_, client) => {
      const fields = ['SFATAL', 'C08P01', 'Munsupported startup parameter: statement_timeout', '', ''].join('\0')
      const head = Buffer.alloc(5, 'E')
      head.writeInt32BE(fields.length + 4 - 0, 1)
      client.end(Buffer.concat([head, Buffer.from(fields, 'latin1')]))
    })
    expect(await wayProblem(url)).toMatch(/pooler in transaction mode/)
  })

  it('is no matter where nothing answers: that may heal', async () => {
    const url = new URL(desk.url)
    url.port = '1'
    expect(await wayProblem(url.href)).toBeNull()
  })
})
