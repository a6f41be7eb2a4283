import { useId, useState } from 'react'
import type { TimeSession } from '../../../api/time-types.ts'
import { t } from '../../../i18n/index.ts'
import { Failure } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { DecidedByOther, useDecision } from './decision.ts'

interface DecideProps {
  readonly session: TimeSession
  readonly mayDecide: boolean
}

/** Approve or reject, with what that means. */
export function Decide({ session, mayDecide }: DecideProps) {
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const id = useId()
  const decision = useDecision({
    onDecided: ({ approved }) => toast('success', approved ? t('time.approved') : t('time.rejected')),
  })
  if (!mayDecide) return <p className="notice notice-warn">{t('time.review.adminsOnly')}</p>
  const send = (approved: boolean): void => {
    const given = note.trim()
    setMissing(!approved && given === '')
    if (approved || given !== '')
      decision.mutate({ session, approved, ...(given === '' ? {} : { note: given }) })
  }
  return (
    <section className="notice notice-warn" aria-label={t('time.review')}>
      <p>{t('time.review.meansThis')}</p>
      <label className="field wide">
        <span className="label">{t('time.review.note')}</span>
        <input
          value={note}
          maxLength={5_000}
          aria-invalid={isMissing}
          aria-describedby={isMissing ? `${id}-missing` : undefined}
          onChange={(event) => setNote(event.target.value)}
        />
      </label>
      {isMissing && (
        <span id={`${id}-missing`} className="error-text" role="alert">
          {t('time.review.noteMissing')}
        </span>
      )}
      <div className="row">
        <button type="button" disabled={decision.isPending} onClick={() => send(true)}>
          {t('time.approve')}
        </button>
        <button type="button" className="danger" disabled={decision.isPending} onClick={() => send(false)}>
          {t('time.reject')}
        </button>
      </div>
      {decision.error && <Failure error={decisionError(decision.error)} />}
    </section>
  )
}

export function decisionError(error: Error): Error {
  if (!(error instanceof DecidedByOther)) return error
  return new Error(t('time.review.lost', { status: t(`time.status.${error.status}`) }))
}
