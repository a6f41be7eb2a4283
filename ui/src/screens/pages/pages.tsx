import type { ComponentType } from 'react'
import { useParams } from 'wouter'
import { t } from '../../i18n/index.ts'
import { LinkTabs } from '../../kit/link-tabs.tsx'
import { loadable } from '../../kit/loadable.tsx'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { Empty } from '../../kit/states.tsx'
import { hrefOf, PAGES_TABS, pagesTabIn, type PagesTab } from './tabs.ts'
import '../../kit/card-table.css'
import '../../kit/parts.css'
import './pages.css'

const PARTS: Readonly<Record<PagesTab, ComponentType>> = {
  tasks: loadable(async () => (await import('./runs/runs.tsx')).Runs),
  project: loadable(async () => (await import('./project/projects.tsx')).Projects),
  settings: loadable(async () => (await import('./settings/page-task-settings.tsx')).PageTaskSettingsForm),
}
const RunPage = loadable(async () => (await import('./run/run-page.tsx')).RunPage)
const ProjectPage = loadable(async () => (await import('./project/project-page.tsx')).ProjectPage)

/** Confluence pages whose tasks become Jira issues, and projects that become pages; the address keeps the tab and what is open. */
export function Pages() {
  const { tab, id } = useParams<{ tab?: string; id?: string }>()
  const here = pagesTabIn(tab)
  const tabs = PAGES_TABS.map((each) => ({
    href: hrefOf(each),
    text: t(`pages.tab.${each}`),
    isHere: each === here,
  }))
  return (
    <div className="stack area pages">
      <ScreenTitle>{t('nav.pages')}</ScreenTitle>
      <LinkTabs label={t('upserts.tabs')} tabs={tabs} />
      <Part here={tab === 'runs' && id === undefined ? undefined : here} tab={tab} id={id} />
    </div>
  )
}

interface PartProps {
  readonly here: PagesTab | undefined
  readonly tab: string | undefined
  readonly id: string | undefined
}

function Part({ here, tab, id }: PartProps) {
  if (tab === 'runs' && id !== undefined) return <RunPage key={id} id={id} />
  if (tab === 'project' && id !== undefined) return <ProjectPage key={id} id={id} />
  if (here === undefined || id !== undefined) return <Empty title={t('state.noPage')} />
  const Shown = PARTS[here]
  return <Shown key={here} />
}
