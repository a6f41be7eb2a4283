import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { t } from '../../i18n/index.ts'
import { Loaded } from '../../kit/states.tsx'
import { eventWords } from '../webhooks/event-words.ts'
import { manifestQuery } from './public-queries.ts'

/** Which events the add-on asks Clockify for. */
export function Events() {
  const manifest = useQuery(manifestQuery)
  return (
    <section className="stack">
      <p>{t('settings.events.help')}</p>
      <Loaded query={manifest}>
        {({ webhooks }) => (
          <div className="card stack">
            <h2>{t('settings.events.asked', { count: webhooks.length })}</h2>
            <ul className="events">
              {webhooks.map(({ event }) => (
                <li key={event}>
                  {eventWords(event)} <span className="mono faint">{event}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </Loaded>
      <div className="card stack">
        <h2>{t('settings.events.otherTitle')}</h2>
        <p>
          {t('settings.events.byHand')} <Link href="/settings/hooks">{t('settings.tab.hooks')}</Link>
        </p>
        <p>{t('settings.events.operator')}</p>
        <pre>CLOCKIFY_WEBHOOK_EVENTS</pre>
        <p className="help">{t('settings.events.reinstall')}</p>
      </div>
    </section>
  )
}
