/**
 * Loads every SDK before it is needed. At first use one takes up to a second of a window of seconds in which a request
 * has to leave; a worker calls this once at start.
 */
export async function loadSdks(): Promise<void> {
  await Promise.all([
    import('@aws-sdk/client-rds'),
    import('@aws-sdk/client-sts'),
    import('@aws-sdk/client-cloudwatch'),
    import('@aws-sdk/client-route53-recovery-cluster'),
    import('@kubernetes/client-node'),
    import('@slack/web-api'),
  ])
}
