import { useId } from 'react'
import { MATCHES, REPLY_EVENTS } from '../../../api/reply-types.ts'
import { t } from '../../../i18n/index.ts'
import type { RuleFieldsProps } from './rule-dialog.tsx'

/** What the rule listens to. */
export function EventFields({ typed: { events }, problems, set }: RuleFieldsProps) {
  return (
    <fieldset className="ticks">
      <legend className="label">{t('replies.events')}</legend>
      {REPLY_EVENTS.map((event) => (
        <label key={event} className="tick">
          <input
            type="checkbox"
            checked={events.includes(event)}
            onChange={({ target }) =>
              set({
                events: REPLY_EVENTS.filter((each) =>
                  each === event ? target.checked : events.includes(each),
                ),
              })
            }
          />
          <span>
            {t(`replies.event.${event}`)}
            <span className="help">{t(`replies.eventHelp.${event}`)}</span>
          </span>
        </label>
      ))}
      {problems.includes('events') && (
        <span className="error-text" role="alert">
          {t('replies.eventsWrong')}
        </span>
      )}
    </fieldset>
  )
}

/** How it looks for its words. */
export function MatchFields({ typed, set }: RuleFieldsProps) {
  const id = useId()
  return (
    <fieldset className="ticks">
      <legend className="label">{t('replies.match')}</legend>
      {MATCHES.map((match) => (
        <label key={match} className="tick">
          <input
            type="radio"
            name={`${id}-match`}
            checked={typed.match === match}
            onChange={() => set({ match })}
          />
          <span>
            {t(`replies.match.${match}`)}
            <span className="help">{t(`replies.matchHelp.${match}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
