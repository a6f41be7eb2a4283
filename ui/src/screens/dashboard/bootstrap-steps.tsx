import { useState } from 'react'
import type { BootstrapStep } from '../../api/types.ts'
import { formatNumber, t } from '../../i18n/index.ts'
import { Chip, type Tone } from '../../kit/chip.tsx'
import { OperationLink } from './operation-link.tsx'
import { countSteps } from './progress.ts'

type Status = BootstrapStep['status']

const TONES: Readonly<Record<Status, Tone>> = {
  pending: 'plain',
  running: 'busy',
  done: 'good',
  skipped: 'warn',
  failed: 'bad',
}
const FILTERS = ['all', 'running', 'failed', 'skipped'] as const

export function BootstrapSteps({ steps }: { readonly steps: readonly BootstrapStep[] }) {
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>('all')
  const counts = countSteps(steps)
  const shown = filter === 'all' ? steps : steps.filter(({ status }) => status === filter)
  return (
    <>
      <div className="row" role="group" aria-label={t('dashboard.steps.filter')}>
        {FILTERS.map((each) => (
          <button
            key={each}
            type="button"
            className="filter-chip"
            aria-pressed={filter === each}
            onClick={() => setFilter(each)}
          >
            {each === 'all' ? t('dashboard.steps.all') : t(`dashboard.step.${each}`)} (
            {formatNumber(counts[each])})
          </button>
        ))}
      </div>
      {shown.length === 0 && <p className="faint">{t('dashboard.steps.none')}</p>}
      <ul className="steps" aria-label={t('dashboard.steps')}>
        {shown.map((step) => (
          <StepRow key={step.operationId} step={step} />
        ))}
      </ul>
    </>
  )
}

function StepRow({ step }: { readonly step: BootstrapStep }) {
  const { operationId, status, reason, pages, records } = step
  return (
    <li className="step">
      <span className="step-name">
        <OperationLink operationId={operationId} />
      </span>
      <Chip tone={TONES[status]}>{t(`dashboard.step.${status}`)}</Chip>
      <span className="step-figures faint">
        {pages > 0 && (
          <>
            {t('dashboard.steps.records', { count: records })}
            {', '}
            {t('dashboard.steps.pages', { count: pages })}
          </>
        )}
      </span>
      {/* How many pages there will be nobody knows before the last one. */}
      {status === 'running' && <progress aria-label={t('dashboard.step.running')} />}
      {reason !== null && (
        <span lang="en" className={status === 'failed' ? 'step-reason error-text' : 'step-reason help'}>
          {reason}
        </span>
      )}
    </li>
  )
}
