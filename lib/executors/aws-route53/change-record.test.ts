import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Binding } from '@/lib/domain/system/binding'
import type { ParameterValue } from '@/lib/domain/plan/schema/primitives'
import { commandFor, contextFor, readingFor } from '../check/contexts'
import { localServer, type Answer, type LocalServer, type SeenRequest } from '../check/local-server'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const changeRecord = registry.action('aws.route53.changeRecord')
const recordReading = registry.reading('aws.route53.record')
if (changeRecord.before === undefined || changeRecord.undo === undefined) throw new Error('no way back')
const { before, undo, undone } = changeRecord

const secrets = { key: 'AKIAEXAMPLEEXAMPLE00', secret: 'the-secret-access-key-of-the-test' }
const key = { hostedZone: 'Z0123456789ABCDEFGHIJ', name: 'checkout.orderflow.example', type: 'A' }
const simple = { ...key, ttl: 60, values: ['203.0.113.10', '203.0.113.11'] }
const weighted = { ...simple, setIdentifier: 'west', weight: 100 }

let server: LocalServer | undefined
let runs = 0
/** What a process knows of its changes it knows by the command: each test is another. */
let idempotencyKey: string
beforeEach(() => {
  runs += 1
  idempotencyKey = `RUN-${runs}/S12/0`
})
afterEach(async () => {
  await server?.close()
  server = undefined
})

interface Zone {
  list: string | ((query: URLSearchParams) => Answer)
  change?: Answer
  status?: Answer
}

/** Answers as the zone stands at the moment: a test may change it in between. */
async function serve(zone: Zone): Promise<Binding> {
  server = await localServer(({ method, path }) => {
    const url = new URL(path, 'http://route53')
    if (url.pathname.startsWith('/2013-04-01/change/')) return zone.status ?? status('INSYNC')
    if (method === 'POST') return zone.change ?? changed('C1')
    return typeof zone.list === 'string' ? page(zone.list) : zone.list(url.searchParams)
  })
  return {
    kind: 'aws.route53',
    account: '447120938856',
    endpoint: server.url,
    credentials: { accessKeyId: 'file:key', secretAccessKey: 'file:secret' },
  }
}

const xml = (root: string, body: string, httpStatus = 200): Answer => ({
  status: httpStatus,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-1' },
  text: `<?xml version="1.0"?><${root} xmlns="https://route53.amazonaws.com/doc/2013-04-01/">${body}</${root}>`,
})
const info = (id: string, word: string) =>
  `<ChangeInfo><Id>/change/${id}</Id><Status>${word}</Status><SubmittedAt>2026-11-30T07:00:00Z</SubmittedAt></ChangeInfo>`
const changed = (id: string) => xml('ChangeResourceRecordSetsResponse', info(id, 'PENDING'))
const status = (word: string) => xml('GetChangeResponse', info('C1', word))
const fault = (code: string, httpStatus: number): Answer => ({
  status: httpStatus,
  headers: { 'content-type': 'text/xml' },
  text: `<ErrorResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>so it is</Message></Error><RequestId>request-2</RequestId></ErrorResponse>`,
})
const page = (sets: string, next = ''): Answer =>
  xml(
    'ListResourceRecordSetsResponse',
    `<ResourceRecordSets>${sets}</ResourceRecordSets><IsTruncated>${next !== ''}</IsTruncated>${next}<MaxItems>100</MaxItems>`,
  )
function set(
  values: readonly string[],
  own: { name?: string; type?: string; id?: string; more?: string; ttl?: number },
) {
  const { name = 'checkout.orderflow.example.', type = 'A', id = '', more = '', ttl = 60 } = own
  const identifier = id === '' ? '' : `<SetIdentifier>${id}</SetIdentifier><Weight>100</Weight>`
  const records = values.map((value) => `<ResourceRecord><Value>${value}</Value></ResourceRecord>`).join('')
  return `<ResourceRecordSet><Name>${name}</Name><Type>${type}</Type>${identifier}${more}<TTL>${ttl}</TTL><ResourceRecords>${records}</ResourceRecords></ResourceRecordSet>`
}
const asAsked = set(['203.0.113.11', '203.0.113.10'], {})
const former = set(['198.51.100.7'], {})

function bench(binding: Binding, parameters: Record<string, ParameterValue> = simple) {
  const command = commandFor('aws.route53.changeRecord', binding, parameters)
  const context = contextFor(binding, { secrets, idempotencyKey, deadlineMilliseconds: 1_000 })
  return {
    observe: () => changeRecord.observe(command, context),
    before: async () => (await before?.(command, context)) ?? {},
    execute: () => changeRecord.execute(command, context),
    undo: (kept: Awaited<ReturnType<NonNullable<typeof before>>>) => undo(command, kept, context),
    undone: (kept: Awaited<ReturnType<NonNullable<typeof before>>>) => undone(command, kept, context),
  }
}
const changes = () => (server?.seen ?? []).filter(({ method }) => method === 'POST')
const sent = ({ body }: SeenRequest) => body.replace(/^.*?<Changes>(.*)<\/Changes>.*$/, '$1')

describe('what is asked of Route 53', () => {
  it('is one change, signed for us-east-1, whose comment names the step and whose id is kept', async () => {
    const zone = { list: former }
    const { execute } = bench(await serve(zone))
    expect(await execute()).toEqual({
      requestId: 'request-1',
      facts: { changed: 1, changeId: 'C1' },
      outputs: { changeId: 'C1' },
    })
    const [change, ...others] = changes()
    expect(others).toEqual([])
    expect(change?.path).toMatch(/^\/2013-04-01\/hostedzone\/Z0123456789ABCDEFGHIJ\/rrset\/?$/)
    expect(change?.headers.authorization).toContain('/us-east-1/route53/aws4_request')
    expect(change?.body).toContain(`<Comment>Breakwater ${idempotencyKey}</Comment>`)
    expect(change?.body).toContain('<Action>UPSERT</Action>')
  })

  it('is nothing where the record set is as asked for', async () => {
    const { execute } = bench(await serve({ list: asAsked }))
    expect(await execute()).toEqual({ requestId: null, facts: { changed: 0 }, outputs: {} })
    expect(changes()).toEqual([])
  })

  it('is nothing where the record set has what would be dropped', async () => {
    const health = set(['198.51.100.7'], { more: '<HealthCheckId>h-1</HealthCheckId>' })
    const { execute } = bench(await serve({ list: health }))
    await expect(execute()).rejects.toMatchObject({ kind: 'refused', code: 'would-drop' })
    expect(changes()).toEqual([])
  })

  it.each([
    ['busy', 'PriorRequestNotComplete', fault('PriorRequestNotComplete', 400)],
    ['busy', 'Throttling', fault('Throttling', 400)],
    ['refused', 'NoSuchHostedZone', fault('NoSuchHostedZone', 404)],
    ['refused', 'InvalidChangeBatch', fault('InvalidChangeBatch', 400)],
    ['refused', 'AccessDenied', fault('AccessDenied', 403)],
    ['in-doubt', 'InternalFailure', fault('InternalFailure', 500)],
    ['in-doubt', 'ECONNRESET', 'reset' as const],
    ['in-doubt', 'bad-reply', xml('ChangeResourceRecordSetsResponse', '')],
  ])('is %s after %s', async (kind, code, change) => {
    const { execute } = bench(await serve({ list: former, change }))
    await expect(execute()).rejects.toMatchObject({ kind, code })
    expect(changes()).toHaveLength(1)
  })

  it('is refused in the older form of InvalidChangeBatch too', async () => {
    const change = xml('InvalidChangeBatch', '<Messages><Message>no</Message></Messages>', 400)
    const { execute } = bench(await serve({ list: former, change }))
    await expect(execute()).rejects.toMatchObject({ kind: 'refused' })
  })
})

describe('the record set that is looked for', () => {
  const wild = { ...simple, name: '*.OrderFlow.example' }
  const cname = { ...key, type: 'CNAME', ttl: 60, values: ['Checkout-West.orderflow.example'] }
  const v6 = { ...key, type: 'AAAA', ttl: 60, values: ['2001:db8:0:0::10'] }
  it.each([
    [
      'in another case and order',
      'present',
      simple,
      set(['203.0.113.11', '203.0.113.10'], { name: 'CheckOut.orderflow.example.' }),
    ],
    ['with its wildcard escaped', 'present', wild, set(simple.values, { name: String.raw`\052.orderflow.example.` })],
    ['with a dot behind its value', 'present', cname, set(['checkout-west.orderflow.example.'], { type: 'CNAME' })],
    ['with an address in another form', 'present', v6, set(['2001:db8::10'], { type: 'AAAA' })],
    [
      'with its identifier, beside others',
      'present',
      weighted,
      set(['1.1.1.1'], { id: 'east' }) + set(simple.values, { id: 'west' }),
    ],
    ['under the next name', 'absent', simple, set(simple.values, { name: 'checkout2.orderflow.example.' })],
    ['under a wildcard', 'absent', simple, set(simple.values, { name: String.raw`\052.orderflow.example.` })],
    ['of another type', 'absent', simple, set(simple.values, { type: 'AAAA' })],
    ['with another identifier', 'absent', weighted, set(simple.values, { id: 'east' })],
    ['with an identifier where none is asked for', 'absent', simple, set(simple.values, { id: 'west' })],
    ['with another TTL', 'absent', simple, set(simple.values, { ttl: 300 })],
    ['with one value only', 'absent', simple, set(['203.0.113.10'], {})],
    ['with a health check besides', 'absent', simple, set(simple.values, { more: '<HealthCheckId>h</HealthCheckId>' })],
    ['of which nothing is listed', 'absent', simple, ''],
  ] as const)('%s is %s', async (_, effect, parameters, list) => {
    const { observe } = bench(await serve({ list }), { ...parameters, values: [...parameters.values] })
    expect((await observe()).effect).toBe(effect)
  })

  const others = (from: number) =>
    Array.from({ length: 100 }, (_, n) => set(['1.1.1.1'], { id: `a${from + n}` })).join('')
  const next = (id: string) =>
    `<NextRecordName>checkout.orderflow.example.</NextRecordName><NextRecordType>A</NextRecordType><NextRecordIdentifier>${id}</NextRecordIdentifier>`

  it('is found however many pages of others stand before it', async () => {
    const list = (query: URLSearchParams) => {
      const from = query.get('identifier')
      if (from === null) return page(others(0), next('a100'))
      return from === 'a100' ? page(others(100), next('west')) : page(set(simple.values, { id: 'west' }))
    }
    const { observe } = bench(await serve({ list }), weighted)
    expect((await observe()).effect).toBe('present')
    const asked = server?.seen.map(({ path }) => new URL(path, 'http://x').searchParams) ?? []
    expect(asked.map((query) => query.get('identifier'))).toEqual([null, 'a100', 'west'])
    expect(asked.map((query) => query.get('type'))).toEqual(['A', 'A', 'A'])
  })

  it.each([
    ['does not end', () => page(others(0), next('again')), 'too-many'],
    ['does not say where it goes on', () => endless(others(0)), 'bad-reply'],
    ['is no list', () => xml('ListResourceRecordSetsResponse', ''), 'bad-reply'],
  ])('is unknown, not absent, where the list %s', async (_, list, code) => {
    const { observe, before: keep, execute } = bench(await serve({ list }), weighted)
    for (const look of [observe, keep, execute])
      await expect(look()).rejects.toMatchObject({ kind: 'unreachable', code })
    expect(changes()).toEqual([])
  })
})

const endless = (sets: string): Answer =>
  xml(
    'ListResourceRecordSetsResponse',
    `<ResourceRecordSets>${sets}</ResourceRecordSets><IsTruncated>true</IsTruncated>`,
  )

describe('what a look says after the reply', () => {
  it.each([
    ['in-progress', 'PENDING', status('PENDING'), asAsked],
    ['present', 'INSYNC', status('INSYNC'), asAsked],
    ['unknown', 'NoSuchChange', fault('NoSuchChange', 404), asAsked],
    ['unknown', 'PENDING', status('PENDING'), former],
    ['unknown', 'NoSuchChange', fault('NoSuchChange', 404), former],
    // Somebody has written over it since.
    ['absent', 'INSYNC', status('INSYNC'), former],
  ])('is %s while the change is %s', async (effect, change, answer, list) => {
    const zone: Zone = { list: former, status: answer }
    const { execute, observe } = bench(await serve(zone))
    const { outputs } = await execute()
    zone.list = list
    expect(await observe()).toMatchObject({ effect, facts: { change, changeId: 'C1' }, outputs })
  })

  it('stays present when Route 53 forgets a change that was in sync', async () => {
    const zone: Zone = { list: former }
    const { execute, observe } = bench(await serve(zone))
    await execute()
    zone.list = asAsked
    expect((await observe()).effect).toBe('present')
    zone.status = fault('NoSuchChange', 404)
    expect(await observe()).toMatchObject({ effect: 'present', outputs: { changeId: 'C1' } })
  })

  it('is no answer when the change cannot be read', async () => {
    const zone: Zone = { list: former, status: fault('Throttling', 400) }
    const { execute, observe } = bench(await serve(zone))
    await execute()
    zone.list = asAsked
    await expect(observe()).rejects.toMatchObject({ kind: 'busy' })
  })

  it.each([
    ['present', 'was done', asAsked],
    ['absent', 'was not done', former],
  ])('is %s of one whose reply was lost and that %s, by the list alone', async (effect, _, list) => {
    const zone: Zone = { list: former, change: 'reset' }
    const { execute, observe } = bench(await serve(zone))
    await expect(execute()).rejects.toMatchObject({ kind: 'in-doubt' })
    zone.list = list
    expect(await observe()).toMatchObject({ effect, facts: { change: 'not known' }, outputs: {} })
    expect(server?.seen.filter(({ path }) => path.includes('/change/'))).toEqual([])
  })

  it('knows nothing of the change of another step on the same record set', async () => {
    const zone: Zone = { list: former, status: fault('NoSuchChange', 404) }
    const binding = await serve(zone)
    await bench(binding).execute()
    idempotencyKey = `${idempotencyKey}-other`
    expect((await bench(binding).observe()).effect).toBe('absent')
  })
})

describe('undo', () => {
  const health = set(['198.51.100.7'], { more: '<HealthCheckId>h-1</HealthCheckId>', id: 'west', ttl: 300 })

  it('writes the former record set back whole, and looks at its own change', async () => {
    const zone: Zone = { list: health }
    const { before: keep, undo: back, undone: look } = bench(await serve(zone), weighted)
    const kept = await keep()
    zone.list = set(simple.values, { id: 'west' })
    zone.change = changed('C2')
    expect((await look(kept)).effect).toBe('present')
    expect(await back(kept)).toMatchObject({ facts: { changed: 1, changeId: 'C2' } })
    const [change] = changes()
    expect(change && sent(change)).toContain('<Action>UPSERT</Action>')
    for (const part of ['<HealthCheckId>h-1<', '<TTL>300<', '<Value>198.51.100.7<', '<SetIdentifier>west<'])
      expect(change && sent(change)).toContain(part)
    zone.list = health
    zone.status = status('PENDING')
    expect((await look(kept)).effect).toBe('in-progress')
    zone.status = fault('NoSuchChange', 404)
    expect((await look(kept)).effect).toBe('unknown')
    zone.status = status('INSYNC')
    expect((await look(kept)).effect).toBe('absent')
    expect(await back(kept)).toMatchObject({ facts: { changed: 0 } })
    expect(server?.seen.map(({ path }) => path)).toContain('/2013-04-01/change/C2')
  })

  it('deletes what was not there before, as it is listed now', async () => {
    const zone: Zone = { list: '' }
    const { before: keep, undo: back, undone: look } = bench(await serve(zone))
    const kept = await keep()
    expect(await back(kept)).toMatchObject({ facts: { changed: 0 } })
    zone.list = set(simple.values, { ttl: 61 })
    await back(kept)
    const [change] = changes()
    expect(change && sent(change)).toMatch(/<Action>DELETE<\/Action>.*<TTL>61</)
    zone.list = ''
    expect((await look(kept)).effect).toBe('absent')
  })

  it('is not promised for a record set that is too long to be kept', async () => {
    const long = set(
      Array.from({ length: 60 }, (_, n) => `198.51.100.${n}`),
      {},
    )
    const { before: keep } = bench(await serve({ list: long }))
    await expect(keep()).rejects.toMatchObject({ kind: 'refused', code: 'not-restorable' })
  })
})

describe('aws.route53.record', () => {
  const alias =
    '<ResourceRecordSet><Name>checkout.orderflow.example.</Name><Type>A</Type><AliasTarget><HostedZoneId>ZLB</HostedZoneId><DNSName>dualstack.lb.example.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>'
  const none = { ttl: null, weight: null, alias: '', aliasZone: null, evaluatesTargetHealth: null }
  it.each([
    ['its values, sorted', key, asAsked, { ...none, exists: true, values: '203.0.113.10, 203.0.113.11', ttl: 60 }],
    ['nothing of another', key, set(['1.1.1.1'], { id: 'west' }), { ...none, exists: false, values: '' }],
    [
      'its weight',
      { ...key, setIdentifier: 'west' },
      set(['1.1.1.1'], { id: 'west' }),
      { ...none, exists: true, values: '1.1.1.1', ttl: 60, weight: 100 },
    ],
    [
      'what it is an alias of',
      key,
      alias,
      {
        ...none,
        exists: true,
        values: '',
        alias: 'dualstack.lb.example',
        aliasZone: 'ZLB',
        evaluatesTargetHealth: true,
      },
    ],
  ])('tells %s', async (_, parameters, list, fields) => {
    const binding = await serve({ list })
    const reading = readingFor('aws.route53.record', binding, parameters)
    expect((await recordReading.read(reading, contextFor(binding, { secrets }))).fields).toEqual(fields)
  })
})
