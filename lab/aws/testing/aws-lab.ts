import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { RDSClient } from '@aws-sdk/client-rds'
import { Route53Client } from '@aws-sdk/client-route-53'
import { Route53RecoveryClusterClient } from '@aws-sdk/client-route53-recovery-cluster'
import { STSClient } from '@aws-sdk/client-sts'
import { labConfig, type LabConfigInput } from '../../config'
import { startLab, type RunningLab } from '../../start-lab'
import { clusterEndpoints } from '../arc/cluster-endpoints'
import { createAwsSystem } from '../create-aws-system'

export const east = 'us-east-1'
export const west = 'us-west-2'
export const eastCluster = 'arn:aws:rds:us-east-1:447120938856:cluster:orderflow-use1'
export const westCluster = 'arn:aws:rds:us-west-2:447120938856:cluster:orderflow-usw2'
export const roleNamed = (role: string): string => `arn:aws:iam::447120938856:role/${role}`

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

export interface AwsLab extends RunningLab {
  dataDirectory: string
  operator: Credentials
  console: Credentials
  rds(region: string, credentials?: Credentials): RDSClient
  cloudwatch(region: string, credentials?: Credentials): CloudWatchClient
  sts(region: string, credentials?: Credentials): STSClient
  arc(endpoint: number, credentials?: Credentials): Route53RecoveryClusterClient
  route53(credentials?: Credentials): Route53Client
  /** Stops the lab and forgets its data. */
  end(): Promise<void>
}

/** A lab of the AWS protocols alone, on free ports, with service times of tens of milliseconds. */
export const startAwsLab = async (
  serviceTimes: Record<string, number> = {},
  dataDirectory = mkdtempSync(join(tmpdir(), 'lab-aws-')),
): Promise<AwsLab> => {
  const input: LabConfigInput = {
    dataDirectory,
    ordersPerSecond: 0,
    serviceTimes: {
      auroraFailover: 400,
      auroraSwitchover: 400,
      writerEndpointMove: 50,
      resync: 300,
      replicationLag: 30,
      cloudwatchPeriod: 100,
      trafficPropagation: 200,
      arc: 5,
      route53: 5,
      route53Sync: 100,
      ...serviceTimes,
    },
  }
  const lab = await startLab(labConfig(input), { systems: [{ name: 'aws', create: createAwsSystem }] })
  const secret = (name: string): string => readFileSync(join(dataDirectory, 'secrets', name), 'utf8').trim()
  const variables = lab.environment.variables
  const operator = {
    accessKeyId: variables.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: variables.AWS_SECRET_ACCESS_KEY ?? '',
  }
  const client = (listener: string, region: string, credentials: Credentials = operator) => ({
    endpoint: lab.addresses[listener] ?? '',
    region,
    credentials,
    maxAttempts: 1,
  })
  return {
    ...lab,
    dataDirectory,
    operator,
    console: { accessKeyId: secret('aws-access-key-id'), secretAccessKey: secret('aws-secret-access-key') },
    rds: (region, credentials) => new RDSClient(client(`aws.${region}`, region, credentials)),
    cloudwatch: (region, credentials) => new CloudWatchClient(client(`aws.${region}`, region, credentials)),
    sts: (region, credentials) => new STSClient(client(`aws.${region}`, region, credentials)),
    route53: (credentials) => new Route53Client(client('route53', 'us-east-1', credentials)),
    arc: (endpoint, credentials) => {
      const region = clusterEndpoints.find((candidate) => candidate.name === `arc.${endpoint}`)?.region ?? ''
      return new Route53RecoveryClusterClient(client(`arc.${endpoint}`, region, credentials))
    },
    end: async () => {
      await lab.close()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** Looks until `look` gives something, for at most three seconds. */
export const eventually = async <T>(look: () => Promise<T | undefined> | T | undefined): Promise<T> => {
  const end = Date.now() + 3000
  while (Date.now() < end) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('did not happen within three seconds')
}
