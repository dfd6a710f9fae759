import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createDatabase } from '@/lib/db/client'
import { CommandError } from '../command-error'
import { playScript } from './play-script'
import { readScenario } from './scenario'

it('tells in a sentence that no alert proposed an incident', async () => {
  const scenario = await readScenario(join('plans', 'orderflow'), 'region-loss')
  // Nobody is asked whether an incident is there: the time is over before.
  const stack = {
    database: createDatabase('postgresql://nobody@127.0.0.1:1/none'),
    databaseUrl: '',
    planKey: 'orderflow',
    planHash: '',
    timeScale: 1,
    variables: {},
    secretsDirectory: '',
    sendAlertsTo: () => Promise.resolve(),
    lab: () => Promise.resolve(''),
    startWorker: () => Promise.reject(new Error('no worker is needed')),
    lost: new Promise<never>(() => undefined),
    stop: () => Promise.resolve(),
  }
  const played = playScript(stack, { ...scenario, breaks: [], within: 0 }, () => undefined)
  await expect(played).rejects.toThrow(CommandError)
  await expect(played).rejects.toThrow(/^no alert proposed an incident within 0 min: /)
})
