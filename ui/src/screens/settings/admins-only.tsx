import type { ReactNode } from 'react'
import { useSession } from '../../api/queries.ts'
import { t } from '../../i18n/index.ts'

interface AdminsOnlyProps {
  /** What others are told, in place of a refusal. */
  readonly why: string
  readonly children: ReactNode
}

export function AdminsOnly({ why, children }: AdminsOnlyProps) {
  const { role } = useSession().actor
  if (role === 'admin') return children
  return (
    <div className="notice">
      <p>{why}</p>
      <p>{t('settings.yourRole', { role: t(`role.${role}`) })}</p>
    </div>
  )
}
