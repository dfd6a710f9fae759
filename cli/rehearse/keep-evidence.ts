import { createWriteStream } from 'node:fs'
import { link, rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CommandError } from '@/cli/command-error'
import type { Database } from '@/lib/db/client'
import { permissions } from '@/lib/domain/access/roles'
import { openExport } from '@/lib/export/open-export'
import { exportEvidence } from '@/lib/services/export-evidence'

/**
 * Writes the incident's record as the console exports it, for somebody who may take it away. The file appears whole or
 * not at all.
 */
export async function keepEvidence(
  database: Database,
  incidentId: string,
  { file, force }: { file: string; force: boolean },
): Promise<void> {
  const asker = await whoeverMayExport(database)
  const recorded = await exportEvidence({ database, ...asker }, { incidentId, format: 'json' })
  const body = await openExport(database, recorded.format, recorded)
  const draft = `${file}.${process.pid}.new`
  try {
    await pipeline(Readable.fromWeb(body as never), createWriteStream(draft, { mode: 0o600 }))
    // A link refuses what came there meanwhile; a rename replaces it.
    await (force ? rename(draft, file) : link(draft, file))
  } finally {
    await rm(draft, { force: true })
  }
}

/** The auditor where there is one: the first account of the directory whose role may export. */
async function whoeverMayExport(database: Database): Promise<{ person: string; account: string }> {
  const account = await database.user.findFirst({
    where: { disabledAt: null, person: { roles: { some: { role: { in: [...permissions['evidence.export']] } } } } },
    orderBy: { login: 'asc' },
  })
  if (account === null) throw new CommandError('nobody in the directory may export the evidence')
  return { person: account.personId, account: account.id }
}
