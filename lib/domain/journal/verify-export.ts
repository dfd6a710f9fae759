import { z } from 'zod'
import { besideHash, coveredByHash, type BesideEntries } from './beside-entries'
import { hashEntry } from './chain'
import { JournalEntry, type StreamHead } from './entry'
import { exportEvents, exportStream } from './export-events'
import { Head, type ExportFrame, type ReadExport } from './read-export'
import { SeenEntries } from './seen-entries'

/** Heads that were kept elsewhere: of the incident's stream, and the entry that recorded the export. */
export interface KeptElsewhere {
  head: Omit<StreamHead, 'stream'> | null
  recorded: Omit<StreamHead, 'stream'> | null
}

export type ExportVerdict =
  | { sound: false; where: string; why: string }
  | {
      sound: true
      entries: number
      heads: StreamHead[]
      /** The entry in the file that vouches for everything beside the entries; null: the file has none. */
      vouchedBy: StreamHead | null
      /** Fields beside the entries that nothing in the file vouches for, by name. */
      uncovered: string[]
      /** Entries after the head that was kept elsewhere: only what the file itself says vouches for them. */
      beyondKept: number
    }

type Fault = { sound: false; where: string; why: string }
const fault = (where: string, why: string): Fault => ({ sound: false, where, why })

/**
 * Every word of an export against a hash: entries by their chain, the heading by the first entry of the incident and by
 * the entry that recorded the export. What neither covers is named, never passed over.
 */
export function verifyExport({ entries, ...frame }: ReadExport, kept?: KeptElsewhere): ExportVerdict {
  const seen = new SeenEntries()
  for (const entry of entries) seen.add(entry)
  return verifySeen(seen, frame, kept)
}

/** The same once all entries were seen, of which none has to be at hand any more. */
export function verifySeen(
  seen: SeenEntries,
  { head, beside, beyond }: ExportFrame,
  kept: KeptElsewhere = { head: null, recorded: null },
): ExportVerdict {
  if (seen.first === null) return fault('the file', 'it holds no entry: there is nothing to verify')
  const { broken, heads, entries } = seen.chain.report()
  if (broken !== null)
    return fault(
      `${broken.stream} #${broken.sequence} (entry ${broken.index + 1} of the file)`,
      `${broken.reason}: ${broken.detail}`,
    )
  // The file's own head shows a copy that broke off; only one kept elsewhere shows a file that was cut on purpose.
  const stream = head?.stream ?? heads[0]?.stream ?? ''
  const mismatch = seen.compareHeads([
    ...(head === null ? [] : [head]),
    ...(kept.head === null ? [] : [{ stream, ...kept.head }]),
  ])
  if (mismatch !== null) return fault(mismatch.stream, `${mismatch.reason}: ${mismatch.detail}`)
  const added = addedToExport(seen, head, heading(beside)['id'])
  const vouched = recordOf(beside)
  if (vouched !== null && 'sound' in vouched) return vouched
  const wrong =
    added ??
    againstFirstEntry(beside, seen.first) ??
    (vouched === null ? null : againstRecord(beside, vouched)) ??
    againstKept(beside, kept.recorded)
  if (wrong !== null) return wrong
  return {
    sound: true,
    entries,
    heads,
    vouchedBy: vouched === null ? null : { stream: vouched.stream, sequence: vouched.sequence, hash: vouched.hash },
    uncovered: [...(vouched === null ? uncovered(beside, seen.first) : []), ...beyond],
    beyondKept: kept.head === null ? 0 : Math.max(0, (seen.endOf(stream)?.sequence ?? 0) - kept.head.sequence),
  }
}

/**
 * An export is of one incident and ends at its head: whoever adds an entry of their own, hashed as it should be, has
 * touched nothing that was kept.
 */
function addedToExport(seen: SeenEntries, head: StreamHead | null, incident: unknown): Fault | null {
  const stream = head?.stream ?? (typeof incident === 'string' ? `incident:${incident}` : null)
  if (stream === null) return null
  const other = seen.firstOutside(stream)
  if (other !== null)
    return fault(
      `${other.stream} #${other.sequence} (entry ${other.index + 1} of the file)`,
      `added: the export is of ${stream} alone`,
    )
  const last = seen.endOf(stream)
  return last === null || head === null || last.sequence === head.sequence
    ? null
    : fault(`${stream} #${last.sequence}`, `added: the export ends at #${head.sequence}`)
}

const Place = z.object({ stream: z.literal(exportStream), sequence: z.number(), hash: z.string() })

/** The record in the file. Null: there is none, or only its place, as the first format had it. */
function recordOf({ recorded }: BesideEntries): JournalEntry | Fault | null {
  if (recorded === undefined || Place.strict().safeParse(recorded).success) return null
  const { data, error } = JournalEntry.strict().safeParse(recorded)
  const issue = error?.issues[0]
  return data ?? fault('recorded', `it is no entry of a journal: ${issue?.path.join('.')}: ${issue?.message}`)
}

const Proposed = z.object({ incidentId: z.string(), number: z.number(), title: z.string(), mode: z.string() })

/** What the first entry of the incident says of it; null where it is no proposal. */
function proposal(first: JournalEntry | null): Readonly<Record<string, unknown>> | null {
  if (first?.type !== 'incident.proposed') return null
  const { data } = Proposed.safeParse(read(first.payload))
  return data === undefined ? null : { id: data.incidentId, number: data.number, title: data.title, mode: data.mode }
}

function heading(beside: BesideEntries): Readonly<Record<string, unknown>> {
  const incident = z.record(z.string(), z.unknown()).safeParse(beside['incident'])
  return incident.success ? incident.data : {}
}

function againstFirstEntry(beside: BesideEntries, first: JournalEntry | null): Fault | null {
  const proposed = proposal(first)
  if (proposed === null) return null
  for (const [name, value] of Object.entries(heading(beside)))
    if (Object.hasOwn(proposed, name) && proposed[name] !== value)
      return fault(`incident.${name}`, `it says ${shown(value)}, entry 1 says ${shown(proposed[name])}`)
  return null
}

const RecordActor = z.object({ person: z.string() })

/** The record is an entry like any other: its own hash, then each field it speaks for. */
function againstRecord(beside: BesideEntries, recorded: JournalEntry): Fault | null {
  const hash = hashEntry(recorded)
  if (hash !== recorded.hash)
    return fault('recorded', `altered: its content hashes to ${hash}, not to the ${recorded.hash} it carries`)
  if (recorded.stream !== exportStream || recorded.type !== 'evidence.exported')
    return fault('recorded', 'it is not the entry of an export')
  const payload = exportEvents['evidence.exported'].safeParse(read(recorded.payload))
  if (!payload.success || payload.data.besideHash === undefined)
    return fault('recorded', 'it does not say what stands beside the entries')
  const actor = RecordActor.safeParse(read(recorded.actor))
  const said: [string, unknown, unknown][] = [
    ['exportedAt', beside['exportedAt'], recorded.at],
    ['exportedBy', beside['exportedBy'], actor.success ? actor.data.person : null],
    ['incident.id', heading(beside)['id'], payload.data.incident],
  ]
  for (const [name, value, expected] of said)
    if (value !== expected) return fault(name, `it says ${shown(value)}, its record says ${shown(expected)}`)
  const covered = coveredByHash(beside).map(([name]) => name)
  const where = `one of ${covered.join(', ')}`
  try {
    const actual = besideHash(beside)
    if (actual === payload.data.besideHash) return null
    return fault(where, `altered: they hash to ${actual}, their record says ${payload.data.besideHash}`)
  } catch (error) {
    return fault(where, error instanceof Error ? error.message : String(error))
  }
}

function againstKept(beside: BesideEntries, kept: KeptElsewhere['recorded']): Fault | null {
  if (kept === null) return null
  const place = Place.safeParse(beside['recorded'])
  if (!place.success) return fault('recorded', 'the file does not hold the entry that recorded it')
  if (place.data.sequence === kept.sequence && place.data.hash === kept.hash) return null
  return fault('recorded', `it is ${exportStream} #${place.data.sequence}, not the #${kept.sequence} that was kept`)
}

/** Without a record only the head is checked, and what entry 1 says of the incident. */
function uncovered(beside: BesideEntries, first: JournalEntry | null): string[] {
  const proposed = proposal(first)
  const headWords = Object.keys(beside['head'] ?? {})
  return Object.keys(beside).flatMap((name) => {
    if (name === 'head' && beside['head'] != null)
      return headWords.filter((word) => !Object.hasOwn(Head.shape, word)).map((word) => `head.${word}`)
    if (name !== 'incident' || proposed === null) return [name]
    return Object.keys(heading(beside)).flatMap((field) =>
      Object.hasOwn(proposed, field) ? [] : [`incident.${field}`],
    )
  })
}

/** Stored text whose hash holds may still be no JSON, where somebody wrote the chain anew. */
function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const shown = (value: unknown) => JSON.stringify(value) ?? 'nothing'
