import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { artefactLimitBytes, readArtefact, saveArtefact } from './artefact'
import { readLatestReadings } from './read-readings'
import { saveReading } from './save-reading'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.drop())

const where = { planKey: 'p', environment: 'lab', question: 'asked' }
const latestOf = async (name: string) => {
  const latest = await readLatestReadings(test.database, { ...where, questions: [where.question] })
  return latest.find((reading) => reading.name === name)
}
const second = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n))

describe('readings', () => {
  it('keep a history and the newest, whatever the order they arrive in', async () => {
    const save = (n: number, value: unknown) =>
      saveReading(test.database, { ...where, name: 'lag', observedAt: second(n), source: 'watch', value })
    await save(1, { ms: 700 })
    await save(3, { ms: 900 })
    await save(2, { ms: 800 })
    await save(3, { ms: 900 })
    const latest = await latestOf('lag')
    expect(latest).toMatchObject({ observedAt: second(3), value: { ms: 900 }, error: null })
    const history = await test.database.reading.findMany({ where: { name: 'lag' }, orderBy: { observedAt: 'asc' } })
    expect(history.map(({ value }) => JSON.parse(value ?? ''))).toEqual([{ ms: 700 }, { ms: 800 }, { ms: 900 }])
  })

  it('answer their own question: one of the same name that asks otherwise stands beside it', async () => {
    const reading = { ...where, name: 'moved', source: 'watch', observedAt: second(1) }
    await saveReading(test.database, { ...reading, question: 'there', value: { ms: 1 } })
    await saveReading(test.database, { ...reading, question: 'here', error: 'timeout' })
    const answers = async (question: string) =>
      (await readLatestReadings(test.database, { ...where, questions: [question] })).map(
        ({ value, error }) => value ?? error,
      )
    expect(await answers('there')).toEqual([{ ms: 1 }])
    expect(await answers('here')).toEqual(['timeout'])
    expect(await answers('elsewhere')).toEqual([])
  })

  it('keep the last value and its time beside a later failure, until the next answer', async () => {
    const reading = { ...where, name: 'flaky', source: 'watch' }
    const latest = () => latestOf('flaky')
    await saveReading(test.database, { ...reading, observedAt: second(1), value: { ms: 700 } })
    await saveReading(test.database, { ...reading, observedAt: second(5), error: 'timeout' })
    expect(await latest()).toMatchObject({ observedAt: second(1), value: { ms: 700 }, error: 'timeout' })
    await saveReading(test.database, { ...reading, observedAt: second(6), value: { ms: 800 } })
    expect(await latest()).toMatchObject({ observedAt: second(6), value: { ms: 800 }, error: null })
  })

  it('are as new as the question was, whatever the source says of its own time; so is a failure to answer', async () => {
    const reading = { ...where, name: 'behind', source: 'watch' }
    const save = (asked: number, observed: number, said: { value: unknown } | { error: string }) =>
      saveReading(test.database, { ...reading, askedAt: second(asked), observedAt: second(observed), ...said })
    await save(10, 50, { value: 'by a clock that is ahead' })
    await save(11, 11, { value: 'asked later' })
    await save(9, 9, { error: 'asked before, and late' })
    expect(await latestOf('behind')).toMatchObject({ value: 'asked later', observedAt: second(11), error: null })
    await save(12, 12, { error: 'no reply' })
    await save(11, 60, { value: 'asked before the failure' })
    expect(await latestOf('behind')).toMatchObject({ value: 'asked later', error: 'no reply' })
  })

  it('give way to what is asked now where the clock they were received by was set back', async () => {
    const reading = { ...where, name: 'ahead', source: 'watch' }
    await saveReading(test.database, { ...reading, observedAt: second(50), value: { lost: 0 } })
    await test.database.$executeRaw`
      UPDATE reading_latest SET received_at = clock_timestamp() + interval '10 minutes' WHERE name = 'ahead'`
    await saveReading(test.database, { ...reading, observedAt: second(40), value: { lost: 603 } })
    expect(await latestOf('ahead')).toMatchObject({ value: { lost: 603 } })
    await saveReading(test.database, { ...reading, observedAt: second(30), value: { lost: 1 } })
    expect(await latestOf('ahead'), 'as before, once it is dated by this clock').toMatchObject({ value: { lost: 603 } })
  })

  it('tell no answer from the answer null, and refuse to be both or neither', async () => {
    const reading = { ...where, observedAt: second(1), source: 'watch' }
    await saveReading(test.database, { ...reading, name: 'nothing', value: null })
    await saveReading(test.database, { ...reading, name: 'silent', error: 'timeout' })
    const latest = [await latestOf('nothing'), await latestOf('silent')].flatMap((one) => one ?? [])
    expect(latest.map(({ value, error }) => ({ value, error }))).toEqual([
      { value: null, error: null },
      { value: null, error: 'timeout' },
    ])
    await expect(saveReading(test.database, { ...reading, name: 'x' })).rejects.toThrow('either a value or an error')
    await expect(saveReading(test.database, { ...reading, name: 'x', value: 1, error: 'y' })).rejects.toThrow('either')
  })
})

describe('artefacts', () => {
  it('are found by the hash of what they hold, stored once', async () => {
    const bytes = Buffer.from('reply')
    const sha256 = await saveArtefact(test.database, 'text/plain', bytes)
    expect(await saveArtefact(test.database, 'text/plain', bytes)).toBe(sha256)
    const found = await readArtefact(test.database, sha256)
    expect(Buffer.from(found?.bytes ?? []).toString()).toBe('reply')
    expect(await readArtefact(test.database, '0'.repeat(64))).toBeNull()
  })

  it('are refused above 256 kB, by the code and by the database', async () => {
    const large = new Uint8Array(artefactLimitBytes + 1)
    await expect(saveArtefact(test.database, 'x', large)).rejects.toThrow('262144 allowed')
    const past = test.database.artefact.create({ data: { sha256: 'a'.repeat(64), mediaType: 'x', bytes: large } })
    await expect(past).rejects.toThrow(/artefact_bytes_check/)
  })
})
