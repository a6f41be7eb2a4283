import { useQuery } from '@tanstack/react-query'
import { t } from '../../i18n/index.ts'
import { Chip } from '../../kit/chip.tsx'
import { Loaded } from '../../kit/states.tsx'
import { readinessQuery, versionQuery } from './public-queries.ts'

/** Which server this is, how it is, and where programs read more. */
export function About() {
  const version = useQuery(versionQuery)
  const readiness = useQuery(readinessQuery)
  return (
    <section className="stack">
      <div className="card stack">
        <h2>Switchyard</h2>
        <Loaded query={version}>{(text) => <p>{t('settings.about.version', { version: text })}</p>}</Loaded>
        <Loaded query={readiness}>
          {(state) =>
            state.isReady ? (
              <p>
                <Chip tone="good">{t('settings.about.ready')}</Chip>
              </p>
            ) : (
              <p>
                <Chip tone="warn">{t('settings.about.notReady')}</Chip> {state.reason}
              </p>
            )
          }
        </Loaded>
      </div>
      <div className="card stack">
        <h2>{t('settings.about.programs')}</h2>
        <ul className="links">
          <li>
            <a href="/api/openapi.json" target="_blank" rel="noreferrer">
              {t('settings.about.document')}
            </a>
          </li>
          <li>
            <a href="/manifest.json" target="_blank" rel="noreferrer">
              {t('settings.about.manifest')}
            </a>
          </li>
        </ul>
      </div>
    </section>
  )
}
