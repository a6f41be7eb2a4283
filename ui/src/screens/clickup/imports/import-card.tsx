import { Link } from 'wouter'
import type { TaskImport } from '../../../api/clickup-types.ts'
import { formatNumber, t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { ImportActions } from './import-actions.tsx'
import { countText, etaText, ImportChip } from './import-words.tsx'

const WHOLE = 100
const COUNTS = ['succeeded', 'failed'] as const

/** One that runs or could go on. */
export function ImportCard({ task }: { readonly task: TaskImport }) {
  return (
    <section
      className="card stack"
      aria-label={t(task.status === 'running' ? 'imports.running' : 'imports.import')}
    >
      <div className="row between">
        <Link href={`/clickup/imports?import=${encodeURIComponent(task.id)}`} className="strong-link">
          {t(`imports.target.${task.target}`)}
        </Link>
        <span className="help">
          {t('imports.started')} <Ago at={task.startedAt} />
        </span>
      </div>
      <ImportState task={task} />
      <ImportActions task={task} />
    </section>
  )
}

/** How far it is, and how it goes. */
export function ImportState({ task }: { readonly task: TaskImport }) {
  const { status, progressPercentage, successRate, errorMessage, planned } = task
  const isRunning = status === 'running'
  return (
    <div className="stack stack-tight">
      <div className="row">
        <ImportChip status={status} />
        <span>{countText(task)}</span>
        {isRunning && <span className="faint">{etaText(task)}</span>}
      </div>
      <progress
        aria-label={t('imports.progress')}
        // While the list is still being read, the share would only go back and forth.
        value={planned || !isRunning ? progressPercentage : undefined}
        max={WHOLE}
      />
      <div className="row">
        {COUNTS.map((name) => (
          <span key={name} className={name === 'failed' && task.failed > 0 ? 'bad-words' : undefined}>
            {t(`imports.counted.${name}`, { number: formatNumber(task[name]) })}
          </span>
        ))}
        {successRate !== null && (
          <span className="faint">
            {t('imports.successRate', { share: formatNumber(Math.round(successRate)) })}
          </span>
        )}
      </div>
      {errorMessage !== null && (
        <p className={status === 'failed' ? 'notice notice-bad' : 'notice notice-warn'}>{errorMessage}</p>
      )}
    </div>
  )
}
