/** Which role may do which operation. The table is the whole policy: what is not named is denied. */
const read = [
  'rds:DescribeGlobalClusters',
  'rds:DescribeDBClusters',
  'rds:DescribeEvents',
  'cloudwatch:GetMetricData',
  'route53-recovery-cluster:GetRoutingControlState',
  'route53-recovery-cluster:ListRoutingControls',
  'route53:ListResourceRecordSets',
  'route53:GetChange',
]

export const rolePermissions: Readonly<Record<string, readonly string[]>> = {
  'dr-read': read,
  'dr-promote': [
    'rds:DescribeGlobalClusters',
    'rds:DescribeDBClusters',
    'rds:DescribeEvents',
    'rds:FailoverGlobalCluster',
    'rds:SwitchoverGlobalCluster',
  ],
  'dr-traffic': [
    'route53-recovery-cluster:GetRoutingControlState',
    'route53-recovery-cluster:ListRoutingControls',
    'route53-recovery-cluster:UpdateRoutingControlState',
    'route53-recovery-cluster:UpdateRoutingControlStates',
    'route53:ListResourceRecordSets',
    'route53:GetChange',
    'route53:ChangeResourceRecordSets',
  ],
}

/** What the operator's own key may do without assuming anything, so that ordinary clients need no role. */
export const operatorPermissions: readonly string[] = [...new Set([...read, ...Object.values(rolePermissions).flat()])]

export const roleArn = (accountId: string, role: string): string => `arn:aws:iam::${accountId}:role/${role}`

export const userArn = (accountId: string, user: string): string => `arn:aws:iam::${accountId}:user/${user}`
