import { expect, test } from 'vitest'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { scaled } from './connect-lab'

test('the time scale of the rehearsed environment is set, and of no other', async () => {
  const before = await readPlanDirectory('plans/orderflow')
  const { environments } = scaled(before, 'lab', 20)
  expect(environments.map(({ text }) => /^timeScale: .*/m.exec(text)?.[0])).toEqual([undefined, 'timeScale: 20'])
})

test.each([1, 20])('an environment that is no lab is never rehearsed, at scale %i neither', async (scale) => {
  const files = await readPlanDirectory('plans/orderflow')
  expect(() => scaled(files, 'aws-example', scale)).toThrow(/aws-example\.yaml: only an environment marked lab: true/)
})
