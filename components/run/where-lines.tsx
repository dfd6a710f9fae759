import type { WhereView } from '@/lib/domain/view/console/where'

/**
 * Account, region and identity of each system, a line each, so that what proves the step stays in view. Addresses are
 * folded and whole: a wrong account looks right when it is cut.
 */
export function WhereLines({ where }: { where: readonly WhereView[] }) {
  return (
    <div className="flex flex-wrap gap-x-4">
      <ul className="min-w-0 flex-1 basis-52">
        {where.map(({ system, account, region, identity }) => (
          <li key={system} className="flex min-w-0 flex-wrap gap-x-4 sm:not-print:flex-nowrap">
            <b className="font-semibold whitespace-nowrap">{system}</b>
            {account !== null && <span className="num whitespace-nowrap">{account}</span>}
            {region !== null && (
              <span className="whitespace-nowrap">
                region <b className="font-semibold">{region}</b>
              </span>
            )}
            {identity !== null && (
              <span className="mono min-w-0 truncate pt-0.5 text-ink-2" title={identity}>
                {identity}
              </span>
            )}
          </li>
        ))}
      </ul>
      <details className="text-meta open:basis-full print:basis-full">
        <summary className="min-h-6 w-max cursor-pointer pt-0.5 text-ink-3 max-lg:min-h-11 max-lg:py-3">
          addresses
        </summary>
        <ul className="pb-1">
          {where.map(({ system, identity, endpoint }) => (
            <li key={system}>
              <span className="text-ink-2">{system}</span>{' '}
              <span className="mono break-all text-ink-3">
                {[identity, ...endpoint.split(', ')].filter(Boolean).join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}
