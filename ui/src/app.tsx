import { useQuery } from '@tanstack/react-query'
import { Redirect, Route, Router, Switch, useLocation } from 'wouter'
import { Problem } from './api/client.ts'
import { useLive, useLiveEvents } from './api/live.ts'
import { sessionQuery } from './api/queries.ts'
import type { Session } from './api/types.ts'
import { Frame } from './frame.tsx'
import { useLanguage, t } from './i18n/index.ts'
import { loadable } from './kit/loadable.tsx'
import { Boundary, Empty, Failure, Skeleton } from './kit/states.tsx'
import { Toasts } from './kit/toast.tsx'
import { Studio } from './screens/studio/studio.tsx'

const SignIn = loadable(async () => (await import('./screens/sign-in/sign-in.tsx')).SignIn)
const Dashboard = loadable(async () => (await import('./screens/dashboard/dashboard.tsx')).Dashboard)
const Webhooks = loadable(async () => (await import('./screens/webhooks/webhooks.tsx')).Webhooks)
const Jobs = loadable(async () => (await import('./screens/jobs/jobs.tsx')).Jobs)
const Time = loadable(async () => (await import('./screens/time/time.tsx')).Time)
const Clickup = loadable(async () => (await import('./screens/clickup/clickup.tsx')).Clickup)
const PushedTasks = loadable(async () => (await import('./screens/tasks/tasks.tsx')).PushedTasks)
const Pages = loadable(async () => (await import('./screens/pages/pages.tsx')).Pages)
const Settings = loadable(async () => (await import('./screens/settings/settings.tsx')).Settings)

export function App() {
  // Every text below is drawn anew when the language changes.
  const language = useLanguage()
  const session = useQuery(sessionQuery)
  return (
    <Router base="/ui" key={language}>
      <SignedIn session={session.data} error={session.error} retry={() => void session.refetch()} />
      <Toasts />
    </Router>
  )
}

interface SignedInProps {
  readonly session: Session | undefined
  readonly error: Error | null
  readonly retry: () => void
}

function SignedIn({ session, error, retry }: SignedInProps) {
  // What is known of a session stays known when it ends.
  if (error instanceof Problem && error.status === 401) return <SignIn hasEnded={session !== undefined} />
  if (session) return <Screens />
  return <main className="lonely">{error ? <Failure error={error} retry={retry} /> : <Skeleton />}</main>
}

function Screens() {
  useLiveEvents()
  const [location] = useLocation()
  const live = useLive()
  return (
    <Frame>
      <Boundary place={`${location} ${live}`}>
        <Switch>
          <Route path="/" component={Dashboard} />
          {/* The tab that Clockify shows to administrators. */}
          <Route path="/admin" component={Dashboard} />
          <Route path="/studio/:connector?/:operationId?">
            {(params) => <Studio connector={params.connector} operationId={params.operationId} />}
          </Route>
          <Route path="/webhooks" component={Webhooks} />
          <Route path="/jobs" component={Jobs} />
          <Route path="/time/:tab?" component={Time} />
          <Route path="/clickup/:tab?/:id?" component={Clickup} />
          <Route path="/tasks/:tab?" component={PushedTasks} />
          <Route path="/pages/:tab?/:id?" component={Pages} />
          <Route path="/settings/:tab?" component={Settings} />
          <Route path="/index.html">
            <Redirect to="/" />
          </Route>
          <Route>
            <Empty title={t('state.noPage')} />
          </Route>
        </Switch>
      </Boundary>
    </Frame>
  )
}
