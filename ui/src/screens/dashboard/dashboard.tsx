import { useSession } from '../../api/queries.ts'
import { t } from '../../i18n/index.ts'
import { ScreenTitle } from '../../kit/screen-title.tsx'
import { BootstrapPanel } from './bootstrap-panel.tsx'
import { DataCard } from './data-card.tsx'
import { EventsCard } from './events-card.tsx'
import { InstallationCard } from './installation-card.tsx'
import { JobsCard } from './jobs-card.tsx'
import { NextSteps } from './next-steps.tsx'
import { RecentChanges } from './recent-changes.tsx'
import './dashboard.css'

export function Dashboard() {
  const { addon } = useSession()
  return (
    <div className="dashboard stack">
      <ScreenTitle>{t('dashboard.title')}</ScreenTitle>
      {addon === null && <NextSteps />}
      <div className="dashboard-cards">
        <InstallationCard />
        <DataCard />
        <EventsCard />
        <JobsCard />
      </div>
      <div className="dashboard-columns">
        <BootstrapPanel />
        <RecentChanges />
      </div>
    </div>
  )
}
