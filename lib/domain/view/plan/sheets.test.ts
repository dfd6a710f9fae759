import { describe, expect, it } from 'vitest'
import { ferryPlan, harbour, stepOfPlan } from '../../plan/fixtures/ferry-plan'
import type { Plan } from '../../plan/schema/plan'
import { commandSheet } from './command-sheet'
import type { PlanInput } from './plan-input'
import { buildPlanSheet } from './plan-sheet'
import { predicateSheet } from './predicate-sheet'
import { buildRunbookList } from './runbook-list'
import { buildRunbookSheet } from './runbook-sheet'

const ferry = ferryPlan()
const bound = harbour()

function input(change: Partial<PlanInput> = {}): PlanInput {
  return {
    plan: ferry,
    planHash: 'a'.repeat(64),
    environment: bound,
    environmentHash: 'b'.repeat(64),
    environments: [{ name: 'harbour', title: 'Harbour' }],
    people: [
      { id: 'ada', name: 'Ada Berg', roles: ['commander'] },
      { id: 'bo', name: 'Bo Lind', roles: ['approver'] },
      { id: 'cy', name: 'Cy Dahl', roles: ['approver', 'commander'] },
    ],
    dutyHolders: new Map([['engineer', ['bo']]]),
    now: '2026-11-28T12:00:00.000Z',
    ...change,
  }
}

const runbook = (plan: Plan) => {
  const [first] = plan.runbooks
  if (first === undefined) throw new Error('the fixture has a runbook')
  return first
}

const stepsOf = (change?: Partial<PlanInput>) => {
  const given = input(change)
  return buildRunbookSheet(given, runbook(given.plan)).phases.flatMap(({ steps }) => steps)
}

describe('a command read without an incident', () => {
  const command = (step: string) => {
    const [only] = stepOfPlan(ferry, step).commands
    if (only === undefined) throw new Error('the step has a command')
    return commandSheet(ferry, bound, only)
  }

  it('is the one that will run, with the names of the environment', () => {
    expect(command('D1')).toMatchObject({ later: [], unresolved: null })
    expect(command('D1').text).toContain('--region eu-south-1')
    expect(command('D1').text).toContain('arn:aws:rds:eu-south-1:222222222222:cluster:ferry-south')
  })

  it('shows what an earlier step will give as that, and never as a value', () => {
    const sheet = command('E10')
    expect(sheet.text).toContain('«C1.incidentId»')
    expect(sheet.text).not.toContain('${')
    expect(sheet.later).toEqual(['«C1.incidentId» is given by C1 when it has run'])
  })

  it('says that the environment does not fit, instead of showing half a command', () => {
    const environment = { ...bound, systems: {} }
    const [only] = stepOfPlan(ferry, 'D1').commands
    if (only === undefined) throw new Error('the step has a command')
    expect(commandSheet(ferry, environment, only).unresolved).toBe('environment harbour binds no system db-south')
  })
})

describe('an expectation read without an incident', () => {
  it.each([
    [{ operator: 'is', value: true, hold: 30_000 }, 'probe.ok is true, held for 30 s'],
    [{ operator: 'at-least', value: 0.9 }, 'probe.ok is at least 0.9'],
    [{ operator: 'empty' }, 'probe.ok is empty'],
    [{ operator: 'one-of', value: ['a', 'b'] }, 'probe.ok is one of a, b'],
    [{ operator: 'is', value: '${names.cluster}' }, 'probe.ok is ferry-global'],
    [{ operator: 'is', value: '${incident.id}' }, 'probe.ok is «incident.id»'],
  ] as const)('%j says %s', (predicate, words) => {
    const whole = {
      title: 'Fact',
      reading: 'probe.ok',
      ...predicate,
      value: 'value' in predicate ? predicate.value : undefined,
    }
    expect(predicateSheet(ferry, bound, { ...whole, value: mutable(whole.value) }).test).toBe(words)
  })
})

function mutable(value: string | number | boolean | readonly string[] | undefined) {
  return typeof value === 'object' ? [...value] : value
}

describe('a runbook to read', () => {
  it('has every step of the plan once, in the order of phases', () => {
    expect(stepsOf().map(({ id }) => id)).toEqual(['C1', 'D1', 'E10'])
  })

  it('says whose step it is, the way back, the times with their source, and which approval covers it', () => {
    expect(stepsOf()[1]).toMatchObject({
      duty: 'Engineer',
      holders: { named: ['Bo Lind'], others: ['Cy Dahl'] },
      wayBack: 'one-way',
      pointOfNoReturn: true,
      approval: 'R1',
      times: { p50: '60 s', p95: '3 min', timeout: '5 min', source: 'Estimate' },
      rollback: 'None.',
    })
  })

  it('says what each precondition bars and what an unknown answer means', () => {
    const given = input()
    const { gates } = buildRunbookSheet(given, runbook(given.plan))
    expect(gates).toMatchObject([
      {
        id: 'G1',
        bars: 'arming',
        checks: [{ test: 'cluster.failoverState is empty' }],
        unknown: 'While it cannot be read, arming is barred.',
      },
      { id: 'G2', bars: 'GO', steps: ['C1'], unknown: null },
    ])
  })

  it('names everybody who may approve, and nobody who may not', () => {
    const given = input()
    expect(buildRunbookSheet(given, runbook(given.plan)).approvals).toMatchObject([
      {
        id: 'R1',
        steps: 'D1',
        persons: 2,
        duties: 'Engineer and Purser',
        holders: ['Bo Lind', 'Cy Dahl'],
        expires: '10 min',
      },
    ])
  })

  it('keeps the names of secrets and shows none of their values', () => {
    const given = JSON.stringify(buildRunbookSheet(input(), runbook(ferry)))
    expect(given).toContain('access key env:BREAKWATER_SECRET_KEY_ID')
    expect(given).not.toContain('file:key')
  })

  it('says that an environment runs faster than the times it names', () => {
    const given = input({ environment: { ...bound, timeScale: 20 } })
    expect(buildRunbookSheet(given, runbook(given.plan)).heading.pace).toContain('20 times as fast')
    expect(buildRunbookSheet(input(), runbook(ferry)).heading.pace).toBeNull()
  })
})

describe('the list of runbooks', () => {
  it('names what each answers, and what is done where there is none', () => {
    const plan = ferry
    const [first] = plan.disasterClasses
    if (first === undefined) throw new Error('the fixture has a class')
    const classes = [
      first,
      { ...first, id: 'data-corruption' as const, title: 'Data is corrupt', runbook: null, response: 'Restore.' },
    ]
    const list = buildRunbookList(input({ plan: { ...plan, disasterClasses: classes } }))
    expect(list.runbooks).toMatchObject([{ id: 'move-south', answers: ['Region lost'], steps: 3, gates: 2 }])
    expect(list.without).toEqual([{ title: 'Data is corrupt', response: 'Restore.' }])
  })
})

describe('the plan to read', () => {
  it('says each promise with its clock, and the runbook that would keep it', () => {
    expect(buildPlanSheet(input(), { systems: true }).tiers).toMatchObject([
      {
        id: 'gold',
        services: 'Seat booking',
        rto: '15 min',
        rpo: '10 s',
        clock: 'from the first failure',
        runbooks: [{ id: 'move-south' }],
      },
      { id: 'bronze', clock: 'from the declaration', runbooks: [], downtime: null },
    ])
  })

  it('says where every system is, and leaves that out for who works in no incident', () => {
    const systems = buildPlanSheet(input(), { systems: true }).systems ?? []
    expect(systems.map(({ id, where }) => [id, where?.region])).toContainEqual(['db-south', 'eu-south-1'])
    const outside = JSON.stringify(buildPlanSheet(input(), { systems: false }))
    expect(outside).not.toContain('222222222222')
    expect(outside).not.toContain('env:BREAKWATER_SECRET_KEY_ID')
  })

  it('says a system that the environment does not bind, and a review that is overdue', () => {
    const sheet = buildPlanSheet(input({ environment: { ...bound, systems: {} }, now: '2027-07-02T00:00:00.000Z' }), {
      systems: true,
    })
    expect(sheet.systems?.every(({ where }) => where === null)).toBe(true)
    expect(sheet.review).toEqual({ due: '2027-06-30', every: '180 d', overdue: true })
  })

  it('shows what the check finds in the plan, and more where a promise cannot be kept', () => {
    const paths = (plan: Plan) => buildPlanSheet(input({ plan }), { systems: true }).findings.map(({ path }) => path)
    const tiers = ferry.tiers.map((tier) => ({ ...tier, objectives: { ...tier.objectives, rto: 10_000 } }))
    expect(paths(ferry)).not.toContain('tiers.0.objectives.rto')
    expect(paths({ ...ferry, tiers })).toContain('tiers.0.objectives.rto')
  })
})
