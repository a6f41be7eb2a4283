import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api, withQuery } from '../../api/client.ts'
import type { Job, JobStatus, Page } from '../../api/types.ts'
import { formatNumber, t } from '../../i18n/index.ts'
import { Chip, type Tone } from '../../kit/chip.tsx'
import { Loaded } from '../../kit/states.tsx'
import { Card } from './card.tsx'
import { countOf } from './summaries.ts'

type Shown = Extract<JobStatus, 'running' | 'ready' | 'failed'>

const SHOWN: readonly Shown[] = ['running', 'ready', 'failed']
const TONES: Readonly<Record<Shown, Tone>> = { running: 'busy', ready: 'plain', failed: 'bad' }

export function JobsCard() {
  return (
    <Card title={t('dashboard.jobs')} aside={<Link href="/jobs">{t('dashboard.jobs.all')}</Link>}>
      <ul className="job-counts">
        {SHOWN.map((status) => (
          <JobCount key={status} status={status} />
        ))}
      </ul>
    </Card>
  )
}

function JobCount({ status }: { readonly status: Shown }) {
  const jobs = useQuery({
    queryKey: ['jobs', 'count', status],
    queryFn: ({ signal }) => api<Page<Job>>(withQuery('/api/jobs', { status, limit: '200' }), { signal }),
  })
  return (
    <li>
      <Loaded query={jobs} rows={1}>
        {(page) => {
          const { count, isMore } = countOf(page)
          return (
            <Link href={`/jobs?status=${status}`} className="job-count">
              <strong>
                {formatNumber(count)}
                {isMore && '+'}
              </strong>
              <Chip tone={count === 0 ? 'plain' : TONES[status]}>{t(`dashboard.jobs.${status}`)}</Chip>
            </Link>
          )
        }}
      </Loaded>
    </li>
  )
}
