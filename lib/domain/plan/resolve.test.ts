import { describe, expect, it } from 'vitest'
import { ferryPlan, harbour, stepOfPlan } from './fixtures/ferry-plan'
import type { Bindings } from './reference/bindings'
import { fill } from './reference/fill'
import { resolveCommand, resolvePredicate, resolveReading } from './resolve'
import type { Plan, Reading } from './schema/plan'
import type { Command } from './schema/runbook'

const plan = ferryPlan()
const environment = harbour()
const bindings: Bindings = {
  incident: { id: 'inc-1', title: 'North is dark', number: 7 },
  impactAt: '2026-11-19T02:41:07.000Z',
  outputs: { C1: { incidentId: 'abc123', count: 3 } },
}

function commandOf(step: string): Command {
  const [command] = stepOfPlan(plan, step).commands
  if (command === undefined) throw new Error(`${step} has no command`)
  return command
}

function readingOf(from: Plan, id: string): Reading {
  const reading = from.readings.find((one) => one.id === id)
  if (reading === undefined) throw new Error(`no reading ${id}`)
  return reading
}

describe('what an alert brings into a message', () => {
  const hostile = '<!channel> & <https://evil.example|Open\u202e\nthe approval>\u001b[2J'
  const said = (action: string, system: string, text: string, more: object = {}) => {
    const command = { action, system, with: { text, ...more }, ifUnreachable: 'fail' } as Command
    const lab = {
      ...environment,
      systems: {
        ...environment.systems,
        slack: { kind: 'slack', token: 'file:slack' },
        pager: {
          kind: 'pagerduty',
          endpoint: 'https://api.pagerduty.com',
          from: 'a@ferry.example',
          token: 'file:pager',
        },
      },
    } as typeof environment
    const told = resolveCommand(plan, lab, command, { ...bindings, incident: { ...bindings.incident, title: hostile } })
    return told.ok ? told.value.parameters['text'] : told
  }

  it('is text to Slack, and what the plan itself wrote calls and links as before', () => {
    expect(
      said('slack.postMessage', 'slack', '<!here> ${incident.title} <https://dr.example|Room>', { channel: 'x' }),
    ).toBe('<!here> &lt;!channel&gt; &amp; &lt;https://evil.example|Open the approval&gt;[2J <https://dr.example|Room>')
    expect(said('slack.postMessage', 'slack', '${incident.title}', { channel: 'x' })).not.toMatch(/[<>]/)
  })

  it('drives no other receiver either: one line, nothing that turns text round', () => {
    expect(said('pagerduty.addNote', 'pager', 'Now: ${incident.title}', { incidentId: 'PABC123' })).toBe(
      'Now: <!channel> & <https://evil.example|Open the approval>[2J',
    )
  })
})

describe('a command', () => {
  it('is resolved from plan and environment, with the target the binding names', () => {
    const resolved = resolveCommand(plan, environment, commandOf('D1'), bindings)
    expect(resolved).toMatchObject({
      ok: true,
      value: {
        action: 'aws.rds.failoverGlobalCluster',
        system: 'db-south',
        parameters: {
          globalCluster: 'ferry-global',
          target: 'arn:aws:rds:eu-south-1:222222222222:cluster:ferry-south',
          allowDataLoss: true,
        },
        target: { account: '222222222222', region: 'eu-south-1' },
      },
    })
    expect(resolved.ok && resolved.value.text).toContain('--allow-data-loss')
  })

  it('waits for the output of an earlier step, and says so', () => {
    expect(resolveCommand(plan, environment, commandOf('E10'), { ...bindings, outputs: {} })).toEqual({
      ok: false,
      code: 'not-yet',
      reference: '${steps.C1.outputs.incidentId}',
      message: 'incidentId of step C1, not given yet',
    })
    const resolved = resolveCommand(plan, environment, commandOf('E10'), bindings)
    expect(resolved).toMatchObject({ ok: true, value: { parameters: { incidentId: 'abc123' } } })
  })

  it('is refused when the filled-in parameters do not fit its kind', () => {
    const bad = { ...environment, names: { ...environment.names, 'south-cluster': 'ferry-south' } }
    expect(resolveCommand(plan, bad, commandOf('D1'), bindings)).toMatchObject({
      ok: false,
      code: 'bad-parameters',
      reference: 'target',
    })
  })

  it('is refused where the environment binds nothing, or something of another kind', () => {
    const { 'db-south': database, ...systems } = environment.systems
    expect(database).toBeDefined()
    expect(resolveCommand(plan, { ...environment, systems }, commandOf('D1'), bindings)).toMatchObject({
      ok: false,
      code: 'unbound',
    })
    const swapped = { ...environment, systems: { ...systems, 'db-south': { kind: 'console' as const } } }
    expect(resolveCommand(plan, swapped, commandOf('D1'), bindings)).toMatchObject({ ok: false, code: 'unbound' })
  })
})

describe('readings and predicates', () => {
  it('are resolved the same way', () => {
    expect(resolveReading(plan, environment, readingOf(plan, 'cluster'), bindings)).toMatchObject({
      ok: true,
      value: { id: 'cluster', kind: 'aws.rds.globalCluster', parameters: { globalCluster: 'ferry-global' } },
    })
    const predicate = {
      title: 'x',
      reading: 'cluster.writer',
      operator: 'is' as const,
      value: '${names.south-cluster}',
    }
    expect(resolvePredicate(plan, environment, predicate, bindings)).toEqual({
      ok: true,
      value: { ...predicate, value: 'arn:aws:rds:eu-south-1:222222222222:cluster:ferry-south' },
    })
  })
})

describe('references', () => {
  it.each([
    ['one reference keeps its value’s type', '${steps.C1.outputs.count}', 3],
    ['inside text everything is text', 'no. ${incident.number}: ${steps.C1.outputs.count}', 'no. 7: 3'],
    ['the incident’s number is a number', '${incident.number}', 7],
    [
      'regions give region and account',
      '${regions.middle.region}/${regions.middle.account}',
      'eu-central-1/111111111111',
    ],
    ['impact is an instant', '${impact.at}', '2026-11-19T02:41:07.000Z'],
    ['lists and mappings are filled inside', [{ a: '${names.cluster}' }], [{ a: 'ferry-global' }]],
    ['text without one stays', '$5 {x} $ {', '$5 {x} $ {'],
  ])('%s', (_name, value, expected) => {
    expect(fill(value, environment, bindings)).toEqual({ ok: true, value: expected })
  })

  it.each([
    ['${names.constructor}', 'unbound'],
    ['${names.__proto__}', 'unknown-reference'],
    ['${names.missing}', 'unbound'],
    ['${incident.pagerduty}', 'not-yet'],
    ['${incident.title.length}', 'unknown-reference'],
    ['${1 + 1}', 'unknown-reference'],
    ['${process.env.HOME}', 'unknown-reference'],
    ['${steps.C1.outputs.toString}', 'not-yet'],
    ['${names.cluster', 'unknown-reference'],
  ])('%s is refused and never evaluated', (text, code) => {
    expect(fill(text, environment, bindings)).toMatchObject({ ok: false, code, reference: text })
  })

  it('are filled once: a value that looks like a reference stays text', () => {
    const tricky = { ...bindings, incident: { ...bindings.incident, title: '${names.cluster}' } }
    expect(fill('${incident.title}!', environment, tricky)).toEqual({ ok: true, value: '${names.cluster}!' })
  })
})
