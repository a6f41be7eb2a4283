import { Link } from 'wouter'
import { t } from '../../../i18n/index.ts'
import { Empty } from '../../../kit/states.tsx'
import { HowToPush } from './how-to-push.tsx'

export function NoEntries({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <Empty title={t('upserts.empty.found')}>
        <Link href="/tasks" className="button">
          {t('upserts.empty.all')}
        </Link>
      </Empty>
    )
  return (
    <section className="card stack narrow" aria-labelledby="no-entries">
      <h2 id="no-entries">{t('upserts.empty')}</h2>
      <HowToPush />
    </section>
  )
}
