import { ESLint } from 'eslint'
import { expect, it } from 'vitest'

const eslint = new ESLint()

/** The rules that a file of this content would break there. */
async function broken(filePath: string, content: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${content}\n`, { filePath })
  return (result?.messages ?? []).map(({ ruleId }) => ruleId)
}

const sdk = "import { RDSClient } from '@aws-sdk/client-rds'\nexport const made = RDSClient"
const atUse = "export const load = () => import('@kubernetes/client-node')"

it.each([
  'lib/domain/system/aws-rds/somewhere.ts',
  'lib/engine/somewhere.ts',
  'lib/queries/somewhere.ts',
  'lib/executors/aws-rds/somewhere.ts',
  'lib/worker/somewhere.ts',
  'components/run/somewhere.tsx',
  'app/somewhere.ts',
])('an SDK is known in %s neither before nor at its first use', async (place) => {
  expect(await broken(place, sdk)).toEqual([expect.stringMatching(/no-restricted-imports$/)])
  expect(await broken(place, atUse)).toEqual(['no-restricted-syntax'])
})

it('the hands of a system may name its types, and load it where it is used', async () => {
  const types = "import type { V1Pod } from '@kubernetes/client-node'\nexport type Pod = V1Pod"
  expect(await broken('lib/executors/kubernetes/somewhere.ts', types)).toEqual([])
  expect(await broken('lib/executors/kubernetes/client.ts', atUse)).toEqual([])
})

it.each([
  ['lib/domain/somewhere.ts', 'node:fs'],
  ['lib/domain/somewhere.ts', 'pg'],
  ['lib/engine/somewhere.ts', 'node:child_process'],
  ['lib/engine/somewhere.ts', '@prisma/client'],
  ['components/run/somewhere.tsx', 'node:fs'],
])('%s is pure: nothing of %s is imported', async (place, from) => {
  expect(await broken(place, `import * as it from '${from}'\nexport const made = it`)).toEqual([
    'no-restricted-imports',
  ])
})

it('nothing of a system names the union of all systems', async () => {
  const union = "import type { Binding } from '../binding'\nexport type Any = Binding"
  expect(await broken('lib/domain/system/aws-rds/somewhere.ts', union)).toEqual(['import-x/no-restricted-paths'])
})
