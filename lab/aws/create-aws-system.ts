import type { Lab, LabListener, LabSystem } from '../core/contract'
import { arcEnvironment } from './arc/arc-environment'
import { clusterEndpoints } from './arc/cluster-endpoints'
import { createArcService, type ArcSnapshot } from './arc/create-arc-service'
import { createCloudwatchService } from './cloudwatch/create-cloudwatch-service'
import type { LagSample } from './cloudwatch/lag-samples'
import { createFrontListener } from './endpoint/create-front-listener'
import { createServiceListener } from './endpoint/create-service-listener'
import { createIdentities, type IdentitiesSnapshot } from './identity/create-identities'
import { createRdsService } from './rds/create-rds-service'
import type { RdsState } from './rds/rds-state'
import { createRoute53Service, route53Region, type Route53Snapshot } from './route53/create-route53-service'
import { hostedZoneId } from './route53/record-sets'
import { createStsService } from './sts/create-sts-service'

interface AwsSnapshot {
  identities: IdentitiesSnapshot
  rds: RdsState
  cloudwatch: LagSample[]
  arc: ArcSnapshot
  /** Absent in what a lab kept that had no Route 53 yet. */
  route53?: Route53Snapshot
}

/**
 * The account: RDS, CloudWatch and STS behind one port a region (`aws.<region>`), ARC behind five (`arc.1` to
 * `arc.5`), Route 53 behind one (`route53`), and one port (`aws`) that finds service and region in the credential scope, for AWS_ENDPOINT_URL.
 * One system, because every service asks the same identities who is calling.
 */
export const createAwsSystem = (lab: Lab): LabSystem => {
  const identities = createIdentities(lab.config, lab.clock)
  const rds = createRdsService(lab)
  const cloudwatch = createCloudwatchService(lab)
  const arc = createArcService(lab)
  const route53 = createRoute53Service(lab)
  const regional = [rds, cloudwatch, createStsService(identities, lab.config.accountId)]
  const regions = [lab.config.primary, lab.config.standby]

  const served = new Map<string, LabListener>()
  for (const region of regions) {
    for (const service of regional) {
      const placement = { name: `aws.${region}`, reachedIn: region, region }
      served.set(`${service.signingName} ${region}`, createServiceListener(lab, identities, service, placement))
    }
  }
  const arcListeners = clusterEndpoints.map(({ name, region }) => {
    const listener = createServiceListener(lab, identities, arc, { name, reachedIn: null, region })
    served.set(`${arc.signingName} ${region}`, listener)
    return listener
  })
  const route53Listener = createServiceListener(lab, identities, route53, {
    name: 'route53',
    reachedIn: null,
    region: route53Region,
  })
  served.set(`${route53.signingName} ${route53Region}`, route53Listener)
  // A regional port takes its own services whatever region was signed for, and says so in the service's own words.
  const regionalFronts = regions.map((region) =>
    createFrontListener(`aws.${region}`, region, (service) =>
      regional.some(({ signingName }) => signingName === service) ? served.get(`${service} ${region}`) : undefined,
    ),
  )
  const combined = createFrontListener('aws', null, (service, region) => served.get(`${service} ${region}`))

  return {
    listeners: [...regionalFronts, ...arcListeners, route53Listener, combined],
    snapshot: (): AwsSnapshot => ({
      identities: identities.snapshot(),
      rds: rds.snapshot(),
      cloudwatch: cloudwatch.snapshot(),
      arc: arc.snapshot(),
      route53: route53.snapshot(),
    }),
    restore: (snapshot) => {
      const kept = snapshot as AwsSnapshot
      identities.restore(kept.identities)
      rds.restore(kept.rds)
      cloudwatch.restore(kept.cloudwatch)
      arc.restore(kept.arc)
      if (kept.route53 !== undefined) route53.restore(kept.route53)
    },
    restoreConfiguration: (snapshot) => identities.restore((snapshot as AwsSnapshot).identities),
    environment: (addresses) => ({
      files: {
        'secrets/aws-access-key-id': identities.consoleKey().accessKeyId,
        'secrets/aws-secret-access-key': identities.consoleKey().secretAccessKey,
      },
      variables: {
        AWS_ENDPOINT_URL: addresses['aws'] ?? '',
        AWS_ACCESS_KEY_ID: identities.operatorKey().accessKeyId,
        AWS_SECRET_ACCESS_KEY: identities.operatorKey().secretAccessKey,
        // Version 1 of the AWS CLI reads only the second.
        AWS_REGION: lab.config.standby,
        AWS_DEFAULT_REGION: lab.config.standby,
        ...arcEnvironment(lab.config.accountId),
        LAB_ROUTE53_HOSTED_ZONE: hostedZoneId,
      },
    }),
    close: async () => {
      rds.close()
      cloudwatch.close()
    },
  }
}
