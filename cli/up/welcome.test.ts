import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parsePlanDirectory } from '@/lib/domain/plan/parse-plan-directory'
import { readPlanDirectory } from '@/lib/services/read-plan-directory'
import { chooseSignIns } from './choose-sign-ins'
import { welcome } from './welcome'

describe('the welcome', () => {
  it('prints the sign-ins that the tour of README.md uses', async () => {
    const { plan, directory } = parsePlanDirectory(await readPlanDirectory('plans/orderflow'), {}, [])
    if (plan === null || directory === null) throw new Error('the sample plan does not parse')
    const logins = new Set(directory.persons.flatMap(({ accounts }) => accounts.map(({ login }) => login)))
    const approvals = plan.runbooks.flatMap((runbook) => runbook.approvals)
    const printed = chooseSignIns(directory, approvals, logins).map(({ login }) => login)
    const [, tour = ''] = readFileSync('README.md', 'utf8').split('## A tour of a failover')
    const used = [...(tour.split('\n## ')[0] ?? '').matchAll(/\*\*([a-z]+)\*\*/g)].map(([, login]) => login)
    expect(used).toContain('mara')
    expect(used.filter((login) => !printed.includes(login ?? ''))).toEqual([])
  })

  it('says where the console is, who can sign in, and how to break the region', () => {
    const signIn = { role: 'commander', login: 'mara', password: 'secret', name: 'Mara Okafor' }
    const lines = welcome('http://localhost:3000', [signIn], 'http://127.0.0.1:4000').split('\n')
    expect(lines).toContain('Breakwater is ready: http://localhost:3000')
    expect(lines).toContain('  commander  mara  secret  (Mara Okafor)')
    expect(lines).toContain('  npx breakwater lab fail us-east-1')
    expect(lines).toContain('  http://127.0.0.1:4000')
  })
})
