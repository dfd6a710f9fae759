import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Lab, LabReply, LabRequest, LabSystem } from '../../core/contract'
import { checkoutAlert } from '../alerting/checkout-alert'
import { parseObject } from '../http/read-fields'
import { BadQuery } from './promql/expression'
import { badData, instantQuery, rangeQuery, success, type QueryScope } from './query-api'
import { SampleStore } from './sample-store'
import { scrapeWorld } from './scrape-world'

const Snapshot = z.object({ integrityViolations: z.number() })

/** Milliseconds at scale 1: between two scrapes, unless configured, and how far back ranges reach. */
const defaultScrape = 5000
const retention = 3_600_000

/**
 * A Prometheus outside both regions, on listener `prometheus`. It scrapes the world into memory; ranges in queries
 * shrink with the time scale like every other time of the lab. `POST /lab/integrity-violations {"count": n}` makes
 * the integrity checks find corruption.
 */
export function createPrometheusSystem(lab: Lab): LabSystem {
  const { clock } = lab
  let integrityViolations = 0
  const store = new SampleStore(clock.scaled(retention))
  const scope: QueryScope = { store, now: clock.now, scaled: (milliseconds) => clock.scaled(milliseconds) }
  const scrape = () => store.append(scrapeWorld(lab, integrityViolations), clock.now())
  const interval = clock.scaled(lab.config.serviceTimes.prometheusScrape ?? defaultScrape)
  const timer = setInterval(scrape, Math.max(20, interval))
  scrape()
  const answer = (request: LabRequest): LabReply => {
    switch (`${request.method} ${request.path}`) {
      case 'GET /api/v1/query':
      case 'POST /api/v1/query':
        return instantQuery(scope, request)
      case 'GET /api/v1/query_range':
      case 'POST /api/v1/query_range':
        return rangeQuery(scope, request)
      case 'GET /api/v1/alerts':
        return success({ alerts: describeAlerts(lab) })
      case 'GET /-/healthy':
      case 'GET /-/ready':
        return { status: 200, body: 'Prometheus Server is Ready.\n' }
      case 'POST /lab/integrity-violations': {
        integrityViolations += violationsIn(request)
        recordViolations(lab, request)
        scrape()
        return { status: 200, body: { total: integrityViolations } }
      }
      default:
        return { status: 404, body: '404 page not found\n' }
    }
  }
  return {
    listeners: [
      {
        name: 'prometheus',
        system: 'prometheus',
        region: null,
        management: false,
        operation: (request) => `${request.method} ${request.path}`,
        handle: async (request) => {
          try {
            return answer(request)
          } catch (error) {
            if (error instanceof BadQuery) return badData(error)
            throw error
          }
        },
        refuse: (_request, kind) =>
          kind === 'throttle'
            ? { status: 429, headers: { 'retry-after': '1' }, body: 'too many requests\n' }
            : { status: 403, body: 'forbidden\n' },
      },
    ],
    snapshot: () => ({ integrityViolations }),
    restore: (snapshot) => {
      integrityViolations = Snapshot.parse(snapshot).integrityViolations
    },
    close: async () => clearInterval(timer),
  }
}

function describeAlerts(lab: Lab): object[] {
  const alert = checkoutAlert(lab)
  if (!alert) return []
  const { labels, annotations, state, activeAt } = alert
  return [{ labels, annotations, state, activeAt: new Date(activeAt).toISOString(), value: '1e+00' }]
}

function violationsIn(request: LabRequest): number {
  const count = parseObject(request.body.toString('utf8'))?.count ?? 1
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1)
    throw new BadQuery('count must be a positive integer')
  return count
}

function recordViolations(lab: Lab, request: LabRequest): void {
  const parameters = { count: violationsIn(request) }
  const operation = 'POST /lab/integrity-violations'
  const at = lab.clock.now()
  const target = 'orderflow:integrity_violations_total'
  const attempt = { system: 'prometheus', region: null, operation, requestId: randomUUID(), target, parameters }
  lab.effects.record({ ...attempt, outcome: 'accepted', fault: null, receivedAt: at, settledAt: at })
}
