import { useId } from 'react'
import { t } from '../../../i18n/index.ts'
import type { RuleFieldsProps } from './rule-dialog.tsx'

const LONGEST = 2_000

export function ReplyTextField({ typed, problems, set }: RuleFieldsProps) {
  const id = useId()
  const isWrong = problems.includes('reply')
  return (
    <div className="field">
      <label className="label" htmlFor={id}>
        {t('replies.reply')}
      </label>
      <textarea
        id={id}
        rows={4}
        maxLength={LONGEST}
        value={typed.reply}
        aria-invalid={isWrong}
        aria-describedby={`${id}-help`}
        onChange={(event) => set({ reply: event.target.value })}
      />
      <span
        id={`${id}-help`}
        className={isWrong ? 'error-text' : 'help'}
        role={isWrong ? 'alert' : undefined}
      >
        {isWrong ? t('replies.replyWrong') : t('replies.replyHelp', { task: '{task}', author: '{author}' })}
      </span>
    </div>
  )
}
