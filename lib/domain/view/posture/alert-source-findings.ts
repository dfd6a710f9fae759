import type { Finding } from './finding'
import { judgeAlertSource } from '../../posture/alert-source'
import { spanWords } from '../format/duration'
import type { PostureInput } from './posture-input'

/** What keeps an alert from opening an incident: nobody bound, nobody heard, or somebody refused. */
export function alertSourceFindings({ environment, alertSource, now }: PostureInput): Finding[] {
  const found = judgeAlertSource(environment, alertSource, now)
  const finding = (status: Finding['status'], title: string, detail: string, at: string | null = null): Finding[] => [
    { status, title, detail, source: `alerts of ${environment.name}`, at },
  ]
  switch (found.is) {
    case 'connected':
      return []
    case 'unbound':
      return finding(
        'warning',
        'No alert source is named',
        'Only a person opens an incident here. Name one in the environment: alerts.token.',
      )
    case 'refused':
      return finding(
        'breached',
        found.count === 1 ? 'An alert was refused' : `${found.count} alerts were refused`,
        `The last one because: ${found.because}`,
        found.at,
      )
    case 'never-heard':
      return finding(
        'breached',
        'No alert source is connected',
        `${found.heartbeat} should come every ${spanWords(found.everyMilliseconds)} and has never come. An outage would open no incident by itself.`,
      )
    case 'silent':
      return finding(
        'breached',
        'The alert source has gone silent',
        `${found.heartbeat} should come every ${spanWords(found.everyMilliseconds)}. An outage would open no incident by itself.`,
        found.at,
      )
    case 'untold':
      return finding(
        'unknown',
        'Whether alerts would arrive is not known',
        `${found.at === null ? 'None has ever come' : 'Silence and calm look alike'}: name a heartbeat in the environment, alerts.heartbeat.`,
        found.at,
      )
  }
}
