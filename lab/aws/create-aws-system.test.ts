import { DescribeGlobalClustersCommand, RDSClient } from '@aws-sdk/client-rds'
import { ListRoutingControlsCommand, Route53RecoveryClusterClient } from '@aws-sdk/client-route53-recovery-cluster'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { east, startAwsLab, west, type AwsLab } from './testing/aws-lab'

let lab: AwsLab
beforeAll(async () => {
  lab = await startAwsLab()
})
afterAll(() => lab.end())

const ordinary = (region: string) => ({
  endpoint: lab.environment.variables.AWS_ENDPOINT_URL ?? '',
  region,
  credentials: lab.operator,
  maxAttempts: 1,
})

describe('the combined endpoint', () => {
  it('finds service and region in the credential scope', async () => {
    const rds = await new RDSClient(ordinary(east)).send(new DescribeGlobalClustersCommand({}))
    expect(rds.GlobalClusters).toHaveLength(1)
    const identity = await new STSClient(ordinary(west)).send(new GetCallerIdentityCommand({}))
    expect(identity.Arn).toBe('arn:aws:iam::447120938856:user/operator')
    const arc = await new Route53RecoveryClusterClient(ordinary('eu-west-1')).send(new ListRoutingControlsCommand({}))
    expect(arc.RoutingControls).toHaveLength(4)
  })

  it('refuses a region or service it does not have', async () => {
    const elsewhere = new RDSClient(ordinary('eu-west-1')).send(new DescribeGlobalClustersCommand({}))
    await expect(elsewhere).rejects.toMatchObject({ Code: 'SignatureDoesNotMatch' })
  })

  it('answers for one region while the other is dark', async () => {
    lab.lab.world.setReachability(east, 'dark-reset')
    const dark = new RDSClient(ordinary(east)).send(new DescribeGlobalClustersCommand({}))
    await expect(dark).rejects.toMatchObject({ code: 'ECONNRESET' })
    await new RDSClient(ordinary(west)).send(new DescribeGlobalClustersCommand({}))
    lab.lab.world.setReachability(east, 'cut-off')
    const hanging = new RDSClient({
      ...ordinary(east),
      requestHandler: { requestTimeout: 200, throwOnRequestTimeout: true },
    })
    await expect(hanging.send(new DescribeGlobalClustersCommand({}))).rejects.toMatchObject({ name: 'TimeoutError' })
    lab.lab.world.setReachability(east, 'ok')
    await new RDSClient(ordinary(east)).send(new DescribeGlobalClustersCommand({}))
  })
})

describe('the environment', () => {
  it('names an operator for ordinary clients, and keeps the console identity in files', () => {
    expect(lab.environment.variables).toMatchObject({
      AWS_ENDPOINT_URL: lab.addresses['aws'],
      AWS_REGION: west,
      AWS_DEFAULT_REGION: west,
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
    })
    expect(lab.console.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
    expect(Object.values(lab.environment.variables)).not.toContain(lab.console.secretAccessKey)
  })
})
