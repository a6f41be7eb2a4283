import type { ReactNode } from 'react'
import { useSession } from '../../api/queries.ts'
import { t } from '../../i18n/index.ts'
import { NotReady } from './not-ready.tsx'
import { useReadiness } from './pages-queries.ts'

/** What begins a run, for those who may; others are told what is missing. */
export function StartGate({ children }: { readonly children: ReactNode }) {
  const isAdmin = useSession().actor.role === 'admin'
  const readiness = useReadiness()
  if (readiness !== undefined && readiness !== 'ready') return <NotReady why={readiness} />
  return isAdmin ? children : <p className="notice narrow">{t('pages.adminsOnly')}</p>
}
