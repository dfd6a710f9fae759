import { atFirst, calmVerdict, wanted, type Calm } from './calm-verdict'
import type { ServingNews } from './serving-news'

/** What is remembered of one promotion boundary between two looks; it dies with the process that looks. */
export interface CalmServing {
  /** What was recorded last; null: nothing yet. */
  said: { region: string; standby: boolean } | null
  standby: Calm
  region: Calm
}

export const neverSaid: CalmServing = { said: null, standby: atFirst, region: atFirst }

/**
 * What is to be recorded of a promotion boundary whose readings may flap: a standby that is lost at once, one that is
 * back, or another region that serves, only after it has held, the longer the oftener it turned. What never turned is
 * believed at once. `news` null: it cannot be told, so that no hold lasts through it. `stretch` is the time scale.
 */
export function calmServing(
  calm: CalmServing,
  news: ServingNews | null,
  now: string,
  stretch: (milliseconds: number) => number,
): { record: ServingNews | null; calm: CalmServing } {
  const { said, standby, region } = calm
  if (news === null)
    return { record: null, calm: { said, standby: { ...standby, better: null }, region: { ...region, better: null } } }
  const saying = { region: news.region, standby: news.standby }
  if (said === null) return { record: news, calm: { ...calm, said: saying } }
  const word = (good: boolean) => (good ? 'met' : 'unmet')
  const able = calmVerdict(word(said.standby), word(news.standby), standby, now, wanted, stretch)
  // Neither region is the better one: whichever is new has to hold, and each time that one is believed is a turn.
  const moved = news.region !== said.region
  const where = calmVerdict('unmet', word(moved), region, now, wanted, stretch)
  const lost = said.standby && !news.standby
  const holds = able.verdict === word(news.standby) && where.verdict === word(moved)
  const differs = moved || news.standby !== said.standby
  if (!differs || !(lost || holds)) return { record: null, calm: { said, standby: able.calm, region: where.calm } }
  const turns = moved ? [...where.calm.turns, now] : where.calm.turns
  return { record: news, calm: { said: saying, standby: able.calm, region: { turns, better: null } } }
}
