import { useSearchParams } from 'wouter'
import { t } from '../../i18n/index.ts'
import { LinkTabs } from '../../kit/link-tabs.tsx'
import { DriftList } from './drift-list.tsx'
import { JobList } from './job-list.tsx'
import '../../kit/card-table.css'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import './jobs.css'

/** What works in the background, and where answers differ from the vendors' documents. */
export function Jobs() {
  const [search] = useSearchParams()
  const isDrift = search.get('tab') === 'drift'
  return (
    <div className="stack jobs">
      <ScreenTitle>{t('jobs.title')}</ScreenTitle>
      <LinkTabs
        label={t('jobs.tabs')}
        tabs={[
          { href: '/jobs', text: t('jobs.tab.jobs'), isHere: !isDrift },
          { href: '/jobs?tab=drift', text: t('jobs.tab.drift'), isHere: isDrift },
        ]}
      />
      {isDrift ? <DriftList /> : <JobList />}
    </div>
  )
}
