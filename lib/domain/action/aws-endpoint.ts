const services = {
  'aws.rds': 'rds',
  'aws.cloudwatch': 'monitoring',
  sts: 'sts',
} as const

/**
 * The regional endpoint of an AWS service where the environment names none, spelled out so that the approval covers
 * the very address called and no setting of the process can move it. Source: AWS General Reference, service endpoints.
 */
export function awsEndpoint(service: keyof typeof services, region: string): string {
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
  return `https://${services[service]}.${region}.${suffix}`
}
