import { z } from 'zod'

/** arn:aws:rds:REGION:ACCOUNT:cluster:NAME. The API takes a bare name too; the ARN says which region is meant. */
export const ClusterArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:cluster:[A-Za-z][A-Za-z0-9-]{0,62}$/,
    'the ARN of a DB cluster: arn:aws:rds:REGION:ACCOUNT:cluster:NAME',
  )

export const GlobalClusterName = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]{0,62}$/, 'the identifier of a global cluster: letters, digits and dashes')

export const RoutingControlArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:route53-recovery-control::\d{12}:controlpanel\/\w+\/routingcontrol\/\w+$/,
    'the ARN of a routing control',
  )

export const SafetyRuleArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:route53-recovery-control::\d{12}:controlpanel\/\w+\/safetyrule\/\w+$/,
    'the ARN of a safety rule',
  )

/** The fourth part of an ARN: the region it lives in. */
export function arnRegion(arn: string): string {
  return arn.split(':')[3] ?? ''
}
