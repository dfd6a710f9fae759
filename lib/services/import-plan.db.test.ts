import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyPassword } from '@/lib/auth/verify-password'
import { readStream } from '@/lib/db/read-stream'
import { withTransaction } from '@/lib/db/transaction'
import { DomainError } from '@/lib/domain/errors'
import { canonicalPlan, environmentFromContent, planFromContent } from '@/lib/domain/plan/canonical-plan'
import { ferryPlan, harbour } from '@/lib/domain/plan/fixtures/ferry-plan'
import {
  ferryFile,
  ferryReal,
  ferryRealVariables,
  ferryVariables,
  ferryWith,
} from '@/lib/domain/plan/fixtures/read-fixture'
import { inOrder } from '@/lib/domain/plan/in-order'
import { verifyChain } from '@/lib/domain/journal/chain'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { importPlan, type ImportedPlan, type ImportPlan } from './import-plan'
import { setPassword } from './set-password'

const environmentPath = 'environments/harbour.yaml'

let test: TestDatabase
beforeEach(async () => {
  test = await createTestDatabase()
})
afterEach(() => test.drop())

function input(changes: Partial<ImportPlan> = {}): ImportPlan {
  return {
    files: {
      plan: [ferryFile('plan.yaml')],
      environments: [ferryFile(environmentPath)],
      directory: ferryFile('directory.yaml'),
    },
    variables: ferryVariables,
    environments: ['harbour'],
    actor: { kind: 'console', part: 'set-up' },
    ...changes,
  }
}

async function imported(changes: Partial<ImportPlan> = {}): Promise<Extract<ImportedPlan, { ok: true }>> {
  const result = await importPlan(test.database, input(changes))
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result
}

async function entries(): Promise<string[]> {
  const streams = ['plan:ferry', 'environment:ferry/harbour', 'people']
  const found = await Promise.all(streams.map((stream) => readStream(test.database, stream)))
  for (const stream of found) expect(verifyChain(stream).broken).toBeNull()
  return found.flat().map(({ stream, sequence, type }) => `${stream} #${sequence} ${type}`)
}

describe('importing a plan', () => {
  it('stores plan, environment and people, with an entry each, and both read back as they were', async () => {
    const result = await imported()
    expect(result).toMatchObject({ plan: { key: 'ferry', changed: true }, seeded: ['ann', 'bo', 'cy'] })
    expect(await entries()).toEqual([
      'plan:ferry #1 plan.imported',
      'environment:ferry/harbour #1 environment.imported',
      'people #1 directory.seeded',
    ])
    const head = await test.database.planHead.findUniqueOrThrow({ where: { key: 'ferry' }, include: { version: true } })
    expect(head.hash).toBe(canonicalPlan(ferryPlan()).hash)
    expect(planFromContent(head.version.content)).toEqual(inOrder(ferryPlan()))
    const [environment] = await test.database.environmentHead.findMany({ include: { version: true } })
    expect(environmentFromContent(environment?.version.content ?? '')).toEqual(harbour())
  })

  it('hashes passwords so that sign-in accepts them, and gives none where the file has none', async () => {
    await imported()
    const users = await test.database.user.findMany({ orderBy: { login: 'asc' } })
    expect(users.map(({ login, personId }) => [login, personId])).toEqual([
      ['ann', 'ann'],
      ['bo', 'bo'],
      ['cy', 'cy'],
      ['cy-night', 'cy'],
    ])
    const hash = users.find(({ login }) => login === 'bo')?.passwordHash ?? null
    expect((await verifyPassword('seaworthy', hash)).right).toBe(true)
    expect((await verifyPassword('seaworthy!', hash)).right).toBe(false)
    expect(users.filter(({ passwordHash }) => passwordHash === null)).toHaveLength(3)
    const payloads = (await readStream(test.database, 'people')).map(({ payload }) => payload).join()
    expect(payloads).not.toMatch(/scrypt|seaworthy|cy-night/)
  })

  it('changes nothing and leaves no entry when the content is the same', async () => {
    const first = await imported()
    const commented = { ...ferryFile('plan.yaml'), text: `${ferryFile('plan.yaml').text}# again\n` }
    const again = await imported({ files: { ...input().files, plan: [commented] } })
    expect(again).toEqual({
      ...first,
      plan: { ...first.plan, changed: false },
      environments: first.environments.map((one) => ({ ...one, changed: false })),
      seeded: [],
    })
    expect(await entries()).toHaveLength(3)
    expect(await test.database.planVersion.count()).toBe(1)
  })

  it('keeps every version, and can go back to one', async () => {
    const { plan: first } = await imported()
    const other = { ...input().files, plan: [ferryWith('rto: 15m', 'rto: 10m')] }
    const { plan: second } = await imported({ files: other })
    expect(second.hash).not.toBe(first.hash)
    expect((await imported()).plan).toEqual({ ...first, changed: true })
    expect(await test.database.planVersion.count()).toBe(2)
    const history = (await readStream(test.database, 'plan:ferry')).map(({ payload }) => JSON.parse(payload) as unknown)
    expect(history).toEqual([
      { key: 'ferry', hash: first.hash, replaces: null },
      { key: 'ferry', hash: second.hash, replaces: first.hash },
      { key: 'ferry', hash: first.hash, replaces: second.hash },
    ])
  })

  it('imports nothing at all while one problem stands anywhere', async () => {
    const files = input().files
    const results = await Promise.all([
      importPlan(test.database, input({ files: { ...files, plan: [ferryWith('tier: bronze }', 'tier: tin }')] } })),
      importPlan(test.database, input({ variables: {} })),
      importPlan(test.database, input({ environments: ['quay'] })),
      importPlan(
        test.database,
        input({ files: { ...files, directory: ferryWith('id: cy', 'id: bo', 'directory.yaml') } }),
      ),
    ])
    expect(results.map(({ ok }) => ok)).toEqual([false, false, false, false])
    expect(await entries()).toEqual([])
    expect(await test.database.planVersion.count()).toBe(0)
    expect(await test.database.person.count()).toBe(0)
  })

  it('does not leave an environment behind that no longer fits the plan', async () => {
    await imported()
    const renamed = { path: 'plan.yaml', text: ferryFile('plan.yaml').text.replaceAll('names.cluster', 'names.fleet') }
    const files = { ...input().files, plan: [renamed], environments: [] }
    const result = await importPlan(test.database, input({ files, environments: [] }))
    expect(result).toMatchObject({
      ok: false,
      problems: [{ file: 'environment harbour, as imported before', code: 'environment-left-behind' }],
    })
    expect(await entries()).toHaveLength(3)
  })

  it('is done once when many import the same at the same time', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => imported()))
    expect(results.filter(({ plan }) => plan.changed)).toHaveLength(1)
    expect(results.filter(({ seeded }) => seeded.length > 0)).toHaveLength(1)
    expect(await entries()).toHaveLength(3)
  })
})

describe('a password that stands in a file', () => {
  const nobody = () => ferryWith(', password: seaworthy', '', 'directory.yaml')
  const asReal = (directory = nobody()) =>
    importPlan(
      test.database,
      input({
        files: { ...input().files, environments: [ferryReal()], directory },
        variables: ferryRealVariables,
      }),
    )

  it('is refused for an environment that is no lab', async () => {
    expect(await asReal(ferryFile('directory.yaml'))).toMatchObject({
      ok: false,
      problems: [{ file: 'directory.yaml', line: 10, code: 'password-in-file' }],
    })
    expect(await test.database.user.count()).toBe(0)
  })

  it('must be replaced before an environment beside the lab is real', async () => {
    await imported()
    const refused = await asReal()
    expect(refused).toMatchObject({ ok: false, problems: [{ file: 'environment harbour', code: 'password-in-file' }] })
    expect(JSON.stringify(refused)).toContain('from a file: bo;')
    await setPassword(test.database, 'bo', 'long enough a word')
    expect(await asReal()).toMatchObject({ ok: true })
  })

  it('comes no more into an installation that is real already', async () => {
    expect(await asReal()).toMatchObject({ ok: true })
    const text = ferryFile('directory.yaml').text
    const more = `${text}  - { id: di, name: Di Falk, title: Engineer, roles: [approver], duties: [engineer], accounts: [{ login: di, password: not-a-secret }] }\n`
    const lab = ferryWith('name: harbour', 'name: quay', environmentPath)
    const files = {
      ...input().files,
      environments: [{ ...lab, path: 'environments/quay.yaml' }],
      directory: { path: 'directory.yaml', text: more },
    }
    expect(await importPlan(test.database, input({ files, environments: ['quay'] }))).toMatchObject({
      ok: false,
      problems: [{ file: 'directory.yaml', code: 'password-in-file' }],
    })
    expect(await test.database.user.count({ where: { login: 'di' } })).toBe(0)
  })
})

describe('people who were changed since', () => {
  it('stay as they are, whatever the file says', async () => {
    await imported()
    await withTransaction(test.database, async (tx) => {
      await tx.roleGrant.deleteMany({ where: { personId: 'bo' } })
      await tx.dutyHolder.deleteMany({ where: { personId: 'bo' } })
      await tx.user.updateMany({ where: { login: 'cy' }, data: { disabledAt: new Date() } })
      await tx.person.update({ where: { id: 'ann' }, data: { name: 'Ann Holm' } })
    })
    const text = ferryFile('directory.yaml').text.replace('seaworthy', 'another-one')
    const more = `${text}  - { id: di, name: Di Falk, title: Engineer, roles: [approver], duties: [engineer], accounts: [{ login: di }] }\n`
    const result = await imported({ files: { ...input().files, directory: { path: 'directory.yaml', text: more } } })
    expect(result.seeded).toEqual(['di'])
    expect(await test.database.roleGrant.count({ where: { personId: 'bo' } })).toBe(0)
    expect(await test.database.dutyHolder.count({ where: { personId: 'bo' } })).toBe(0)
    expect((await test.database.user.findUniqueOrThrow({ where: { login: 'cy' } })).disabledAt).not.toBeNull()
    expect((await test.database.person.findUniqueOrThrow({ where: { id: 'ann' } })).name).toBe('Ann Holm')
    const { passwordHash } = await test.database.user.findUniqueOrThrow({ where: { login: 'bo' } })
    expect((await verifyPassword('another-one', passwordHash)).right).toBe(false)
  })
})

describe('who may import', () => {
  it('is the console at set-up, and a person with the role admin', async () => {
    await imported()
    const account = await test.database.user.findUniqueOrThrow({ where: { login: 'bo' } })
    const actor = { kind: 'person', person: 'bo', account: account.id } as const
    const files = { ...input().files, plan: [ferryWith('rto: 15m', 'rto: 10m')] }
    await expect(importPlan(test.database, input({ files, actor }))).rejects.toThrow(DomainError)
    await expect(
      importPlan(test.database, input({ files, actor: { kind: 'alert-source', source: 'x' } })),
    ).rejects.toThrow(DomainError)
    expect(await entries()).toHaveLength(3)

    await test.database.roleGrant.create({ data: { personId: 'bo', role: 'admin' } })
    await expect(importPlan(test.database, input({ files, actor: { ...actor, person: 'ann' } }))).rejects.toThrow(
      DomainError,
    )
    expect((await imported({ files, actor })).plan.changed).toBe(true)
    const [, entry] = await readStream(test.database, 'plan:ferry')
    expect(JSON.parse(entry?.actor ?? '')).toEqual(actor)
  })
})
