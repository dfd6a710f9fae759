import { utcTime } from '@/lib/domain/view/format/instant'
import type { ClockStatus, TierClockView } from '@/lib/domain/view/console/tier-clocks'

/** The exact word for a tier's status: the shape says the status, the word says which kind of it. */
export function tierWord(clock: TierClockView, status: ClockStatus): string {
  if (clock.judgedAt !== null) return `fails again, judged ${utcTime(clock.judgedAt)}`
  if (clock.stop === 'provisional') return status === 'breached' ? 'missed, provisional' : 'provisional'
  if (clock.stop === 'recovered') return status === 'breached' ? 'recovered, missed' : 'recovered'
  if (clock.is === 'down' && status !== 'breached')
    return `${clock.again ? 'down again' : 'down'}${status === 'waiting' && clock.predicted !== null ? ', in time' : ''}`
  if (clock.is === 'working' && status === 'ok') return 'works'
  if (clock.is === 'failing' && status === 'warning') return 'fails'
  return status
}
