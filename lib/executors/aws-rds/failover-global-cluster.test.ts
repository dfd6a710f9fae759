import { afterEach, describe, expect, it } from 'vitest'
import type { Binding } from '@/lib/domain/system/binding'
import { commandFor, contextFor, readingFor } from '../check/contexts'
import { localServer, refusingUrl, type Answer, type LocalServer } from '../check/local-server'
import { createExecutorRegistry } from '../registry'

const registry = createExecutorRegistry()
const failoverGlobalCluster = registry.action('aws.rds.failoverGlobalCluster')
const globalCluster = registry.reading('aws.rds.globalCluster')

const east = 'arn:aws:rds:us-east-1:447120938856:cluster:orderflow-use1'
const west = 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2'
const parameters = { globalCluster: 'orderflow-global', target: west, allowDataLoss: true }
const secrets = { key: 'AKIAEXAMPLEEXAMPLE00', secret: 'the-secret-access-key-of-the-test' }

let server: LocalServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

function bindingAt(endpoint: string): Binding {
  return {
    kind: 'aws.rds',
    region: 'us-west-2',
    account: '447120938856',
    endpoint,
    credentials: { accessKeyId: 'file:key', secretAccessKey: 'file:secret' },
  }
}

async function serve(answer: (action: string) => Answer): Promise<Binding> {
  server = await localServer((request) => answer(new URLSearchParams(request.body).get('Action') ?? ''))
  return bindingAt(server.url)
}

function xml(operation: string, body: string): Answer {
  return {
    headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-1' },
    text: `<${operation}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${operation}Result>${body}</${operation}Result><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></${operation}Response>`,
  }
}

function fault(status: number, code: string, message: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    text: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>request-2</RequestId></ErrorResponse>`,
  }
}

function globalState(writer: string, failover = '', status = 'available', arns = [east, west]): Answer {
  const member = (arn: string) =>
    `<GlobalClusterMember><DBClusterArn>${arn}</DBClusterArn><IsWriter>${arn === writer}</IsWriter><SynchronizationStatus>connected</SynchronizationStatus></GlobalClusterMember>`
  return xml(
    'DescribeGlobalClusters',
    `<GlobalClusters><GlobalClusterMember><GlobalClusterIdentifier>orderflow-global</GlobalClusterIdentifier><Status>${status}</Status><EngineVersion>16.4</EngineVersion><Endpoint>orders.global</Endpoint><GlobalClusterMembers>${arns.map(member).join('')}</GlobalClusterMembers>${failover}</GlobalClusterMember></GlobalClusters>`,
  )
}

const running = `<FailoverState><Status>failing-over</Status><FromDbClusterArn>${east}</FromDbClusterArn><ToDbClusterArn>${west}</ToDbClusterArn><IsDataLossAllowed>true</IsDataLossAllowed></FailoverState>`

describe('aws.rds.failoverGlobalCluster', () => {
  it('sends the target, the global cluster and the accepted loss, signed for the bound region', async () => {
    const binding = await serve(() => xml('FailoverGlobalCluster', '<GlobalCluster/>'))
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, parameters)
    const receipt = await failoverGlobalCluster.execute(command, contextFor(binding, { secrets }))
    expect(receipt.requestId).toBe('request-1')
    expect(server?.seen).toHaveLength(1)
    const sent = new URLSearchParams(server?.seen[0]?.body)
    expect(Object.fromEntries(sent)).toMatchObject({
      Action: 'FailoverGlobalCluster',
      GlobalClusterIdentifier: 'orderflow-global',
      TargetDbClusterIdentifier: west,
      AllowDataLoss: 'true',
    })
    expect(server?.seen[0]?.headers.authorization).toContain(`${secrets.key}/`)
    expect(server?.seen[0]?.headers.authorization).toContain('/us-west-2/rds/aws4_request')
  })

  it.each([
    ['absent', globalState(east)],
    ['in-progress', globalState(east, running)],
    ['present', globalState(west)],
    ['unknown', globalState(east, '', 'failing-over')],
    ['unknown', globalState(east, '', 'modifying')],
    ['unknown', globalState(east, running.replace(`<ToDbClusterArn>${west}`, `<ToDbClusterArn>${east}`))],
  ])('observes %s from the state of the global cluster', async (effect, answer) => {
    const binding = await serve(() => answer)
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, parameters)
    const seen = await failoverGlobalCluster.observe(command, contextFor(binding, { secrets }))
    expect(seen.effect).toBe(effect)
    expect(seen.facts).toHaveProperty('failoverState')
  })

  it.each([
    ['refused', 'InvalidGlobalClusterStateFault', fault(400, 'InvalidGlobalClusterStateFault', 'already failing over')],
    ['refused', 'AccessDenied', fault(403, 'AccessDenied', 'not authorized')],
    ['busy', 'Throttling', fault(400, 'Throttling', 'Rate exceeded')],
    ['in-doubt', 'InternalFailure', fault(500, 'InternalFailure', 'oops')],
    ['in-doubt', 'ECONNRESET', 'reset' as const],
    ['in-doubt', 'deadline', 'hang' as const],
  ])('is %s after %s', async (kind, code, answer) => {
    const binding = await serve(() => answer)
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, parameters)
    const context = contextFor(binding, { secrets, deadlineMilliseconds: 400 })
    await expect(failoverGlobalCluster.execute(command, context)).rejects.toMatchObject({ kind, code })
    expect(server?.seen).toHaveLength(1)
  })

  it('is in doubt after a reply that makes no sense', async () => {
    const binding = await serve(() => ({ text: '<half' }))
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, parameters)
    const act = failoverGlobalCluster.execute(command, contextFor(binding, { secrets }))
    await expect(act).rejects.toMatchObject({ kind: 'in-doubt' })
  })

  it('is unreachable when nothing listens and when a secret is missing', async () => {
    const binding = bindingAt(await refusingUrl())
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, parameters)
    const refused = failoverGlobalCluster.execute(command, contextFor(binding, { secrets }))
    await expect(refused).rejects.toMatchObject({ kind: 'unreachable', code: 'ECONNREFUSED' })
    const locked = failoverGlobalCluster.execute(command, contextFor(binding))
    await expect(locked).rejects.toMatchObject({ kind: 'unreachable', code: 'no-secret' })
  })

  it('is not cut off once it has left, and does not leave once it was aborted', async () => {
    const binding = await serve(() => 'hang')
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, parameters)
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 150)
    const options = { secrets, signal: controller.signal, deadlineMilliseconds: 1_000 }
    const act = failoverGlobalCluster.execute(command, contextFor(binding, options))
    await expect(act).rejects.toMatchObject({ kind: 'in-doubt', code: 'deadline' })
    const again = failoverGlobalCluster.execute(command, contextFor(binding, options))
    await expect(again).rejects.toMatchObject({ kind: 'aborted', code: 'aborted-before-send' })
    expect(server?.seen).toHaveLength(1)
  })

  it('asks whether it may leave as the last thing, and is not sent when it may not', async () => {
    const binding = await serve(() => xml('FailoverGlobalCluster', '<GlobalCluster/>'))
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, parameters)
    const leave = () => Promise.reject(new Error('not sent: too late after its intent'))
    const act = failoverGlobalCluster.execute(command, { ...contextFor(binding, { secrets }), leave })
    await expect(act).rejects.toMatchObject({ kind: 'unreachable', code: 'not-sent' })
    expect(server?.seen).toHaveLength(0)
  })

  it('refuses, unsent, a target in another region than the one it is bound to', async () => {
    const binding = await serve(() => xml('FailoverGlobalCluster', '<GlobalCluster/>'))
    const command = commandFor('aws.rds.failoverGlobalCluster', binding, { ...parameters, target: east })
    const act = failoverGlobalCluster.execute(command, contextFor(binding, { secrets }))
    await expect(act).rejects.toMatchObject({ kind: 'refused', code: 'wrong-region' })
    expect(server?.seen).toHaveLength(0)
  })
})

describe('aws.rds.globalCluster', () => {
  const parameters = { globalCluster: 'orderflow-global', target: west }
  const own = (status: string, writer: boolean, source = '') =>
    xml(
      'DescribeDBClusters',
      `<DBClusters><DBCluster><DBClusterArn>${west}</DBClusterArn><Status>${status}</Status>${source}<DBClusterMembers><DBClusterMember><DBInstanceIdentifier>w1</DBInstanceIdentifier><IsClusterWriter>${writer}</IsClusterWriter></DBClusterMember></DBClusterMembers></DBCluster></DBClusters>`,
    )
  const fieldsOf = async (global: Answer, cluster: Answer, target = west) => {
    const binding = await serve((action) => (action === 'DescribeDBClusters' ? cluster : global))
    const reading = readingFor('aws.rds.globalCluster', binding, { ...parameters, target })
    return (await globalCluster.read(reading, contextFor(binding, { secrets }))).fields
  }

  it('reads the global cluster and the member in its own region', async () => {
    expect(await fieldsOf(globalState(west), own('available', true))).toEqual({
      failoverState: '',
      dataLossAllowed: false,
      targetIsWriter: true,
      writer: west,
      targetStatus: 'available',
      synchronization: 'connected',
      engineVersion: '16.4',
      endpoint: 'orders.global',
      targetHasInstance: true,
    })
  })

  const copies = `<ReplicationSourceIdentifier>${east}</ReplicationSourceIdentifier>`
  it.each([
    ['the writer it is', true, own('available', true)],
    ['no writer while it copies another', false, own('available', true, copies)],
    ['no writer without an instance that writes', false, own('available', false)],
    ['untold while it is being promoted', undefined, own('promoting', true)],
  ])('takes a cluster that was detached by hand for %s', async (_, writer, cluster) => {
    const alone = globalState(east, '', 'available', [east])
    const fields = await fieldsOf(alone, cluster)
    expect([fields['targetIsWriter'], fields['synchronization']]).toEqual([writer, ''])
  })

  it('says nothing of a detached cluster of a region that it does not ask', async () => {
    const alone = globalState(west, '', 'available', [west])
    expect(await fieldsOf(alone, own('available', true), east)).not.toHaveProperty('targetIsWriter')
  })

  it('tells a failover that the status alone speaks of', async () => {
    const moving = globalState(east, '', 'failing-over')
    expect(await fieldsOf(moving, own('promoting', false))).toMatchObject({ failoverState: 'failing-over' })
  })
})
