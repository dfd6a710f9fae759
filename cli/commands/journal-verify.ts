import type { VerifyOptions } from './command-options'
import type { StreamHead } from '@/lib/domain/journal/entry'
import { env, isPrivate, plainDatabase } from '@/lib/env'
import { CommandError } from '../command-error'
import { typed } from '../plan/from-terminal'
import type { Verdict } from '../journal/verdict'
import { verifyDatabase } from '../journal/verify-database'
import { verifyFile } from '../journal/verify-file'
import { readRunning } from '../up/running-file'
import { complain, print } from '../terminal'

/** Exit code 0: everything holds. 1: broken, or not to be read. Throws CommandError when it is misused. */
export async function verify(target: string | undefined, options: VerifyOptions): Promise<number> {
  const kept = { head: keptHead('--head', options.head), recorded: keptHead('--recorded', options.recorded) }
  if (options.database) {
    if ((kept.head ?? kept.recorded) !== null)
      throw new CommandError('--head and --recorded are for a file: a database has its own', 2)
    return tell(await verifyDatabase(databaseUrl(target)), options.json === true, databaseInWords)
  }
  if (target === undefined) throw new CommandError('give the file of an export, or --database', 2)
  const file = typed(target)
  const verdict = await verifyFile(file, kept, (why) => complain(`${file}: ${why}`))
  return verdict === null ? 1 : tell(verdict, options.json === true, fileInWords)
}

function databaseUrl(given: string | undefined): string {
  const url = given ?? env().databaseUrl ?? readRunning()?.databaseUrl
  if (url === undefined) throw new CommandError('no database: nothing runs here; give its URL, or set DATABASE_URL', 2)
  if (!isPrivate(url)) throw new CommandError(`the URL ${plainDatabase}`, 2)
  return url
}

/** `1412:5be0...`, as the evidence page and the headers of an export give it. */
function keptHead(option: string, text: string | undefined): Omit<StreamHead, 'stream'> | null {
  if (text === undefined) return null
  const [, sequence, hash] = /^#?(\d+):([0-9a-f]{64})$/.exec(text) ?? []
  if (sequence === undefined || hash === undefined)
    throw new CommandError(`${option} is NUMBER:HASH, with the 64 hexadecimal digits of a hash`, 2)
  return { sequence: Number(sequence), hash }
}

function tell(verdict: Verdict, json: boolean, inWords: (verdict: Verdict) => string[]): number {
  if (json) print(JSON.stringify(verdict, null, 2))
  else if (verdict.ok) for (const line of inWords(verdict)) print(line)
  else for (const { place, reason } of verdict.problems) complain(`broken: ${place}: ${reason}`)
  return verdict.ok ? 0 : 1
}

const databaseInWords = ({ entries, streams }: Verdict) => [
  `verified: ${count(entries, 'entry', 'entries')}, ${count(streams, 'stream', 'streams')}`,
]

function fileInWords(verdict: Verdict): string[] {
  const { heads, vouchedBy, uncovered, compared, beyondKept } = verdict
  const lines = databaseInWords(verdict)
  for (const head of heads) lines.push(`  ${head.stream} ends at #${head.sequence} with ${head.hash}`)
  if (compared.recorded !== null) lines.push(`It is the export that was kept, exports #${compared.recorded}.`)
  else if (vouchedBy !== null)
    lines.push(
      `What stands beside the entries, names and title among it, is covered only by ${vouchedBy.stream} #${vouchedBy.sequence}, hash ${vouchedBy.hash}: compare it with the console's (--recorded).`,
    )
  if (uncovered.length > 0) lines.push(`Not covered by any hash: ${uncovered.join(', ')}.`)
  lines.push(
    compared.head === null
      ? 'Compare the last hash with one kept elsewhere (--head): a chain cut short or rewritten whole looks sound.'
      : `It holds the entry that was kept, #${compared.head}.`,
  )
  if (beyondKept > 0 && compared.recorded === null)
    lines.push(
      `${count(beyondKept, 'entry comes', 'entries come')} after that: nothing that was kept vouches for ${beyondKept === 1 ? 'it' : 'them'}.`,
    )
  return lines
}

const count = (n: number | null, one: string, many: string) => `${n} ${n === 1 ? one : many}`
