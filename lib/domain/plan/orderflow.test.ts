import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { criticalPath } from './graph'
import { parsePlanDirectory, type PlanFiles } from './parse-plan-directory'
import { formatProblem } from './problem'
import { actionDefinition } from '../system/catalogue'
import { resolveCommand } from './resolve'
import type { Bindings } from './reference/bindings'

const root = fileURLToPath(new URL('../../../plans/orderflow/', import.meta.url))
const file = (path: string) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') })
const parts = ['plan', 'tiers', 'services', 'links', 'serving', 'disaster-classes', 'duties', 'systems', 'readings']
const files: PlanFiles = {
  plan: [...parts.map((part) => file(`${part}.yaml`)), file('runbooks/region-failover.yaml')],
  environments: [file('environments/lab.yaml'), file('environments/aws-example.yaml')],
  directory: file('directory.yaml'),
}
const lab = Object.fromEntries(
  [...(files.environments[0]?.text.matchAll(/\$\{(\w+)\}/g) ?? [])].map(([, name = ''], at) => [
    name,
    `http://127.0.0.1:${9000 + at}`,
  ]),
)
const parsed = parsePlanDirectory(files, lab, ['lab'])
if (parsed.plan === null) throw new Error(parsed.problems.map(formatProblem).join('\n'))
const { plan } = parsed
const [runbook] = plan.runbooks
if (runbook === undefined) throw new Error('no runbook')

describe('the OrderFlow plan', () => {
  it('has no problem, in both of its environments', () => {
    expect(parsed.problems).toEqual([])
    expect(parsed.environments.map(({ name }) => name)).toEqual(['lab', 'aws-example'])
  })

  it('opens nothing that is real with the passwords of its directory', () => {
    const { problems } = parsePlanDirectory(files, lab, ['aws-example'])
    expect(problems.map(formatProblem)[0]).toBe(
      'directory.yaml:11:41 a password in a file is for a lab, and aws-example is none: leave it out and give one with breakwater people password',
    )
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['password-in-file']))
  })

  it('carries the signed figures', () => {
    expect(plan.tiers.map(({ id, objectives: { rto, rpo, clock } }) => [id, rto / 1000, rpo / 1000, clock])).toEqual([
      ['T0', 60, 0, 'declaration'],
      ['T1', 300, 30, 'declaration'],
      ['T2', 1800, 300, 'declaration'],
      ['T3', 14400, 3600, 'declaration'],
    ])
    const rates = plan.tiers.map(({ downtime }) => [downtime?.amount, downtime?.per])
    expect(rates).toEqual([[120_000, 60_000], ...Array.from({ length: 3 }, () => [2_400, 60_000])])
    expect(plan.currency).toBe('USD')
    expect(runbook.loss).toMatchObject({ bound: 1500, noun: 'orders' })
  })

  it('says itself which promises it cannot keep', () => {
    expect(parsed.notes.map(({ code }) => code)).toEqual([
      'rto-not-attainable',
      'rpo-not-attainable',
      'not-recovered',
      'not-recovered',
      'not-recovered',
    ])
    expect(criticalPath(runbook, 'T0', 'p50')?.milliseconds).toBe(142_000)
    expect(criticalPath(runbook, 'T0', 'p95')?.milliseconds).toBe(236_000)
  })

  it('knows four disaster classes, one of them with a runbook so far', () => {
    expect(plan.disasterClasses.map(({ id, runbook: name }) => [id, name])).toEqual([
      ['az-failure', null],
      ['region-failure', 'region-failover'],
      ['data-corruption', null],
      ['security-incident', null],
    ])
  })

  it('asks two persons for the three steps that destroy, and crosses the point of no return at S7', () => {
    expect(runbook.steps.filter(({ destructive }) => destructive).map(({ id }) => id)).toEqual(['S6', 'S7', 'S12'])
    expect(runbook.steps.filter(({ wayBack }) => wayBack === 'one-way').map(({ id }) => id)).toEqual(['S7', 'S12'])
    expect(runbook.pointOfNoReturn).toBe('S7')
    expect(runbook.approvals).toEqual([
      {
        id: 'A1',
        steps: ['S6', 'S7', 'S12'],
        duties: ['database', 'platform', 'network'],
        persons: 2,
        expires: 900_000,
        tell: [
          { by: 'slack', system: 'slack' },
          { by: 'pagerduty', system: 'pagerduty' },
        ],
      },
    ])
  })

  it('bars nothing of the reversible work: every gate bars GO', () => {
    expect(runbook.gates.map(({ id, bars }) => [id, bars])).toEqual(
      ['P1', 'P2', 'P3', 'P4', 'P5', 'P6'].map((id) => [id, 'go']),
    )
  })

  it('resolves every command in both environments, each to the region it is meant for', () => {
    const bindings: Bindings = {
      incident: { id: 'inc-1', title: 'us-east-1 region failure', number: 1, pagerduty: 'Q1' },
      impactAt: '2026-11-19T02:41:07.000Z',
      outputs: { S3: { incidentId: 'abc', channelId: 'C1', ts: '1.2', noteId: 'N1' } },
    }
    for (const environment of parsed.environments) {
      const commands = runbook.steps.flatMap((step) => step.commands)
      const resolved = commands.map((command) => resolveCommand(plan, environment, command, bindings))
      expect(resolved.filter(({ ok }) => !ok)).toEqual([])
      const promote = resolved.find((one) => one.ok && one.value.action === 'aws.rds.failoverGlobalCluster')
      expect(promote).toMatchObject({
        value: { target: { region: 'us-west-2', identity: expect.stringContaining('dr-promote') } },
      })
    }
  })

  it('names only kinds that exist', () => {
    const kinds = runbook.steps.flatMap(({ commands }) => commands.map(({ action }) => action))
    expect(kinds.filter((kind) => actionDefinition(kind) === undefined)).toEqual([])
  })

  it('has one person with two accounts, and the sponsor, the auditor and every duty held', () => {
    const persons = parsed.directory?.persons ?? []
    expect(persons.filter(({ accounts }) => accounts.length === 2).map(({ id }) => id)).toEqual(['tomas-varga'])
    expect(new Set(persons.flatMap(({ roles }) => roles))).toEqual(
      new Set(['commander', 'approver', 'responder', 'sponsor', 'auditor', 'admin']),
    )
    const held = new Set(persons.flatMap(({ duties }) => duties))
    expect(plan.duties.filter(({ id }) => !held.has(id))).toEqual([])
  })
})

it('counts the sponsor as notified only where the message was taken: Slack out of reach fails S3', () => {
  const [runbook] = parsed.plan?.runbooks ?? []
  const told = runbook?.gates.find(({ id }) => id === 'P4')?.steps.map((id) => runbook.steps.find((s) => s.id === id))
  const messages = (told ?? []).flatMap((step) => step?.commands ?? []).filter(({ system }) => system === 'slack')
  expect(messages.map(({ ifUnreachable }) => ifUnreachable)).toEqual(['fail'])
})
