import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { DescribeGlobalClustersCommand, FailoverGlobalClusterCommand, RDSClient } from '@aws-sdk/client-rds'
import { ListRoutingControlsCommand } from '@aws-sdk/client-route53-recovery-cluster'
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { east, roleNamed, startAwsLab, west, westCluster, type AwsLab, type Credentials } from '../testing/aws-lab'

let lab: AwsLab
beforeAll(async () => {
  lab = await startAwsLab()
})
afterAll(() => lab.end())

const describeGlobal = new DescribeGlobalClustersCommand({})
const failover = new FailoverGlobalClusterCommand({
  GlobalClusterIdentifier: 'orderflow-global',
  TargetDbClusterIdentifier: westCluster,
  AllowDataLoss: true,
})
const metric = new GetMetricDataCommand({
  StartTime: new Date(Date.now() - 60_000),
  EndTime: new Date(),
  MetricDataQueries: [
    { Id: 'a', MetricStat: { Metric: { Namespace: 'AWS/RDS', MetricName: 'x' }, Period: 60, Stat: 'Average' } },
  ],
})
const assume = async (role: string, credentials = lab.console): Promise<Credentials> => {
  const command = new AssumeRoleCommand({ RoleArn: roleNamed(role), RoleSessionName: 'breakwater' })
  const { Credentials: given } = await lab.sts(west, credentials).send(command)
  return {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  }
}

describe('keys and signatures', () => {
  it('refuses an unknown key, in the words of each protocol', async () => {
    const stranger = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'x' }
    const rds = lab.rds(west, stranger).send(describeGlobal)
    await expect(rds).rejects.toMatchObject({ Code: 'InvalidClientTokenId', $metadata: { httpStatusCode: 403 } })
    const arc = lab.arc(1, stranger).send(new ListRoutingControlsCommand({}))
    await expect(arc).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
    const cloudwatch = lab.cloudwatch(west, stranger).send(metric)
    await expect(cloudwatch).rejects.toMatchObject({ name: 'UnrecognizedClientException' })
  })

  it('refuses a wrong secret', async () => {
    const forged = { ...lab.operator, secretAccessKey: `${lab.operator.secretAccessKey}x` }
    const rds = lab.rds(west, forged).send(describeGlobal)
    await expect(rds).rejects.toMatchObject({ Code: 'SignatureDoesNotMatch', $metadata: { httpStatusCode: 403 } })
    const arc = lab.arc(1, forged).send(new ListRoutingControlsCommand({}))
    await expect(arc).rejects.toMatchObject({ name: 'InvalidSignatureException' })
  })

  it('refuses a body changed after signing', async () => {
    const client = lab.rds(west)
    client.middlewareStack.add(
      (next) => async (args) => {
        const request = args.request as { body: string }
        request.body = request.body.replace('AllowDataLoss=true', 'AllowDataLoss=TRUE')
        return next(args)
      },
      { step: 'finalizeRequest', priority: 'low' },
    )
    await expect(client.send(failover)).rejects.toMatchObject({ Code: 'SignatureDoesNotMatch' })
  })

  it('refuses a request signed for another region, or a quarter of an hour off', async () => {
    const elsewhere = new RDSClient({
      endpoint: lab.addresses[`aws.${west}`] ?? '',
      region: east,
      credentials: lab.operator,
      maxAttempts: 1,
    })
    await expect(elsewhere.send(describeGlobal)).rejects.toMatchObject({
      Code: 'SignatureDoesNotMatch',
      message: expect.stringContaining('us-west-2'),
    })
    const late = new RDSClient({
      endpoint: lab.addresses[`aws.${west}`] ?? '',
      region: west,
      credentials: lab.operator,
      systemClockOffset: 16 * 60_000,
      maxAttempts: 1,
    })
    await expect(late.send(describeGlobal)).rejects.toMatchObject({ Code: 'SignatureDoesNotMatch' })
  })

  it('refuses a request that is not signed, with the fault of the asked protocol', async () => {
    const address = lab.addresses[`aws.${west}`] ?? ''
    const reply = await fetch(address, { method: 'POST', body: 'Action=DescribeGlobalClusters&Version=2014-10-31' })
    expect(reply.status).toBe(403)
    expect(await reply.text()).toContain('<Code>MissingAuthenticationToken</Code>')
  })
})

describe('roles', () => {
  it('gives the base identity nothing but the recovery roles', async () => {
    const identity = await lab.sts(west, lab.console).send(new GetCallerIdentityCommand({}))
    expect(identity.Arn).toBe('arn:aws:iam::447120938856:user/breakwater-console')
    const denied = lab.rds(west, lab.console).send(describeGlobal)
    await expect(denied).rejects.toMatchObject({
      Code: 'AccessDenied',
      message: expect.stringContaining('rds:DescribeGlobalClusters'),
    })
    await expect(assume('administrator')).rejects.toMatchObject({ Code: 'AccessDenied' })
  })

  it('lets a session do what its role may, and no more', async () => {
    const [read, promote, traffic] = [await assume('dr-read'), await assume('dr-promote'), await assume('dr-traffic')]
    await lab.rds(west, read).send(describeGlobal)
    await lab.cloudwatch(west, read).send(metric)
    await lab.rds(west, promote).send(describeGlobal)
    await lab.arc(3, traffic).send(new ListRoutingControlsCommand({}))
    const before = lab.effects().length
    await expect(lab.rds(west, read).send(failover)).rejects.toMatchObject({ Code: 'AccessDenied' })
    await expect(lab.rds(west, traffic).send(failover)).rejects.toMatchObject({ Code: 'AccessDenied' })
    const arc = lab.arc(1, promote).send(new ListRoutingControlsCommand({}))
    await expect(arc).rejects.toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } })
    const cloudwatch = lab.cloudwatch(west, promote).send(metric)
    await expect(cloudwatch).rejects.toMatchObject({ name: 'AccessDeniedException' })
    expect(lab.effects().slice(before)).toEqual([
      expect.objectContaining({ operation: 'FailoverGlobalCluster', outcome: 'refused', fault: 'AccessDenied' }),
      expect.objectContaining({ operation: 'FailoverGlobalCluster', outcome: 'refused', fault: 'AccessDenied' }),
    ])
    expect(lab.lab.world.writer()).toBe(east)
  })

  it('lets no session assume a further role, and no token serve another key', async () => {
    const session = await assume('dr-read')
    await expect(assume('dr-promote', session)).rejects.toMatchObject({ Code: 'AccessDenied' })
    const other = await assume('dr-promote')
    const mixed = { ...session, sessionToken: other.sessionToken ?? '' }
    await expect(lab.rds(west, mixed).send(describeGlobal)).rejects.toMatchObject({ Code: 'InvalidClientTokenId' })
    const { sessionToken: _token, ...bare } = session
    await expect(lab.rds(west, bare).send(describeGlobal)).rejects.toMatchObject({ Code: 'InvalidClientTokenId' })
  })

  it.each([
    ['no session name', { RoleArn: roleNamed('dr-read'), RoleSessionName: undefined }],
    ['a session name with a space', { RoleArn: roleNamed('dr-read'), RoleSessionName: 'a b' }],
    ['no role', { RoleArn: undefined, RoleSessionName: 'breakwater' }],
    ['ten seconds', { RoleArn: roleNamed('dr-read'), RoleSessionName: 'breakwater', DurationSeconds: 10 }],
  ])('refuses a session with %s', async (_what, input) => {
    const answer = lab.sts(west, lab.console).send(new AssumeRoleCommand(input))
    await expect(answer).rejects.toMatchObject({ Code: 'ValidationError', $metadata: { httpStatusCode: 400 } })
  })

  it('denies by a fault on the board in the words of the service, and records the refused change', async () => {
    lab.lab.faults.add({
      kind: 'deny',
      system: 'rds',
      region: west,
      operation: 'FailoverGlobalCluster',
      remaining: 1,
      delayMilliseconds: 0,
    })
    await expect(lab.rds(west).send(failover)).rejects.toMatchObject({ Code: 'AccessDenied' })
    expect(lab.effects().at(-1)).toMatchObject({ outcome: 'refused', fault: 'AccessDenied', target: westCluster })
    lab.lab.faults.add({
      kind: 'throttle',
      system: 'cloudwatch',
      region: '*',
      operation: '*',
      remaining: 1,
      delayMilliseconds: 0,
    })
    await expect(lab.cloudwatch(west).send(metric)).rejects.toMatchObject({ name: 'ThrottlingException' })
    await lab.cloudwatch(west).send(metric)
  })
})
