import type { ComponentType } from 'react'
import { useParams } from 'wouter'
import { t } from '../../i18n/index.ts'
import { LinkTabs } from '../../kit/link-tabs.tsx'
import { loadable } from '../../kit/loadable.tsx'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { Empty } from '../../kit/states.tsx'
import { CLICKUP_TABS, clickupTabIn, hrefOf, type ClickupTab } from './tabs.ts'
import '../../kit/card-table.css'
import '../../kit/parts.css'
import './clickup.css'

const PARTS: Readonly<Record<ClickupTab, ComponentType>> = {
  tasks: loadable(async () => (await import('./tasks/tasks.tsx')).Tasks),
  imports: loadable(async () => (await import('./imports/imports.tsx')).Imports),
  transfers: loadable(async () => (await import('./transfers/transfers.tsx')).Transfers),
  replies: loadable(async () => (await import('./replies/replies.tsx')).Replies),
  syncs: loadable(async () => (await import('./syncs/syncs.tsx')).Syncs),
  settings: loadable(async () => (await import('./settings/clickup-settings.tsx')).ClickupSettingsForm),
}

/** The tasks of a ClickUp list and what is done with them; the address keeps the tab, its filters and what is open. */
export function Clickup() {
  const here = clickupTabIn(useParams<{ tab?: string }>().tab)
  const Part = here && PARTS[here]
  const tabs = CLICKUP_TABS.map((tab) => ({
    href: hrefOf(tab),
    text: t(`clickup.tab.${tab}`),
    isHere: tab === here,
  }))
  return (
    <div className="stack area clickup">
      <ScreenTitle>{t('clickup.title')}</ScreenTitle>
      <LinkTabs label={t('clickup.tabs')} tabs={tabs} />
      {Part ? <Part key={here} /> : <Empty title={t('state.noPage')} />}
    </div>
  )
}
