import type { ChainEnd } from '@/lib/domain/view/evidence/chain-end'
import { setTimeout as wait } from 'node:timers/promises'
import type { Transaction } from '@/lib/db/client'
import { databaseTime } from '@/lib/db/database-time'
import { readChainEnd } from '@/lib/db/read-chain-end'
import { readStream, readStreamPages } from '@/lib/db/read-stream'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import { chainSoFar, chainUnknown, chainView, type ChainView } from '@/lib/domain/view/evidence/chain-view'
import { EvidenceRecord } from '@/lib/domain/view/evidence/evidence-record'

/** How far a stream was looked at, and what is said of its chain. */
export interface Followed {
  record: EvidenceRecord
  chain: ChainView
}

/** Whoever looks waits so many milliseconds for the end of a check; then how far it has come is an answer, too. */
const patienceOfPages = 100
/** Nobody waits longer for one look at the end of a chain that was checked before. */
const longestLook = 2_000
/** All of a stream is checked anew once this much time has passed, by how long that takes. */
const again = { least: 1_000, times: 50 }
/** What was found is no verdict any more once so many of these times have passed without an end of the next check. */
const overdue = 3
/** Of each a state is kept, and no entry. */
const kept = 200

/** One look at all entries from the first on, to the end or until it failed. */
interface Check {
  record: EvidenceRecord
  /** The database's time when it began. */
  at: string
  /** On this process's own clock. */
  ended: number
  took: number
}

const periodOf = ({ took }: Check) => Math.max(again.least, again.times * took)
/** How many periods ago it ended. */
const ageOf = (check: Check) => (performance.now() - check.ended) / periodOf(check)

class Follower {
  private whole: Check | null = null
  /** The first check that failed since one came to its end, and the last. */
  private failed: { first: Check; last: Check } | null = null
  private checking: { record: EvidenceRecord; done: Promise<void> } | null = null
  private looking: Promise<Followed> | null = null
  /** The look of whoever came since that one began. */
  private coming: Promise<Followed> | null = null

  private readonly stream: string

  constructor(private readonly incidentId: string) {
    this.stream = incidentStream(incidentId)
  }

  /**
   * One look at a time, since each reads on where the last one ended. Whoever comes meanwhile looks together, once it has
   * ended; where it failed they hear of that, and nobody waits for a database that says nothing once after the other.
   */
  look(db: Transaction, patience: number): Promise<Followed> {
    if (this.looking === null) return this.inTime(this.begin(db, patience))
    this.coming ??= this.looking
      .finally(() => {
        this.coming = null
      })
      .then(() => this.begin(db, patience))
    return this.inTime(this.coming)
  }

  private begin(db: Transaction, patience: number): Promise<Followed> {
    const looking = this.lookNow(db, patience).finally(() => {
      this.looking = null
    })
    this.looking = looking
    return looking
  }

  /** A look that does not end leaves whoever waits for it without a verdict, not without an answer. */
  private async inTime(looking: Promise<Followed>): Promise<Followed> {
    const ended = new AbortController()
    const late = wait(longestLook, null, { signal: ended.signal, ref: false })
    try {
      const followed = await Promise.race([looking, late])
      if (followed !== null) return followed
    } finally {
      ended.abort()
    }
    looking.catch(() => undefined)
    const known = this.whole ?? this.failed?.first
    return known === undefined
      ? looking
      : { record: known.record, chain: chainUnknown(known.record, known.at, known.at) }
  }

  private async lookNow(db: Transaction, patience: number): Promise<Followed> {
    const now = (await databaseTime(db)).toISOString()
    // The end first: entries that are appended meanwhile are then more than was promised, not less.
    const end = (await readChainEnd(db, this.incidentId)) ?? { head: null, listed: 0 }
    if (this.whole !== null && !(await this.readOn(db, this.whole.record))) this.whole = null
    if (this.isDue()) {
      this.checking ??= this.check(db, now)
      await Promise.race([this.checking.done, wait(patience)])
    }
    if (this.failed !== null) return this.unknown(this.failed)
    if (this.whole !== null && ageOf(this.whole) < overdue) return this.verdict(db, this.whole, end)
    const record = this.checking?.record ?? new EvidenceRecord()
    return { record, chain: chainSoFar(record, end, now) }
  }

  private isDue(): boolean {
    if (this.failed === null) return this.whole === null || ageOf(this.whole) > 1
    // Nothing is known until one succeeds: not as seldom as where a verdict stands.
    const { ended, took } = this.failed.last
    return performance.now() - ended > Math.max(again.least, took)
  }

  /** What was checked is not what stands there now: no verdict is left, and a check begins that looks at all anew. */
  async doubt(db: Transaction, record: EvidenceRecord): Promise<void> {
    const now = (await databaseTime(db)).toISOString()
    // Of a record that is followed no more somebody else has said so before.
    if (![this.whole?.record, this.checking?.record, this.failed?.last.record].includes(record)) return
    this.whole = null
    this.checking = this.check(db, now)
  }

  /** What stands is the record that was read furthest; a break is said wherever it was seen. */
  private unknown({ first, last }: { first: Check; last: Check }): Followed {
    const { record } = this.whole === null || last.record.chain.broken !== null ? last : this.whole
    return { record, chain: chainUnknown(record, first.at, this.whole?.at ?? first.at) }
  }

  private async verdict(db: Transaction, { record, at }: Check, end: ChainEnd): Promise<Followed> {
    const { head, listed } = end
    // A check that ended just now may have begun before the newest was written.
    if ((record.last?.sequence ?? 0) < Math.max(head?.sequence ?? 0, listed)) await this.readOn(db, record)
    const found = head === null ? null : await this.hashAt(db, record, head.sequence)
    return { record, chain: chainView(record, { ...end, found }, at) }
  }

  private async hashAt(db: Transaction, record: EvidenceRecord, sequence: number): Promise<string | null> {
    if (record.last?.sequence === sequence) return record.last.hash
    const [entry] = await readStream(db, this.stream, { after: sequence - 1, limit: 1 })
    return entry?.sequence === sequence ? entry.hash : null
  }

  /** False where the journal holds another history than was checked: a standby was promoted, or it was restored. */
  private async readOn(db: Transaction, record: EvidenceRecord): Promise<boolean> {
    const { last } = record
    if (last === null) return false
    let known = false
    for await (const page of readStreamPages(db, this.stream, last.sequence - 1)) {
      if (!known && page[0]?.hash !== last.hash) return false
      record.add(known ? page : page.slice(1))
      known = true
    }
    return known
  }

  private check(db: Transaction, at: string): { record: EvidenceRecord; done: Promise<void> } {
    const record = new EvidenceRecord()
    const began = performance.now()
    const ended = (): Check => ({ record, at, ended: performance.now(), took: performance.now() - began })
    const read = async () => {
      try {
        for await (const page of readStreamPages(db, this.stream)) {
          record.add(page)
          // What began before somebody doubted is of no use.
          if (this.checking?.record !== record) return
          // Others wait for this process, too.
          await wait(0)
        }
        if (this.checking?.record !== record) return
        this.whole = ended()
        this.failed = null
      } catch {
        if (this.checking?.record !== record) return
        // Whoever looks hears of it, and again until a check comes to its end.
        this.failed = { first: this.failed?.first ?? ended(), last: ended() }
      }
      this.checking = null
    }
    const done = read()
    return { record, done }
  }
}

const followers = new Map<string, Follower>()

/** The chain of an incident, checked from its first entry on, and from there as far as it has grown. */
export async function followChain(db: Transaction, incidentId: string, patience = patienceOfPages): Promise<Followed> {
  const follower = followers.get(incidentId) ?? new Follower(incidentId)
  followers.delete(incidentId)
  followers.set(incidentId, follower)
  const oldest = followers.keys().next().value
  if (followers.size > kept && oldest !== undefined) followers.delete(oldest)
  return follower.look(db, patience)
}

/** Somebody read another entry than was checked. */
export async function doubtChain(db: Transaction, incidentId: string, record: EvidenceRecord): Promise<void> {
  await followers.get(incidentId)?.doubt(db, record)
}

/** Tests look for the first time. */
export function forgetChains(): void {
  followers.clear()
}
