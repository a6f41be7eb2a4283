import { useState } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useList } from '../../api/queries.ts'
import type { Job, JobStatus } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { Chip } from '../../kit/chip.tsx'
import { Empty, Loaded } from '../../kit/states.tsx'
import { WindowedBody } from '../../kit/windowed.tsx'
import { JobDrawer } from './job-drawer.tsx'
import { JobRow } from './job-row.tsx'
import { JOB_STATUSES, JOB_TONES, statusIn } from './job.ts'

const ROW_HEIGHT = 56

/** All background work of the workspace, the newest first. */
export function JobList() {
  const [search, setSearch] = useSearchParams()
  const status = statusIn(search.get('status'))
  const jobs = useList<Job>('jobs', '/api/jobs', { status })
  const [opened, setOpened] = useState<Job>()
  const choose = (next: JobStatus | undefined): void => setSearch(next ? { status: next } : {})

  return (
    <>
      <StatusFilter status={status} onChoose={choose} />
      <Loaded query={{ ...jobs, data: jobs.items }}>
        {(items) =>
          items.length === 0 ? (
            <NoJobs status={status} onShowAll={() => choose(undefined)} />
          ) : (
            <div className="card card-table-box" aria-busy={jobs.isPlaceholderData}>
              <JobTable jobs={items} onOpen={setOpened} />
            </div>
          )
        }
      </Loaded>
      {jobs.hasNextPage && (
        <button type="button" disabled={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
          {t('action.more')}
        </button>
      )}
      {opened && (
        // What the list has learned since is newer; a job that has left the list stays as it was last seen.
        <JobDrawer
          job={jobs.items?.find(({ id }) => id === opened.id) ?? opened}
          onChange={setOpened}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  )
}

interface StatusFilterProps {
  readonly status: JobStatus | undefined
  readonly onChoose: (next: JobStatus | undefined) => void
}

function StatusFilter({ status, onChoose }: StatusFilterProps) {
  return (
    <div className="row">
      <label className="row">
        <span className="label">{t('jobs.filter')}</span>
        <select
          className="jobs-filter"
          value={status ?? ''}
          onChange={(event) => onChoose(statusIn(event.target.value))}
        >
          <option value="">{t('jobs.filter.all')}</option>
          {JOB_STATUSES.map((each) => (
            <option key={each} value={each}>
              {t(`jobs.status.${each}`)}
            </option>
          ))}
        </select>
      </label>
      {status && <Chip tone={JOB_TONES[status]}>{t(`jobs.statusHelp.${status}`)}</Chip>}
    </div>
  )
}

interface NoJobsProps {
  readonly status: JobStatus | undefined
  readonly onShowAll: () => void
}

function NoJobs({ status, onShowAll }: NoJobsProps) {
  if (status)
    return (
      <Empty title={t('jobs.empty.filtered', { status: t(`jobs.status.${status}`) })}>
        <button type="button" onClick={onShowAll}>
          {t('jobs.empty.showAll')}
        </button>
      </Empty>
    )
  return (
    <Empty title={t('jobs.empty')}>
      <p>{t('jobs.emptyHelp')}</p>
      <Link href="/">{t('jobs.toDashboard')}</Link>
    </Empty>
  )
}

interface JobTableProps {
  readonly jobs: readonly Job[]
  readonly onOpen: (job: Job) => void
}

function JobTable({ jobs, onOpen }: JobTableProps) {
  return (
    <table className="card-table" aria-rowcount={jobs.length + 1}>
      <caption className="hidden-text">{t('jobs.tab.jobs')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('jobs.column.name')}</th>
          <th scope="col">{t('jobs.column.status')}</th>
          <th scope="col">{t('jobs.column.attempts')}</th>
          <th scope="col">{t('jobs.column.progress')}</th>
          <th scope="col">{t('jobs.column.time')}</th>
          <th scope="col">{t('jobs.column.error')}</th>
        </tr>
      </thead>
      <WindowedBody items={jobs} rowHeight={ROW_HEIGHT}>
        {(job, row) => <JobRow key={job.id} job={job} row={row} onOpen={onOpen} />}
      </WindowedBody>
    </table>
  )
}
