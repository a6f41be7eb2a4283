import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from 'wouter'
import { api, Problem } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import type { Mail } from '../../../api/time-types.ts'
import { formatInstant, t } from '../../../i18n/index.ts'
import { Dialog } from '../../../kit/dialog.tsx'
import { Failure, Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { MailChip } from './mail-table.tsx'

interface MailDrawerProps {
  readonly id: string
  readonly onClose: () => void
}

export function MailDrawer({ id, onClose }: MailDrawerProps) {
  const mail = useQuery({
    queryKey: ['outbox', 'one', id],
    queryFn: ({ signal }) => api<Mail>(`/api/outbox/${encodeURIComponent(id)}`, { signal }),
  })
  const isGone = mail.error instanceof Problem && [404, 422].includes(mail.error.status)
  return (
    <Dialog isDrawer title={mail.data?.subject ?? t('outbox.mail')} onClose={onClose}>
      {isGone ? (
        <p className="notice notice-warn">{t('outbox.gone')}</p>
      ) : (
        <Loaded query={mail}>{(data) => <MailDetails mail={data} />}</Loaded>
      )}
    </Dialog>
  )
}

function MailDetails({ mail }: { readonly mail: Mail }) {
  const { to, status, attempts, lastError, createdAt, sentAt, nextAttemptAt, attachment, text } = mail
  return (
    <>
      <div>
        <MailChip status={status} />
      </div>
      <dl className="facts">
        <dt>{t('outbox.column.to')}</dt>
        <dd>{to}</dd>
        <dt>{t('outbox.column.created')}</dt>
        <dd>{formatInstant(createdAt)}</dd>
        <dt>{t('outbox.sentAt')}</dt>
        <dd>{sentAt === null ? t('outbox.notYet') : formatInstant(sentAt)}</dd>
        <dt>{t('outbox.column.attempts')}</dt>
        <dd>{attempts}</dd>
        {nextAttemptAt !== null && (
          <>
            <dt>{t('outbox.next')}</dt>
            <dd>{formatInstant(nextAttemptAt)}</dd>
          </>
        )}
        {attachment && (
          <>
            <dt>{t('outbox.attachment')}</dt>
            <dd>{attachment.name}</dd>
          </>
        )}
      </dl>
      {mail.digestId !== null && <Digest id={mail.digestId} />}
      {lastError !== null && (
        <p className={status === 'sent' ? 'notice' : 'notice notice-bad'}>
          {t('outbox.lastError', { error: lastError })}
        </p>
      )}
      {status === 'failed' && <Resend id={mail.id} />}
      {text === '' ? (
        <p className="faint">{t('outbox.forgotten')}</p>
      ) : (
        <pre className="mail-text" tabIndex={0} role="region" aria-label={t('outbox.text')}>
          {text}
        </pre>
      )}
    </>
  )
}

/** It was not sent itself: another tells of it together with others. */
function Digest({ id }: { readonly id: string }) {
  return (
    <p className="notice">
      {t('outbox.digest')}
      <Link href={`/time/outbox?mail=${encodeURIComponent(id)}`} className="button">
        {t('outbox.toDigest')}
      </Link>
    </p>
  )
}

/** Tries once more to send a mail that was given up. */
function Resend({ id }: { readonly id: string }) {
  const queries = useQueryClient()
  const { role } = useSession().actor
  const resend = useMutation({
    mutationFn: () => api(`/api/outbox/${encodeURIComponent(id)}/resend`, { method: 'POST' }),
    onSuccess: () => toast('success', t('outbox.resent')),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['outbox'] }),
  })
  if (role !== 'admin') return <p className="help">{t('outbox.adminsOnly')}</p>
  return (
    <>
      <div className="row">
        <button type="button" className="primary" disabled={resend.isPending} onClick={() => resend.mutate()}>
          {t('outbox.resend')}
        </button>
        <span className="help">{t('outbox.resendHelp')}</span>
      </div>
      {resend.error && <Failure error={inWords(resend.error)} />}
    </>
  )
}

function inWords(error: Error): Error {
  return error instanceof Problem && error.status === 409
    ? new Error(t('outbox.conflict', { detail: error.message }))
    : error
}
