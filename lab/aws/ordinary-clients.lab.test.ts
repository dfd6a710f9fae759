import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { arcArns } from './arc/arns'
import { eastCluster, eventually, roleNamed, startAwsLab, westCluster, type AwsLab } from './testing/aws-lab'

/** Clients written by others, told nothing but the variables `breakwater lab env` prints. */
const run = promisify(execFile)
const missing = (command: string, ...args: string[]): boolean => {
  const absent = spawnSync(command, args, { stdio: 'ignore' }).status !== 0
  if (absent)
    console.warn(`SKIPPED: ${command} ${args.join(' ')} does not run here, so its tests of the lab do not either`)
  return absent
}

const arns = arcArns('447120938856')
let lab: AwsLab
/** The machine's own configuration and credentials must not help. */
const environment = (): NodeJS.ProcessEnv => ({
  ...process.env,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_MAX_ATTEMPTS: '1',
  AWS_PAGER: '',
  ...lab.environment.variables,
})
const aws = async (...args: string[]): Promise<Record<string, unknown>> => {
  const { stdout } = await run('aws', [...args, '--output', 'json'], { env: environment() })
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>)
}

beforeAll(async () => {
  lab = await startAwsLab({ auroraFailover: 3000 })
})
afterAll(() => lab.end())

describe.skipIf(missing('aws', '--version'))('the AWS CLI', () => {
  it('knows who it is and reads lag', async () => {
    expect(await aws('sts', 'get-caller-identity')).toMatchObject({ Arn: 'arn:aws:iam::447120938856:user/operator' })
    const metric = {
      Id: 'lag',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/RDS',
          MetricName: 'AuroraGlobalDBRPOLag',
          Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'orderflow-usw2' }],
        },
        Period: 60,
        Stat: 'Maximum',
      },
    }
    const window = [-600_000, 60_000].map((shift) => new Date(Date.now() + shift).toISOString())
    const data = await aws(
      ...['cloudwatch', 'get-metric-data', '--start-time', window[0] ?? '', '--end-time', window[1] ?? ''],
      ...['--metric-data-queries', JSON.stringify([metric])],
    )
    expect(data).toMatchObject({
      MetricDataResults: [{ Id: 'lag', StatusCode: 'Complete', Values: expect.anything() }],
    })
  })

  it('assumes a role', async () => {
    const session = await aws('sts', 'assume-role', '--role-arn', roleNamed('dr-read'), '--role-session-name', 'cli')
    expect(session).toMatchObject({ Credentials: { AccessKeyId: expect.stringMatching(/^ASIA/) } })
  })

  it('fences and moves traffic through routing controls, and is refused by a safety rule first', async () => {
    const entries = JSON.stringify([
      { RoutingControlArn: arns.trafficPrimary, RoutingControlState: 'Off' },
      { RoutingControlArn: arns.trafficStandby, RoutingControlState: 'On' },
    ])
    const shift = ['update-routing-control-states', '--update-routing-control-state-entries', entries]
    await expect(aws('route53-recovery-cluster', ...shift)).rejects.toMatchObject({
      stderr: expect.stringContaining('ConflictException'),
    })
    await aws(
      ...['route53-recovery-cluster', 'update-routing-control-state', '--routing-control-arn', arns.eastWritesGate],
      ...['--routing-control-state', 'On'],
    )
    // A named endpoint with the version in its path, as AWS prints cluster endpoints.
    const endpoint = ['--endpoint-url', `${lab.addresses['arc.3']}/v1`, '--region', 'eu-west-1']
    await aws('route53-recovery-cluster', ...shift, ...endpoint)
    const listed = await aws('route53-recovery-cluster', 'list-routing-controls')
    expect(listed).toMatchObject({
      RoutingControls: [{ RoutingControlState: 'Off' }, { RoutingControlState: 'On' }, {}, {}],
    })
  })

  it('changes a DNS record, waits until it is in sync, and is refused one of another zone', async () => {
    const set = (name: string) => ({
      Changes: [
        {
          Action: 'UPSERT',
          ResourceRecordSet: { Name: name, Type: 'A', TTL: 60, ResourceRecords: [{ Value: '203.0.113.40' }] },
        },
      ],
    })
    const route53 = ['route53', '--region', 'us-east-1']
    const zone = ['--hosted-zone-id', lab.environment.variables.LAB_ROUTE53_HOSTED_ZONE ?? '']
    const change = (name: string) =>
      aws(...route53, 'change-resource-record-sets', ...zone, '--change-batch', JSON.stringify(set(name)))
    const { ChangeInfo } = (await change('*.orderflow.example')) as { ChangeInfo: { Id: string; Status: string } }
    expect(ChangeInfo.Status).toBe('PENDING')
    expect(await aws(...route53, 'get-change', '--id', ChangeInfo.Id)).toMatchObject({
      ChangeInfo: { Status: 'INSYNC' },
    })
    await expect(change('checkout.example')).rejects.toMatchObject({
      stderr: expect.stringContaining('InvalidChangeBatch'),
    })
    const listed = await aws(...route53, 'list-resource-record-sets', ...zone, '--page-size', '2')
    expect(listed).toMatchObject({
      ResourceRecordSets: expect.arrayContaining([
        expect.objectContaining({
          Name: String.raw`\052.orderflow.example.`,
          ResourceRecords: [{ Value: '203.0.113.40' }],
        }),
      ]),
    })
  })

  it('fails over, is refused a second time, and sees the new writer', async () => {
    const target = ['--global-cluster-identifier', 'orderflow-global', '--target-db-cluster-identifier', westCluster]
    const wrongRegion = aws('rds', 'switchover-global-cluster', ...target)
    await expect(wrongRegion).rejects.toMatchObject({ stderr: expect.stringContaining('DBClusterNotFoundFault') })
    expect(await aws('rds', 'failover-global-cluster', ...target, '--allow-data-loss')).toMatchObject({
      GlobalCluster: { FailoverState: { Status: 'pending', IsDataLossAllowed: true } },
    })
    await expect(aws('rds', 'failover-global-cluster', ...target, '--allow-data-loss')).rejects.toMatchObject({
      // While it is under way, or, where the client is slow to start, after it.
      stderr: expect.stringMatching(/InvalidGlobalClusterStateFault|InvalidDBClusterStateFault/),
    })
    await eventually(() => (lab.lab.world.writer() === 'us-west-2' ? true : undefined))
    expect(await aws('rds', 'describe-global-clusters')).toMatchObject({
      GlobalClusters: [
        {
          GlobalClusterMembers: [
            { DBClusterArn: eastCluster, IsWriter: false },
            { DBClusterArn: westCluster, IsWriter: true, Readers: [eastCluster] },
          ],
        },
      ],
    })
    expect(await aws('rds', 'describe-db-clusters')).toMatchObject({ DBClusters: [{ Status: 'available' }] })
    expect(await aws('rds', 'describe-events', '--source-type', 'db-cluster')).toMatchObject({
      Events: expect.arrayContaining([expect.objectContaining({ EventCategories: ['global-failover'] })]),
    })
  })
})

describe.skipIf(missing('python3', '-c', 'import boto3'))('boto3', () => {
  it('reads the modelled members of faults', async () => {
    const program = `
import boto3, json, os
from botocore.exceptions import ClientError
arc = boto3.client('route53-recovery-cluster')
found = [c['RoutingControlName'] for p in arc.get_paginator('list_routing_controls').paginate(PaginationConfig={'PageSize': 3}) for c in p['RoutingControls']]
try:
    boto3.client('rds', aws_access_key_id=os.environ['AWS_ACCESS_KEY_ID'], aws_secret_access_key='wrong').describe_global_clusters()
    code = None
except ClientError as error:
    code = error.response['Error']['Code']
try:
    arc.get_routing_control_state(RoutingControlArn='unknown')
    missing = None
except arc.exceptions.ResourceNotFoundException as error:
    missing = error.response['resourceId']
print(json.dumps([found, code, missing]))
`
    const { stdout } = await run('python3', ['-c', program], { env: environment() })
    expect(JSON.parse(stdout)).toEqual([
      ['traffic-us-east-1', 'traffic-us-west-2', 'east-writes-gate', 'failover-armed'],
      'SignatureDoesNotMatch',
      'unknown',
    ])
  })
})
