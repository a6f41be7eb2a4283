import { Link } from 'wouter'
import { t } from '../../i18n/index.ts'
import type { Readiness } from './pages-queries.ts'

/** What is missing before anything can be begun, and where to mend it. */
export function NotReady({ why }: { readonly why: Exclude<Readiness, 'ready'> }) {
  return (
    <div className="notice notice-warn narrow">
      <p>{t(`pages.notReady.${why}`)}</p>
      <Link href="/settings/connections" className="button">
        {t('pages.toConnections')}
      </Link>
    </div>
  )
}
