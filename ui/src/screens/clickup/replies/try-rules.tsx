import { useMutation } from '@tanstack/react-query'
import { useId, useState } from 'react'
import {
  REPLY_EVENTS,
  type DryRunInput,
  type DryRunItem,
  type ReplyEvent,
  type ReplyRule,
} from '../../../api/reply-types.ts'
import { api } from '../../../api/client.ts'
import { t } from '../../../i18n/index.ts'
import { SelectField } from '../../../kit/select-field.tsx'
import { Failure } from '../../../kit/states.tsx'
import { TryResults } from './try-results.tsx'

interface TryRulesProps {
  readonly rules: readonly ReplyRule[]
  readonly isSaved: boolean
}

type Against = 'text' | 'recent'

const RECENT = ['20', '50', '100'] as const
const AGAINST: readonly Against[] = ['text', 'recent']

interface Trial {
  readonly against: Against
  readonly text: string
  readonly event: ReplyEvent
  readonly recent: (typeof RECENT)[number]
}

const NOTHING: Trial = { against: 'text', text: '', event: 'comment', recent: '20' }

/** What the rules as they stand here would do; nothing is sent. */
export function TryRules({ rules, isSaved }: TryRulesProps) {
  const id = useId()
  const [trial, setTrial] = useState(NOTHING)
  const attempt = useMutation({
    mutationFn: (body: DryRunInput) =>
      api<{ items: readonly DryRunItem[] }>('/api/clickup/auto-replies/test', { method: 'POST', body }),
  })
  const { against, text, event, recent } = trial
  const isReady = against === 'recent' || text.trim() !== ''
  return (
    <section className="card stack replies" aria-labelledby={id}>
      <h2 id={id}>{t('replies.try')}</h2>
      <p className="help">{isSaved ? t('replies.tryHelp') : t('replies.tryUnsaved')}</p>
      <TrialFields trial={trial} set={(part) => setTrial({ ...trial, ...part })} />
      <div className="row">
        <button
          type="button"
          disabled={!isReady || attempt.isPending}
          onClick={() =>
            attempt.mutate(against === 'text' ? { rules, text, event } : { rules, recent: Number(recent) })
          }
        >
          {t('replies.tryDo')}
        </button>
      </div>
      {attempt.error && <Failure error={attempt.error} />}
      <div role="status">{attempt.data && <TryResults items={attempt.data.items} rules={rules} />}</div>
    </section>
  )
}

interface TrialFieldsProps {
  readonly trial: Trial
  readonly set: (part: Partial<Trial>) => void
}

function TrialFields({ trial, set }: TrialFieldsProps) {
  const id = useId()
  return (
    <>
      <fieldset className="ticks">
        <legend className="hidden-text">{t('replies.tryAgainst')}</legend>
        {AGAINST.map((each) => (
          <label key={each} className="tick">
            <input
              type="radio"
              name={`${id}-against`}
              checked={trial.against === each}
              onChange={() => set({ against: each })}
            />
            <span>{t(`replies.against.${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {trial.against === 'text' ? (
        <>
          <label className="field">
            <span className="label">{t('replies.tryText')}</span>
            <textarea
              rows={3}
              maxLength={5_000}
              value={trial.text}
              onChange={({ target }) => set({ text: target.value })}
            />
          </label>
          <SelectField<ReplyEvent>
            label={t('replies.tryEvent')}
            value={trial.event}
            options={REPLY_EVENTS.map((each) => [each, t(`replies.event.${each}`)])}
            onChange={(event) => set({ event })}
          />
        </>
      ) : (
        <SelectField
          label={t('replies.tryRecent')}
          value={trial.recent}
          options={RECENT.map((each) => [each, each] as const)}
          onChange={(recent) => set({ recent })}
        />
      )}
    </>
  )
}
