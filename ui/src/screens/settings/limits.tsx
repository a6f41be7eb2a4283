import { t } from '../../i18n/index.ts'

/** The server tells nobody its limits: what they are, who sets them and where. */
export function Limits() {
  return (
    <section className="stack">
      <p>{t('settings.limits.help')}</p>
      <div className="card stack">
        <h2>{t('settings.limits.secondTitle')}</h2>
        <p>{t('settings.limits.second')}</p>
        <pre>RATE_LIMIT_RPS</pre>
      </div>
      <div className="card stack">
        <h2>{t('settings.limits.hourTitle')}</h2>
        <p>{t('settings.limits.hour')}</p>
        <p>{t('settings.limits.hourDefault')}</p>
        <pre>RATE_LIMIT_PER_HOUR</pre>
      </div>
      <div className="card stack">
        <h2>{t('settings.limits.usedTitle')}</h2>
        <ul>
          <li>{t('settings.limits.usedCalls')}</li>
          <li>{t('settings.limits.usedBootstrap')}</li>
        </ul>
      </div>
    </section>
  )
}
