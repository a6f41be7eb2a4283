import { Link } from 'wouter'
import type { OperationLine } from '../../api/types.ts'
import { t } from '../../i18n/index.ts'
import { pathOf } from './operation-path.ts'

interface QuickActionsProps {
  readonly operations: readonly OperationLine[]
  readonly connector: string
}

/** The few operations of a service that most people come for, one click away. */
export function QuickActions({ operations, connector }: QuickActionsProps) {
  const quick = operations.filter((operation) => operation.quickAction && operation.connector === connector)
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
