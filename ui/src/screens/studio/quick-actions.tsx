import { Link } from 'wouter'
import type { OperationLine } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { pathOf } from './operation-path.ts'

/** The few operations that most people come for, one click away. */
export function QuickActions({ operations }: { readonly operations: readonly OperationLine[] }) {
  const quick = operations.filter(({ quickAction }) => quickAction)
  if (quick.length === 0) return null
  return (
    <nav className="op-quick" aria-label={t('studio.quickActions')}>
      {quick.map((operation) => (
        <Link key={`${operation.connector}/${operation.operationId}`} href={pathOf(operation)}>
          {operation.summary}
        </Link>
      ))}
    </nav>
  )
}
