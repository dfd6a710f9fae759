import type { WhereView } from '@/lib/domain/view/console/where'

/** Account, region, role and endpoint in full: a wrong account looks right when it is cut. */
export function WhereLines({ where }: { where: readonly WhereView[] }) {
  return (
    <ul>
      {where.map((place) => (
        <li key={place.system} className="flex flex-wrap gap-x-4">
          <b className="font-semibold">{place.system}</b>
          {place.account !== null && <span className="num">{place.account}</span>}
          {place.region !== null && (
            <span>
              region <b className="font-semibold">{place.region}</b>
            </span>
          )}
          {place.identity !== null && <span className="mono break-all text-ink-2">{place.identity}</span>}
          {place.endpoint.split(', ').map((endpoint) => (
            <span key={endpoint} className="mono break-all text-ink-3">
              {endpoint}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}
