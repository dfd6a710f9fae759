import { describe, expect, it } from 'vitest'
import { ferryPlan } from './fixtures/ferry-plan'
import { ferryFile, ferryReal, ferryRealVariables, ferryVariables, ferryWith } from './fixtures/read-fixture'
import { parseDirectory } from './parse-directory'
import { parseEnvironment } from './parse-environment'
import { formatProblem } from './problem'

const path = 'environments/harbour.yaml'
const plan = ferryPlan()

describe('an environment', () => {
  it('takes its endpoints from the variables it is given and nothing from the process', () => {
    const { environment } = parseEnvironment(ferryFile(path), ferryVariables, plan)
    expect(environment?.systems['pages']).toMatchObject({ server: 'https://localhost:6443' })
    expect(environment?.systems['outside']).toMatchObject({ endpoint: 'https://127.0.0.1:9103', region: null })
    process.env['BREAKWATER_URL_PROBE'] = 'http://hostile.example'
    const { problems } = parseEnvironment(ferryFile(path), { BREAKWATER_URL_PAGES: 'localhost' }, plan)
    delete process.env['BREAKWATER_URL_PROBE']
    expect(problems.map(formatProblem)).toEqual([
      `${path}:29:36 \${BREAKWATER_URL_PROBE} is not set: set it where the import runs`,
    ])
  })

  it.each<[name: string, from: string, to: string, problems: string[]]>([
    [
      'a system not bound',
      "  outside: { kind: http, endpoint: '${BREAKWATER_URL_PROBE}' }\n",
      '',
      ['13:1 the plan uses system outside: give it here'],
    ],
    [
      'a system the plan does not have',
      '  status: {',
      '  stats: {',
      ['13:1 the plan uses system status: give it here', '28:3 the plan has no system stats: did you mean status?'],
    ],
    [
      'a system of another kind',
      "outside: { kind: http, endpoint: '${BREAKWATER_URL_PROBE}' }",
      'outside: { kind: console }',
      ['29:20 outside is a system of kind http in the plan, here it is console'],
    ],
    [
      'a kind nobody knows',
      'kind: aws.rds',
      'kind: aws.rdss',
      ['15:11 kind: aws.rdss is not known, did you mean aws.rds?'],
    ],
    [
      'a system in the wrong region',
      '    region: eu-south-1\n',
      '    region: eu-north-1\n',
      ['16:13 db-south belongs to south, which is eu-south-1, not eu-north-1'],
    ],
    [
      'a system in the wrong account',
      "    account: '222222222222'\n    cred",
      "    account: '111111111111'\n    cred",
      ['17:14 db-south belongs to south, whose account is 222222222222, not 111111111111'],
    ],
    ['a name the plan uses', '  cluster: ferry-global\n', '', ['10:1 the plan uses name cluster: give it here']],
    [
      'a name that does not fit',
      'south-cluster: arn:aws:rds',
      'south-cluster: arn:rds',
      [
        '12:18 reading cluster: target: the ARN of a DB cluster: arn:aws:rds:REGION:ACCOUNT:cluster:NAME',
        '12:18 step D1, aws.rds.failoverGlobalCluster: target: the ARN of a DB cluster: arn:aws:rds:REGION:ACCOUNT:cluster:NAME',
      ],
    ],
    [
      'a region missing',
      "  middle: { region: eu-central-1, account: '111111111111' }\n",
      '',
      ['6:1 the plan uses region middle: give it here'],
    ],
    [
      'a secret written out',
      'secretAccessKey: file:key',
      'secretAccessKey: wJalrXUtnFEMI',
      ['18:80 secretAccessKey: a secret is a reference: file:NAME or env:BREAKWATER_SECRET_NAME'],
    ],
    [
      'a variable outside endpoints',
      'cluster: ferry-global',
      'cluster: ${CLUSTER}',
      ['11:12 ${CLUSTER}: variables stand in endpoint, url and server only, write the value itself'],
    ],
    [
      'an endpoint that is none',
      "endpoint: '${BREAKWATER_URL_PROBE}'",
      'endpoint: probe',
      ['29:36 endpoint: an address like https://host/path'],
    ],
    [
      'a time scale outside a lab',
      'lab: true',
      'timeScale: 10',
      ['30:12 timeScale: only environments marked lab: true may scale time'],
    ],
    [
      'a poll too slow for an abort',
      'pollEvery: 250ms',
      'pollEvery: 2s',
      ['5:12 pollEvery: at most 500ms, so that an abort is heard in time'],
    ],
    ['another plan', 'plan: ferry', 'plan: orderflow', ['2:7 this environment is for plan orderflow, here is ferry']],
    [
      'a name other than the file’s',
      'name: harbour',
      'name: port',
      ['3:7 name: the file is called harbour.yaml, write harbour or rename it'],
    ],
    [
      'an unknown key',
      'token: file:status',
      'tokens: file:status',
      ['28:3 token is missing', '28:83 unknown key tokens: did you mean token?'],
    ],
  ])('is refused with %s, at its place', (_name, from, to, problems) => {
    const parsed = parseEnvironment(ferryWith(from, to, path), ferryVariables, plan)
    expect(parsed.problems.map(formatProblem)).toEqual(problems.map((problem) => `${path}:${problem}`))
    expect(parsed.environment).toBeNull()
  })
})

describe('where a lab may be', () => {
  it.each<[name: string, from: string, to: string, problems: string[]]>([
    [
      'real AWS, with the address left out',
      '    endpoint: http://127.0.0.1:9101\n',
      '',
      ['14:3 a lab is on this machine: without an address the real service would be asked; give the lab’s'],
    ],
    [
      'an address of elsewhere',
      'http://127.0.0.1:9101',
      'https://rds.eu-south-1.amazonaws.com',
      [
        '19:15 a lab is on this machine: https://rds.eu-south-1.amazonaws.com is not, give an address such as http://127.0.0.1:4000',
      ],
    ],
    [
      'the public address a kind has by itself',
      "page: ferrypage, endpoint: 'http://127.0.0.1:9102',",
      'page: ferrypage,',
      [
        '28:3 a lab is on this machine: https://api.statuspage.io is not, give an address such as http://127.0.0.1:4000',
      ],
    ],
    [
      'a role of real AWS',
      'secretAccessKey: file:key }',
      'secretAccessKey: file:key, role: "arn:aws:iam::222222222222:role/dr" }',
      ['18:5 a lab is on this machine: without an address the real service would be asked; give the lab’s'],
    ],
  ])('not at %s', (_name, from, to, problems) => {
    const parsed = parseEnvironment(ferryWith(from, to, path), ferryVariables, plan)
    expect(parsed.problems.map(formatProblem)).toEqual(problems.map((problem) => `${path}:${problem}`))
  })
})

describe('an environment that is no lab', () => {
  const parse = (from: string, to: string, variables: Record<string, string> = ferryRealVariables) => {
    const { text } = ferryReal()
    if (!text.includes(from)) throw new Error(`${from} is not there`)
    const parsed = parseEnvironment({ path, text: text.replace(from, to) }, variables, plan)
    return parsed.problems.map(({ message }) => message)
  }

  it('is taken with https and secrets by reference', () => {
    expect(parse('lab: false', 'lab: false')).toEqual([])
  })

  it.each([
    ['https://port-9101.ferry.example', 'http://port-9101.ferry.example', /begins with https/],
    ['https://port-9101.ferry.example', 'http://127.0.0.1:5432', /this machine is no system/],
    ['https://port-9101.ferry.example', 'https://localhost', /this machine is no system/],
    ['https://port-9101.ferry.example', 'http://metadata.google.internal', /get their own credentials/],
    ['https://port-9101.ferry.example', 'http://[64:ff9b::a9fe:a9fe]', /get their own credentials/],
    ['https://${BREAKWATER_URL_PAGES}:6443', 'http://${BREAKWATER_URL_PAGES}:6443', /begins with https/],
    ['token: file:status', 'token: env:DATABASE_URL', /write env:BREAKWATER_SECRET_DATABASE_URL/],
    ['token: file:status', 'token: env:NEXTAUTH_SECRET', /is called BREAKWATER_SECRET_/],
    ['token: file:status', 'token: file:../../etc/shadow', /a file in the secrets directory/],
    ['token: file:status', 'token: file:/etc/shadow', /a file in the secrets directory/],
  ])('is refused with %s as %s', (from, to, message) => {
    expect(parse(from, to)).toEqual([expect.stringMatching(message)])
  })
})

describe('a variable of whoever imports', () => {
  const problemsOf = (endpoint: string, variables: Record<string, string>) => {
    const given = ferryWith("'${BREAKWATER_URL_PROBE}'", `'${endpoint}'`, path)
    return parseEnvironment(given, { ...ferryVariables, ...variables }, plan).problems.map(({ message }) => message)
  }
  const secret = { AWS_SECRET_ACCESS_KEY: 'hunter2', BREAKWATER_URL_X: 'localhost', LAB_URL_X: 'http://localhost:1' }

  it.each(['${LAB_URL_X}', '${LAB_URL_X}/v1', 'https://${BREAKWATER_URL_X}', 'https://${BREAKWATER_URL_X}:1/v1'])(
    'may be an address or its host: %s',
    (endpoint) => {
      expect(problemsOf(endpoint, secret)).toEqual([])
    },
  )

  it.each([
    ['http://127.0.0.1/${AWS_SECRET_ACCESS_KEY}', /a whole address or the whole host/],
    ['${AWS_SECRET_ACCESS_KEY}', /call it BREAKWATER_URL_AWS_SECRET_ACCESS_KEY/],
    ['https://${AWS_SECRET_ACCESS_KEY}', /is called BREAKWATER_URL_/],
    ['http://127.0.0.1/${BREAKWATER_URL_X}', /a whole address or the whole host/],
    ['https://${BREAKWATER_URL_X}.evil.example', /a whole address or the whole host/],
    ['https://evil.${BREAKWATER_URL_X}', /a whole address or the whole host/],
    ['https://user:${BREAKWATER_URL_X}@evil.example', /a whole address or the whole host/],
    ['${LAB_URL_X}/${BREAKWATER_URL_X}', /a whole address or the whole host/],
    ['https://${LAB_URL_X}', /no host/],
  ])('is refused as %s', (endpoint, message) => {
    const problems = problemsOf(endpoint, secret)
    expect(problems).toEqual([expect.stringMatching(message)])
    expect(problems.join()).not.toContain('hunter2')
  })
})

describe('a directory', () => {
  const people = 'directory.yaml'

  it('is read, with persons who have several accounts', () => {
    const { directory, problems } = parseDirectory(ferryFile(people), plan)
    expect(problems).toEqual([])
    expect(directory?.persons.map(({ accounts }) => accounts.length)).toEqual([1, 1, 2])
  })

  it.each<[name: string, from: string, to: string, problems: string[]]>([
    [
      'a duty the plan does not have',
      'duties: [purser]',
      'duties: [purse]',
      [
        '3:3 move-south R1 needs 2 persons of engineer, purser: 1 could approve',
        '17:16 the plan has no duty purse: did you mean purser?',
      ],
    ],
    [
      'a duty the role does not allow',
      'roles: [commander]',
      'roles: [responder]',
      ['3:77 captain needs the role commander: add it to the roles of ann'],
    ],
    ['a person twice', 'id: cy', 'id: bo', ['13:11 there is a person bo already: rename one']],
    ['a login twice', 'login: cy-night', 'login: ANN', ['18:42 ANN is an account of ann already']],
    [
      'a role nobody knows',
      'roles: [commander]',
      'roles: [captain]',
      ['3:56 roles: captain is not known, write one of commander, approver, responder, sponsor, auditor, admin'],
    ],
    [
      'too few who could approve',
      'duties: [purser]',
      'duties: []',
      ['3:3 move-south R1 needs 2 persons of engineer, purser: 1 could approve'],
    ],
    [
      'two who could hold one duty and nobody for the other',
      'duties: [purser]',
      'duties: [engineer]',
      ['3:3 move-south R1 needs 2 persons of engineer, purser: 1 could approve'],
    ],
    [
      'an approver who also commands',
      'roles: [approver],\n      duties: [engineer]',
      'roles: [approver, commander],\n      duties: [engineer]',
      ['3:3 move-south R1 needs 2 persons of engineer, purser: 1 could approve'],
    ],
    [
      'a password too short',
      'password: seaworthy',
      'password: sea',
      ['10:41 password must have at least 8 characters'],
    ],
  ])('is refused with %s, at its place', (_name, from, to, problems) => {
    const parsed = parseDirectory(ferryWith(from, to, people), plan)
    expect(parsed.problems.map(formatProblem)).toEqual(problems.map((problem) => `${people}:${problem}`))
    expect(parsed.directory).toBeNull()
  })
})
