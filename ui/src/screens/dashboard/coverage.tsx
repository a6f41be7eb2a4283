import type { BootstrapView } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { countSteps, groupReasons } from './progress.ts'
import { OperationLink } from './operation-link.tsx'

/** How much of what can be read was read, and why the rest was not. */
export function Coverage({ run, steps }: BootstrapView) {
  const { all, done, skipped, failed } = countSteps(steps)
  const parts = [
    run === null
      ? t('dashboard.coverage.plan', { read: all - skipped, count: all })
      : t('dashboard.coverage.read', { read: done, count: all }),
    t('dashboard.coverage.skipped', { count: skipped }),
    ...(failed > 0 ? [t('dashboard.coverage.failed', { count: failed })] : []),
  ]
  return (
    <div className="stack stack-tight">
      <p>{parts.join(', ')}.</p>
      {skipped > 0 && (
        <details>
          <summary>{t('dashboard.coverage.why')}</summary>
          <ul className="reasons">
            {groupReasons(steps).map(({ kind, steps }) => (
              <li key={kind}>
                {t(`dashboard.reason.${kind}`)} <span className="faint">({steps.length})</span>
                <ul>
                  {steps.map(({ operationId, reason }) => (
                    <li key={operationId}>
                      <OperationLink operationId={operationId} />{' '}
                      <span lang="en" className="faint">
                        {reason}
                      </span>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
