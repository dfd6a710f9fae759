import { StatusMark } from '@/components/ui/status-mark'
import { Elapsed } from '@/components/ui/time/ticking'
import type { ServingView } from '@/lib/domain/view/serving-view'

/** Where it runs and what could take over, in the words of every page: they bear on each decision to move it. */
export function ServingLine({ serving, plain = false }: { serving: readonly ServingView[]; plain?: boolean }) {
  return serving.map(({ promotionBoundary, status, words, standbyWords, unprotected, promotion }) => (
    <span key={promotionBoundary} className={plain ? undefined : 'max-md:hidden'}>
      {unprotected === null || promotion !== null ? (
        <StatusMark status={promotion === null ? status : 'warning'} className="whitespace-normal!">
          {words}, {standbyWords}
        </StatusMark>
      ) : (
        <StatusMark status="breached" className="font-semibold whitespace-normal!">
          UNPROTECTED
          {unprotected.since !== null && (
            <>
              {' '}
              <Elapsed from={unprotected.since} face="step" />
            </>
          )}
          : {words}, {standbyWords}
        </StatusMark>
      )}
    </span>
  ))
}
