import type { ComponentType } from 'react'
import { useParams } from 'wouter'
import { useSession } from '../../api/queries.ts'
import { isEmbedded } from '../../host/bridge.ts'
import { t } from '../../i18n/index.ts'
import { LinkTabs } from '../../kit/link-tabs.tsx'
import { Empty } from '../../kit/states.tsx'
import { About } from './about.tsx'
import { ApiKeys } from './api-keys.tsx'
import { Appearance } from './appearance.tsx'
import { Connections } from './connections.tsx'
import { Events } from './events.tsx'
import { Hooks } from './hooks.tsx'
import { Limits } from './limits.tsx'
import { tabIn, tabsFor, type SettingsTab } from './tabs.ts'
import '../../kit/card-table.css'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import './settings.css'

const PARTS: Readonly<Record<SettingsTab, ComponentType>> = {
  'api-keys': ApiKeys,
  hooks: Hooks,
  events: Events,
  limits: Limits,
  connections: Connections,
  appearance: Appearance,
  about: About,
}

/** What the workspace, its operator and this browser can be set to. */
export function Settings() {
  const params = useParams<{ tab?: string }>()
  const { role } = useSession().actor
  const viewer = { role, isEmbedded: isEmbedded() }
  const here = tabIn(params.tab, viewer)
  const Part = here && PARTS[here]
  const tabs = tabsFor(viewer).map((tab) => ({
    href: `/settings/${tab}`,
    text: t(`settings.tab.${tab}`),
    isHere: tab === here,
  }))
  return (
    <div className="stack settings">
      <ScreenTitle>{t('settings.title')}</ScreenTitle>
      <LinkTabs label={t('settings.tabs')} tabs={tabs} />
      {Part ? <Part /> : <Empty title={t('state.noPage')} />}
    </div>
  )
}
