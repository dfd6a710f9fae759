import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { playScript } from '@/cli/rehearse/play-script'
import { readScenario } from '@/cli/rehearse/scenario'
import { startStack, type Stack } from '@/cli/rehearse/start-stack'
import { readExport } from '@/lib/domain/journal/read-export'
import { verifyExport } from '@/lib/domain/journal/verify-export'
import { paperText } from '@/lib/domain/view/evidence/paper/blocks'
import { incidentPaper } from '@/lib/domain/view/evidence/paper/incident-paper'
import { readEvidenceInput } from '@/lib/queries/evidence-source'
import { exportEvidence, type RecordedExport } from '@/lib/services/export-evidence'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { openExport } from './open-export'

const planDirectory = 'plans/orderflow'

let stack: Stack
let incidentId: string
beforeAll(async () => {
  const say = () => undefined
  const scenario = await readScenario(planDirectory, 'region-loss')
  const files = await readPlanDirectory(planDirectory)
  stack = await startStack({ files, environment: scenario.environment, timeScale: scenario.fastScale, say })
  await stack.startWorker()
  incidentId = (await playScript(stack, scenario, say)).incidentId
}, 240_000)
afterAll(() => stack.stop(), 60_000)

/** Every credential this failover used: the lab hands out fresh ones at every start, so each is a canary. */
function canaries(): string[] {
  const inFiles = readdirSync(stack.secretsDirectory).map((name) =>
    readFileSync(join(stack.secretsDirectory, name), 'utf8').trim(),
  )
  const directory = readFileSync(`${planDirectory}/directory.yaml`, 'utf8')
  const passwords = [...directory.matchAll(/password: ([\w-]+)/g)].map(([, password = '']) => password)
  const database = new URL(stack.databaseUrl).password
  return [...inFiles, ...passwords, database].filter((secret) => secret.length >= 8)
}

async function exported(format: string): Promise<{ text: string; recorded: RecordedExport }> {
  const account = await stack.database.user.findFirstOrThrow({
    where: { person: { roles: { some: { role: 'auditor' } } } },
  })
  const asker = { database: stack.database, person: account.personId, account: account.id }
  const recorded = await exportEvidence(asker, { incidentId, format })
  const text = await new Response(await openExport(stack.database, recorded.format, recorded)).text()
  return { text, recorded }
}

async function expectNoCredential(text: string): Promise<void> {
  const accounts = await stack.database.user.findMany()
  const secrets = [...canaries(), ...accounts.flatMap(({ passwordHash }) => passwordHash ?? [])]
  expect(secrets.length).toBeGreaterThan(15)
  for (const secret of secrets) expect(text.includes(secret), 'a credential is in the export').toBe(false)
}

it.each(['json', 'csv'])('the %s of a real failover verifies, and no credential it used is in it', async (format) => {
  const { text, recorded } = await exported(format)
  expect(verifyExport(readExport(text))).toMatchObject({ sound: true, heads: [recorded.head] })
  await expectNoCredential(text)
})

it('the report of a real failover tells it in words, and no credential it used is in it', async () => {
  const { text, recorded } = await exported('report')
  expect(text.split('\r\n')).toHaveLength(recorded.head.sequence + 2)
  await expectNoCredential(text)
})

it('the PDF of a real failover says nothing but its paper, and no credential it used is in that', async () => {
  const { text, recorded } = await exported('pdf')
  expect(text.startsWith('%PDF-')).toBe(true)
  await expectNoCredential(text)
  const input = await readEvidenceInput(stack.database, incidentId, recorded.head)
  if (input === null) throw new Error('the incident is gone')
  const said = paperText(incidentPaper(input)).join('\n')
  expect(said).toContain('Messages sent')
  await expectNoCredential(said)
})
