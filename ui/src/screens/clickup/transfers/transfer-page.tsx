import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import type { Transfer } from '../../../api/transfer-types.ts'
import { api, Problem } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { formatInstant, t } from '../../../i18n/index.ts'
import { Icon } from '../../../kit/icon.tsx'
import { Empty, Loaded } from '../../../kit/states.tsx'
import { Decide } from './decide.tsx'
import { Duplicates } from './duplicates.tsx'
import { StepList } from './step-list.tsx'
import { TransferActions } from './transfer-actions.tsx'
import { isMoving, titleOf, TransferChip } from './transfer-words.tsx'
import { useTargetNames } from './use-huntflow-options.ts'

const WATCH_MS = 1_500

/** One transfer, step by step. */
export function TransferPage({ id }: { readonly id: string }) {
  const transfer = useQuery({
    queryKey: ['clickup-transfers', 'one', id],
    queryFn: ({ signal }) => api<Transfer>(`/api/clickup/transfers/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WATCH_MS : false),
  })
  const isGone = transfer.error instanceof Problem && [404, 422].includes(transfer.error.status)
  return (
    <>
      <div>
        <Link href="/clickup/transfers" className="button back-link">
          <Icon name="back" />
          {t('transfers.back')}
        </Link>
      </div>
      {isGone ? (
        <Empty title={t('transfers.gone')} />
      ) : (
        <Loaded query={transfer}>{(found) => <Details transfer={found} />}</Loaded>
      )}
    </>
  )
}

function Details({ transfer }: { readonly transfer: Transfer }) {
  const title = useRef<HTMLHeadingElement>(null)
  const isAdmin = useSession().actor.role === 'admin'
  const { status, error, possibleDuplicates } = transfer
  // Whoever comes from the task's drawer would be left nowhere.
  useEffect(() => title.current?.focus(), [])
  return (
    <div className="transfer">
      <section className="card stack">
        <div className="row between">
          <h2 ref={title} tabIndex={-1} className="grow">
            {titleOf(transfer)}
          </h2>
          <span role="status">
            <TransferChip status={status} />
          </span>
        </div>
        <Facts transfer={transfer} />
        {error !== null && (
          <p lang="en" className={status === 'failed' ? 'notice notice-bad' : 'notice notice-warn'}>
            {error}
          </p>
        )}
        {isAdmin && <TransferActions transfer={transfer} />}
      </section>
      {status === 'needs-decision' && <Decide transfer={transfer} mayDecide={isAdmin} />}
      {status !== 'needs-decision' && possibleDuplicates.length > 0 && <Duplicates transfer={transfer} />}
      <section className="card stack" aria-labelledby="transfer-steps">
        <h3 id="transfer-steps">{t('transfers.steps')}</h3>
        <StepList steps={transfer.steps} />
      </section>
    </div>
  )
}

function Facts({ transfer }: { readonly transfer: Transfer }) {
  const { taskId, applicantId, applicantUrl, includeComments, createdAt, finishedAt } = transfer
  const { account, vacancy, stage } = useTargetNames(transfer)
  return (
    <dl className="facts">
      <dt>{t('transfers.column.task')}</dt>
      <dd>
        <Link href={`/clickup?task=${encodeURIComponent(taskId)}`}>{titleOf(transfer)}</Link>
      </dd>
      <dt>{t('transfers.account')}</dt>
      <dd>{account}</dd>
      <dt>{t('transfers.vacancy')}</dt>
      <dd>
        {vacancy ?? t('transfers.vacancy.none')}
        {stage !== null && ` · ${stage}`}
      </dd>
      <dt>{t('transfers.column.applicant')}</dt>
      <dd>
        {applicantUrl === null ? (
          (applicantId ?? '–')
        ) : (
          <a href={applicantUrl} target="_blank" rel="noreferrer">
            {t('transfers.openApplicant', { id: applicantId ?? '' })}
          </a>
        )}
      </dd>
      <dt>{t('transfers.comments')}</dt>
      <dd>{includeComments ? t('transfers.comments.with') : t('transfers.comments.without')}</dd>
      <dt>{t('transfers.column.created')}</dt>
      <dd>{formatInstant(createdAt)}</dd>
      {finishedAt !== null && (
        <>
          <dt>{t('transfers.finished')}</dt>
          <dd>{formatInstant(finishedAt)}</dd>
        </>
      )}
    </dl>
  )
}
