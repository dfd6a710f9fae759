import { describe, expect, it } from 'vitest'
import { canonicalPlan } from './canonical-plan'
import { ferryFile, ferryWith } from './fixtures/read-fixture'
import { parsePlan } from './parse-plan'
import { formatProblem, type SourceFile } from './problem'

const ferry = ferryFile('plan.yaml')

function lines(...files: SourceFile[]): string[] {
  return parsePlan(files).problems.map(formatProblem)
}

/** The file cut in two at a line; the second part keeps its own line numbers. */
function cutBefore(key: string): [SourceFile, SourceFile] {
  const at = ferry.text.indexOf(`\n${key}:`) + 1
  return [
    { path: 'plan.yaml', text: ferry.text.slice(0, at) },
    { path: 'rest.yaml', text: ferry.text.slice(at) },
  ]
}

function edited(edits: [string, string][]): SourceFile {
  return edits.reduce<SourceFile>((file, [from, to]) => {
    if (!file.text.includes(from)) throw new Error(`nothing to edit: ${from}`)
    return { path: file.path, text: file.text.replace(from, to) }
  }, ferry)
}

describe('several problems', () => {
  const file = edited([
    ['currency: EUR', 'currency: euro'],
    ['tier: bronze }', 'tier: silver }'],
    ['rto: 15m, rpo: 10s', 'rto: 15, rpo: 10s'],
    ['duty: engineer', 'duty: stoker'],
    ['destructive: true', 'destructive: true\n        colour: red'],
    ['proves: [gold]', 'proves: [gold, bronze]'],
  ])

  it('are all found in one run, the schema’s and the plan’s own, in the order of the file', () => {
    expect(lines(file)).toEqual([
      'plan.yaml:8:11 currency: an ISO 4217 code',
      'plan.yaml:16:24 rto: unit missing: write 15s, 15m or 15h',
      'plan.yaml:21:62 no tier silver: write one of gold, bronze',
      'plan.yaml:99:15 no duty stoker: write one of captain, engineer, purser',
      'plan.yaml:113:9 unknown key colour: write one of id, title, purpose, phase, tier, duty, after, commands, ...',
      'plan.yaml:131:24 bronze cannot be proven: give the tier monitors under outside',
    ])
  })

  it('do not repeat themselves where one thing is broken and others name it', () => {
    expect(lines(ferryWith('  - { id: engineer, title', '  - { id: 7, title'))).toEqual([
      'plan.yaml:36:11 id must be text',
    ])
    expect(lines(ferryWith('wayBack: one-way', 'wayBack: no'))).toEqual([
      'plan.yaml:109:18 wayBack: no is not known, write one of none-needed, reversible, compensable, one-way',
    ])
  })
})

describe('one-way steps', () => {
  it('may not come before the point of no return', () => {
    const file = edited([
      ['after: [D1, C1]', 'after: [C1]\n        destructive: true'],
      [
        'source: Estimate }\n        wayBack: compensable\n        rollback: Post a correction.\n        ifFails: Post by hand.\n        proves',
        'source: Estimate }\n        wayBack: one-way\n        rollback: Post a correction.\n        ifFails: Post by hand.\n        proves',
      ],
      ['steps: [D1], duties', 'steps: [D1, E10], duties'],
    ])
    expect(lines(file)).toEqual([
      'plan.yaml:128:18 E10 is one-way and does not come after the point of no return: add D1 to its after',
    ])
  })

  it('need a point of no return', () => {
    expect(lines(ferryWith('    pointOfNoReturn: D1\n', ''))).toEqual([
      "plan.yaml:108:18 D1 is one-way: name the runbook's pointOfNoReturn",
    ])
  })
})

describe('what the plan’s own figures say', () => {
  // What the plan leaves out is said beside its figures, and tested by itself.
  const left = ['serving-not-read', 'not-recovered']
  const notes = (file: SourceFile) =>
    parsePlan([file])
      .notes.filter(({ code }) => !left.includes(code))
      .map(formatProblem)

  it('is nothing, when promises can be kept and approvals asked for at once', () => {
    expect(notes(ferry)).toEqual([])
  })

  it('names the step whose approval has to wait for an earlier step’s output', () => {
    expect(notes(ferryWith('steps: [D1], duties', 'steps: [D1, E10], duties'))).toEqual([
      'plan.yaml:120:11 E10 gets an approval request of its own once C1 is done: it uses what that gives',
    ])
  })

  it('names promises it cannot keep, and still lets the plan in', () => {
    const file = ferryWith('rto: 15m, rpo: 10s', 'rto: 1m, rpo: 0s')
    expect(notes(file)).toEqual([
      'plan.yaml:16:24 gold promises 60 s; move-south takes 70 s from GO at p50, 200 s at p95 (D1 60 s, E10 10 s), dominated by D1',
      'plan.yaml:16:33 gold promises to lose nothing, and replicates asynchronously (Aurora by Global Database): an unplanned failover can lose the newest writes',
    ])
    expect(parsePlan([file]).plan).not.toBeNull()
  })
})

describe('a plan in several files', () => {
  it('is the same plan, and problems are placed in the file they are in', () => {
    const [head, rest] = cutBefore('runbooks')
    const whole = parsePlan([ferry]).plan
    const parts = parsePlan([rest, head]).plan
    if (whole === null || parts === null) throw new Error('the ferry plan has a problem')
    expect(canonicalPlan(parts).hash).toBe(canonicalPlan(whole).hash)
    const broken = { ...rest, text: rest.text.replace('timeout: 5m', 'timeout: 5') }
    expect(lines(head, broken)).toEqual(['rest.yaml:43:18 timeout: unit missing: write 5s, 5m or 5h'])
  })

  it('joins lists, and knows which file each entry is from', () => {
    const more = { path: 'z.yaml', text: 'services:\n  - { id: wifi, title: Wifi, plainName: Wifi, tier: silver }\n' }
    expect(lines(ferry, more)).toEqual(['z.yaml:2:53 no tier silver: write one of gold, bronze'])
  })

  it('refuses two values for one thing', () => {
    const more = { path: 'z.yaml', text: 'title: Another\n' }
    expect(lines(ferry, more)).toEqual([
      'z.yaml:1:1 title already stands in plan.yaml: keep one, only lists are joined',
    ])
  })

  it('says what is missing altogether', () => {
    const [head] = cutBefore('runbooks')
    expect(lines(head)).toEqual(['plan.yaml:1:1 runbooks is missing'])
    expect(lines()).toEqual(['.:1:1 no YAML file here'])
    expect(lines({ path: 'plan.yaml', text: '- a\n' })).toEqual([
      'plan.yaml:1:1 expected keys and values at the top of the file',
    ])
  })
})

describe('hostile files', () => {
  const bomb = ['a: &a [x, x]', 'b: &b [*a, *a]', 'c: &c [*b, *b]', 'd: [*c, *c]'].join('\n')

  it.each([
    ['an alias bomb', bomb, /aliases are not allowed/],
    ['nesting that exhausts a stack', `a: ${'['.repeat(20_000)}`, /nested too deeply|not readable as YAML/],
    ['deep nesting', `a: ${'['.repeat(40)}${']'.repeat(40)}`, /nested too deeply: at most 32 levels/],
    ['a huge file', 'a'.repeat(300_000), /file too large/],
    ['very many values', `a: [${'x,'.repeat(60_000)}]`, /too many values/],
    ['a key that is an object’s own', '__proto__: { admin: true }', /not a key: put __proto__/],
    ['a key that is no text', '? [a, b]\n: c', /a key is plain text/],
    ['a number as key', '1: one', /not a key: put 1 in quotes/],
    ['a merge key', 'a: { x: 1 }\nb: { <<: { y: 2 } }', /unknown key/],
    ['an endless number', 'currency: .inf', /currency must be text/],
  ])('are refused: %s', (_name, text, message) => {
    const found = lines({ path: 'bad.yaml', text })
    expect(found.join('\n')).toMatch(message)
    expect(found.every((line) => /^bad\.yaml:\d+:\d+ \S/.test(line))).toBe(true)
  })
})

it('names every circle that stands apart, not only the first', () => {
  const text = ferryFile('plan.yaml')
    .text.replace('after: [C1]\n', 'after: [D1]\n')
    .replace('after: [D1, C1]', 'after: [E10, C1]')
  const { problems } = parsePlan([{ path: 'plan.yaml', text }])
  expect(problems.filter(({ code }) => code === 'cycle').map(({ message }) => message)).toEqual([
    'steps wait for each other in a circle: D1 -> D1',
    'steps wait for each other in a circle: E10 -> E10',
  ])
})
