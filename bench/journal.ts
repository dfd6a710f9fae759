import { Client } from 'pg'
import { appendEntries } from '@/lib/db/append-entries'
import { applicationRole } from '@/lib/db/application-role'
import type { Transaction } from '@/lib/db/client'
import { lockStream } from '@/lib/db/lock-streams'
import { withTransaction } from '@/lib/db/transaction'
import { withPostgres } from './postgres'
import { spread } from './spread'

const rounds = 7
const appendsARound = 200

/**
 * What chaining costs: committed plain inserts a second of the same bytes, that lock and move one row as an append does,
 * over committed appends. One connection of one durable server, in turns; the tables of both are written to disk.
 */
await withPostgres(async ({ ownerUrl, database }) => {
  const owner = new Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(`
    CREATE TABLE bench_head (stream text PRIMARY KEY, sequence bigint NOT NULL);
    INSERT INTO bench_head VALUES ('bench:1', 0);
    CREATE TABLE bench_entry (id bigserial PRIMARY KEY, stream text, sequence bigint, payload text NOT NULL);
    GRANT SELECT, INSERT, UPDATE ON bench_head, bench_entry TO ${applicationRole};
    GRANT USAGE ON bench_entry_id_seq TO ${applicationRole}`)
  await owner.end()
  const event = { type: 'note.taken', version: 1, payload: { note: 'x'.repeat(400) } }
  const chained = async (tx: Transaction) => {
    await appendEntries(tx, await lockStream(tx, 'bench:1'), { person: 'bench' }, [event])
  }
  const text = JSON.stringify(event)
  const plain = async (tx: Transaction) => {
    const [head] = await tx.$queryRaw<{ sequence: bigint }[]>`
      SELECT sequence FROM bench_head WHERE stream = 'bench:1' FOR UPDATE`
    const next = Number(head?.sequence) + 1
    await tx.$executeRaw`INSERT INTO bench_entry (stream, sequence, payload) VALUES ('bench:1', ${next}, ${text})`
    await tx.$executeRaw`UPDATE bench_head SET sequence = ${next} WHERE stream = 'bench:1'`
  }
  const time = async (work: (tx: Transaction) => Promise<void>) => {
    const began = performance.now()
    for (let append = 0; append < appendsARound; append += 1) await withTransaction(database, work)
    return performance.now() - began
  }
  // The first of each pays for plans and pages.
  await time(plain)
  await time(chained)
  const ratios: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const without = await time(plain)
    ratios.push(without / (await time(chained)))
  }
  console.log(`appends over plain inserts of the same bytes: ${spread(ratios)}, ${rounds} rounds of ${appendsARound}`)
}, 1)
