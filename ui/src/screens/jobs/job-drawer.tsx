import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { api, Problem } from '../../api/client.ts'
import { useSession } from '../../api/queries.ts'
import type { Job } from '../../api/types.ts'
import { formatAgo, formatInstant, t } from '../../i18n/index.ts'
import { Chip } from '../../kit/chip.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Failure } from '../../kit/states.tsx'
import { toast } from '../../kit/toast.tsx'
import { attemptsText, jobTitle, Progress } from './job-row.tsx'
import { actionFor, JOB_TONES, mayAct, nextRunOf, type JobAction } from './job.ts'

interface JobDrawerProps {
  readonly job: Job
  readonly onChange: (job: Job) => void
  readonly onClose: () => void
}

/** Everything that is known of a job, and what can be done with it. */
export function JobDrawer({ job, onChange, onClose }: JobDrawerProps) {
  const { role } = useSession().actor
  const act = useJobAction(job, onChange)
  const [isAsking, setAsking] = useState(false)
  const retry = useMutation({ mutationFn: () => act('retry') })
  const action = actionFor(job)
  const button = mayAct(role) && action && (
    <button
      type="button"
      className={action === 'retry' ? 'primary' : 'danger'}
      disabled={retry.isPending}
      onClick={() => (action === 'retry' ? retry.mutate() : setAsking(true))}
    >
      {t(`jobs.do.${action}`)}
    </button>
  )
  return (
    <>
      <Dialog title={jobTitle(job)} onClose={onClose} isDrawer actions={button}>
        <JobFacts job={job} />
        {action && !mayAct(role) && <p className="notice">{t('jobs.adminsOnly')}</p>}
        {retry.error && <Failure error={retry.error} />}
      </Dialog>
      {isAsking && (
        <Confirm
          title={t('jobs.cancel.title')}
          action={t('jobs.do.cancel')}
          run={() => act('cancel')}
          onClose={() => setAsking(false)}
        >
          <p>{t('jobs.cancel.text', { name: jobTitle(job) })}</p>
        </Confirm>
      )}
    </>
  )
}

function useJobAction(job: Job, onChange: (job: Job) => void): (action: JobAction) => Promise<void> {
  const queries = useQueryClient()
  return async (action) => {
    try {
      onChange(await api<Job>(`/api/jobs/${encodeURIComponent(job.id)}/${action}`, { method: 'POST' }))
      toast('success', t(`jobs.did.${action}`))
    } catch (error) {
      throw inWords(error)
    } finally {
      // Also after a refusal: then the job is not what we thought.
      void queries.invalidateQueries({ queryKey: ['jobs'] })
    }
  }
}

/** A refusal in words of ours: the job has moved on meanwhile. */
function inWords(error: unknown): unknown {
  return error instanceof Problem && error.status === 409
    ? new Error(t('jobs.conflict', { detail: error.message }))
    : error
}

function JobFacts({ job }: { readonly job: Job }) {
  const nextRun = nextRunOf(job)
  return (
    <>
      <dl className="facts">
        <Fact name={t('jobs.column.status')}>
          <Chip tone={JOB_TONES[job.status]}>{t(`jobs.status.${job.status}`)}</Chip>{' '}
          {t(`jobs.statusHelp.${job.status}`)}
        </Fact>
        <Fact name={t('jobs.fact.kind')}>
          <code>{job.name}</code>
        </Fact>
        <Fact name={t('jobs.fact.id')}>
          <code>{job.id}</code>
        </Fact>
        <Fact name={t('jobs.column.attempts')}>{attemptsText(job)}</Fact>
        <Fact name={t('jobs.fact.created')}>
          <Instant at={job.createdAt} />
        </Fact>
        {nextRun !== undefined && (
          <Fact name={t('jobs.nextRun')}>
            <Instant at={nextRun} />
          </Fact>
        )}
        {job.finishedAt !== null && (
          <Fact name={t('jobs.fact.finished')}>
            <Instant at={job.finishedAt} />
          </Fact>
        )}
      </dl>
      <Progress progress={job.progress} />
      {job.error !== null && (
        <section className="stack stack-tight">
          <h3>{t('jobs.fact.error')}</h3>
          <pre className="job-text error-text">{job.error}</pre>
        </section>
      )}
      {job.progress !== null && (
        <section className="stack stack-tight">
          <h3>{t('jobs.fact.said')}</h3>
          <pre className="job-text">{JSON.stringify(job.progress, null, 2)}</pre>
        </section>
      )}
    </>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Instant({ at }: { readonly at: string }) {
  return (
    <time dateTime={at}>
      {formatInstant(at)} <span className="faint">({formatAgo(at)})</span>
    </time>
  )
}
