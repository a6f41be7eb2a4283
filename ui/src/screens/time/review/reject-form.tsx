import { useEffect, useId, useRef, useState } from 'react'
import { t } from '../../../i18n/index.ts'

interface RejectFormProps {
  readonly isBusy: boolean
  readonly onCancel: () => void
  readonly onReject: (note: string) => void
}

/** Whoever is refused is told why. */
export function RejectForm({ isBusy, onCancel, onReject }: RejectFormProps) {
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  useEffect(() => field.current?.focus(), [])
  const send = (): void => {
    const given = note.trim()
    setMissing(given === '')
    if (given === '') field.current?.focus()
    else onReject(given)
  }
  return (
    <form
      className="stack stack-tight"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel()
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
      }}
    >
      <label className="label" htmlFor={id}>
        {t('time.review.why')}
      </label>
      <textarea
        ref={field}
        id={id}
        value={note}
        maxLength={5_000}
        required
        aria-invalid={isMissing}
        aria-describedby={`${id}-help`}
        onChange={(event) => setNote(event.target.value)}
      />
      <span
        id={`${id}-help`}
        className={isMissing ? 'error-text' : 'help'}
        role={isMissing ? 'alert' : undefined}
      >
        {isMissing ? t('time.review.noteMissing') : t('time.review.whyHelp')}
      </span>
      <div className="row">
        <button type="submit" className="danger" disabled={isBusy}>
          {t('time.review.rejectNow')}
        </button>
        <button type="button" onClick={onCancel}>
          {t('action.cancel')}
        </button>
      </div>
    </form>
  )
}
