import type { Job } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Ago } from '../../kit/ago.tsx'
import { Chip } from '../../kit/chip.tsx'
import type { RowProps } from '../../kit/windowed.tsx'
import { JOB_TONES, jobTextKey, nextRunOf, progressOf } from './job.ts'

interface JobRowProps {
  readonly job: Job
  readonly row: RowProps
  readonly onOpen: (job: Job) => void
}

export function JobRow({ job, row, onOpen }: JobRowProps) {
  const nextRun = nextRunOf(job)
  return (
    <tr {...row}>
      <td>
        <button type="button" className="job-open" onClick={() => onOpen(job)}>
          {jobTitle(job)}
        </button>
        <div className="mono faint">{job.name}</div>
      </td>
      <td>
        <Chip tone={JOB_TONES[job.status]}>{t(`jobs.status.${job.status}`)}</Chip>
      </td>
      <td className="keep" data-label={t('jobs.column.attempts')}>
        {attemptsText(job)}
      </td>
      <td>
        <Progress progress={job.progress} />
      </td>
      <td className="keep" data-label={t('jobs.column.time')}>
        <Ago at={job.createdAt} />
        {nextRun !== undefined && (
          <div className="help">
            {t('jobs.nextRun')} <Ago at={nextRun} />
          </div>
        )}
      </td>
      <td>{job.error !== null && <div className="job-error error-text">{job.error}</div>}</td>
    </tr>
  )
}

/** In words where we have some. */
export function jobTitle({ name }: Pick<Job, 'name'>): string {
  const key = jobTextKey(name)
  return key === undefined ? name : t(key)
}

export function attemptsText({ attempts, maxAttempts }: Pick<Job, 'attempts' | 'maxAttempts'>): string {
  return t('jobs.attempts', { attempts, max: maxAttempts })
}

/** A bar, where a job says how far it is. */
export function Progress({ progress }: { readonly progress: unknown }) {
  const far = progressOf(progress)
  if (!far) return null
  const text = t('jobs.progress', { done: far.done, total: far.total })
  return (
    <div className="job-progress">
      <progress value={far.done} max={far.total} aria-label={t('jobs.column.progress')} />
      <span className="help">{text}</span>
    </div>
  )
}
