import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDatabase } from '@/cli/up/prepare-database'
import { appendEntries } from '@/lib/db/append-entries'
import { createDatabase, type Transaction } from '@/lib/db/client'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import { spread } from './spread'

const rounds = 7
const appendsARound = 200

/**
 * What chaining costs: committed appends of one entry, against committed transactions that lock one row and insert the
 * same text into a temporary table without chain or notice. One connection of one embedded server, in turns.
 */
async function main(): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-bench-'))
  await chmod(directory, 0o711)
  const prepared = await prepareDatabase({
    databaseUrl: null,
    databaseOwnerUrl: null,
    dataDirectory: directory,
    say: () => undefined,
  })
  // Temporary tables belong to a connection: there is one.
  const database = createDatabase(prepared.access.url, { name: 'breakwater-bench', connections: 1 })
  const event = { type: 'note.taken', version: 1, payload: { note: 'x'.repeat(400) } }
  const text = JSON.stringify(event.payload)
  const chained = async (tx: Transaction) => {
    await appendEntries(tx, await lockStream(tx, 'bench:1'), { person: 'bench' }, [event])
  }
  const plain = async (tx: Transaction) => {
    await tx.$queryRaw`SELECT sequence FROM bench_head FOR UPDATE`
    await tx.$executeRaw`INSERT INTO bench_entry (payload) VALUES (${text})`
    await tx.$executeRaw`UPDATE bench_head SET sequence = sequence + 1`
  }
  const time = async (work: (tx: Transaction) => Promise<void>) => {
    const began = performance.now()
    for (let append = 0; append < appendsARound; append += 1) await withTransaction(database, work)
    return performance.now() - began
  }
  try {
    await database.$executeRaw`CREATE TEMP TABLE bench_head AS SELECT 0 AS sequence`
    await database.$executeRaw`CREATE TEMP TABLE bench_entry (id bigserial PRIMARY KEY, payload text NOT NULL)`
    // The first of each pays for plans and pages.
    await time(plain)
    await time(chained)
    const ratios: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const without = await time(plain)
      ratios.push((await time(chained)) / without)
    }
    console.log(`an append takes ${spread(ratios)} times a plain insert, ${rounds} rounds of ${appendsARound}`)
  } finally {
    await database.$disconnect()
    await prepared.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

await main()
