import type { ComponentType } from 'react'
import { useParams } from 'wouter'
import { t } from '../../i18n/index.ts'
import { LinkTabs } from '../../kit/link-tabs.tsx'
import { loadable } from '../../kit/loadable.tsx'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { Empty } from '../../kit/states.tsx'
import { useSearchParts } from '../../kit/search-parts.ts'
import { TIME_TABS, timeTabIn, type TimeTab } from './tabs.ts'
import { useLiveTime } from './use-live-time.ts'
import '../../kit/card-table.css'
import '../../kit/parts.css'
import './time.css'

const PARTS: Readonly<Record<TimeTab, ComponentType>> = {
  sessions: loadable(async () => (await import('./sessions/sessions.tsx')).Sessions),
  review: loadable(async () => (await import('./review/review.tsx')).Review),
  running: loadable(async () => (await import('./running/running.tsx')).Running),
  hours: loadable(async () => (await import('./hours/hours.tsx')).Hours),
  people: loadable(async () => (await import('./people/people.tsx')).People),
  reports: loadable(async () => (await import('./reports/reports.tsx')).Reports),
  outbox: loadable(async () => (await import('./outbox/outbox.tsx')).Outbox),
  audit: loadable(async () => (await import('./audit/audit.tsx')).Audit),
  settings: loadable(async () => (await import('./settings/time-settings.tsx')).TimeSettingsForm),
}
const SessionDrawer = loadable(async () => (await import('./session/session-drawer.tsx')).SessionDrawer)

/** Time sessions from all sides; the address keeps the tab, its filters and the session that is open. */
export function Time() {
  useLiveTime()
  const here = timeTabIn(useParams<{ tab?: string }>().tab)
  const [search, change] = useSearchParts()
  const opened = search.get('session')
  const Part = here && PARTS[here]
  const tabs = TIME_TABS.map((tab) => ({
    href: tab === 'sessions' ? '/time' : `/time/${tab}`,
    text: t(`time.tab.${tab}`),
    isHere: tab === here,
  }))
  return (
    <div className="stack area time">
      <ScreenTitle>{t('time.title')}</ScreenTitle>
      <LinkTabs label={t('time.tabs')} tabs={tabs} />
      {Part ? <Part key={here} /> : <Empty title={t('state.noPage')} />}
      {opened !== null && (
        <SessionDrawer key={opened} id={opened} onClose={() => change({ session: undefined })} />
      )}
    </div>
  )
}
