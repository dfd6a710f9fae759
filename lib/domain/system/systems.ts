import { awsArc } from './aws-arc/system'
import { awsCloudwatch } from './aws-cloudwatch/system'
import { awsRds } from './aws-rds/system'
import { awsRoute53 } from './aws-route53/system'
import { consoleItself } from './console/system'
import { http } from './http/system'
import { kubernetes } from './kubernetes/system'
import { pagerduty } from './pagerduty/system'
import { prometheus } from './prometheus/system'
import { slack } from './slack/system'
import { statuspage } from './statuspage/system'

/** Every kind of system: schemas, catalogue, reference and hands follow from this list, in its order. */
export const systems = [
  awsRds,
  awsArc,
  awsRoute53,
  awsCloudwatch,
  kubernetes,
  slack,
  statuspage,
  pagerduty,
  prometheus,
  http,
  consoleItself,
] as const
