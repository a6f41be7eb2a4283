import type { ComponentType } from 'react'
import { useParams } from 'wouter'
import { t } from '../../i18n/index.ts'
import { LinkTabs } from '../../kit/link-tabs.tsx'
import { loadable } from '../../kit/loadable.tsx'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { Empty } from '../../kit/states.tsx'
import { hrefOf, TASKS_TABS, tasksTabIn, type TasksTab } from './tabs.ts'
import '../../kit/card-table.css'
import '../../kit/parts.css'
import './tasks.css'

const PARTS: Readonly<Record<TasksTab, ComponentType>> = {
  tasks: loadable(async () => (await import('./ledger/ledger.tsx')).Ledger),
  slack: loadable(async () => (await import('./slack/slack-setup.tsx')).SlackSetupGuide),
  members: loadable(async () => (await import('./members/members.tsx')).Members),
  settings: loadable(async () => (await import('./settings/upsert-settings.tsx')).UpsertSettingsForm),
}

/** Tasks that other programs push, and who hears of them in Slack; the address keeps the tab, its filters and what is open. */
export function PushedTasks() {
  const here = tasksTabIn(useParams<{ tab?: string }>().tab)
  const Part = here && PARTS[here]
  const tabs = TASKS_TABS.map((tab) => ({
    href: hrefOf(tab),
    text: t(`upserts.tab.${tab}`),
    isHere: tab === here,
  }))
  return (
    <div className="stack area pushed">
      <ScreenTitle>{t('nav.tasks')}</ScreenTitle>
      <LinkTabs label={t('upserts.tabs')} tabs={tabs} />
      {Part ? <Part key={here} /> : <Empty title={t('state.noPage')} />}
    </div>
  )
}
